// From an account of the operating system to a user of the console: one, or many at a time; and choosing uid and gid.

import { readFile } from "node:fs/promises";

import type { System } from "../harness/accounts.ts";
import { axe, expect, test, type Page } from "../harness/fixtures.ts";
import { keptToken, openAs } from "../harness/app.ts";

const system: System = {
  accounts: [
    { name: "root", uid: 0, gid: 0, info: "root" },
    { name: "www-data", uid: 33, gid: 33, info: "" },
    { name: "ada", uid: 1001, gid: 50, info: "Ada Lovelace" },
    { name: "bob", uid: 1002, gid: 50, info: "" },
    { name: "eve", uid: 1003, gid: 50, info: "" },
    // Names that the console refuses, or has already.
    { name: "4711", uid: 1004, gid: 50, info: "" },
  ],
  groups: [
    { name: "root", gid: 0, users: [] },
    { name: "www-data", gid: 33, users: [] },
    { name: "staff", gid: 50, users: [] },
    { name: "tape", gid: 26, users: [] },
  ],
};
test.use({ serverOptions: { system } });

const uid = (page: Page) => page.getByRole("combobox", { name: "User id (uid)" });
const gid = (page: Page) => page.getByRole("combobox", { name: "Group id (gid)" });
// The choices of a combobox, not those of the selects on the page.
const options = (page: Page) => page.getByRole("listbox", { name: "Suggestions" }).getByRole("option");
const option = (page: Page, name: RegExp) => options(page).filter({ hasText: name });
const choose = (page: Page, name: string) => page.getByRole("checkbox", { name: `Select ${name}`, exact: true });
const users = async (page: Page, server: any): Promise<any[]> =>
  (await server.api("GET", "/users", undefined, await keptToken(page))).body.users;

test("a form filled in with name, uid and gid; a link alone creates nothing", async ({ page, server }) => {
  await openAs(page, server, "/systems/users/ada");
  await page.getByRole("dialog").getByRole("link", { name: "Create console user" }).click();
  await expect(page).toHaveURL(`${server.url}/users/new?username=ada&user_id=1001&group_id=50`);
  await expect(page.getByLabel("Username", { exact: true })).toHaveValue("ada");
  await expect(uid(page)).toHaveValue("1001");
  await expect(uid(page)).toHaveAccessibleDescription("ada on the server");
  await expect(gid(page)).toHaveValue("50");
  await expect(gid(page)).toHaveAccessibleDescription("staff on the server");
  expect(await users(page, server)).toHaveLength(1);
  // Nothing was typed, so nothing is asked.
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(`${server.url}/users`);
  await page.goBack();
  await page.getByLabel("Password", { exact: true }).fill("correct horse");
  await page.getByRole("dialog").getByRole("button", { name: "Create user" }).click();
  await expect(page.getByRole("dialog", { name: "ada", exact: true })).toBeVisible();
  await expect(page).toHaveURL(/\/users\/\d+$/);
  const created = (await users(page, server)).find(({ username }) => username === "ada");
  expect([created.user_id, created.group_id]).toEqual([1001, 50]);
  await page.goto("/systems/users");
  await expect(page.getByRole("link", { name: "ada" }).last()).toHaveAttribute("href", `/users/${created.id}`);
  await expect(choose(page, "ada")).toBeDisabled();
});

