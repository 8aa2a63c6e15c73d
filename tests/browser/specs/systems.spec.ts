// The users and groups of the operating system: of the very machine that the tests run on, as /etc has them.

import { ownAccounts, ownGroups, type Account, type Group } from "../harness/accounts.ts";
import { axe, expect, test, type Page } from "../harness/fixtures.ts";
import { expectNoSidewaysScroll, openAs } from "../harness/app.ts";
import { cell, drawer, fact, row } from "../harness/systems.ts";

const accounts = ownAccounts();
const groups = ownGroups();
const isService = ({ uid }: Account): boolean =>
  (uid > 0 && uid < 1000) || (uid >= 61184 && uid <= 65535) || uid >= 4294967294;
const people = accounts.filter((account) => !isService(account));
const services = accounts.filter(isService);

const table = (page: Page, name: string) => page.getByRole("table", { name, exact: true });
const names = (page: Page) => page.getByRole("rowheader").getByRole("link").allInnerTexts();
const primary = (account: Account): string | undefined => groups.find(({ gid }) => gid === account.gid)?.name;
const further = (account: Account): string[] =>
  groups.filter(({ gid, users }) => gid !== account.gid && users.includes(account.name)).map(({ name }) => name);
const group = (name: string): Group => groups.find((group) => group.name === name)!;

test("users with their groups, service accounts hidden by a switch that counts them", { tag: "@strict" }, async ({ page, server }) => {
  await openAs(page, server, "/systems/users?size=250");
  await expect(table(page, "System users")).toBeVisible();
  await expect(page).toHaveTitle("System users · Nodeum Admin");
  await expect.poll(() => names(page)).toEqual(people.map(({ name }) => name));
  const services_ = page.getByRole("switch", { name: "Show service accounts" });
  await expect(services_).not.toBeChecked();
  await expect(page.getByText(`Show service accounts (${services.length} hidden)`)).toBeVisible();
  const tabs = page.getByRole("navigation", { name: "System accounts" });
  await expect(tabs.getByRole("link", { name: "Users" })).toHaveAttribute("aria-current", "page");
  await expect(tabs.getByRole("link", { name: "Users" })).toContainText(String(accounts.length));
  await expect(tabs.getByRole("link", { name: "Groups" })).toContainText(String(groups.length));

  await services_.check();
  await expect(page).toHaveURL(`${server.url}/systems/users?size=250&services=shown`);
  await expect.poll(() => names(page)).toEqual(accounts.map(({ name }) => name));
  for (const account of accounts) {
    await expect(cell(page, account.name, "uid")).toHaveText(String(account.uid));
    await expect(cell(page, account.name, "Primary group")).toContainText(primary(account) ?? "No such group");
    await expect(cell(page, account.name, "Primary group")).toContainText(String(account.gid));
  }
  await page.reload();
  await expect.poll(() => names(page)).toEqual(accounts.map(({ name }) => name));
  await page.goBack();
  await expect(services_).not.toBeChecked();
});

test("search, order and pages are in the address", { tag: "@strict" }, async ({ page, server }) => {
  await openAs(page, server, "/systems/users?services=shown");
  const search = page.getByRole("searchbox", { name: "Search users" });
  await search.fill("WWW-data");
  await expect(page).toHaveURL(`${server.url}/systems/users?q=WWW-data&services=shown`);
  await expect(row(page, "www-data")).toBeVisible();
  await expect(row(page, "root")).toBeHidden();
  await page.getByRole("button", { name: "Clear the search" }).click();
  await expect(row(page, "root")).toBeVisible();
  const columns: [string, string, (account: Account) => string | number][] = [
    ["uid", "uid", ({ uid }) => uid],
    ["Name", "name", ({ name }) => name.toLowerCase()],
  ];
  await page.getByLabel("Rows").selectOption("250");
  for (const [header, id, key] of columns) {
    for (const [sort, sign] of [[id, 1], [`-${id}`, -1]] as const) {
      await page.getByRole("columnheader", { name: header, exact: true }).getByRole("button").click();
      await expect(page).toHaveURL(`${server.url}/systems/users?size=250&sort=${sort}&services=shown`);
      const sorted = [...accounts].sort((a, b) => (key(a) < key(b) ? -sign : key(a) > key(b) ? sign : 0));
      await expect.poll(() => names(page)).toEqual(sorted.map(({ name }) => name));
    }
  }
  for (const [header, id] of [["Full name", "full_name"], ["Primary group", "group"], ["Console user", "console"]]) {
    await page.getByRole("columnheader", { name: header!, exact: true }).getByRole("button").click();
    await expect(page).toHaveURL(`${server.url}/systems/users?size=250&sort=${id}&services=shown`);
  }
  await page.goto("/systems/groups?sort=-gid&size=250");
  const byGid = [...groups].sort((a, b) => b.gid - a.gid);
  await expect.poll(() => names(page)).toEqual(byGid.map(({ name }) => name));
  await page.getByRole("searchbox", { name: "Search groups" }).fill("www-data");
  await expect(page).toHaveURL(`${server.url}/systems/groups?q=www-data&size=250&sort=-gid`);
  await expect(row(page, "www-data")).toBeVisible();
  await expect(row(page, "root")).toBeHidden();
  await page.getByRole("searchbox").fill("no such thing at all");
  await expect(page.getByRole("heading", { name: "No such group" })).toBeVisible();
  await page.getByRole("main").getByRole("button", { name: "Clear the search" }).last().click();
  await expect(row(page, "root")).toBeVisible();
});

