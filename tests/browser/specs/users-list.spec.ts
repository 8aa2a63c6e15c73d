// The list of users.

import { expect, test, type Page } from "../harness/fixtures.ts";
import { expectNoSidewaysScroll, Gate, openAs } from "../harness/app.ts";
import { serverGone } from "../harness/problems.ts";

// There is room for all columns.
test.use({ viewport: { width: 1600, height: 720 } });

const table = (page: Page) => page.getByRole("table", { name: "Users" });
const header = (page: Page, name: string) => page.getByRole("columnheader", { name });
/** The names of the rows, without the badge on one's own. */
async function names(page: Page): Promise<string[]> {
  const texts = await table(page).getByRole("rowheader").getByRole("link").allInnerTexts();
  return texts.map((text) => text.replace(/^(admin)\s*You$/, "$1"));
}

/** Rows as a server that sorts would have sorted them: without regard to case, null last, ties by id. */
function inOrder(rows: any[], sortBy: string): any[] {
  const [attribute, direction] = sortBy.split(":") as [string, string];
  const key = (row: any) => (typeof row[attribute] === "string" ? row[attribute].toLowerCase() : row[attribute]);
  const sign = direction === "desc" ? -1 : 1;
  return [...rows].sort((one, other) => {
    const [a, b] = [key(one), key(other)];
    if (a === b) {
      return one.id - other.id;
    }
    return a === null ? 1 : b === null ? -1 : a < b ? -sign : sign;
  });
}

