// A record that somebody else changes or deletes while its form is open, and changes that are taken back.

import { axe, expect, test, type Page } from "../harness/fixtures.ts";
import { keptToken, openAs } from "../harness/app.ts";
import { createKey } from "../harness/keys.ts";

const field = (page: Page, name: string) => page.getByLabel(name, { exact: true }).and(page.locator("input"));
const save = (page: Page) => page.getByRole("button", { name: /^Save( \d+ changes?)?$/ });
const meanwhile = (page: Page, name: string) => page.getByRole("dialog", { name: `Someone else has changed ${name}` });

test("a user whom somebody else has changed is decided about field by field", { tag: "@strict" }, async ({ page, server }) => {
  const ada = await server.createUser({ username: "ada", email: "ada@nodeum.example" });
  const token = await openAs(page, server, `/users/${ada.id}/edit`);
  await field(page, "Username").fill("ada.lovelace");
  await field(page, "Email").fill("mine@nodeum.example");
  await server.api("PUT", `/users/${ada.id}`, { email: "theirs@nodeum.example", is_admin: true }, token);
  await save(page).click();
  const dialog = meanwhile(page, "ada");
  await expect(dialog).toContainText("Nothing has been saved yet.");
  await expect(dialog).toContainText("ada@nodeum.example");
  await expect(dialog).toContainText("theirs@nodeum.example");
  await expect(dialog).toContainText("mine@nodeum.example");
  await expect(dialog).toContainText("Only they changed it: it stays as it is now.");
  await expect(dialog).toContainText("Only you changed it: yours is saved.");
  await axe(page);
  // Back to the form nothing is lost, and nothing is saved.
  await dialog.getByRole("button", { name: "Back to the form" }).click();
  await expect(field(page, "Email")).toHaveValue("mine@nodeum.example");
  await save(page).click();
  await dialog.getByRole("radio", { name: "Keep theirs" }).check();
  await dialog.getByRole("button", { name: "Save this" }).click();
  await expect(page).toHaveURL(`${server.url}/users/${ada.id}`);
  const now = (await server.api("GET", `/users/${ada.id}`, undefined, token)).body;
  expect(now).toMatchObject({ username: "ada.lovelace", email: "theirs@nodeum.example", is_admin: true });
});

test("a user who was deleted meanwhile can be created anew from the form", async ({ page, server }) => {
  const ada = await server.createUser({ username: "ada" });
  const token = await openAs(page, server, `/users/${ada.id}/edit`);
  await field(page, "Email").fill("ada@nodeum.example");
  await server.api("DELETE", `/users/${ada.id}`, undefined, token);
  await save(page).click();
  const dialog = page.getByRole("dialog", { name: "ada has been deleted" });
  await axe(page);
  await dialog.getByRole("button", { name: "Create anew…" }).click();
  await expect(field(page, "Username")).toHaveValue("ada");
  await expect(field(page, "Email")).toHaveValue("ada@nodeum.example");
  await field(page, "Password").fill("long enough");
  await page.getByRole("dialog").getByRole("button", { name: "Create user" }).click();
  await expect(page.getByText("ada is created.")).toBeVisible();
});