test("many at a time, each with a password of their own and its own result", async ({ page, server }) => {
  await openAs(page, server, "/systems/users");
  await choose(page, "eve").check();
  await choose(page, "4711").check();
  await choose(page, "ada").check();
  const bar = page.getByRole("group", { name: "Selected rows" });
  await expect(bar.getByRole("status")).toHaveText("3 selected");
  await bar.getByRole("button", { name: "Create console users…" }).click();
  const dialog = page.getByRole("dialog").first();
  await expect(dialog.getByRole("heading", { name: "Create 3 console users" })).toBeVisible();
  await expect(dialog.getByRole("listitem")).toHaveText([/^4711\s*uid 1004 · gid 50$/, /^ada\s*uid 1001 · gid 50$/, /^eve/]);
  await expect(dialog.getByRole("radio", { name: "A generated one for each" })).toBeChecked();
  await axe(page);
  await dialog.getByRole("button", { name: "Create console users" }).click();
  await expect(dialog.getByRole("heading", { name: "2 of 3 console users created" })).toBeVisible();
  const item = (name: string) => dialog.getByRole("listitem").filter({ hasText: name });
  await expect(item("4711")).toContainText("Failed");
  await expect(item("4711")).toContainText("Username");
  await axe(page);
  const password = await item("ada").getByRole("code").innerText();
  const other = await item("eve").getByRole("code").innerText();
  expect(password).toMatch(/^[A-Za-z0-9]{20}$/);
  expect(other).not.toBe(password);

  // The passwords are shown once: they can be taken along, and closing without having done so is asked about.
  const waiting = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Download CSV" }).click();
  const file = await readFile(await (await waiting).path(), "utf8");
  expect(file).toBe(`username,uid,gid,password\r\nada,1001,50,${password}\r\neve,1003,50,${other}\r\n`);
  await dialog.getByRole("button", { name: "Close" }).last().click();
  const question = page.getByRole("dialog", { name: "Close without the passwords?" });
  await expect(question).toBeVisible();
  await axe(page);
  await question.getByRole("button", { name: "Keep them open" }).click();
  await expect(item("ada").getByRole("code")).toHaveText(password);
  // The one that failed can be tried again, and fails for the same reason.
  await dialog.getByRole("button", { name: "Try 1 again" }).click();
  await expect(item("4711")).toContainText("Failed");
  await dialog.getByRole("checkbox", { name: "I have stored the passwords" }).check();
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await expect(page.getByRole("dialog")).toBeHidden();
  // What was created is no longer chosen; its password signs in.
  await expect(bar.getByRole("status")).toHaveText("1 selected");
  await expect(choose(page, "ada")).toBeDisabled();
  await server.token("ada", password);
  await server.token("eve", other);
});

test("many with the same password, tried again after a failure of the server", async ({ page, server, problems }) => {
  problems.allow(/status of 500/);
  // A server doesn't fail when it is asked to.
  let fails = true;
  await page.route(/\/api\/v2\/users$/, (route) => {
    const isBob = route.request().method() === "POST" && route.request().postDataJSON().username === "bob";
    return isBob && fails ? route.fulfill({ status: 500, json: { error: "No" } }) : route.continue();
  });
  await openAs(page, server, "/systems/users");
  await choose(page, "ada").check();
  await choose(page, "bob").check();
  await page.getByRole("button", { name: "Create console users…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: "The same for all" }).check();
  const password = dialog.getByLabel("Password for all of them", { exact: true });
  await password.fill("short");
  await dialog.getByRole("button", { name: "Create console users" }).click();
  await expect(password).toHaveAccessibleDescription(/Use at least 8 characters/);
  await password.fill("correct horse");
  await dialog.getByRole("button", { name: "Create console users" }).click();
  await expect(dialog.getByRole("heading", { name: "1 of 2 console users created" })).toBeVisible();
  await expect(dialog.getByRole("listitem").filter({ hasText: "bob" })).toContainText("Something went wrong on the server");
  fails = false;
  await dialog.getByRole("button", { name: "Try 1 again" }).click();
  await expect(dialog.getByRole("heading", { name: "2 of 2 console users created" })).toBeVisible();
  // A password that one has chosen oneself isn't shown, and nothing is asked.
  await expect(dialog.getByRole("code")).toHaveCount(0);
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await server.token("bob", "correct horse");
});

test("one generated password for all is shown and asked about as any that nobody has typed", async ({ page, server }) => {
  await openAs(page, server, "/systems/users");
  await choose(page, "ada").check();
  await choose(page, "bob").check();
  await page.getByRole("button", { name: "Create console users…" }).click();
  const dialog = page.getByRole("dialog").first();
  await dialog.getByRole("radio", { name: "The same for all" }).check();
  await dialog.getByRole("button", { name: "Generate" }).click();
  const field = dialog.getByLabel("Password for all of them", { exact: true });
  await expect(field).toHaveValue(/^.{20}$/);
  const password = await field.inputValue();
  await axe(page);
  await dialog.getByRole("button", { name: "Create console users" }).click();
  await expect(dialog.getByRole("code")).toHaveText([password, password]);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog", { name: "Close without the passwords?" })).toBeVisible();
  await server.token("bob", password);
});

test("uid and gid are chosen by typing a name or a number, without a mouse", async ({ page, server }) => {
  await server.createUser({ username: "taken", user_id: 1002, group_id: 50 });
  await openAs(page, server, "/users/new");
  await page.getByLabel("Username", { exact: true }).press("Tab");
  await page.keyboard.press("Tab");
  await expect(uid(page)).toBeFocused();
  await expect(uid(page)).toHaveAttribute("aria-expanded", "false");
  await page.keyboard.press("ArrowDown");
  await expect(uid(page)).toHaveAttribute("aria-expanded", "true");
  await expect(options(page)).toHaveCount(6);
  await axe(page);
  await page.keyboard.type("lovelace");
  await expect(options(page)).toHaveText([/1001\s*ada\s*Ada Lovelace/]);
  // Escape closes the list and nothing else; the text stays what was typed.
  await page.keyboard.press("Escape");
  await expect(uid(page)).toHaveAttribute("aria-expanded", "false");
  await expect(uid(page)).toHaveValue("lovelace");
  await expect(uid(page)).toHaveAccessibleDescription(/^Enter a number, or choose from the list/);
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("100");
  await expect(options(page)).toHaveCount(4);
  await page.keyboard.press("ArrowUp");
  await expect(option(page, /4711/)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  const bob = option(page, /bob/);
  await expect(bob).toHaveAttribute("aria-selected", "true");
  await expect(uid(page)).toHaveAttribute("aria-activedescendant", (await bob.getAttribute("id"))!);
  await page.keyboard.press("Enter");
  await expect(uid(page)).toHaveValue("1002");
  // Taken is a warning, not an error.
  await expect(uid(page)).toHaveAccessibleDescription("taken has this uid already. bob on the server");
  await expect(uid(page)).not.toHaveAttribute("aria-invalid", "true");
  await axe(page);
  await page.keyboard.press("Tab");
  await expect(gid(page)).toBeFocused();
  await page.keyboard.type("tape");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(gid(page)).toHaveValue("26");
  // A number that nobody has is allowed, with a warning.
  await gid(page).fill("7777");
  await expect(gid(page)).toHaveAccessibleDescription(/^No group on the server has this gid/);
  await page.keyboard.press("Escape");
  await page.getByLabel("Username", { exact: true }).fill("carl");
  await page.getByLabel("Password", { exact: true }).fill("correct horse");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "carl", exact: true })).toBeVisible();
  const created = (await users(page, server)).find(({ username }) => username === "carl");
  expect([created.user_id, created.group_id]).toEqual([1002, 7777]);
});

