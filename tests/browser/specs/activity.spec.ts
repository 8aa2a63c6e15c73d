// What this tab has asked of the server, and the commands that ask the same.

import type { Locator } from "@playwright/test";

import { adminName, axe, expect, signIn, test } from "../harness/fixtures.ts";
import { openAs } from "../harness/app.ts";
import { field, openConfiguration, value } from "../harness/configurations.ts";
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

test("forms offer what they would send, without what is secret", async ({ context, page, server }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const token = await server.token();
  const ada = await server.createUser({ username: "ada" });
  const stored = await server.api("POST", "/users/me/configurations", { key: "a.b", value: "1" }, token);
  const api = `${server.url}/api/v2/users`;
  const sends = (method: string, body: unknown, url: string): string =>
    `curl -X ${method} -H "Authorization: Bearer $NODEUM_API_KEY" -H 'Content-Type: application/json' -d '${JSON.stringify(body)}' '${url}'`;
  const copies = async (scope: Locator, command: string): Promise<void> => {
    await scope.getByRole("button", { name: "Copy as curl" }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(command);
  };

  await openAs(page, server, "/profile");
  const [email, password] = [page.getByRole("region", { name: "Email" }), page.getByRole("region", { name: "Password" })];
  await expect(email.getByRole("button", { name: "Copy as curl" })).toBeHidden();
  await email.getByRole("textbox", { name: "Email" }).fill("ada@nodeum.example");
  await copies(email, sends("PUT", { email: "ada@nodeum.example" }, `${api}/1`));
  await password.getByLabel("New password", { exact: true }).fill("a new password");
  await copies(password, sends("PUT", { password: "LEFT_OUT" }, `${api}/1`));

  await openConfiguration(page, server, "?do=add");
  const adding = page.getByRole("dialog", { name: "Add key" });
  await adding.getByLabel("Key", { exact: true }).fill("c.d");
  await copies(adding, sends("POST", { key: "c.d", value: "LEFT_OUT" }, `${api}/me/configurations`));
  await openConfiguration(page, server);
  await value(page, "a.b").click();
  await field(page, "a.b").fill("2");
  const editor = page.getByRole("group", { name: "Edit the value" });
  await copies(editor, sends("PUT", { value: "LEFT_OUT" }, `${api}/me/configurations/${stored.body.id}`));

  await openAs(page, server, "/users");
  await page.getByRole("checkbox", { name: "Select all on this page" }).check();
  await page.getByRole("button", { name: "Change…" }).click();
  const changing = page.getByRole("dialog", { name: "Change 2 users" });
  await changing.getByRole("radio", { name: "Role" }).check();
  await expect(changing.getByRole("button", { name: "Copy as curl" })).toBeHidden();
  await changing.getByRole("radio", { name: "Administrator" }).check();
  await copies(changing, sends("PUT", { is_admin: true }, `${api}/${ada.id}`));
  await changing.getByRole("radio", { name: "New password" }).check();
  await copies(changing, sends("PUT", { password: "LEFT_OUT" }, `${api}/${ada.id}`));
});
