// What this tab has asked of the server, and the commands that ask the same.

import { adminName, axe, expect, signIn, test } from "../harness/fixtures.ts";
import { openAs } from "../harness/app.ts";
import { createKey } from "../harness/keys.ts";

test("what was changed stands in the panel, with its result, as a command without what is secret", async ({ context, page, server }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openAs(page, server, "/users/new");
  await page.getByLabel("Username", { exact: true }).fill("ada");
  await page.getByLabel("Password", { exact: true }).fill("long enough");
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  // Before it is sent, too.
  await page.getByRole("dialog").getByRole("button", { name: "Copy as curl" }).click();
  await expect.poll(clipboard).toContain(`curl -X POST -H "Authorization: Bearer $NODEUM_API_KEY"`);
  await page.getByRole("dialog").getByRole("button", { name: "Create user" }).click();
  await expect(page.getByRole("dialog", { name: "ada", exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Account of admin" }).click();
  await page.getByRole("menuitem", { name: "Activity" }).click();
  const panel = page.getByRole("dialog", { name: "Activity" });
  const line = panel.getByRole("listitem").filter({ hasText: "Create a user" });
  await expect(line).toContainText("201");
  await expect(line).toContainText("POST /api/v2/users");
  await expect(panel.getByText("List users")).toBeHidden();
  await line.getByRole("button", { name: "Copy as curl" }).click();
  const command = await clipboard();
  expect(command).toContain(`'${server.url}/api/v2/users'`);
  expect(command).toContain('"username":"ada"');
  expect(command).not.toContain("long enough");
  await panel.getByRole("radio", { name: "All requests" }).check();
  await expect(panel.getByText("List users").first()).toBeVisible();
  await axe(page);
});

test("who signs in next sees nothing of it", async ({ page, server }) => {
  await page.goto(`${server.url}/profile`);
  await signIn(page, adminName, server.adminPassword);
  await page.getByRole("textbox", { name: "Email", exact: true }).fill("ada@nodeum.example");
  await page.getByRole("button", { name: "Change email" }).click();
  await expect(page.getByText("Your email is changed.")).toBeVisible();
  await page.getByRole("button", { name: "Account of admin" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByText("You are signed out.")).toBeVisible();
  await expect(page.getByText("Your email is changed.")).toBeHidden();
  await signIn(page, adminName, server.adminPassword);
  await page.keyboard.press("Control+K");
  await page.keyboard.type("activity");
  await expect(page.getByRole("option", { name: /^Activity/ })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Activity" }).getByText("Nothing yet")).toBeVisible();
});

test("the menus of rows offer the request that reads what they show", async ({ context, page, server }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const token = await server.token();
  const key = await createKey(server, token, "backup", "users/index");
  const stored = await server.api("POST", "/users/me/configurations", { key: "a.b", value: "1" }, token);
  for (const [path, row, request] of [
    ["/api-keys", "backup", `/api/v2/users/me/api_keys/${key.id}`],
    ["/configuration", "a.b", `/api/v2/users/me/configurations/${stored.body.id}`],
    ["/users", adminName, "/api/v2/users/1"],
  ] as const) {
    await openAs(page, server, path);
    await page.getByRole("button", { name: `Actions for ${row}` }).click();
    await page.getByRole("menuitem", { name: "Copy as curl" }).click();
    await expect(page.getByText("The command is copied.")).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      `curl -H "Authorization: Bearer $NODEUM_API_KEY" '${server.url}${request}'`,
    );
  }
});
