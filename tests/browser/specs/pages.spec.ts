// What holds of every page and of every dialog that opens from one, in both themes, on a screen and on telephones: nothing for
// axe-core to find, nothing to scroll sideways, one heading, a title of its own. A new page is a line in the table, and one
// that is forgotten there is found.

import type { Locator } from "@playwright/test";

import { axe, expect, test, type Page, type Server } from "../harness/fixtures.ts";
import { expectNoSidewaysScroll, openAs } from "../harness/app.ts";
import { createKey } from "../harness/keys.ts";

interface Entry {
  /** The address; `:ada` stands for the id of a user, `:key` for that of an API key. */
  address: string;
  /** The only heading of the first level. */
  heading: string;
  /** The title of the document, before the console's name. */
  title: string;
}

const pages: Entry[] = [
  { address: "/users", heading: "Users", title: "Users" },
  { address: "/users/new", heading: "Users", title: "Create user" },
  { address: "/users/:ada", heading: "Users", title: "ada" },
  { address: "/users/:ada/edit", heading: "Users", title: "Edit ada" },
  { address: "/systems/users", heading: "System accounts", title: "System users" },
  { address: "/systems/users/root", heading: "System accounts", title: "root · System users" },
  { address: "/systems/groups", heading: "System accounts", title: "System groups" },
  { address: "/systems/groups/root", heading: "System accounts", title: "root · System groups" },
  { address: "/systems/differences", heading: "System accounts", title: "Differences" },
  { address: "/configuration", heading: "Configuration", title: "Configuration" },
  { address: "/configuration/global.locale", heading: "Configuration", title: "global.locale · Configuration" },
  { address: "/api-keys", heading: "API keys", title: "API keys" },
  { address: "/api-keys/new", heading: "Create API key", title: "Create API key" },
  { address: "/api-keys/:key", heading: "backup", title: "backup" },
  { address: "/api-keys/:key/edit", heading: "Edit backup", title: "Edit backup" },
  { address: "/profile", heading: "Profile", title: "Profile" },
  { address: "/nowhere", heading: "Not found", title: "Not found" },
];

const widths = [1440, 390, 320];
const themes = ["light", "dark"] as const;

/** Puts something on every list, and gives what the table's addresses stand for. */
async function furnish(server: Server): Promise<(address: string) => string> {
  const ada = await server.createUser({ username: "ada", email: "ada@nodeum.example" });
  const token = await server.token();
  const key = await createKey(server, token, "backup", "users/index", "users/create", "nas_shares/get_password");
  for (const [name, value] of [
    ["global.locale", "en"],
    ["backup.enabled", "true"],
    ["backup.target", '{"share": "archive", "days": [1, 2, 3]}'],
    ["backup.password", "a secret"],
    [`a.${"long-name-without-a-blank".repeat(8)}`, "x".repeat(2000)],
  ]) {
    await server.api("POST", "/users/me/configurations", { key: name, value }, token);
  }
  return (address) => address.replace(":ada", ada.id).replace(":key", key.id);
}

/** Asserts what holds of whatever is on the screen. */
async function expectInOrder(page: Page): Promise<void> {
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      await expectNoSidewaysScroll(page);
      // Between the two telephones axe-core sees no difference, and it takes its time.
      if (width !== 390) {
        await axe(page);
      }
    }
  }
  await page.setViewportSize({ width: widths[0]!, height: 900 });
  await expect(headings(page)).toHaveCount(1);
}

/** What is a heading of the first level to whoever looks at the page: the one of a console that has stopped stands by, hidden. */
const headings = (page: Page) => page.locator("h1").filter({ visible: true });
const topmost = (page: Page) => page.locator("dialog[open]").last();

/** What opens a dialog: its name ends in an ellipsis. (So does a long value that is shown shortened.) */
async function openers(within: Page | Locator, role: "button" | "menuitem"): Promise<string[]> {
  const all = within.getByRole(role, { name: /^.{1,40}…$/ }).and(within.locator(":not([aria-disabled=true]):not(:disabled)"));
  return [...new Set(await all.allInnerTexts())].map((text) => text.trim());
}

