// How Chromium is started: the tests and the probe that looks for a browser must agree on it.

/** Options for Playwright's `chromium.launch`. */
export const launchOptions = {
  // Which browser: the one that is named here, or Playwright's own.
  ...(process.env.NODEUM_TEST_CHROMIUM ? { executablePath: process.env.NODEUM_TEST_CHROMIUM } : {}),
  args: [
    // Chromium's sandbox refuses to work for root, which is who runs tests in containers.
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};
