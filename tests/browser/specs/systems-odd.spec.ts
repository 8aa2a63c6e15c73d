// Accounts that a machine has on its worst days, enumerated by a real server: names with anything in them, groups that list
// who doesn't exist, numbers that two share; and lists that can't be loaded.

import type { System } from "../harness/accounts.ts";
import { axe, expect, test } from "../harness/fixtures.ts";
import { openAs } from "../harness/app.ts";
import { cell, drawer, fact, row } from "../harness/systems.ts";

const system: System = {
  accounts: [
    { name: "root", uid: 0, gid: 0, info: "root" },
    { name: "toor", uid: 0, gid: 0, info: "" },
    { name: "ada", uid: 1001, gid: 50, info: "& Lovelace,Room 12,+32 1 234,+32 9 876,keeps, commas" },
    { name: "bob", uid: 1002, gid: 50, info: "" },
    { name: "orphan", uid: 1003, gid: 4711, info: "" },
    { name: "DOMAIN\\eve", uid: 1004, gid: 50, info: "" },
    { name: "host$", uid: 1005, gid: 50, info: "" },
    { name: "50%~off", uid: 1006, gid: 50, info: "" },
    { name: "zoé x", uid: 1007, gid: 50, info: "" },
    { name: "svc", uid: 200, gid: 50, info: "" },
  ],
  groups: [
    { name: "root", gid: 0, users: [] },
    { name: "staff", gid: 50, users: ["bob"] },
    { name: "tape", gid: 26, users: ["ada", "gone", "ada", "DOMAIN\\eve", "host$", "root", "bob"] },
    { name: "a/b ?#", gid: 27, users: ["constructor"] },
  ],
};
test.use({ serverOptions: { system } });


test("the parts of the info are told apart", async ({ page, server }) => {
  await openAs(page, server, "/systems/users/ada");
  for (const [label, text] of [
    ["Full name", "Ada Lovelace"],
    ["Office", "Room 12"],
    ["Work phone", "+32 1 234"],
    ["Home phone", "+32 9 876"],
    ["Other", "keeps, commas"],
    ["Kind", "Account of a person"],
  ]) {
    await expect(fact(page, label!)).toHaveText(text!);
  }
  await page.goto("/systems/users/bob");
  await expect(fact(page, "User id (uid)")).toHaveText("1002");
  await expect(fact(page, "Office")).toBeHidden();
});

test("members and groups that don't exist are marked", async ({ page, server }) => {
  await openAs(page, server, "/systems/groups");
  await expect(cell(page, "a/b ?#", "Listed members")).toHaveText(/^constructor\s+No such user$/);
  await expect(cell(page, "tape", "Listed members")).toContainText("gone No such user");
  await expect(cell(page, "tape", "Listed members").getByRole("link", { name: "3 more" })).toBeVisible();
  await expect(cell(page, "tape", "Listed members").getByRole("link", { name: "gone" })).toBeHidden();
  await row(page, "tape").getByRole("rowheader").getByRole("link").click();
  await expect(drawer(page, "tape").getByText("No such user")).toHaveCount(1);
  await axe(page);
  await page.goto("/systems/users");
  await expect(cell(page, "orphan", "Primary group")).toHaveText("4711 No such group");
  // Listed twice, it belongs once; listed in its primary group, that isn't a further one.
  await expect(cell(page, "ada", "Further groups").getByRole("link")).toHaveText(["tape"]);
  await expect(cell(page, "bob", "Further groups").getByRole("link")).toHaveText(["tape"]);
});

test("any name is an address, by link, by reload and by Back", async ({ page, server }) => {
  await openAs(page, server, "/systems/users");
  for (const { name, uid } of system.accounts.filter(({ uid }) => uid > 1003)) {
    await row(page, name).getByRole("rowheader").getByRole("link").click();
    await expect(drawer(page, name)).toBeVisible();
    await expect(fact(page, "User id (uid)")).toHaveText(String(uid));
    await page.reload();
    await expect(fact(page, "User id (uid)")).toHaveText(String(uid));
    await page.goBack();
    await expect(drawer(page, name)).toBeHidden();
    await expect(row(page, name)).toBeVisible();
  }
  await page.goto("/systems/groups");
  await row(page, "a/b ?#").getByRole("rowheader").getByRole("link").click();
  await expect(fact(page, "Group id (gid)")).toHaveText("27");
  await page.reload();
  await expect(fact(page, "Group id (gid)")).toHaveText("27");
  // As somebody would write it by hand.
  await page.goto("/systems/users/DOMAIN%5Ceve");
  await expect(fact(page, "User id (uid)")).toHaveText("1004");
});

