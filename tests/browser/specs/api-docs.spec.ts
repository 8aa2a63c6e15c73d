// The API's document, shown by Swagger UI from the server itself.

import { adminName, expect, test } from "../harness/fixtures.ts";

test("the document of the API is read and tried out in the browser", async ({ page, server }) => {
  await page.goto(`${server.url}/api/v2/docs`);
  await expect(page).toHaveURL(`${server.url}/api/v2/docs/`);
  await expect(page.getByRole("heading", { name: /Nodeum API: users section/ })).toBeVisible();
  await page.getByRole("button", { name: "Authorize" }).click();
  await page.getByRole("textbox", { name: "auth-bearer-value" }).fill(await server.token());
  await page.getByRole("button", { name: "Apply credentials" }).last().click();
  await page.getByRole("button", { name: "Close", exact: true }).last().click();
  await page.getByRole("button", { name: /Displays current user/ }).click();
  await page.getByRole("button", { name: "Execute" }).click();
  await expect(page.locator(".live-responses-table")).toContainText(`"username": "${adminName}"`);
});
