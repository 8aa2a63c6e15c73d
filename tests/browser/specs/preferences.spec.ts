// Theme, density, page size and language of dates: they hold at once, and follow a person from browser to browser.

import type { BrowserContext, Locator } from "@playwright/test";

import { adminName, axe, expect, signIn, test, type Page, type Server } from "../harness/fixtures.ts";
import { expectNoSidewaysScroll, Gate, keptToken, noteRequests, openAs, tabTo } from "../harness/app.ts";

const french = /\b(janv\.|févr\.|mars|avr\.|mai|juin|juil\.|août|sept\.|oct\.|nov\.|déc\.)/;
const withAccount = /^It is kept with your account/;
const notYet = "The server hasn’t kept yours yet";
const hereOnly = /^This server can’t keep preferences for you/;
const configurations = "**/api/v2/users/me/configurations**";

/** The parts of the section. */
function parts(page: Page) {
  const section = page.getByRole("region", { name: "Preferences" });
  return {
    section,
    choice: (name: string) => section.getByRole("radio", { name, exact: true }),
    pageSize: section.getByRole("combobox", { name: "Rows on a page" }),
    locale: section.getByRole("combobox", { name: "Language of dates" }),
    kept: section.getByRole("status"),
  };
}

/** What is selected in a list that opens. */
const selected = (list: Locator) => list.getByRole("option", { selected: true });
const shown = (page: Page, attribute: string) => page.locator("html").getAttribute(attribute);
const summary = (page: Page) => page.getByRole("navigation", { name: "Pages" }).getByRole("status");
const rowHeight = async (page: Page) => (await page.locator("tbody tr").nth(2).boundingBox())!.height;

/** What the server keeps of the person's preferences, by their keys. */
async function stored(server: Server, token: string | undefined): Promise<Record<string, string>> {
  const answer = await server.api("GET", "/users/me/configurations", undefined, token);
  return Object.fromEntries(answer.body.configurations.map(({ key, value }: any) => [key, value]));
}

/** A page of a browser that has never been here. */
async function elsewhere(context: BrowserContext): Promise<Page> {
  const other = await context.browser()!.newContext({ locale: "en-GB", timezoneId: "Europe/Brussels" });
  return other.newPage();
}