test.describe("with sixty users", () => {
  test.use({ serverOptions: { demo: 60 } });

  test("page, size and order are in the address, restored by reload and Back", { tag: "@strict" }, async ({ capabilities, page, server }) => {
    const token = await openAs(page, server, "/users");
    const expected = async (query: string): Promise<string[]> => {
      const asked = new URLSearchParams(query);
      const sortBy = asked.get("sort_by");
      const sortsHere = sortBy !== null && !capabilities.sorts;
      const { users } = (await server.api("GET", `/users?${sortsHere ? "limit=100" : query}`, undefined, token)).body;
      const [limit, offset] = [Number(asked.get("limit")), Number(asked.get("offset"))];
      const shown = sortsHere ? inOrder(users, sortBy).slice(offset, offset + limit) : users;
      return shown.map((user: any) => user.username);
    };
    const shows = async (query: string): Promise<void> => {
      const wanted = await expected(query);
      await expect.poll(() => names(page)).toEqual(wanted);
    };
    await expect(page.getByRole("columnheader")).toHaveText([
      "",
      ...["Username", "Email", "Role"],
      ...(capabilities.expiry ? ["Expires"] : []),
      ...["uid", "gid"],
      ...(capabilities.source ? ["Source"] : []),
      "Created",
      "Actions",
    ]);
    await expect(page.getByText("1–25 of 61")).toBeVisible();
    await expect(page.getByText("loaded just now")).toBeVisible();
    await shows("limit=25");
    const admin = page.getByRole("row").filter({ has: page.getByRole("link", { name: "admin" }) });
    await expect(admin).toContainText("You");
    await expect(admin).toContainText("Administrator");
    await expect(admin).toContainText("1000");
    await expect(admin.getByText("Web", { exact: true })).toHaveCount(capabilities.source ? 1 : 0);
    await expect(admin.getByText("Never", { exact: true })).toHaveCount(capabilities.expiry ? 1 : 0);
    // Dates have the exact time and its zone at hand.
    await expect(admin.getByRole("time").last()).toHaveAttribute("title", /\d{2}:\d{2}:\d{2} (CET|CEST|GMT\+\d)/);
    const previous = page.getByRole("button", { name: "Previous" });
    await expect(previous).toHaveAttribute("aria-disabled", "true");
    await expect(previous).toHaveAccessibleDescription("This is the first page.");

    await page.getByRole("button", { name: "Next" }).click();
    await expect(page).toHaveURL(`${server.url}/users?page=2`);
    await expect(page.getByText("26–50 of 61")).toBeVisible();
    await shows("limit=25&offset=25");

    await header(page, "Username").getByRole("button").click();
    await expect(page).toHaveURL(`${server.url}/users?sort=username`);
    await expect(header(page, "Username")).toHaveAttribute("aria-sort", "ascending");
    await shows("limit=25&sort_by=username:asc");
    // Where the server can't sort the console does, and says so.
    const sortedHere = page.getByText("This server can’t search or sort, so the console does it itself. All 61 users are loaded.");
    await expect(sortedHere).toHaveCount(capabilities.sorts ? 0 : 1);
    await header(page, "Username").getByRole("button").click();
    await expect(page).toHaveURL(`${server.url}/users?sort=-username`);
    await expect(header(page, "Username")).toHaveAttribute("aria-sort", "descending");
    await shows("limit=25&sort_by=username:desc");

    await page.getByLabel("Rows").selectOption("50");
    await expect(page).toHaveURL(`${server.url}/users?size=50&sort=-username`);
    await expect(page.getByText("1–50 of 61")).toBeVisible();
    await page.getByLabel("Page", { exact: false }).and(page.getByRole("textbox")).fill("2");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(`${server.url}/users?page=2&size=50&sort=-username`);
    await expect(page.getByText("51–61 of 61")).toBeVisible();
    await expect(page.getByRole("button", { name: "Next" })).toHaveAttribute("aria-disabled", "true");
    await shows("limit=50&offset=50&sort_by=username:desc");

    await page.reload();
    await expect(page.getByText("51–61 of 61")).toBeVisible();
    await expect(page.getByLabel("Rows")).toHaveValue("50");
    await shows("limit=50&offset=50&sort_by=username:desc");
    await page.goBack();
    await expect(page).toHaveURL(`${server.url}/users?size=50&sort=-username`);
    await expect(page.getByText("1–50 of 61")).toBeVisible();
    await page.goBack();
    await expect(page.getByText("1–25 of 61")).toBeVisible();
    await page.goBack();
    await expect(page).toHaveURL(`${server.url}/users?sort=username`);
    await shows("limit=25&sort_by=username:asc");

    // Every column that offers it sorts as the server does.
    for (const [name, attribute] of [
      ["Email", "email"],
      ["Role", "is_admin"],
      ["uid", "user_id"],
      ["gid", "group_id"],
      ...(capabilities.source ? ([["Source", "source_type"]] as const) : []),
      ...(capabilities.expiry ? ([["Expires", "expired_at"]] as const) : []),
      ["Created", "created_at"],
    ] as const) {
      await header(page, name).getByRole("button").click();
      await expect(page).toHaveURL(`${server.url}/users?sort=${attribute}`);
      await shows(`limit=25&sort_by=${attribute}:asc`);
    }
  });

  test("the place in the list is kept, by pointer and by keyboard", { tag: "@strict" }, async ({ page, server }) => {
    await openAs(page, server, "/users?size=50");
    await expect(page.getByText("1–50 of 61")).toBeVisible();
    const row = page.locator("a.row-name").nth(45);
    const name = (await row.textContent())!.trim();
    await row.scrollIntoViewIfNeeded();
    const place = await page.evaluate(() => window.scrollY);
    expect(place).toBeGreaterThan(500);

    // What opens over the list leaves it where it is, and gives the focus back to the row, edited or not.
    await row.click();
    await page.getByRole("dialog", { name }).getByRole("link", { name: "Edit" }).click();
    await expect(page.getByRole("dialog", { name: `Edit ${name}` })).toBeVisible();
    expect(await page.evaluate(() => window.scrollY)).toBe(place);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toBeHidden();
    await expect(row).toBeFocused();
    expect(await page.evaluate(() => window.scrollY)).toBe(place);

    // What was pressed keeps the focus while the rows change under it.
    const sort = header(page, "Email").getByRole("button");
    await sort.focus();
    await page.keyboard.press("Enter");
    await expect(header(page, "Email")).toHaveAttribute("aria-sort", "ascending");
    await expect(sort).toBeFocused();
    const rows = page.getByLabel("Rows");
    await rows.selectOption("25");
    await expect(page.getByText("1–25 of 61")).toBeVisible();

    // Another page begins at its top; pages of another size hold the first row of this one.
    await page.getByRole("button", { name: "Next" }).click();
    await page.getByRole("button", { name: "Next" }).click();
    await expect(page.getByText("51–61 of 61")).toBeVisible();
    expect(await page.evaluate(() => window.scrollY)).toBe(0);
    await rows.selectOption("50");
    await expect(page.getByText("51–61 of 61")).toBeVisible();
    await expect(page).toHaveURL(/page=2&size=50/);
  });

  test("range and order are those of the rows on the screen", async ({ page, server, problems }) => {
    problems.allow(/Failed to load resource/);
    await openAs(page, server, "/users");
    await expect(page.getByText("1–25 of 61")).toBeVisible();
    const first = (await page.locator("a.row-name").first().textContent())!;
    await server.kill();
    await page.getByRole("button", { name: "Next" }).click();
    await expect(page.getByText(/What you see was loaded/)).toBeVisible();
    await expect(page.locator("a.row-name").first()).toHaveText(first);
    await expect(page.getByText("1–25 of 61")).toBeVisible();
    await header(page, "Email").getByRole("button").click();
    await expect(page).toHaveURL(/sort=email/);
    await expect(header(page, "Email")).not.toHaveAttribute("aria-sort", /.+/);
    // It goes on by itself.
    await server.restart();
    await expect(header(page, "Email")).toHaveAttribute("aria-sort", "ascending", { timeout: 20_000 });
  });

  test("an address that asks for nonsense shows what makes sense", { tag: "@strict" }, async ({ page, server }) => {
    await openAs(page, server, "/users?page=9&size=50");
    await expect(page.getByText("There is nothing on this page")).toBeVisible();
    await page.getByRole("link", { name: "Go to the first page" }).click();
    await expect(page).toHaveURL(`${server.url}/users?size=50`);
    await expect(page.getByText("1–50 of 61")).toBeVisible();
    for (const query of ["page=0", "page=-1&size=7", "page=x&sort=password", "size=1000000000", "sort=%00&page=1e9"]) {
      await page.goto(`/users?${query}`);
      await expect(page.getByText("1–25 of 61"), query).toBeVisible();
    }
  });

  test("a list that can’t be loaded says why and can be tried again", async ({ page, problems, server }) => {
    problems.allow(serverGone, /status of 50[0-9]/);
    await openAs(page, server, "/profile");
    await expect(page.getByRole("heading", { name: "Profile" })).toBeVisible();
    await server.kill();
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Users" }).click();
    const alert = page.getByRole("alert");
    await expect(alert).toContainText("The server can’t be reached");
    await expect(alert).toContainText("Nothing answers at the server’s address");
    await server.restart();
    await expect(page.getByText("1–25 of 61")).toBeVisible({ timeout: 20_000 });

    // What was loaded before stays, and it is said that it is old. (A server doesn't fail when it is asked to.)
    await page.route(
      "**/api/v2/users?*",
      (route) => route.fulfill({ status: 500, body: '{"error":"The server failed","request_id":"abc-123"}' }),
    );
    await page.getByRole("button", { name: "Next" }).click();
    await expect(page.getByText(/What you see was loaded/)).toBeVisible();
    await expect(page.getByText("under request abc-123")).toBeVisible();
    await expect(table(page)).toBeVisible();
    await page.unrouteAll();
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByText("26–50 of 61")).toBeVisible();
    await expect(page.getByText(/What you see was loaded/)).toBeHidden();
  });

  test("while rows are on their way it is said, and nobody waits for what is no longer asked", { tag: "@strict" }, async ({ page, server }) => {
    await openAs(page, server, "/profile");
    const navigation = page.getByRole("navigation", { name: "Main" });
    const gate = new Gate();
    await page.route("**/api/v2/users?*", async (route) => {
      await gate.passed;
      await route.continue().catch(() => undefined);
    });
    const aborted = page.waitForEvent("requestfailed", (request) => request.url().includes("/api/v2/users?"));
    await navigation.getByRole("link", { name: "Users" }).click();
    await expect(page.getByRole("status").filter({ hasText: "Loading…" })).toBeVisible();
    await expect(page.getByText("No users")).toBeHidden();
    await navigation.getByRole("link", { name: "Profile" }).click();
    expect((await aborted).failure()?.errorText).toBe("net::ERR_ABORTED");
    await navigation.getByRole("link", { name: "Users" }).click();
    gate.open();
    await expect(page.getByText("1–25 of 61")).toBeVisible();
  });

  test("what is pressed twice counts twice, even before the rows are there", async ({ page, server }) => {
    await openAs(page, server, "/users");
    await expect(table(page)).toBeVisible();
    const gate = new Gate();
    await page.route("**/api/v2/users?*", async (route) => {
      await gate.passed;
      await route.continue().catch(() => undefined);
    });
    await header(page, "Username").getByRole("button").click();
    await expect(page).toHaveURL(`${server.url}/users?sort=username`);
    await header(page, "Username").getByRole("button").click();
    await expect(page).toHaveURL(`${server.url}/users?sort=-username`);
    await page.getByRole("button", { name: "Next", exact: true }).click();
    await page.getByRole("button", { name: "Next", exact: true }).click();
    await expect(page).toHaveURL(`${server.url}/users?page=3&sort=-username`);
    await expect(page.getByRole("button", { name: "Next", exact: true })).toHaveAttribute("aria-disabled", "true");
    gate.open();
    await expect(header(page, "Username")).toHaveAttribute("aria-sort", "descending");
    await expect(page.getByText("51–61 of 61")).toBeVisible();
  });

  test("on a telephone there are cards, and nothing is scrolled sideways", { tag: "@strict" }, async ({ page, server }) => {
    await page.setViewportSize({ width: 390, height: 800 });
    await openAs(page, server, "/users");
    await expect(page.getByText("1–25 of 61")).toBeVisible();
    const admin = table(page).locator("tbody tr").first();
    await expect(admin).toContainText("admin");
    const [name, role] = [
      await admin.getByText("admin", { exact: true }).boundingBox(),
      await admin.getByText("Administrator").boundingBox(),
    ];
    expect(role!.y, "a card has its facts under each other").toBeGreaterThan(name!.y + name!.height / 2);
    const first = await server.api("GET", "/users?limit=1", undefined, await server.token());
    const id = first.body.users[0].id;
    for (const width of [390, 320]) {
      await page.setViewportSize({ width, height: 640 });
      for (const path of ["/users", `/users/${id}`, `/users/${id}/edit`, "/users/new", "/profile"]) {
        await page.goto(path);
        await expect(page.getByRole("heading", { level: path === "/users" || path === "/profile" ? 1 : 2 }).first()).toBeVisible();
        await expectNoSidewaysScroll(page);
      }
    }
  });
});