test.describe("with console users", () => {
  test.beforeEach(async ({ server }) => {
    for (const [username, user_id, group_id] of [
      ["ADA", 1001, 50],
      ["bob", 9, 50],
      ["bobby", 9, 4242],
      ["eva", 1004, 26],
    ] as const) {
      await server.createUser({ username, user_id, group_id });
    }
  });

  test("accounts show their console user, by name and uid", async ({ page, server }) => {
    await openAs(page, server, "/systems/users");
    const console_ = (name: string) => cell(page, name, "Console user");
    await expect(console_("ada")).toHaveText("ADA");
    await expect(console_("bob")).toHaveText("bob · uid 9");
    await expect(console_("DOMAIN\\eve")).toHaveText("eva · same uid");
    await expect(console_("host$")).toHaveText("Create console user host$");
    await console_("ada").getByRole("link").click();
    await expect(drawer(page, "ADA")).toBeVisible();
    await page.goBack();
    await console_("host$").getByRole("link").click();
    await expect(page).toHaveURL(`${server.url}/users/new?username=host%24&user_id=1005&group_id=50`);
  });

  test("what doesn't match is reported, each line with what mends it", async ({ page, server }) => {
    await openAs(page, server, "/systems/differences?size=250");
    await expect(page.getByRole("table", { name: "Differences" })).toBeVisible();
    const rows = (await page.getByRole("table").locator("tbody tr").all()).map(async (row) => {
      const cells = await row.locator("th, td").allInnerTexts();
      return cells.map((text) => text.replace(/\s+/g, " ").trim()).join(" | ");
    });
    expect(await Promise.all(rows)).toEqual([
      "bob | Two console users, one uid | uid 9, as bobby | – | Edit console user bob",
      "bobby | Two console users, one uid | uid 9, as bob | – | Edit console user bobby",
      "root | Two system users, one uid | – | uid 0, as toor | See system user root",
      "toor | Two system users, one uid | – | uid 0, as root | See system user toor",
      "bob | Same name, another uid | uid 9 | uid 1002 | Edit console user bob",
      "eva | Same uid, another name | uid 1004 | DOMAIN\\eve | Edit console user eva",
      "eva | Another gid | gid 26 | gid 50 | Edit console user eva",
      "admin | No system user | uid 1000 | – | Edit console user admin",
      "bobby | No system user | uid 9 | – | Edit console user bobby",
      "admin | gid without a group | gid 1000 | – | Edit console user admin",
      "bobby | gid without a group | gid 4242 | – | Edit console user bobby",
      "orphan | Primary gid without a group | – | gid 4711 | See system user orphan",
      "tape | Member that doesn’t exist | – | lists gone | See system group tape",
      "a/b ?# | Member that doesn’t exist | – | lists constructor | See system group a/b ?#",
    ]);
    const tabs = page.getByRole("navigation", { name: "System accounts" });
    await expect(tabs.getByRole("link", { name: "Differences" })).toContainText("14");
    await page.getByLabel("Kind of difference").selectOption("Another gid (1)");
    await expect(page).toHaveURL(`${server.url}/systems/differences?size=250&kind=gid`);
    await expect(page.getByRole("rowheader")).toHaveText(["eva"]);
    await page.getByRole("link", { name: "Edit console user eva" }).click();
    await expect(drawer(page, "Edit eva")).toBeVisible();
    await page.getByLabel("Group id (gid)").fill("50");
    await page.getByRole("dialog").getByRole("button", { name: "Save 1 change" }).click();
    await expect(drawer(page, "eva")).toBeVisible();
    await page.goto("/systems/differences?q=eva");
    await expect(page.getByRole("rowheader")).toHaveText(["eva"]);
    await page.goto("/systems/differences?kind=gid");
    await expect(page.getByRole("heading", { name: "No such difference" })).toBeVisible();
    await page.getByRole("main").getByRole("button", { name: "Clear the search" }).click();
    await expect(page.getByText("1–13 of 13")).toBeVisible();
  });

  for (const [status, words] of [
    [403, "isn't allowed"],
    [404, "The server doesn't offer this list."],
    [500, "Something went wrong on the server"],
  ] as const) {
    test(`a list that answers ${status} leaves the others in sight`, async ({ page, server, problems }) => {
      problems.allow(/status of 500/);
      let fails = /none/;
      await page.route(/\/api\/v2\//, (route) =>
        fails.test(route.request().url())
          ? route.fulfill({ status, json: { error: "No" } })
          : route.continue(),
      );
      const notice = (name: string) => page.getByRole("status").filter({ hasText: `${name} couldn’t be loaded` });

      fails = /groups\/-\/systems/;
      await openAs(page, server, "/systems/users");
      await expect(notice("System groups")).toContainText(words);
      await expect(notice("System groups")).toContainText("Groups are shown by their number alone.");
      await expect(cell(page, "ada", "Primary group")).toHaveText("50");
      await expect(cell(page, "orphan", "Primary group")).toHaveText("4711");
      await axe(page);
      fails = /none/;
      await notice("System groups").getByRole("button", { name: "Try again" }).click();
      await expect(notice("System groups")).toBeHidden();
      await expect(cell(page, "ada", "Primary group")).toHaveText("staff 50");

      fails = /users\?/;
      await page.goto("/systems/users");
      await expect(notice("Console users")).toContainText(words);
      await expect(cell(page, "ada", "Console user")).toHaveText("…");
      await expect(page.getByRole("checkbox", { name: "Choose ada" })).toBeDisabled();

      fails = /users\/-\/systems/;
      await page.goto("/systems/groups");
      await expect(notice("System users")).toContainText("Primary members aren’t known");
      // Nobody is said not to exist whose list isn't here.
      await expect(cell(page, "tape", "Listed members")).toContainText("gone");
      await expect(page.getByText("No such user")).toBeHidden();
      await page.goto("/systems/users");
      await expect(page.getByRole("heading", { name: "System users couldn’t be loaded" })).toBeVisible();
      await axe(page);
      await page.goto("/systems/differences");
      await expect(notice("System users")).toBeVisible();
      await expect(page.getByRole("rowheader").first()).toHaveText("bob");
      fails = /none/;
      await page.goto("/systems/users");
      await expect(row(page, "ada")).toBeVisible();
    });
  }
});