test.describe("with sixty accounts", () => {
  const many = Array.from({ length: 60 }, (_, index) => ({
    name: `user${String(index).padStart(2, "0")}`,
    uid: 2000 + index,
    gid: 100,
    info: "",
  }));
  test.use({ serverOptions: { system: { accounts: many, groups: [{ name: "users", gid: 100, users: [] }] } } });

  test("they are paged, and the address says which page it is", async ({ page, server }) => {
    const between = (first: number, last: number) => many.slice(first - 1, last).map(({ name }) => name);
    await openAs(page, server, "/systems/users?page=2");
    await expect(page.getByText("26–50 of 60")).toBeVisible();
    await expect.poll(() => names(page)).toEqual(between(26, 50));
    await page.getByRole("button", { name: "Next" }).click();
    await expect(page).toHaveURL(`${server.url}/systems/users?page=3`);
    await expect(page.getByText("51–60 of 60")).toBeVisible();
    await expect.poll(() => names(page)).toEqual(between(51, 60));
    await expect(page.getByRole("button", { name: "Next" })).toHaveAttribute("aria-disabled", "true");
    await page.goBack();
    await expect(page.getByText("26–50 of 60")).toBeVisible();
    await page.getByLabel("Rows").selectOption("50");
    await expect(page).toHaveURL(`${server.url}/systems/users?size=50`);
    await expect(page.getByText("1–50 of 60")).toBeVisible();
    await expect.poll(() => names(page)).toEqual(between(1, 50));
  });
});

test("somebody finds out which group www-data belongs to", async ({ page, server }) => {
  await openAs(page, server, "/");
  await page.getByRole("link", { name: "System accounts" }).click();
  await page.getByRole("searchbox", { name: "Search users" }).fill("www-data");
  // It is a service account: what is hidden is said and shown by one press.
  await expect(page.getByRole("heading", { name: /service account/i })).toBeVisible();
  await page.getByRole("main").getByRole("button", { name: "Show service accounts" }).click();
  const account = accounts.find(({ name }) => name === "www-data")!;
  await expect(cell(page, "www-data", "Primary group")).toContainText(primary(account)!);
  await row(page, "www-data").getByRole("rowheader").getByRole("link").click();
  await expect(page).toHaveURL(`${server.url}/systems/users/www-data?q=www-data&services=shown`);
  await expect(fact(page, "Primary group")).toContainText(`${primary(account)} ${account.gid}`);
  await expect(fact(page, "Kind")).toHaveText("Service account");
});