/** Opens every dialog of what is on the screen, and looks at it. */
async function everyDialog(page: Page): Promise<void> {
  const open = await page.locator("dialog[open]").count();
  // What lies under a dialog can't be pressed.
  const within = open === 0 ? page : page.locator("dialog[open]").nth(open - 1);
  const closed = async (): Promise<void> => {
    await page.keyboard.press("Escape");
    await expect(page.locator("dialog[open]")).toHaveCount(open);
  };
  for (const name of await openers(within, "button")) {
    await within.getByRole("button", { name, exact: true }).first().click();
    await expect(page.locator("dialog[open]"), `“${name}” opens a dialog`).toHaveCount(open + 1);
    await expect(topmost(page).getByRole("heading").first()).toBeVisible();
    await expectInOrder(page);
    await closed();
  }
  const menus = within.getByRole("button", { name: /^Actions for / });
  if ((await menus.count()) === 0) {
    return;
  }
  // That of the last row: the first one may be one's own.
  await menus.last().click();
  await expect(page.getByRole("menu")).toBeVisible();
  await expectInOrder(page);
  for (const name of await openers(page, "menuitem")) {
    if (!(await page.getByRole("menu").isVisible())) {
      await menus.last().click();
    }
    await page.getByRole("menuitem", { name, exact: true }).click();
    await expect(page.locator("dialog[open]"), `“${name}” opens a dialog`).toHaveCount(open + 1);
    await expectInOrder(page);
    await closed();
  }
}

for (const { address, heading, title } of pages) {
  test(`${address} is in order, and so is what opens from it`, async ({ page, server }) => {
    test.slow();
    const filled = await furnish(server);
    await openAs(page, server, filled(address));
    await expect(page).toHaveTitle(`${title} · Nodeum Admin`);
    await expect(headings(page)).toHaveText(heading);
    await expect(page.locator("main [aria-busy=true], dialog[open] [aria-busy=true]")).toHaveCount(0);
    await expectInOrder(page);
    await everyDialog(page);
  });
}

/** An address without what differs from record to record. */
function shape(pathname: string): string {
  return pathname
    .replace(/^(\/(?:systems\/\w+|configuration))\/[^/]+/, "$1/:name")
    .replace(/\/\d+(?=\/|$)/g, "/:name")
    .replace(/\/:(ada|key)(?=\/|$)/g, "/:name");
}

test("every page that the side bar leads to is in the table, and no two have the same title", async ({ page, server }) => {
  test.slow();
  await furnish(server);
  await openAs(page, server, "/users");
  const links = async (): Promise<string[]> => {
    await expect(page.locator("main [aria-busy=true], dialog[open] [aria-busy=true]")).toHaveCount(0);
    const found = page.locator("nav[aria-label=Main] a[href], main a[href], dialog[open] a[href]");
    const addresses = await found.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
    return addresses.filter((link) => link.startsWith(`${server.url}/`)).map((link) => new URL(link).pathname);
  };
  await expect(headings(page)).toBeVisible();
  const known = new Map(pages.map((entry) => [shape(entry.address), entry.address]));
  const seen = new Map<string, string>();
  const waiting = ["/users", ...(await links())];
  for (let pathname = waiting.shift(); pathname !== undefined; pathname = waiting.shift()) {
    const own = shape(pathname);
    if (seen.has(own) || own === "/") {
      continue;
    }
    await page.goto(pathname);
    await expect(headings(page), pathname).toHaveCount(1);
    await expect(page).toHaveTitle(/ · Nodeum Admin$/);
    waiting.push(...(await links()));
    seen.set(own, await page.title());
  }
  expect([...seen.keys()].filter((own) => !known.has(own)), "pages that are missing in the table").toEqual([]);
  // Records are called by their names, and a user may be called as a group is.
  const titles = [...seen].filter(([own]) => !own.endsWith("/:name")).map(([, name]) => name);
  expect(new Set(titles).size, titles.join(", ")).toBe(titles.length);
});