test.describe("with many users", () => {
  test.use({ serverOptions: { demo: 120 } });

  test("what is chosen holds at once, everywhere, and follows into another browser", { tag: "@strict" }, async ({
    context,
    page,
    server,
  }) => {
    const token = await openAs(page, server, "/users");
    await expect(summary(page)).toHaveText(/^1–25 /);
    const comfortable = await rowHeight(page);
    await page.goto("/profile");
    const { choice, pageSize, locale, kept, section } = parts(page);
    await expect(choice("Same as system")).toBeChecked();
    await expect(choice("Comfortable")).toBeChecked();
    await expect(selected(pageSize)).toHaveText("25");
    await expect(selected(locale)).toHaveText("As the browser");
    await expect(kept).toHaveText(withAccount);

    await choice("Dark").check();
    await expect.poll(() => shown(page, "data-theme")).toBe("dark");
    await choice("Compact").check();
    await expect.poll(() => shown(page, "data-density")).toBe("compact");
    await pageSize.selectOption("100");
    await locale.selectOption("French (France)");
    // What a language means is seen while it is chosen, and by every date on the page.
    await expect(section.getByText(/^For example: /)).toHaveText(french);
    await expect(page.getByRole("region", { name: "You" })).toContainText(french);
    await expect(kept).toHaveText(withAccount);
    const all = { "console.theme": "dark", "console.density": "compact", "console.page_size": "100", "console.date_locale": "fr-FR" };
    await expect.poll(() => stored(server, token)).toEqual(all);

    await page.getByRole("link", { name: "Users", exact: true }).click();
    await expect(summary(page)).toHaveText(/^1–100 /);
    await expect(page).toHaveURL(`${server.url}/users`);
    expect(await rowHeight(page)).toBeLessThan(comfortable - 6);
    await expect(page.locator("td[data-label=Created]").first()).toHaveText(french);

    const other = await elsewhere(context);
    const requests = noteRequests(other);
    const lists: (string | null)[] = [];
    other.on("request", (request) => {
      const { pathname, searchParams } = new URL(request.url());
      // The views are counted as well, and it is asked who is the last administrator.
      if (pathname === "/api/v2/users" && !["id", "is_admin", "expired_at", "last_sign_in_at"].some((name) => searchParams.has(name))) {
        lists.push(searchParams.get("limit"));
      }
    });
    await openAs(other, server, "/users");
    await expect(summary(other)).toHaveText(/^1–100 /);
    expect(await shown(other, "data-theme")).toBe("dark");
    expect(await shown(other, "data-density")).toBe("compact");
    await expect(other.locator("td[data-label=Created]").first()).toHaveText(french);
    // The list was loaded as preferred, and never otherwise, and nothing was written.
    expect([...new Set(lists)]).toEqual(["100"]);
    expect([...requests.of("POST"), ...requests.of("PUT")]).toEqual([]);
    await other.goto(`${server.url}/profile`);
    await expect(parts(other).choice("Dark")).toBeChecked();
    await expect(selected(parts(other).locale)).toHaveText("French (France)");
    await other.context().close();
  });

  test("an address that names a number of rows wins", { tag: "@strict" }, async ({ page, server }) => {
    const token = await server.token();
    await server.api("POST", "/users/me/configurations", { key: "console.page_size", value: "50" }, token);
    await openAs(page, server, "/users?size=25&page=2");
    await expect(summary(page)).toHaveText(/^26–50 /);
    await page.getByRole("button", { name: "Next" }).click();
    await expect(page).toHaveURL(`${server.url}/users?page=3&size=25`);
    await page.getByLabel("Rows", { exact: true }).selectOption("50");
    await expect(page).toHaveURL(`${server.url}/users?page=2`);
    await expect(summary(page)).toHaveText(/^51–100 /);
    await page.reload();
    await expect(summary(page)).toHaveText(/^51–100 /);
    await page.getByRole("button", { name: "Previous" }).click();
    await expect(page).toHaveURL(`${server.url}/users`);
    await expect(summary(page)).toHaveText(/^1–50 /);
  });

  test("compact rows are so on a telephone, too", async ({ page, server }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await openAs(page, server, "/users");
    await expect(summary(page)).toBeVisible();
    const comfortable = await rowHeight(page);
    await page.goto("/profile");
    await parts(page).choice("Compact").check();
    await expect(parts(page).kept).toHaveText(withAccount);
    await expectNoSidewaysScroll(page);
    await page.goto("/users");
    await expect(summary(page)).toBeVisible();
    expect(await rowHeight(page)).toBeLessThan(comfortable - 10);
    await expectNoSidewaysScroll(page);
    const menu = (await page.getByRole("button", { name: "Actions for admin" }).boundingBox())!;
    expect(Math.min(menu.width, menu.height)).toBeGreaterThanOrEqual(24);
  });
});

test("what the server says wins over an older copy in the browser", async ({ page, server }) => {
  const token = await openAs(page, server, "/profile");
  const { choice, pageSize } = parts(page);
  await choice("Dark").check();
  await pageSize.selectOption("50");
  await expect.poll(() => stored(server, token)).toEqual({ "console.theme": "dark", "console.page_size": "50" });
  // Changed and removed in another browser meanwhile.
  await server.api("PUT", "/users/me/configurations/console.theme", { value: "light" }, token);
  await server.api("DELETE", "/users/me/configurations/console.page_size", undefined, token);
  await page.reload();
  await expect.poll(() => shown(page, "data-theme")).toBe("light");
  await expect(choice("Light")).toBeChecked();
  await expect(selected(pageSize)).toHaveText("25");
  expect(await stored(server, token)).toEqual({ "console.theme": "light" });
  // The next start has it before the server has answered.
  const gate = new Gate();
  await page.route(configurations, async (route) => {
    await gate.passed;
    await route.continue();
  });
  await page.reload();
  await expect(choice("Light")).toBeChecked();
  expect(await shown(page, "data-theme")).toBe("light");
  // What is chosen before the answer is newer than the answer.
  await choice("Dark").check();
  gate.open();
  await expect.poll(() => stored(server, token)).toEqual({ "console.theme": "dark" });
  expect(await shown(page, "data-theme")).toBe("dark");
});