test("a press chooses, and what isn’t a number is refused where it stands", async ({ page, server }) => {
  await openAs(page, server, "/users/new?username=x");
  await uid(page).click();
  await option(page, /www-data/).click();
  await expect(uid(page)).toHaveValue("33");
  await expect(uid(page)).toBeFocused();
  await expect(options(page)).toHaveCount(0);
  await gid(page).fill("staff");
  await page.getByLabel("Password", { exact: true }).fill("correct horse");
  await page.getByRole("dialog").getByRole("button", { name: "Create user" }).click();
  await expect(gid(page)).toBeFocused();
  await expect(gid(page)).toHaveAccessibleDescription(/^Enter a whole number, or choose from the list/);
  await expect(gid(page)).toHaveValue("staff");
});

test("without the lists the fields take numbers", async ({ page, server, problems }) => {
  problems.allow(/status of 500/);
  await page.route(/-\/systems/, (route) => route.fulfill({ status: 500, json: { error: "No" } }));
  await openAs(page, server, "/users/new");
  const field = page.getByRole("textbox", { name: "User id (uid)" });
  await expect(field).toHaveAccessibleDescription("The server’s users couldn’t be loaded. Enter a number.");
  await field.fill("1234");
  await expect(field).toHaveValue("1234");
  await expect(page.getByRole("textbox", { name: "Group id (gid)" })).toHaveAccessibleDescription(/groups couldn’t be loaded/);
});

test("axe finds nothing in the list and in the dialog", async ({ page, server }) => {
  await openAs(page, server, "/users/new?user_id=99");
  await uid(page).press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(options(page).first()).toHaveAttribute("aria-selected", "true");
  await axe(page);
  await page.goto("/systems/users");
  await choose(page, "ada").check();
  await page.getByRole("button", { name: "Create console users…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Create console users" }).click();
  await expect(page.getByRole("dialog").getByRole("code")).toBeVisible();
  await axe(page);
});
