// The table of users: its order and columns, saved views, rows by keyboard, and the place that is kept after a change.

import { readFile } from "node:fs/promises";

import { axe, expect, test, type Page } from "../harness/fixtures.ts";
import { openAs, usersLoaded } from "../harness/app.ts";

test.use({ viewport: { width: 1600, height: 720 } });

const header = (page: Page, name: string) => page.getByRole("columnheader", { name });
const link = (page: Page, name: string) => page.getByRole("rowheader").getByRole("link", { name, exact: true });
const names = (page: Page) => page.getByRole("table", { name: "Users" }).locator("a.row-name .name");
const dialog = (page: Page, name: string) => page.getByRole("dialog", { name, exact: true });

/** Days from now, as the API has instants. */
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

test("with Shift a further column sorts", { tag: "@strict" }, async ({ page, server }) => {
  for (const [username, group_id] of [["eve", 50], ["ada", 60], ["bob", 50]] as const) {
    await server.createUser({ username, group_id });
  }
  await openAs(page, server, "/users?uid=1001..9999");
  await expect(names(page)).toHaveText(["eve", "ada", "bob"]);
  await header(page, "gid").getByRole("button").click();
  await header(page, "Username").getByRole("button").click({ modifiers: ["Shift"] });
  await expect(page).toHaveURL(`${server.url}/users?sort=group_id%2Cusername&uid=1001..9999`);
  await expect(names(page)).toHaveText(["bob", "eve", "ada"]);
  await expect(header(page, "gid")).toHaveAttribute("aria-sort", "ascending");
  await expect(header(page, "Username")).toHaveAccessibleName("Username (sorted second: ascending)");
  await header(page, "Username").getByRole("button").click({ modifiers: ["Shift"] });
  await expect(names(page)).toHaveText(["eve", "bob", "ada"]);
  await page.goBack();
  await expect(names(page)).toHaveText(["bob", "eve", "ada"]);
  await header(page, "Username").getByRole("button").click();
  await expect(page).toHaveURL(`${server.url}/users?sort=-username&uid=1001..9999`);
  await axe(page);
});

test("columns are chosen and put in order, by link and for the next time", async ({ page, server }) => {
  await openAs(page, server, "/users");
  await usersLoaded(page);
  await page.getByRole("button", { name: "Columns" }).click();
  const drawer = dialog(page, "Columns");
  await drawer.getByRole("checkbox", { name: "Email" }).uncheck();
  await drawer.getByRole("checkbox", { name: "ID", exact: true }).check();
  const up = drawer.getByRole("button", { name: "Move ID up" });
  await up.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/columns=username%2Cis_admin%2Cexpired_at%2Cuser_id%2Cgroup_id%2Csource_type%2Cid%2Ccreated_at$/);
  await expect(up).toBeFocused();
  await axe(page);
  await page.keyboard.press("Escape");
  const heads = ["", "Username", "Role", "Expires", "uid", "gid", "Source", "ID", "Created", "Actions"];
  await expect(page.getByRole("columnheader")).toHaveText(heads);
  await page.reload();
  await expect(page.getByRole("columnheader")).toHaveText(heads);
  // An address that names none gets them, so that it can be handed on.
  await page.goto("/users?q=adm");
  await expect(page).toHaveURL(/\/users\?q=adm&columns=username%2Cis_admin/);
  await page.goto("/users?columns=username,shoe_size");
  await expect(page.getByText("“columns=username,shoe_size” in the address isn’t understood, so it is ignored.")).toBeVisible();
  await expect(page.getByRole("columnheader")).toHaveText(["", "Username", "Actions"]);
  await page.getByRole("button", { name: "Columns" }).click();
  await drawer.getByRole("button", { name: "Reset" }).click();
  await expect(page).toHaveURL(`${server.url}/users`);
});

