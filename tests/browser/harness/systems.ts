// The pages of system accounts: what stands where.

import type { Locator, Page } from "@playwright/test";

/** The row of that name. */
export const row = (page: Page, name: string): Locator =>
  page.getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) });

/** The cell of a row under that heading. */
export const cell = (page: Page, name: string, label: string): Locator =>
  row(page, name).locator(`td[data-label="${label}"]`);

/** A fact in a drawer. */
export const fact = (page: Page, label: string): Locator => page.locator(`dt:text-is("${label}") + dd`);

/** The drawer with that title. */
export const drawer = (page: Page, name: string): Locator => page.getByRole("dialog", { name, exact: true });