test("what is changed in the configuration takes effect at once", async ({ page, server }) => {
  const token = await openAs(page, server, "/profile");
  await parts(page).choice("Dark").check();
  await expect.poll(() => stored(server, token)).toEqual({ "console.theme": "dark" });
  await page.getByRole("link", { name: "Configuration", exact: true }).click();
  const value = page.getByText("dark", { exact: true });
  await expect(value).toBeVisible();
  await value.click();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("light");
  await page.keyboard.press("Enter");
  await expect.poll(() => stored(server, token)).toEqual({ "console.theme": "light" });
  await expect.poll(() => shown(page, "data-theme")).toBe("light");
});

test("without storage in the browser they work all the same", async ({ page, server }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("The operation is insecure.", "SecurityError");
      },
    });
  });
  const token = await openAs(page, server, "/profile");
  const { choice, locale, section } = parts(page);
  await choice("Dark").check();
  await locale.selectOption("German (Germany)");
  await expect.poll(() => shown(page, "data-theme")).toBe("dark");
  await expect.poll(() => stored(server, token)).toEqual({ "console.theme": "dark", "console.date_locale": "de-DE" });
  await page.reload();
  await expect(choice("Dark")).toBeChecked();
  expect(await shown(page, "data-theme")).toBe("dark");
  await expect(section.getByText(/^For example: (Mo|Di|Mi|Do|Fr|Sa|So)\.?,/)).toBeVisible();
});

test("a server that fails is said to, and nothing is lost", async ({ page, problems, server }) => {
  problems.allow(/status of 500/);
  const token = await openAs(page, server, "/profile");
  const { choice, pageSize, kept } = parts(page);
  const alert = page.getByRole("alert");
  await expect(choice("Same as system")).toBeChecked();
  // A server doesn't fail when it is asked to.
  await page.route(configurations, async (route) => {
    const fails = route.request().method() !== "GET";
    await (fails ? route.fulfill({ status: 500, body: '{"error":"x","request_id":"id-9"}' }) : route.continue());
  });
  await choice("Dark").check();
  await expect.poll(() => shown(page, "data-theme")).toBe("dark");
  await expect(alert).toContainText("What you chose holds in this browser, but the server couldn’t keep it.");
  await expect(alert).toContainText("id-9");
  await expect(kept).toContainText(notYet);
  expect(await stored(server, token)).toEqual({});

  // Still chosen after a reload, and still not kept.
  await page.reload();
  await expect(choice("Dark")).toBeChecked();
  await expect(alert).toContainText("the server couldn’t keep it");
  await page.unrouteAll();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(kept).toHaveText(withAccount);
  expect(await stored(server, token)).toEqual({ "console.theme": "dark" });

  // The next start tries again by itself.
  await page.route(configurations, (route) =>
    route.request().method() === "GET" ? route.continue() : route.fulfill({ status: 500, body: "" }),
  );
  await pageSize.selectOption("250");
  await expect(kept).toContainText(notYet);
  await page.unrouteAll();
  await page.reload();
  await expect.poll(() => stored(server, token)).toEqual({ "console.theme": "dark", "console.page_size": "250" });
  await expect(selected(pageSize)).toHaveText("250");
});

test("a server that can’t be asked for them doesn't hold up the console", async ({ page, problems, server }) => {
  problems.allow(/status of 503/);
  await page.route(configurations, (route) => route.fulfill({ status: 503, body: "<html>" }));
  await openAs(page, server, "/users");
  await expect(page.getByText("1 of 1")).toBeVisible();
  await page.goto("/profile");
  await expect(parts(page).kept).toContainText(notYet);
  await page.unrouteAll();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(parts(page).kept).toHaveText(withAccount);
});

