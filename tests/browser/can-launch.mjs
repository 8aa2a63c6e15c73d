// Ends well if the browser of NODEUM_TEST_CHROMIUM, or Playwright's own, starts and shows a page.
import { chromium } from "@playwright/test";

import { launchOptions } from "./launch.mjs";

const browser = await chromium.launch(launchOptions);
const page = await browser.newPage();
await page.setContent("<h1>Here</h1>");
await page.getByRole("heading", { name: "Here" }).waitFor();
await browser.close();
