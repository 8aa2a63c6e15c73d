import { defineConfig } from "@playwright/test";

import { launchOptions } from "../launch.mjs";

export default defineConfig({
  testDir: ".",
  testMatch: /\.bench\.ts$/,
  outputDir: "../test-results",
  // Nothing else may run while something is measured.
  workers: 1,
  retries: 0,
  // It takes as long as it takes, up to a limit that ends what hangs.
  timeout: 4 * 60 * 60_000,
  expect: { timeout: 2 * 60_000 },
  reporter: [["line"]],
  use: { channel: "", launchOptions },
});