for (const status of [403, 404]) {
  test(`a server that has no place for them (${status}) is left alone`, async ({ page, server }) => {
    // The bundled server has one for everybody.
    await page.route(configurations, (route) => route.fulfill({ status, body: '{"error":"x"}' }));
    const requests = noteRequests(page);
    await openAs(page, server, "/profile");
    const { choice, kept } = parts(page);
    await expect(kept).toHaveText(hereOnly);
    await choice("Dark").check();
    await choice("Compact").check();
    await expect.poll(() => shown(page, "data-density")).toBe("compact");
    await page.reload();
    await expect(choice("Dark")).toBeChecked();
    await expect(kept).toHaveText(hereOnly);
    expect([...requests.of("POST"), ...requests.of("PUT")]).toEqual([]);
    await expect(page.getByRole("alert")).toBeHidden();
    await page.goto("/users");
    await expect(page.getByText("1 of 1")).toBeVisible();
    expect(await shown(page, "data-theme")).toBe("dark");
  });
}

test("what is broken or unknown is as if nothing was chosen", async ({ page, server }) => {
  const token = await server.token();
  const create = (key: string, value: string) => server.api("POST", "/users/me/configurations", { key, value }, token);
  await create("console.theme", "purple");
  await create("console.page_size", "-1");
  await create("console.date_locale", "no language at all");
  await create("console.density", "constructor");
  await create("console.themes", "dark");
  await create("theme", "dark");
  await openAs(page, server, "/profile");
  const { choice, pageSize, locale } = parts(page);
  for (const text of ["{", "purple/purple x", "🦀 / / /", "null"]) {
    await expect(choice("Same as system")).toBeChecked();
    await expect(choice("Comfortable")).toBeChecked();
    await expect(selected(pageSize)).toHaveText("25");
    await expect(selected(locale)).toHaveText("As the browser");
    await page.evaluate((broken) => {
      for (const key of Object.keys(localStorage)) {
        localStorage.setItem(key, broken);
      }
    }, text);
    await page.reload();
  }
  await choice("Light").check();
  await expect.poll(async () => (await stored(server, token))["console.theme"]).toBe("light");
  // The record that was there is corrected: no other of the same name, and nothing else touched.
  const all = (await server.api("GET", "/users/me/configurations", undefined, token)).body.configurations;
  expect(all).toHaveLength(6);
  expect(await stored(server, token)).toMatchObject({ "console.page_size": "-1", "console.themes": "dark", theme: "dark" });
});

test("clicking through the themes asks the server once, and choosing what holds not at all", async ({ page, server }) => {
  const token = await openAs(page, server, "/profile");
  const { choice, kept } = parts(page);
  await expect(kept).toHaveText(withAccount);
  await page.clock.install();
  await page.reload();
  await expect(kept).toHaveText(withAccount);
  await page.clock.pauseAt(Date.now() + 60_000);
  const requests = noteRequests(page);
  const button = page.getByRole("button", { name: "Theme", exact: true });
  const choose = async (name: string): Promise<void> => {
    await button.click();
    await page.getByRole("menuitem", { name }).click();
  };
  // The bar at the top and the section are one.
  await choose("Same as system");
  await choose("Dark");
  await expect(choice("Dark")).toBeChecked();
  await choice("Light").check();
  await choose("Same as system");
  await page.clock.fastForward(2_000);
  expect(requests.calls).toEqual([]);
  for (const name of ["Dark", "Light", "Dark"]) {
    await choice(name).check();
  }
  await page.clock.fastForward(2_000);
  await expect.poll(() => stored(server, token)).toEqual({ "console.theme": "dark" });
  expect(requests.calls).toEqual(["POST /users/me/configurations"]);
  await choose("Dark");
  await choice("Light").check();
  await page.clock.fastForward(2_000);
  await expect.poll(() => stored(server, token)).toEqual({ "console.theme": "light" });
  expect(requests.calls).toHaveLength(2);
  expect(requests.calls[1]).toMatch(/^PUT \/users\/me\/configurations\/\d+$/);
});

