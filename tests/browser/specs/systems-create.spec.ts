// From an account of the operating system to a user of the console: one, or many at a time; and choosing uid and gid.

import { readFile } from "node:fs/promises";

import type { System } from "../harness/accounts.ts";
import { axe, expect, test, type Page } from "../harness/fixtures.ts";
import { endedDialog, keptToken, noteRequests, openAs } from "../harness/app.ts";
import { row } from "../harness/systems.ts";

const system: System = {
  accounts: [
    { name: "root", uid: 0, gid: 0, info: "root" },
    { name: "www-data", uid: 33, gid: 33, info: "" },
    { name: "ada", uid: 1001, gid: 50, info: "Ada Lovelace" },
    { name: "bob", uid: 1002, gid: 50, info: "" },
    { name: "eve", uid: 1003, gid: 50, info: "" },
    // What the API refuses: a name of digits alone, and the uid that means none.
    { name: "4711", uid: 1004, gid: 50, info: "" },
    { name: "nouid", uid: 4294967295, gid: 50, info: "" },
    // It shares its uid with root.
    { name: "toor", uid: 0, gid: 0, info: "" },
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

const list = (page: Page) => page.getByRole("dialog").first().getByRole("list", { name: "Users" });
const item = (page: Page, name: string) =>
  list(page).getByRole("listitem").filter({ has: page.getByText(name, { exact: true }) });
const bar = (page: Page) => page.getByRole("group", { name: "Selected rows" });

test("one is created over the list, with the right source, and one stays there", { tag: "@strict" }, async ({ capabilities, page, server }) => {
  await openAs(page, server, "/systems/users?sort=-uid&size=50");
  await page.getByRole("link", { name: "Create console user ada" }).click();
  const dialog = page.getByRole("dialog", { name: "Create console user ada" });
  await expect(page).toHaveURL(`${server.url}/systems/users?size=50&sort=-uid&create=ada`);
  await expect(item(page, "ada")).toContainText("uid 1001 · gid 50");
  await axe(page);
  // An address alone creates nothing, and Back leads to the list.
  await page.reload();
  await expect(dialog).toBeVisible();
  expect(await users(page, server)).toHaveLength(1);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(page).toHaveURL(`${server.url}/systems/users?size=50&sort=-uid`);
  await expect(row(page, "ada").getByRole("rowheader").getByRole("link")).toBeFocused();
  await page.getByRole("link", { name: "Create console user ada" }).click();
  await dialog.getByLabel("Email", { exact: true }).fill("not an email");
  await dialog.getByLabel("Password", { exact: true }).fill("correct horse");
  await dialog.getByRole("button", { name: "Create console user" }).click();
  await expect(dialog.getByLabel("Email", { exact: true })).toHaveAccessibleDescription(/This isn’t a valid value/);
  await dialog.getByLabel("Email", { exact: true }).fill("ada@nodeum.example");
  await dialog.getByRole("button", { name: "Create console user" }).click();
  await expect(dialog).toBeHidden();
  await expect(page).toHaveURL(`${server.url}/systems/users?size=50&sort=-uid`);
  await expect(row(page, "ada").getByRole("link", { name: "ada" }).last()).toHaveAttribute("href", /\/users\/\d+$/);
  await expect(row(page, "ada").getByRole("rowheader").getByRole("link")).toBeFocused();
  const created = (await users(page, server)).find(({ username }) => username === "ada");
  expect([created.user_id, created.group_id, created.email]).toEqual([1001, 50, "ada@nodeum.example"]);
  expect(created.source_type).toBe(capabilities.source ? "cli_linux_multi_user" : undefined);
  // From the page of an account it is the same.
  await page.goto("/systems/users/eve");
  await page.getByRole("dialog").getByRole("link", { name: "Create console user" }).click();
  await expect(page.getByRole("dialog", { name: "Create console user eve" })).toBeVisible();
  await expect(page).toHaveURL(`${server.url}/systems/users?create=eve`);
});

test("a generated password of a single user is shown once", async ({ page, server }) => {
  await openAs(page, server, "/systems/users?create=ada");
  const dialog = page.getByRole("dialog").first();
  await dialog.getByRole("button", { name: "Generate" }).click();
  await dialog.getByRole("button", { name: "Create console user" }).click();
  await expect(dialog.getByText("The password is shown only here")).toBeVisible();
  const password = await item(page, "ada").getByRole("code").innerText();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog", { name: "Close without the password?" }).getByRole("button", { name: "Keep them open" }).click();
  await dialog.getByRole("checkbox", { name: "I have stored the password" }).check();
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await server.token("ada", password);
});

test("of many, who can’t be created is said beforehand, and the others get passwords of their own", async ({ page, server }) => {
  await server.createUser({ username: "eve", user_id: 1003, group_id: 50 });
  await openAs(page, server, "/systems/users?services=shown");
  const requests = noteRequests(page);
  await page.getByRole("checkbox", { name: "Select all on this page" }).check();
  await choose(page, "root").uncheck();
  await choose(page, "www-data").uncheck();
  await expect(bar(page).getByRole("status")).toHaveText("6 selected");
  await bar(page).getByRole("button", { name: "Create console users…" }).click();
  const dialog = page.getByRole("dialog").first();
  await expect(dialog.getByRole("heading", { name: "Create 3 console users" })).toBeVisible();
  for (const [name, reason] of [
    ["4711", "A username can’t be digits alone."],
    ["nouid", "uid 4294967295 can’t be used: the highest is 4294967294."],
    ["eve", "They have a console user already."],
  ]) {
    await expect(item(page, name!)).toContainText("Left out");
    await expect(item(page, name!)).toContainText(reason!);
  }
  await expect(item(page, "toor")).toContainText("uid 0 also belongs to root.");
  await expect(item(page, "bob")).not.toContainText("also belongs");
  await axe(page);
  await dialog.getByRole("button", { name: "Create 3 console users" }).click();
  await expect(dialog.getByText("3 of 3 created.")).toBeVisible();
  expect(requests.of("POST")).toHaveLength(3);
  await axe(page);
  const names = ["ada", "bob", "toor"];
  const passwords = await Promise.all(names.map((name) => item(page, name).getByRole("code").innerText()));
  expect(new Set(passwords).size).toBe(3);
  for (const [index, name] of names.entries()) {
    expect(passwords[index]).toMatch(/^[A-Za-z0-9]{20}$/);
    await server.token(name, passwords[index]);
  }

  // The passwords are shown once: they can be taken along, and closing without having done so is asked about.
  const waiting = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Download CSV" }).click();
  const file = await readFile(await (await waiting).path(), "utf8");
  const [ada, bob, toor] = passwords;
  expect(file).toBe(
    `\uFEFFusername,uid,gid,password\r\nada,1001,50,${ada}\r\nbob,1002,50,${bob}\r\ntoor,0,0,${toor}\r\n`,
  );
  await dialog.getByRole("button", { name: "Close" }).last().click();
  const question = page.getByRole("dialog", { name: "Close without the passwords?" });
  await axe(page);
  await question.getByRole("button", { name: "Keep them open" }).click();
  await expect(item(page, "ada").getByRole("code")).toHaveText(passwords[0]!);
  await dialog.getByRole("checkbox", { name: "I have stored the passwords" }).check();
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await expect(page.getByRole("dialog")).toBeHidden();
  // Who was created isn't selected any more; who was left out is.
  await expect(bar(page).getByRole("status")).toHaveText("3 selected");
  await expect(choose(page, "ada")).not.toBeChecked();
  await expect(choose(page, "4711")).toBeChecked();
});

test("whoever leaves when a session ends in the middle is handed the passwords", async ({ page, server }) => {
  await openAs(page, server, "/systems/users");
  for (const name of ["ada", "bob", "eve"]) await choose(page, name).check();
  await bar(page).getByRole("button", { name: "Create console users…" }).click();
  let sent = 0;
  await page.route("**/api/v2/users", (route) => {
    sent += route.request().method() === "POST" ? 1 : 0;
    return sent > 1 ? route.fulfill({ status: 401, json: { error: "Your session has ended." } }) : route.continue();
  });
  const download = page.waitForEvent("download");
  await page.getByRole("dialog").getByRole("button", { name: "Create 3 console users" }).click();
  await endedDialog(page).getByRole("button", { name: "Leave", exact: true }).click();
  await page.getByRole("dialog", { name: "Leave this page?" }).getByRole("button", { name: "Leave", exact: true }).click();
  const lines = (await readFile(await (await download).path(), "utf8")).trim().split("\r\n").slice(1);
  expect(lines).toEqual([expect.stringMatching(/^ada,1001,50,[A-Za-z0-9]{20}$/)]);
  await server.token("ada", lines[0]!.split(",")[3]);
});

test("the selected are exported as a spreadsheet", async ({ page, server }) => {
  await openAs(page, server, "/systems/users?q=lovelace");
  await choose(page, "ada").check();
  await expect(bar(page).getByRole("button", { name: /^Select all/ })).toHaveCount(0);
  await page.getByRole("searchbox").fill("staff");
  await expect(row(page, "eve")).toBeVisible();
  await bar(page).getByRole("button", { name: "Select all 4", exact: true }).click();
  await expect(bar(page).getByRole("status")).toHaveText("4 selected");
  const waiting = page.waitForEvent("download");
  await bar(page).getByRole("button", { name: "Export as CSV" }).click();
  const lines = (await readFile(await (await waiting).path(), "utf8")).split("\r\n");
  expect(lines.slice(0, 2)).toEqual([
    "\uFEFFusername,uid,gid,full_name,group,further_groups,console_user",
    "ada,1001,50,Ada Lovelace,staff,,",
  ]);
  expect(lines).toHaveLength(6);
});

test("Shift selects a range, by mouse and by key", async ({ page, server }) => {
  await openAs(page, server, "/systems/users?sort=name");
  const checked = () => page.getByRole("checkbox", { checked: true }).evaluateAll((boxes) =>
    boxes.map((box) => box.getAttribute("aria-label")!.replace("Select ", "")));
  // By name: 4711, ada, bob, eve, root, toor.
  await choose(page, "ada").click();
  await choose(page, "root").click({ modifiers: ["Shift"] });
  expect(await checked()).toEqual(["ada", "bob", "eve", "root"]);
  await choose(page, "bob").focus();
  await page.keyboard.press("Shift+Space");
  expect(await checked()).toEqual(["ada"]);
  expect(await page.evaluate(() => getSelection()!.toString())).toBe("");
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
  await dialog.getByRole("button", { name: "Create 2 console users" }).click();
  await expect(password).toHaveAccessibleDescription(/Use at least 8 characters/);
  await password.fill("correct horse");
  await dialog.getByRole("button", { name: "Create 2 console users" }).click();
  await expect(dialog.getByText("1 of 2 created, 1 failed and stays selected.")).toBeVisible();
  await expect(dialog.getByRole("listitem").filter({ hasText: "bob" })).toContainText("Something went wrong on the server");
  fails = false;
  await dialog.getByRole("button", { name: "Try 1 again" }).click();
  await expect(dialog.getByText("2 of 2 created.")).toBeVisible();
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
  await dialog.getByRole("button", { name: "Create 2 console users" }).click();
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
  await expect(options(page)).toHaveCount(8);
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

test("axe finds nothing in the list of suggestions", async ({ page, server }) => {
  await openAs(page, server, "/users/new?user_id=99");
  await uid(page).press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(options(page).first()).toHaveAttribute("aria-selected", "true");
  await axe(page);
});
