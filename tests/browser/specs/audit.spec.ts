// The audit trail, and what else the server tells of users and keys over time: the last sign-in, and the expiry of a key.

import { axe, expect, test, type Page } from "../harness/fixtures.ts";
import { openAs, usersLoaded } from "../harness/app.ts";
import { createKey } from "../harness/keys.ts";

const row = (page: Page, ...texts: string[]) =>
  texts.reduce((rows, text) => rows.filter({ hasText: text }), page.getByRole("row"));
const dialog = (page: Page, name: string) => page.getByRole("dialog", { name, exact: true });

test("who changed what is told where the server knows, and nobody else is led there", { tag: "@strict" }, async ({
  capabilities,
  page,
  server,
}) => {
  const ada = await server.createUser({ username: "ada", email: "ada@nodeum.example" });
  const token = await openAs(page, server, "/users");
  await usersLoaded(page);
  const link = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Audit trail" });
  if (!capabilities.audits) {
    await expect(link).toHaveCount(0);
    await page.goto("/audit");
    await expect(page.getByText("This server keeps no audit trail")).toBeVisible();
    return;
  }
  await server.api("PUT", `/users/${ada.id}`, { is_admin: true, email: null, password: "another password" }, token);
  await createKey(server, token, "private name", "users/index", "users/show");
  await link.click();
  await expect(page.getByRole("heading", { level: 1, name: "Audit trail" })).toBeFocused();
  const changed = row(page, "Changed a user");
  await expect(changed).toContainText("Email ada@nodeum.example → none, Role User → Administrator, Password changed");
  await expect(row(page, "Created an API key")).toContainText("Scopes 2");
  await expect(page.getByText("private name")).toHaveCount(0);
  await axe(page);
  // The latest first, and in the other order if one likes.
  await expect(page.getByRole("row").nth(1)).toContainText("Created an API key");
  await page.getByRole("columnheader", { name: "When" }).getByRole("button").click();
  await expect(page.getByRole("row").nth(1)).toContainText("Created a user");
  await page.getByRole("searchbox", { name: "Search by who or whom" }).fill("ada");
  await expect(page.getByText("2 of 2")).toBeVisible();
  await changed.getByRole("link", { name: "ada" }).click();
  await expect(page).toHaveURL(`${server.url}/users/${ada.id}`);
  // From a user to what became of them.
  await dialog(page, "ada").getByRole("link", { name: "What was changed, and by whom" }).click();
  await expect(page).toHaveURL(`${server.url}/audit?q=ada`);
  await expect(changed).toBeVisible();
});

test("nobody but administrators sees the trail", async ({ page, server }) => {
  await server.createUser({ username: "ada", password: "correct horse" });
  await openAs(page, server, "/profile", { username: "ada", password: "correct horse" });
  await expect(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Profile" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Audit trail" })).toHaveCount(0);
});

test("the last sign-in is on the user's page, in a column and in filters", async ({ page, server }) => {
  const ada = await server.createUser({ username: "ada", password: "correct horse" });
  await server.createUser({ username: "bob" });
  await server.token("ada", "correct horse");
  await openAs(page, server, `/users/${ada.id}`);
  await expect(dialog(page, "ada").getByText("Last sign-in")).toBeVisible();
  await page.goto("/users?columns=username,last_sign_in_at&sort=-last_sign_in_at");
  await expect(row(page, "bob")).toContainText("Never");
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(row(page, "bob").getByText("Never")).toBeVisible();
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  const filter = dialog(page, "Filter users");
  await filter.getByRole("radiogroup", { name: "Last sign-in" }).getByRole("radio", { name: "Never" }).check();
  await filter.getByRole("button", { name: "Apply", exact: true }).click();
  await expect(page).toHaveURL(/signin=never/);
  await expect(page.getByRole("table").getByRole("link")).toHaveText(["bob"]);
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await filter.getByRole("radiogroup", { name: "Last sign-in" }).getByRole("radio", { name: "Long ago" }).check();
  await filter.getByLabel("More than so many days ago").fill("soon");
  await filter.getByRole("button", { name: "Apply", exact: true }).click();
  await expect(filter.getByText("Enter a number of days.")).toBeVisible();
  await filter.getByLabel("More than so many days ago").fill("30");
  await filter.getByRole("button", { name: "Apply", exact: true }).click();
  await expect(page).toHaveURL(/signin=%3E30d/);
  await expect(page.getByText("Nobody matches")).toBeVisible();
});

test("a key expires where the server knows of it", { tag: "@strict" }, async ({ capabilities, page, server }) => {
  await openAs(page, server, "/api-keys/new");
  await page.getByLabel("Name", { exact: true }).fill("backup");
  const expires = page.getByRole("radiogroup", { name: "Expires" });
  if (!capabilities.audits) {
    await expect(expires).toHaveCount(0);
    return;
  }
  await expires.getByRole("radio", { name: "7 days" }).check();
  await page.getByRole("button", { name: "Create key" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "backup" })).toBeVisible();
  await page.getByRole("button", { name: "I have stored it" }).click();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "API keys" }).click();
  await expect(row(page, "backup")).toContainText(/In [67] days/);
  await page.getByRole("link", { name: "backup" }).click();
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await expires.getByRole("radio", { name: "Never" }).check();
  await page.getByRole("button", { name: "Save 1 change" }).click();
  await expect(page.getByText("backup is saved.")).toBeVisible();
  const token = await server.token();
  const expiry = async () => (await server.api("GET", "/users/me/api_keys/1", undefined, token)).body.expired_at;
  expect(await expiry()).toBeNull();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(expiry).not.toBeNull();
});
