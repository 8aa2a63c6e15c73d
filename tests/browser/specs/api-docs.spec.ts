// The API's document, shown by Swagger UI from the server itself.

import { adminName, expect, test } from "../harness/fixtures.ts";

test("the document of the API is read and tried out in the browser", async ({ page, server }) => {
  await page.goto(`${server.url}/api/v2/docs`);
  await expect(page).toHaveURL(`${server.url}/api/v2/docs/`);
  await expect(page.getByRole("heading", { name: /Nodeum API: users section/ })).toBeVisible();
  await page.getByRole("button", { name: "Authorize" }).click();
  const dialog = page.locator(".auth-container").filter({ hasText: "JWT" });
  await dialog.getByRole("textbox").fill(await server.token());
  await dialog.getByRole("button", { name: /authoriz/i }).click();
  await page.getByRole("button", { name: "Close", exact: true }).click();
  await page.getByRole("button", { name: /Displays current user/ }).click();
  await page.getByRole("button", { name: "Execute" }).click();
  await expect(page.locator(".live-responses-table")).toContainText(`"username": "${adminName}"`);
});