test("what there is no room for is left out from the end, and said", async ({ page, server }) => {
  await server.createUser({ username: "u".repeat(60), email: `${"e".repeat(40)}@nodeum.example`, expired_at: inDays(-3) });
  await openAs(page, server, "/users");
  await usersLoaded(page);
  for (const [width, left] of [[1440, undefined], [1280, /^No room for .*Created\.$/], [1024, /^No room for .*Source and Created\.$/]] as const) {
    await page.setViewportSize({ width, height: 720 });
    const note = page.getByText(/^No room for/);
    if (left === undefined) {
      await expect(header(page, "Expires")).toBeInViewport();
    } else {
      await expect(note).toHaveText(left);
      await expect(header(page, "Expires")).toBeInViewport();
      await expect(header(page, "Created")).toBeHidden();
    }
    await expect(page.getByRole("button", { name: /^Actions for u+$/ })).toBeInViewport();
  }
});

test("a view is saved, found again, and deleted", { tag: "@strict" }, async ({ page, server }) => {
  await server.createUser({ username: "ada" });
  await openAs(page, server, "/users?role=user&sort=-username");
  await expect(names(page)).toHaveText(["ada"]);
  await page.getByRole("button", { name: "Save view…" }).click();
  await dialog(page, "Save view").getByRole("button", { name: "Save view" }).click();
  await expect(dialog(page, "Save view").getByLabel("Name")).toHaveAccessibleDescription(/Enter a name\./);
  await dialog(page, "Save view").getByLabel("Name").fill("Who isn’t one");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Keep editing" }).click();
  await dialog(page, "Save view").getByRole("button", { name: "Save view" }).click();
  await expect(dialog(page, "Save view")).toBeHidden();
  await expect(page.getByText("The view Who isn’t one is saved.")).toBeVisible();
  const views = page.getByRole("navigation", { name: "Views" });
  await expect(views.getByRole("link", { name: "Who isn’t one" })).toHaveAttribute("aria-current", "true");
  await page.goto("/users");
  await views.getByRole("link", { name: "Who isn’t one" }).click();
  await expect(page).toHaveURL(`${server.url}/users?sort=-username&role=user`);
  await views.getByRole("button", { name: "Delete the view Who isn’t one" }).click();
  await expect(page.getByText("The view Who isn’t one is deleted.")).toBeVisible();
  await expect(views.getByRole("link", { name: "Who isn’t one" })).toBeHidden();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(views.getByRole("link", { name: "Who isn’t one" })).toBeVisible();
});

