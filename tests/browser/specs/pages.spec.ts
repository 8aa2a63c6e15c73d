// What holds of every page and of every dialog that opens from one, in both themes, on a screen and on telephones: nothing for
// axe-core to find, nothing to scroll sideways, one heading, a title of its own. A new page is a line in the table, and one
// that is forgotten there is found, as is a dialog.

import type { Locator } from "@playwright/test";

import { axe, expect, test, type Page, type Server } from "../harness/fixtures.ts";
import { expectNoSidewaysScroll, openAs } from "../harness/app.ts";
import { createKey } from "../harness/keys.ts";

interface Entry {
  /** The address; `:ada` stands for the id of a user, `:key` for that of an API key. */
  address: string;
  /** The only heading of the first level. */
  heading: string;
  /** The title of the document, before the console’s name. */
  title: string;
  /** The buttons that open a dialog: all those whose names end in an ellipsis. */
  opens?: string[];
  /** The entries of the menu of the last row that open one; there is no such menu if none are named. */
  menuOpens?: string[];
}

const sections: Record<string, Entry[]> = {
  users: [
    { address: "/users", heading: "Users", title: "Users", menuOpens: ["Set a new password…", "Delete…"] },
    { address: "/users/new", heading: "Users", title: "Create user" },
    { address: "/users/import", heading: "Users", title: "Import users" },
    { address: "/users/:ada", heading: "Users", title: "ada", opens: ["Delete user…"] },
    { address: "/users/:ada/edit", heading: "Users", title: "Edit ada" },
  ],
  "system accounts": [
    { address: "/systems/users", heading: "System accounts", title: "System users" },
    { address: "/systems/users/root", heading: "System accounts", title: "root · System users" },
    { address: "/systems/groups", heading: "System accounts", title: "System groups" },
    { address: "/systems/groups/root", heading: "System accounts", title: "root · System groups" },
    { address: "/systems/differences", heading: "System accounts", title: "Differences" },
  ],
  "the audit trail": [{ address: "/audit", heading: "Audit trail", title: "Audit trail" }],
  configuration: [
    { address: "/configuration", heading: "Configuration", title: "Configuration", menuOpens: [] },
    {
      address: "/configuration/global.locale",
      heading: "Configuration",
      title: "global.locale · Configuration",
      menuOpens: [],
    },
  ],
  "API keys": [
    { address: "/api-keys", heading: "API keys", title: "API keys", menuOpens: ["Rotate…", "Revoke…"] },
    { address: "/api-keys/new", heading: "Create API key", title: "Create API key", opens: ["From a curl command…"] },
    { address: "/api-keys/:key", heading: "backup", title: "backup", opens: ["Revoke…", "Rotate…"] },
    { address: "/api-keys/:key/edit", heading: "Edit backup", title: "Edit backup", opens: ["From a curl command…"] },
  ],
  "the profile and what isn't there": [
    { address: "/profile", heading: "Profile", title: "Profile" },
    { address: "/nowhere", heading: "Not found", title: "Not found" },
  ],
};

const widths = [1440, 390, 320];

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

/** Asserts what holds of whatever is on the screen, of which `what` is a part that mustn't go away while it is looked at. */
async function expectInOrder(page: Page, what: Locator, open?: () => Promise<void>): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    await open?.();
    await expect(what).toBeVisible();
    await expectNoSidewaysScroll(page);
    // Between the two telephones axe-core sees no difference, and it takes its time.
    if (width !== 390) {
      await axe(page);
    }
    await expect(what).toBeVisible();
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
async function everyDialog(page: Page, { opens = [], menuOpens }: Entry): Promise<void> {
  const open = await page.locator("dialog[open]").count();
  // What lies under a dialog can't be pressed.
  const within = open === 0 ? page : page.locator("dialog[open]").nth(open - 1);
  const look = async (name: string): Promise<void> => {
    await expect(page.locator("dialog[open]"), `“${name}” opens a dialog`).toHaveCount(open + 1);
    await expectInOrder(page, topmost(page).getByRole("heading").first());
    await page.keyboard.press("Escape");
    await expect(page.locator("dialog[open]")).toHaveCount(open);
  };
  expect(await openers(within, "button"), "buttons that open a dialog").toEqual(opens);
  for (const name of opens) {
    await within.getByRole("button", { name, exact: true }).first().click();
    await look(name);
  }
  const menus = within.getByRole("button", { name: /^Actions for / });
  if (menuOpens === undefined) {
    await expect(menus).toHaveCount(0);
    return;
  }
  // That of the last row: the first one may be one's own. It closes when what it belongs to is scrolled away from under it.
  const menu = page.getByRole("menu");
  const openMenu = async (): Promise<void> => {
    await menus.last().scrollIntoViewIfNeeded();
    if (!(await menu.isVisible())) {
      await menus.last().click();
    }
    await expect(page.getByRole("menuitem").first()).toBeFocused();
  };
  await expectInOrder(page, menu, openMenu);
  await openMenu();
  expect(await openers(page, "menuitem"), "entries that open a dialog").toEqual(menuOpens);
  for (const name of menuOpens) {
    await openMenu();
    await page.getByRole("menuitem", { name, exact: true }).click();
    await look(name);
  }
}

for (const [section, pages] of Object.entries(sections)) {
  test(`the pages of ${section} are in order, and so is what opens from them`, async ({ page, server }) => {
    // Many pages, and axe-core looks at every element of each.
    test.slow();
    const filled = await furnish(server);
    await page.emulateMedia({ reducedMotion: "reduce" });
    await openAs(page, server, "/profile");
    for (const entry of pages) {
      await test.step(entry.address, async () => {
        await page.goto(filled(entry.address));
        await expect(page).toHaveTitle(`${entry.title} · Nodeum Admin`);
        await expect(headings(page)).toHaveText(entry.heading);
        await expect(page.locator("main [aria-busy=true], dialog[open] [aria-busy=true]")).toHaveCount(0);
        await expectInOrder(page, headings(page));
        await everyDialog(page, entry);
      });
    }
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
  const known = new Set(Object.values(sections).flatMap((pages) => pages.map(({ address }) => shape(address))));
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
  expect(seen.size, "the walk reaches the pages").toBeGreaterThan(10);
  // Records are called by their names, and a user may be called as a group is.
  const titles = [...seen].filter(([own]) => !own.endsWith("/:name")).map(([, name]) => name);
  expect(new Set(titles).size, titles.join(", ")).toBe(titles.length);
});
