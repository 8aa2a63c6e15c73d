import { defineConfig, devices } from "@playwright/test";

import type { Options } from "./harness/fixtures.ts";
import { runAll } from "./harness/run-all.ts";
import { launchOptions } from "./launch.mjs";

const minutes = 60_000;

/** Tests of what is shipped, which `cargo xtask test` makes first. */
const hosting = /hosting\.spec\.ts$/;

export default defineConfig<Options>({
  testDir: "specs",
  testIgnore: hosting,
  outputDir: "test-results",
  // Two slow cores: each test has a server and a browser of its own.
  workers: 2,
  fullyParallel: true,
  // A test that passes the second time has found something.
  retries: 0,
  forbidOnly: true,
  timeout: 2 * minutes,
  // Far beyond what these tests take: this ends what hangs.
  globalTimeout: (runAll ? 180 : 45) * minutes,
  expect: { timeout: 15_000 },
  reporter: [
    ["list"],
    ["json", { outputFile: process.env.NODEUM_TEST_REPORT ?? "test-results/report.json" }],
  ],
  // Two kinds of server that the console is for: the bundled one with all that it can do, and one that offers no more than both
  // published references describe. On the latter runs what is tagged `@strict`, where the two can differ; with `--all`, every
  // test.
  projects: [
    { name: "bundled", use: { strict: false } },
    { name: "strict", use: { strict: true }, ...(runAll ? {} : { grep: /@strict\b/ }) },
    ...(process.env.NODEUM_TEST_DIST ? [{ name: "hosting", testMatch: hosting, testIgnore: [] }] : []),
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
