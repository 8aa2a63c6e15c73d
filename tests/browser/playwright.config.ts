import { defineConfig, devices } from "@playwright/test";

import { launchOptions } from "./launch.mjs";

const minutes = 60_000;

export default defineConfig({
  testDir: "specs",
  outputDir: "test-results",
  // Two slow cores: each test has a server and a browser of its own.
  workers: 2,
  fullyParallel: true,
  // A test that passes the second time has found something.
  retries: 0,
  forbidOnly: true,
  timeout: 1 * minutes,
  // Far beyond the 15 minutes that these tests may take: this ends what hangs.
  globalTimeout: (process.env.NODEUM_TEST_ALL ? 120 : 30) * minutes,
  expect: { timeout: 15_000 },
  reporter: [
    ["list"],
    ["json", { outputFile: process.env.NODEUM_TEST_REPORT ?? "test-results/report.json" }],
  ],
  use: {
    ...devices["Desktop Chrome"],
    channel: "",
    launchOptions,
    viewport: { width: 1280, height: 800 },
    locale: "en-GB",
    timezoneId: "Europe/Brussels",
    screenshot: "only-on-failure",
    // `-- --trace on` shows how a test went wrong; recording it each time is slow.
    trace: "off",
  },
});