test.describe("with one user more than fits on a page", () => {
  test.use({ serverOptions: { demo: 24 } });

  test("when the last row of the last page goes, the list goes on with the page before", { tag: "@strict" }, async ({ page, server }) => {
    await server.createUser({ username: "last" });
    await openAs(page, server, "/users?page=2");
    await expect(page.getByText(/^(26–)?26 of 26/)).toBeVisible();
    await table(page).getByRole("button", { name: /^Actions for / }).click();
    await page.getByRole("menuitem", { name: "Delete…" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete user" }).click();
    await expect(page.getByText("1–25 of 25")).toBeVisible();
    await expect(page).toHaveURL(`${server.url}/users`);
    // An address that asks for a page that isn't there says so.
    await page.goto("/users?page=7");
    await expect(page.getByRole("heading", { name: "There is nothing on this page" })).toBeVisible();
  });
});

test.describe("with ten thousand users", () => {
  test.use({ serverOptions: { demo: 10_000 } });

  test("it opens and pages as if there were ten", { tag: "@strict" }, async ({ capabilities, page, server }) => {
    await openAs(page, server, "/users");
    await expect(page.getByText("1–25 of 10,001")).toBeVisible();
    expect(await table(page).locator("tbody tr").count()).toBe(25);
    const limits: number[] = [];
    page.on("request", (request) => {
      const limit = new URL(request.url()).searchParams.get("limit");
      if (limit !== null) {
        limits.push(Number(limit));
      }
    });
    await page.getByRole("button", { name: "Next" }).click();
    await expect(page.getByText("26–50 of 10,001")).toBeVisible();
    await header(page, "Created").getByRole("button").click();
    await expect(page.getByText("1–25 of 10,001")).toBeVisible();
    await page.getByLabel("Rows").selectOption("250");
    await expect(page.getByText("1–250 of 10,001")).toBeVisible();
    await page.getByRole("button", { name: "Next" }).click();
    await expect(page.getByText("251–500 of 10,001")).toBeVisible();
    // Never more than a page, or nothing at all where everybody is here.
    expect(limits.filter((limit) => limit > 0)).toEqual(capabilities.sorts ? [25, 25, 250, 250] : []);
    expect(await table(page).locator("tbody tr").count()).toBe(250);
    await page.goto("/users?page=401");
    await expect(page.getByText("10,001 of 10,001")).toBeVisible();
  });
});

test("names are shown as the text that they are", async ({ page, server }) => {
  const strange = [
    "<script>alert(1)",
    '"><img src=x onerror=alert(1)>',
    "<b>bold&amp;",
    "{{7*7}}",
    "'; DROP TABLE users; --",
    "مرحبا",
    "🦀",
  ];
  for (const username of strange) {
    await server.createUser({ username });
  }
  await openAs(page, server, "/users");
  for (const username of strange) {
    const link = page.getByRole("link", { name: username, exact: true });
    await expect(link).toHaveText(username);
    await expect(page.getByRole("button", { name: `Actions for ${username}`, exact: true })).toBeVisible();
  }
  await page.getByRole("link", { name: strange[0]!, exact: true }).click();
  await expect(page.getByRole("dialog", { name: strange[0]! })).toContainText(strange[0]!);
  await expect(page).toHaveTitle(`${strange[0]} · Nodeum Admin`);
  expect(await page.evaluate(() => document.querySelectorAll("body script, body img, body b").length)).toBe(0);
});

test("where there is no room an email breaks after its @ and its dots, never in a word", async ({ page, server }) => {
  const ada = await server.createUser({ username: "ada", email: "ada.lovelace.of.the.analytical.engine@computing.history.example" });
  await openAs(page, server, "/users");
  const lines = (address: ReturnType<Page["locator"]>) =>
    address.evaluate((element) => {
      let found = "";
      let top = Number.NaN;
      const range = document.createRange();
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const text = texts.currentNode;
        for (let at = 0; at < text.textContent!.length; at += 1) {
          range.setStart(text, at);
          range.setEnd(text, at + 1);
          const own = range.getBoundingClientRect().top;
          found += own === top || found === "" ? text.textContent![at] : `\n${text.textContent![at]}`;
          top = own;
        }
      }
      return found.split("\n");
    });
  const card = page.getByRole("row").filter({ has: page.getByRole("link", { name: "ada", exact: true }) });
  const inCard = card.locator('[data-label="Email"] > span');
  // Rows of a table stay of one height.
  await expect(inCard).toHaveText(ada.email);
  expect(await lines(inCard)).toEqual([ada.email]);
  await page.setViewportSize({ width: 390, height: 844 });
  for (const address of [inCard, page.getByRole("dialog").locator("dt:text-is('Email') + dd > span").first()]) {
    await expect(address).toHaveText(ada.email);
    const found = await lines(address);
    expect(found.length).toBeGreaterThan(1);
    for (const line of found.slice(0, -1)) {
      expect(line).toMatch(/[@.]$/);
    }
    if (address === inCard) {
      await page.goto(`/users/${ada.id}`);
    }
  }
});