test("two tabs are of one mind, and so are two browsers that choose at the same time", async ({ context, page, server }) => {
  const token = await openAs(page, server, "/profile");
  await expect(parts(page).kept).toHaveText(withAccount);
  const second = await context.newPage();
  await second.goto("/profile");
  await expect(parts(second).choice("Same as system")).toBeChecked();
  const other = await elsewhere(context);
  await openAs(other, server, "/profile");
  await expect(parts(other).kept).toHaveText(withAccount);
  const requests = noteRequests(second);

  await parts(page).choice("Dark").check();
  await expect(parts(second).choice("Dark")).toBeChecked();
  await expect.poll(() => shown(second, "data-theme")).toBe("dark");
  await expect.poll(() => stored(server, token)).toEqual({ "console.theme": "dark" });
  // A tab that is told has nothing to tell the server.
  expect(requests.calls).toEqual([]);
  // This browser believes that there is no record yet.
  await parts(other).choice("Light").check();
  await expect(parts(other).kept).toHaveText(withAccount);
  expect(await stored(server, token)).toEqual({ "console.theme": "light" });
  await other.context().close();
});

test("each person has their own, and a sign-in brings them", async ({ page, server }) => {
  await server.createUser({ username: "ada" });
  await page.goto("/profile");
  await signIn(page, "ada", server.adminPassword);
  const { choice, kept } = parts(page);
  await choice("Dark").check();
  await expect.poll(async () => stored(server, await keptToken(page))).toEqual({ "console.theme": "dark" });
  await expect(kept).toHaveText(withAccount);
  const leave = async (name: string): Promise<void> => {
    await page.getByRole("button", { name: `Account of ${name}` }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await expect(page.getByText("You are signed out.")).toBeVisible();
  };
  await leave("ada");
  await page.goto("/profile");
  await signIn(page, adminName, server.adminPassword);
  await expect(choice("Same as system")).toBeChecked();
  await expect.poll(() => shown(page, "data-theme")).toBeNull();
  expect(await stored(server, await keptToken(page))).toEqual({});
  await leave("admin");
  await page.goto("/profile");
  await signIn(page, "ada", server.adminPassword);
  await expect.poll(() => shown(page, "data-theme")).toBe("dark");
});

test("they are chosen by keyboard alone, and axe-core finds nothing", async ({ page, server }) => {
  const token = await openAs(page, server, "/profile");
  const { choice, pageSize, locale, kept } = parts(page);
  await expect(choice("Same as system")).toBeChecked();
  await tabTo(page, choice("Same as system"));
  await page.keyboard.press("ArrowUp");
  await expect(choice("Dark")).toBeChecked();
  await tabTo(page, choice("Comfortable"));
  await page.keyboard.press("ArrowRight");
  await expect(choice("Compact")).toBeChecked();
  await tabTo(page, pageSize);
  await page.keyboard.press("ArrowDown");
  await expect(selected(pageSize)).toHaveText("50");
  await tabTo(page, locale);
  await page.keyboard.type("Swed");
  await expect(selected(locale)).toHaveText("Swedish (Sweden)");
  const others = { "console.density": "compact", "console.page_size": "50", "console.date_locale": "sv-SE" };
  await expect.poll(() => stored(server, token)).toEqual({ "console.theme": "dark", ...others });
  // The theme is the system's again, so that both are looked at.
  await tabTo(page, choice("Dark"));
  await page.keyboard.press("ArrowDown");
  await expect(choice("Same as system")).toBeChecked();
  await expect.poll(() => shown(page, "data-theme")).toBeNull();
  await expect(kept).toHaveText(withAccount);
  await axe(page);
  await page.goto("/users");
  await expect(page.getByText("1 of 1")).toBeVisible();
  expect(await shown(page, "data-density")).toBe("compact");
  await axe(page);
});
