// Accounts that a machine has on its worst days, enumerated by a real server: names with anything in them, groups that list
// who doesn't exist, numbers that two share; and lists that can't be loaded.

import type { System } from "../harness/accounts.ts";
import { axe, expect, test } from "../harness/fixtures.ts";
import { expectNoSidewaysScroll, openAs } from "../harness/app.ts";
import { serverGone } from "../harness/problems.ts";
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

test("members and groups that don’t exist are marked", async ({ page, server }) => {
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

  test("accounts show their console user, by name and uid", { tag: "@strict" }, async ({ page, server }) => {
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
    await expect(drawer(page, "Create console user host$")).toBeVisible();
    await page.goBack();
    // Any name is one that can be asked for.
    await page.getByRole("link", { name: "Create console user 50%~off" }).click();
    await expect(drawer(page, "Create console user 50%~off")).toBeVisible();
    await page.reload();
    await expect(drawer(page, "Create console user 50%~off")).toBeVisible();
  });

  test("what doesn't match is reported, kind by kind, with what it means and what fixes it", async ({ page, server }) => {
    await server.createUser({ username: "left", user_id: 1099, group_id: 50, source_type: "cli_linux_multi_user" });
    await openAs(page, server, "/systems/differences");
    const kinds = page.getByRole("region").filter({ has: page.getByRole("table") });
    await expect(kinds).toHaveCount(8);
    const found = (await kinds.all()).map(async (kind) => {
      const rows = await kind.locator("tbody tr").all();
      const cells = await Promise.all(rows.map((row) => row.locator("th, td").allInnerTexts()));
      const lines = cells.map((texts) => texts.map((text) => text.replace(/\s+/g, " ").trim()).join(" | "));
      return [await kind.getByRole("heading").innerText(), ...lines];
    });
    expect(await Promise.all(found)).toEqual([
      [
        "2 console users have the uid of another console user",
        "bob | uid 9, as bobby | – | Edit console user bob",
        "bobby | uid 9, as bob | – | Edit console user bobby",
      ],
      [
        "2 system users have the uid of another system user",
        "root | uid 0, as toor | See system user root",
        "toor | uid 0, as root | See system user toor",
      ],
      ["1 console user has another uid than the system user of that name", "bob | uid 9 | uid 1002 | Edit console user bob"],
      ["1 console user has the uid of a system user with another name", "eva | uid 1004 | DOMAIN\\eve | Edit console user eva"],
      ["1 console user has another gid than their system user", "eva | gid 26 | gid 50 | Edit console user eva"],
      ["1 console user has a system account that is gone", "left | uid 1099, gid 50 | Edit console user left"],
      ["1 system user has a primary gid that no group has", "orphan | gid 4711 | See system user orphan"],
      [
        "2 listed members have no system account",
        "tape | lists gone | See system group tape",
        "a/b ?# | lists constructor | See system group a/b ?#",
      ],
    ]);
    await expect(kinds.first()).toContainText("To the server they are one person");
    // Who never had an account is no fault, and no number in the tab.
    const tab = page.getByRole("navigation", { name: "System accounts" }).getByRole("link", { name: "Differences" });
    await expect(tab).toHaveText(/Differences\s*11 to check/);
    await expect(page.getByRole("heading", { level: 2 })).toHaveText(["To check", "Nothing to fix"]);
    const never = page.getByRole("region", { name: "2 console users have no system account" });
    await expect(never).toContainText("Nothing is wrong");
    await expect(never.getByRole("table")).toBeHidden();
    await never.getByRole("button", { name: "Show 2 console users" }).click();
    await expect(never.getByRole("rowheader")).toHaveText(["admin", "bobby"]);
    await expect(never.getByRole("row").nth(2)).toContainText("uid 9, gid 4242, which no group has");
    await page.goBack();

    const search = page.getByRole("searchbox", { name: "Search differences" });
    await search.fill("gid 26");
    await expect(page).toHaveURL(`${server.url}/systems/differences?q=gid%2026`);
    await expect(page.getByRole("rowheader")).toHaveText(["eva"]);
    await page.getByRole("link", { name: "Edit console user eva" }).click();
    await expect(drawer(page, "Edit eva")).toBeVisible();
    await page.getByLabel("Group id (gid)").fill("50");
    await page.getByRole("dialog").getByRole("button", { name: "Save 1 change" }).click();
    await expect(drawer(page, "eva")).toBeVisible();
    await page.goto("/systems/differences?q=bob");
    await expect(page.getByRole("rowheader")).toHaveText(["bob", "bobby", "bob", "bobby"]);
    await expect(page.getByRole("heading", { name: "2 console users have no system account · 1 found" })).toBeVisible();
    await search.fill("nothing like this");
    await expect(page.getByRole("heading", { name: "No such difference" })).toBeVisible();
    await page.getByRole("main").getByRole("button", { name: "Clear the search" }).last().click();
    await expect(page).toHaveURL(`${server.url}/systems/differences`);
    await expect(page.getByRole("rowheader")).toHaveCount(10);
  });

  test("a kind is set aside, doesn’t count, stays in reach, and is brought back", { tag: "@strict" }, async ({ page, server }) => {
    const token = await openAs(page, server, "/systems/differences");
    const tab = page.getByRole("navigation", { name: "System accounts" }).getByRole("link", { name: "Differences" });
    await expect(tab).toHaveText(/10 to check/);
    const members = page.getByRole("region", { name: "2 listed members have no system account" });
    const shared = page.getByRole("region", { name: "2 system users have the uid of another system user" });
    await members.getByRole("button", { name: "Set aside" }).click();
    await expect(tab).toHaveText(/8 to check/);
    // One goes on with the next.
    await expect(page.getByRole("region", { name: "1 system user has a primary gid" }).getByRole("button", { name: "Set aside" })).toBeFocused();
    await shared.getByRole("button", { name: "Set aside" }).click();
    await expect(tab).toHaveText(/6 to check/);
    const stored = async () => {
      const { body } = await server.api("GET", "/users/me/configurations?limit=100", undefined, token);
      return body.configurations.filter(({ key }: any) => key === "console.differences.set_aside").map(({ value }: any) => value);
    };
    await expect.poll(stored).toEqual(["no-member shared-account"]);
    await page.reload();
    await expect(tab).toHaveText(/6 to check/);
    await expect(page.getByRole("heading", { level: 2 })).toHaveText(["To check", "Nothing to fix", "Set aside"]);
    await expect(shared.getByRole("table")).toBeHidden();
    await axe(page);
    await shared.getByRole("button", { name: "Show" }).click();
    await expect(shared.getByRole("rowheader")).toHaveText(["root", "toor"]);
    await page.setViewportSize({ width: 320, height: 700 });
    await expectNoSidewaysScroll(page);
    await axe(page);
    for (const kind of [shared, members]) {
      await kind.getByRole("button", { name: "Bring back" }).click();
    }
    await expect(tab).toHaveText(/10 to check/);
    await expect.poll(stored).toEqual([""]);
  });

  for (const [status, words] of [
    [403, "isn’t allowed"],
    [404, "The server doesn’t offer this list."],
    [500, "Something went wrong on the server"],
  ] as const) {
    test(`a list that answers ${status} leaves the others in sight`, async ({ page, server, problems }) => {
      problems.allow(/status of 500/);
      // The bundled server has all lists, for administrators at least, and doesn't fail when it is asked to.
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
      await page.getByRole("checkbox", { name: "Select ada" }).check();
      await expect(page.getByRole("button", { name: "Create console users…" })).toHaveAccessibleDescription("The console’s users aren’t loaded.");

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

test("a server that is gone is told of once, and what was loaded stays", async ({ page, problems, server }) => {
  problems.allow(serverGone);
  await openAs(page, server, "/systems/users");
  // All three lists are there: the name of the group, and who has a console user, are known.
  await expect(cell(page, "ada", "Primary group")).toHaveText("staff 50");
  await expect(row(page, "ada")).toContainText("Create");
  await server.kill();
  await page.getByRole("button", { name: "Refresh" }).click();
  const notice = page.getByRole("main").getByRole("status").filter({ hasText: "couldn’t be loaded" });
  await expect(notice).toHaveText(/^System users and system groups and console users couldn’t be loaded.*was loaded earlier\. Try again$/);
  await expect(row(page, "ada")).toBeVisible();
  await server.restart();
  await expect(notice).toHaveCount(0, { timeout: 20_000 });
  await expect(row(page, "ada")).toBeVisible();
});

test.describe("with many console users", () => {
  test.use({ serverOptions: { system, demo: 40 } });

  test("who never had an account is one line beneath what matters; the address keeps what is open", { tag: "@strict" }, async ({ capabilities, page, server }) => {
    await server.createUser({ username: "bob", user_id: 9, group_id: 50 });
    await openAs(page, server, "/systems/differences");
    const rare = page.getByRole("heading", { name: "1 console user has another uid than the system user of that name" });
    // Some of the others came from an account that is gone, where the server says where users come from.
    const many = page.getByRole("region", { name: /^\d+ console users have no system account/ });
    await expect(rare).toBeVisible();
    await expect(many).toBeVisible();
    const count = Number((await many.getByRole("heading").innerText()).split(" ")[0]);
    expect(count).toBeGreaterThan(25);
    const gone = page.getByRole("heading", { name: /console users? ha(s|ve) a system account that is gone/ });
    await expect(gone).toHaveCount(capabilities.source ? 1 : 0);
    expect((await rare.boundingBox())!.y).toBeLessThan((await many.boundingBox())!.y);
    await expect(many.getByRole("table")).toBeHidden();
    await axe(page);
    const show = many.getByRole("button", { name: `Show ${count} console users have no system account` });
    await expect(show).toHaveAttribute("aria-expanded", "false");
    await show.focus();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(`${server.url}/systems/differences?kind=no-account`);
    const hide = many.getByRole("button", { name: /^Hide/ });
    await expect(hide).toBeFocused();
    await expect(hide).toHaveAttribute("aria-expanded", "true");
    await expect(many.getByText(`1–25 of ${count}`)).toBeVisible();
    await expect(rare).toBeVisible();
    await axe(page);
    await many.getByRole("button", { name: "Next" }).click();
    await expect(page).toHaveURL(`${server.url}/systems/differences?page=2&kind=no-account`);
    await page.reload();
    await expect(many.getByRole("row")).toHaveCount(count - 25 + 1);
    await many.getByRole("button", { name: "Name" }).click();
    await expect(page).toHaveURL(`${server.url}/systems/differences?sort=name&kind=no-account`);
    await expect(many.getByRole("rowheader").first()).toHaveText("admin");
    // A search that leaves few shows them, wherever they are.
    await page.getByRole("searchbox", { name: "Search differences" }).fill("admin");
    await expect(page.getByRole("region", { name: `${count} console users have no system account · 1 found` })).toContainText("admin");
    await expect(page.getByRole("button", { name: /^(Show|Hide) / })).toHaveCount(0);
    await page.goto("/systems/differences?kind=no-account");
    await hide.click();
    await expect(many.getByRole("table")).toBeHidden();
    await page.goBack();
    await expect(many.getByText(`1–25 of ${count}`)).toBeVisible();
    await page.setViewportSize({ width: 320, height: 700 });
    await expectNoSidewaysScroll(page);
  });
});