test("rows are gone through and selected by keyboard", async ({ page, server }) => {
  for (const username of ["ada", "bob", "eve"]) {
    await server.createUser({ username });
  }
  await openAs(page, server, "/users?sort=username");
  await usersLoaded(page);
  await link(page, "ada").focus();
  await page.keyboard.press("End");
  await expect(link(page, "eve")).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(link(page, "bob")).toBeFocused();
  await page.keyboard.press("Space");
  await expect(page.getByRole("checkbox", { name: "Select bob" })).toBeChecked();
  await expect(link(page, "bob")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Shift+Space");
  await expect(page.getByText("2 selected")).toBeVisible();
  await page.keyboard.press("Home");
  await expect(link(page, "ada")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog(page, "ada")).toBeVisible();
});

test("after a change the rows stay where they were, and what moved is said", { tag: "@strict" }, async ({ page, server }) => {
  for (const username of ["ada", "bob", "eve"]) {
    await server.createUser({ username });
  }
  const token = await openAs(page, server, "/users?sort=username");
  await expect(names(page)).toHaveText(["ada", "admin", "bob", "eve"]);
  await link(page, "ada").click();
  await dialog(page, "ada").getByRole("link", { name: "Edit" }).click();
  await page.getByLabel("Username", { exact: true }).fill("zoe");
  await page.keyboard.press("Control+S");
  await expect(dialog(page, "zoe")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(names(page)).toHaveText(["zoe", "admin", "bob", "eve"]);
  await expect(link(page, "zoe")).toBeFocused();
  await expect(page.getByRole("row").filter({ has: link(page, "zoe") })).toContainText("Changed");
  await expect(page.getByText("1 row moved by this change.")).toBeVisible();
  // Somebody else's change doesn't make rows jump either.
  const { users } = (await server.api("GET", "/users", undefined, token)).body;
  const bob = users.find((user: any) => user.username === "bob");
  await server.api("PUT", `/users/${bob.id}`, { email: "bob@nodeum.example" }, token);
  await link(page, "eve").click();
  await dialog(page, "eve").getByRole("link", { name: "Edit" }).click();
  await page.getByRole("radio", { name: "Administrator" }).check();
  await page.keyboard.press("Control+S");
  await expect(dialog(page, "eve")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByText("1 row moved by this change.")).toBeVisible();
  await page.getByRole("button", { name: "Show the list as it is now" }).click();
  await expect(names(page)).toHaveText(["admin", "bob", "eve", "zoe"]);
  await expect(page.getByText("1 row moved by this change.")).toBeHidden();
});

test("whoever comes back to a page sees it as it is, and a deletion is nobody else’s change", async ({ page, server }) => {
  for (let number = 10; number < 40; number += 1) {
    await server.createUser({ username: `user.${number}` });
  }
  await openAs(page, server, "/users?sort=-username");
  await expect(names(page).first()).toHaveText("user.39");
  await link(page, "user.39").click();
  await dialog(page, "user.39").getByRole("link", { name: "Edit" }).click();
  await page.getByLabel("Username", { exact: true }).fill("a.first");
  await page.keyboard.press("Control+S");
  await expect(dialog(page, "a.first")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(names(page).first()).toHaveText("a.first");
  await page.getByRole("button", { name: "Actions for user.38" }).click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  await page.getByRole("button", { name: "Delete user" }).click();
  await expect(page.getByText("user.38 is deleted.")).toBeVisible();
  await expect(page.getByText("of 30")).toBeVisible();
  await expect(page.getByText("1 row moved by this change.")).toBeVisible();
  await expect(page.getByText(/changes? by others/)).toBeHidden();
  await page.getByRole("button", { name: "Next" }).click();
  await expect(names(page).last()).toHaveText("a.first");
  await page.goBack();
  await expect(names(page).first()).toHaveText("user.37");
  await expect(page.getByText("1 row moved by this change.")).toBeHidden();
});

test("on a telephone the order is one control", async ({ page, server }) => {
  for (const username of ["ada", "bob"]) {
    await server.createUser({ username });
  }
  await page.setViewportSize({ width: 390, height: 800 });
  await openAs(page, server, "/users");
  await page.getByLabel("Sort by").selectOption("Username, descending");
  await expect(page).toHaveURL(`${server.url}/users?sort=-username`);
  await expect(names(page)).toHaveText(["bob", "admin", "ada"]);
  await page.getByLabel("Sort by").selectOption("Username, ascending");
  await expect(names(page)).toHaveText(["ada", "admin", "bob"]);
  await page.goto(`${server.url}/users?sort=is_admin,-created_at,username`);
  await expect(page.getByLabel("Sort by")).toHaveAccessibleDescription("then by Created, descending; then by Username, ascending");
});

test("the menu of a row duplicates, extends and copies", async ({ context, page, server }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const expires = inDays(3);
  const ada = await server.createUser({ username: "ada", group_id: 50, is_admin: true, expired_at: expires });
  const token = await openAs(page, server, "/users");
  await usersLoaded(page);
  const choose = async (name: string) => {
    await page.getByRole("button", { name: "Actions for ada" }).click();
    await page.getByRole("menuitem", { name, exact: true }).click();
  };
  await choose("Copy as curl");
  await expect(page.getByText("The command is copied.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(`/api/v2/users/${ada.id}'`);
  await choose("Extend expiry…");
  await dialog(page, "Change ada").getByRole("radio", { name: "7 days" }).check();
  await dialog(page, "Change ada").getByRole("button", { name: "Change 1 user" }).click();
  await expect(page.getByText("1 of 1 changed.")).toBeVisible();
  await page.keyboard.press("Escape");
  const after = (await server.api("GET", `/users/${ada.id}`, undefined, token)).body;
  expect(Date.parse(after.expired_at) - Date.parse(expires)).toBe(7 * 86_400_000);
  await choose("Duplicate");
  await expect(page.getByLabel("Username", { exact: true })).toHaveValue("");
  await expect(page.getByRole("radio", { name: "Administrator" })).toBeChecked();
  await page.getByLabel("Username", { exact: true }).fill("ada.2");
  await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
  await page.keyboard.press("Control+S");
  await expect(dialog(page, "ada.2")).toBeVisible();
  const { users } = (await server.api("GET", "/users", undefined, token)).body;
  const copy = users.find((user: any) => user.username === "ada.2");
  expect([copy.group_id, copy.is_admin, copy.expired_at]).toEqual([50, true, after.expired_at]);
});

test("generated passwords aren’t lost by a hasty close", { tag: "@strict" }, async ({ page, problems, server }) => {
  problems.allow(/ERR_FAILED/);
  const [ada] = [await server.createUser({ username: "ada" }), await server.createUser({ username: "bob" })];
  await openAs(page, server, "/users");
  await usersLoaded(page);
  await page.getByRole("checkbox", { name: "Select all on this page" }).check();
  await page.getByRole("group", { name: "Selected rows" }).getByRole("button", { name: "Change…" }).click();
  const drawer = dialog(page, "Change 3 users");
  await drawer.getByRole("radio", { name: "New password" }).check();
  await expect(drawer.getByRole("listitem").filter({ hasText: "admin" })).toContainText("Your own password is changed on the page of your profile.");
  // The server takes this one, but the answer is lost: another try sends the same password.
  const sent: string[] = [];
  await page.route(`**/api/v2/users/${ada.id}`, async (route) => {
    sent.push(route.request().postDataJSON().password);
    if (sent.length > 1) {
      return route.continue();
    }
    await route.fetch();
    return route.abort();
  });
  await drawer.getByRole("button", { name: "Set 2 passwords" }).click();
  await drawer.getByRole("button", { name: /^(Try|Go on with) [12]/ }).click();
  await expect(drawer.getByText("2 of 2 changed.")).toBeVisible();
  expect(sent).toEqual([sent[0], sent[0]]);
  await page.keyboard.press("Escape");
  const question = dialog(page, "Close without the passwords?");
  await question.getByRole("button", { name: "Keep them" }).click();
  await expect(question).toBeHidden();
  const download = page.waitForEvent("download");
  await drawer.getByRole("button", { name: "Download passwords" }).click();
  const lines = (await readFile(await (await download).path(), "utf8")).trim().split("\r\n");
  const passwords = Object.fromEntries(lines.map((line) => line.split(",")));
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();
  for (const name of ["ada", "bob"]) {
    expect(await server.token(name, passwords[name])).toBeTruthy();
  }
});

test("deleting an administrator among others has to be typed", async ({ page, server }) => {
  await server.createUser({ username: "ada", is_admin: true });
  await server.createUser({ username: "bob" });
  const token = await openAs(page, server, "/users");
  await usersLoaded(page);
  await page.getByRole("checkbox", { name: "Select all on this page" }).check();
  await page.getByRole("group", { name: "Selected rows" }).getByRole("button", { name: "Delete…" }).click();
  const drawer = dialog(page, "Delete 2 users");
  await expect(drawer.getByRole("listitem").filter({ hasText: "admin" })).toContainText("Left out");
  await drawer.getByRole("button", { name: "Delete 2 users" }).click();
  await expect(drawer.getByLabel("Type “delete 2 users” to confirm")).toHaveAccessibleDescription(/Type “delete 2 users”\./);
  await drawer.getByLabel("Type “delete 2 users” to confirm").fill("delete 2 users");
  await axe(page);
  await drawer.getByRole("button", { name: "Delete 2 users" }).click();
  await expect(drawer.getByText("2 of 2 deleted.")).toBeVisible();
  const { users } = (await server.api("GET", "/users", undefined, token)).body;
  expect(users.map((user: any) => user.username)).toEqual(["admin"]);
});
