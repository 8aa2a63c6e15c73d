// Pages that the browser keeps alive for Back, which Playwright turns off unless it is told not to.

import { launchOptions } from "../launch.mjs";
import { expect, test } from "../harness/fixtures.ts";
import { openAs, usersLoaded } from "../harness/app.ts";

test.use({ launchOptions: { ...launchOptions, ignoreDefaultArgs: ["--disable-back-forward-cache"] } });

test("Back into a page that was kept shows nothing of a session that has ended", async ({ page, server }) => {
  // A server of somebody else's may let browsers keep the document.
  await page.route(`${server.url}/users`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), "cache-control": "no-cache" } });
  });
  const token = await openAs(page, server, "/users");
  await usersLoaded(page);
  await page.evaluate(() => {
    addEventListener("pageshow", (event) => Object.assign(window, { wasKept: event.persisted }));
  });
  await page.goto(`${server.url}/noscript.css`);
  await server.api("DELETE", "/users/sign_out", undefined, token);
  // A page that was kept isn't loaded anew. It is there before it hears of that.
  await page.goBack({ waitUntil: "commit" });
  await expect.poll(() => page.evaluate(() => (window as unknown as { wasKept?: boolean }).wasKept)).toBe(true);
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  await expect(page.getByRole("table")).toHaveCount(0);
  await expect(page.getByRole("navigation", { name: "Main" })).toHaveCount(0);
});