test("accounts lead to their groups and groups to their members", async ({ page, server }) => {
  await openAs(page, server, "/systems/groups?size=250");
  await expect(page).toHaveTitle("System groups · Nodeum Admin");
  for (const { name, gid, users } of groups) {
    await expect(cell(page, name, "gid")).toHaveText(String(gid));
    const primaries = accounts.filter((account) => account.gid === gid);
    const links = await cell(page, name, "Primary members").getByRole("link").allInnerTexts();
    expect(links.filter((link) => !link.endsWith(" more"))).toEqual(
      primaries.slice(0, primaries.length === 5 ? 5 : 4).map((account) => account.name),
    );
    for (const user of users.slice(0, 4)) {
      await expect(cell(page, name, "Listed members")).toContainText(user);
    }
  }
  const listing = groups.find(({ gid, users }) => users.some((user) => accounts.some((account) => account.name === user && account.gid !== gid)))!;
  const member = accounts.find(({ name, gid }) => listing.users.includes(name) && gid !== listing.gid)!;
  await cell(page, listing.name, "Listed members").getByRole("link", { name: member.name, exact: true }).click();
  await expect(drawer(page, member.name)).toBeVisible();
  await expect(page).toHaveTitle(`${member.name} · System users · Nodeum Admin`);
  await expect(fact(page, "User id (uid)")).toHaveText(String(member.uid));
  await expect(fact(page, "Further groups").getByRole("link")).toHaveText(further(member));
  await fact(page, "Further groups").getByRole("link", { name: listing.name, exact: true }).click();
  await expect(drawer(page, listing.name)).toBeVisible();
  await expect(fact(page, "Group id (gid)")).toHaveText(String(group(listing.name).gid));
  await page.getByRole("link", { name: "Show its members in the list of users" }).click();
  await expect(page.getByRole("button", { name: `In group ${listing.name}` })).toBeVisible();
  const members = accounts.filter(({ name, gid }) => gid === listing.gid || listing.users.includes(name));
  await expect.poll(() => names(page)).toEqual(members.map(({ name }) => name));
  await page.getByRole("button", { name: `In group ${listing.name}` }).click();
  await expect(row(page, "root")).toBeVisible();
});

test("a drawer gives the focus back to its row, and a name that isn't there is told", async ({ page, server }) => {
  await openAs(page, server, "/systems/users");
  const link = row(page, "root").getByRole("rowheader").getByRole("link");
  await link.focus();
  await page.keyboard.press("Enter");
  await expect(drawer(page, "root")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(drawer(page, "root")).toBeHidden();
  await expect(link).toBeFocused();
  await expect(page).toHaveURL(`${server.url}/systems/users`);
  await page.goto("/systems/users/nobody-of-that-name");
  await expect(page.getByText("There is no such system user")).toBeVisible();
  await page.goto("/systems/groups/nothing-of-that-name");
  await expect(page.getByText("There is no such system group")).toBeVisible();
  await page.goto("/systems/elsewhere");
  await expect(page.getByRole("heading", { name: "There is no such page" })).toBeVisible();
});

test("a row keeps the focus when the other lists arrive", async ({ page, server }) => {
  let release = (): void => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(/groups\/-\/systems|\/api\/v2\/users\?/, async (route) => {
    await released;
    await route.continue();
  });
  await openAs(page, server, "/systems/users");
  const link = row(page, "root").getByRole("rowheader").getByRole("link");
  await link.focus();
  await expect(cell(page, "root", "Primary group")).toHaveText("0");
  await expect(cell(page, "root", "Console user")).toHaveText("…");
  release();
  await expect(cell(page, "root", "Primary group").getByRole("link")).toBeVisible();
  await expect(cell(page, "root", "Console user")).toContainText("Create");
  await expect(link).toBeFocused();
});

test("the pages are for administrators", async ({ page, server }) => {
  await server.createUser({ username: "ada" });
  await openAs(page, server, "/systems/groups", { username: "ada" });
  await expect(page.getByRole("heading", { name: "This page is for administrators" })).toBeVisible();
  await expect(page.getByRole("link", { name: "System accounts" })).toBeHidden();
});

test("axe finds nothing on any tab or drawer, nor on a telephone", async ({ page, server }) => {
  test.slow();
  await openAs(page, server, "/systems/users?services=shown");
  for (const [address, ready] of [
    ["/systems/users?services=shown", row(page, "www-data")],
    ["/systems/users?q=nothing%20at%20all", page.getByRole("heading", { name: "No such user" })],
    ["/systems/users/www-data", fact(page, "Primary group")],
    ["/systems/groups/www-data", fact(page, "Primary members")],
  ] as const) {
    await page.goto(address);
    await expect(ready).toBeVisible();
    await axe(page);
  }
  // Of this machine's many groups, too, what is the widest has room.
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 844 });
    for (const address of ["/systems/users?services=shown", "/systems/groups?size=250", "/systems/differences"]) {
      await page.goto(address);
      await expect(page.getByRole("rowheader").first()).toBeVisible();
      await expectNoSidewaysScroll(page);
    }
  }
});
