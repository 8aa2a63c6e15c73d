import type { LaunchOptions } from "@playwright/test";

/** Options for Playwright's `chromium.launch`. */
export const launchOptions: LaunchOptions;