test("an edit of a user is taken back, unless somebody has changed them since", { tag: "@strict" }, async ({ page, server }) => {
  const ada = await server.createUser({ username: "ada", email: "ada@nodeum.example" });
  const token = await openAs(page, server, `/users/${ada.id}/edit`);
  const email = async () => (await server.api("GET", `/users/${ada.id}`, undefined, token)).body.email;
  await field(page, "Email").fill("new@nodeum.example");
  await save(page).click();
  await expect(page.getByText("ada is saved.")).toBeVisible();
  expect(await email()).toBe("new@nodeum.example");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("The change is taken back.")).toBeVisible();
  expect(await email()).toBe("ada@nodeum.example");
  await expect(page.getByRole("dialog", { name: "ada", exact: true })).toContainText("ada@nodeum.example");

  await page.goto(`${server.url}/users/${ada.id}/edit`);
  await field(page, "Email").fill("newer@nodeum.example");
  await save(page).click();
  await expect(page.getByText("ada is saved.")).toBeVisible();
  await server.api("PUT", `/users/${ada.id}`, { email: "theirs@nodeum.example" }, token);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Someone has changed ada since: nothing was taken back.")).toBeVisible();
  expect(await email()).toBe("theirs@nodeum.example");

  // In the panel, too: what offers it elsewhere goes with it.
  await page.goto(`${server.url}/users/${ada.id}/edit`);
  await field(page, "Email").fill("last@nodeum.example");
  await save(page).click();
  await expect(page.getByText("ada is saved.")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Account of admin" }).click();
  await page.getByRole("menuitem", { name: "Activity" }).click();
  const panel = page.getByRole("dialog", { name: "Activity" });
  await panel.getByRole("listitem").getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("The change is taken back.")).toBeVisible();
  await expect(page.getByText("ada is saved.")).toBeHidden();
  await expect(panel.getByRole("heading", { name: "Activity" })).toBeFocused();
  expect(await email()).toBe("theirs@nodeum.example");
});

test("a new password of somebody is confirmed, and can’t be taken back", async ({ page, server }) => {
  const ada = await server.createUser({ username: "ada" });
  await openAs(page, server, `/users/${ada.id}/edit`);
  await field(page, "New password").fill("long enough too");
  await save(page).click();
  await expect(page.getByText("ada’s password is changed.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Undo" })).toBeHidden();
});

test("a key that was renamed or revoked meanwhile is told, and an edit of one taken back", async ({ page, server }) => {
  const token = await server.token();
  const key = await createKey(server, token, "backup", "users/index");
  const now = async () => (await server.api("GET", `/users/me/api_keys/${key.id}`, undefined, token)).body;
  await openAs(page, server, `/api-keys/${key.id}/edit`);
  await field(page, "Name").fill("mine");
  await server.api("PUT", `/users/me/api_keys/${key.id}`, { name: "theirs" }, token);
  await save(page).click();
  await meanwhile(page, "backup").getByRole("button", { name: "Save this" }).click();
  await expect(page.getByText("mine is saved.")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("The change is taken back.")).toBeVisible();
  expect((await now()).name).toBe("theirs");

  await page.goto(`${server.url}/api-keys/${key.id}/edit`);
  await field(page, "Name").fill("again");
  await server.api("DELETE", `/users/me/api_keys/${key.id}`, undefined, token);
  await save(page).click();
  await page.getByRole("dialog", { name: "theirs has been deleted" }).getByRole("button", { name: "Create anew…" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Create API key" })).toBeVisible();
  await expect(field(page, "Name")).toHaveValue("again");
});

test("an email that an administrator has changed meanwhile is decided about", async ({ page, server }) => {
  await openAs(page, server, "/profile");
  const token = (await keptToken(page))!;
  const me = (await server.api("GET", "/users/me", undefined, token)).body;
  await field(page, "Email").fill("mine@nodeum.example");
  await server.api("PUT", `/users/${me.id}`, { email: "theirs@nodeum.example" }, token);
  await page.getByRole("button", { name: "Change email" }).click();
  const dialog = meanwhile(page, "your email");
  await dialog.getByRole("radio", { name: "Keep theirs" }).check();
  await dialog.getByRole("button", { name: "Save this" }).click();
  await expect(field(page, "Email")).toHaveValue("theirs@nodeum.example");
  await field(page, "Email").fill("mine@nodeum.example");
  await page.getByRole("button", { name: "Change email" }).click();
  await expect(page.getByText("Your email is changed.")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("The change is taken back.")).toBeVisible();
  await expect(field(page, "Email")).toHaveValue("theirs@nodeum.example");
});
