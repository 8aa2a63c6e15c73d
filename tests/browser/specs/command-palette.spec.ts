// The search that opens with Ctrl+K, and the list of the shortcuts.

import { axe, expect, test, type Page } from "../harness/fixtures.ts";
import { expectNoSidewaysScroll, Gate, noteRequests, openAs, tabTo, usersLoaded } from "../harness/app.ts";
import { Configurations } from "../harness/configurations.ts";
import { createKey } from "../harness/keys.ts";

const module = "**/split_command_palette.wasm";
const unloaded = /ERR_FAILED|Failed to fetch/;

/** The parts of the palette. */
function parts(page: Page) {
  const dialog = page.getByRole("dialog", { name: "Search", exact: true });
  const option = (name: string | RegExp) => dialog.getByRole("option", { name });
  return {
    dialog,
    field: dialog.getByRole("combobox", { name: "Search pages, actions and records" }),
    option,
    options: dialog.getByRole("option"),
    active: dialog.getByRole("option", { selected: true }),
    group: (name: string) => dialog.getByRole("group", { name, exact: true }),
    /** The headings of the groups, in their order. */
    headings: () => dialog.locator(".command-heading").allInnerTexts(),
    status: dialog.getByRole("status"),
  };
}

const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name, exact: true });
const searchButton = (page: Page) => page.getByRole("button", { name: "Search", exact: true });
const shortcuts = (page: Page) => page.getByRole("dialog", { name: "Keyboard shortcuts", exact: true });
const single = (within: ReturnType<typeof shortcuts>, name: "On" | "Off") =>
  within.getByRole("radiogroup", { name: "Single-key shortcuts" }).getByRole("radio", { name, exact: true });

/** Opens the palette once the page is there. */
async function open(page: Page, title: string): Promise<ReturnType<typeof parts>> {
  await expect(heading(page, title)).toBeVisible();
  await page.keyboard.press("Control+k");
  const palette = parts(page);
  await expect(palette.field).toBeFocused();
  return palette;
}

test("it is used by keyboard alone, leads to pages, and gives the focus back", async ({ page, server }) => {
  await openAs(page, server, "/users");
  await usersLoaded(page);
  const search = page.getByRole("combobox", { name: "Search users" });
  await search.focus();
  const { active, dialog, field, headings, options, status } = await open(page, "Users");
  // What fits the page comes first.
  await expect.poll(headings).toEqual(["On this page", "Pages", "Actions"]);
  await expect(active).toHaveText(/^Create user/);
  await expect(field).toHaveAttribute("aria-expanded", "true");
  await expect(field).toHaveAttribute("aria-activedescendant", (await active.getAttribute("id"))!);
  await page.keyboard.press("ArrowUp");
  await expect(active).toHaveText(/^Sign out/);
  await expect(active).toBeInViewport();
  await page.keyboard.press("ArrowDown");
  await expect(active).toHaveText(/^Create user/);
  await page.keyboard.press("End");
  await expect(active).toHaveText(/^Sign out/);
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  await expect(active).toHaveText(/^Import users/);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(search).toBeFocused();

  // The same keys close it, and the button opens it, too.
  await page.keyboard.press("Control+k");
  await expect(field).toBeFocused();
  await page.keyboard.press("Control+k");
  await expect(dialog).toBeHidden();
  await tabTo(page, searchButton(page));
  await page.keyboard.press("Enter");
  await expect(field).toBeFocused();
  await page.keyboard.type("CONF key");
  await expect(options).toHaveText([/^Add configuration key/]);
  await expect(active.locator("mark")).toHaveText(["conf", "key"]);
  await field.fill("confi");
  await expect(active).toHaveText(/^Configuration/);
  await page.keyboard.press("Enter");
  await expect(heading(page, "Configuration")).toBeFocused();
  await expect(dialog).toBeHidden();
  await page.goBack();
  await expect(heading(page, "Users")).toBeVisible();

  await page.keyboard.press("Control+k");
  await field.fill("nothing like it");
  await expect(status).toHaveText("Nothing matches “nothing like it”.");
  await expect(options).toHaveCount(0);
  await expect(field).toHaveAttribute("aria-expanded", "false");
  await page.keyboard.press("Enter");
  await expect(field).toBeFocused();
  // Going back leads away from what it lies over, and takes it along.
  await page.goForward();
  await expect(dialog).toBeHidden();
  await expect(heading(page, "Configuration")).toBeVisible();
});

test("actions do what they say", async ({ page, server }) => {
  await openAs(page, server, "/users");
  await usersLoaded(page);
  const run = async (title: string, text: string): Promise<void> => {
    const { active, field } = await open(page, title);
    await field.fill(text);
    await expect(active).toContainText(text);
    await page.keyboard.press("Enter");
  };
  await run("Users", "Use the dark theme");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await run("Users", "Use compact rows");
  await expect(page.locator("html")).toHaveAttribute("data-density", "compact");
  await run("Users", "Change password");
  await expect(page).toHaveURL(`${server.url}/profile#password`);
  await expect(page.getByLabel("Current password", { exact: true })).toBeFocused();
  await run("Profile", "Change email");
  await expect(page.getByRole("textbox", { name: "Email", exact: true })).toBeFocused();
  await run("Profile", "Add configuration key");
  await expect(page.getByRole("dialog", { name: "Add key" })).toBeVisible();
  await page.keyboard.press("Escape");
  await run("Configuration", "Create user");
  const username = page.getByLabel("Username", { exact: true });
  await expect(username).toBeFocused();

  // Over a form with changes it asks before anything is lost, also where it can't be gone on at once.
  await username.fill("ada");
  const question = page.getByRole("dialog", { name: "Discard your changes?" });
  const keep = question.getByRole("button", { name: "Keep editing" });
  await run("Users", "Profile");
  await keep.click();
  await expect(question).toBeHidden();
  await expect(page.getByRole("dialog", { name: "Search", exact: true })).toBeHidden();
  await expect(username).toHaveValue("ada");
  await run("Users", "Sign out");
  await keep.click();
  await expect(username).toHaveValue("ada");
  await run("Users", "Sign out");
  await question.getByRole("button", { name: "Discard changes" }).click();
  await expect(page.getByText("You are signed out.")).toBeVisible();
});

test("where it leads on the same page, it doesn’t stay open over it", async ({ page, server }) => {
  await openAs(page, server, "/profile");
  const email = page.getByRole("textbox", { name: "Email", exact: true });
  await email.fill("new@nodeum.example");
  const { field, active } = await open(page, "Profile");
  await field.fill("Change password");
  await expect(active).toContainText("Change password");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Discard changes" }).click();
  await expect(page).toHaveURL(`${server.url}/profile#password`);
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test.describe("with records of every kind", () => {
  const accounts = [
    { name: "root", uid: 0, gid: 0, info: "root" },
    { name: "costa.s", uid: 4001, gid: 400, info: "Maria Costa,," },
  ];
  const groups = [
    { name: "root", gid: 0, users: [] },
    { name: "costas", gid: 400, users: ["costa.s"] },
  ];
  test.use({ serverOptions: { demo: 20, system: { accounts, groups } } });

  test("each is found by its name, what fits the page first", { tag: "@strict" }, async ({ page, server }) => {
    const token = await server.token();
    const user = await server.createUser({ username: "zed", email: "zed@costa.example", user_id: 8123 });
    await server.createUser({ username: "costa.m" });
    await createKey(server, token, "Costa 100% backup", "users/index");
    await Configurations.of(server, { "costa.target": "a secret", "other.key": "costa" });
    await openAs(page, server, "/users?sort=-username");
    await usersLoaded(page);
    const { active, field, group, headings, option, status } = await open(page, "Users");
    await field.fill("zed");
    await expect(option(/^zed zed@costa\.example User$/)).toBeVisible();
    await field.fill("costa");
    await expect.poll(headings).toEqual(["Users", "API keys", "Configuration keys", "System users", "System groups"]);
    await expect(status).toHaveText(/^\d+ results\.$/);
    await expect(group("Users").getByRole("option").filter({ hasText: "zed" }).locator("mark")).toHaveText("costa");
    // By its key, and not by its value.
    await expect(group("Configuration keys").getByRole("option")).toHaveText([/^costa\.target/]);
    await expect(group("System users").getByRole("option")).toHaveText([/^costa\.s Maria Costa uid 4001/]);
    await expect(group("System groups").getByRole("option")).toHaveText([/^costas/]);
    // Percent signs are what they are, and numbers are whole.
    await field.fill("100%");
    await expect(option(/^Costa 100% backup/)).toBeVisible();
    await field.fill("%");
    await expect(status).toHaveText("1 result.");
    await field.fill("812");
    await expect(status).toHaveText("Nothing matches “812”.");
    await field.fill("8123");
    await expect(active).toHaveText(/^zed/);
    await page.keyboard.press("Enter");
    // The list under the drawer stays as it is.
    await expect(page).toHaveURL(`${server.url}/users/${user.id}?sort=-username`);
    await expect(page.getByRole("dialog", { name: "zed", exact: true })).toBeVisible();

    // Over a drawer, to a page of another kind.
    await page.keyboard.press("Control+k");
    await field.fill("costa backup");
    await expect(active).toHaveText(/^Costa 100% backup/);
    await page.keyboard.press("Enter");
    await expect(heading(page, "Costa 100% backup")).toBeVisible();
    await page.keyboard.press("Control+k");
    await field.fill("costa");
    await expect.poll(async () => (await headings())[0]).toBe("API keys");
    await expect(group("System users")).toBeVisible();
    await option(/^costas /).click();
    await expect(page.getByRole("dialog", { name: "costas", exact: true })).toBeVisible();
    await page.goBack();
    await expect(heading(page, "Costa 100% backup")).toBeVisible();
  });

  test("others find what is theirs, and nothing else is asked for", { tag: "@strict" }, async ({ page, server }) => {
    await server.createUser({ username: "plain" });
    const token = await server.token("plain");
    await createKey(server, token, "costa", "users/show");
    await server.api("POST", "/users/me/configurations", { key: "costa.mine", value: "" }, token);
    await openAs(page, server, "/profile", { username: "plain" });
    const requests = noteRequests(page);
    const { field, headings, option, status } = await open(page, "Profile");
    await expect.poll(headings).toEqual(["On this page", "Pages", "Actions"]);
    await expect(option(/^(Users|System|Create user)/)).toHaveCount(0);
    await field.fill("costa");
    await expect.poll(headings).toEqual(["API keys", "Configuration keys"]);
    await expect(status).toHaveText("2 results.");
    expect(requests.calls.filter((call) => !call.includes("/users/me"))).toEqual([]);
    await option(/^costa\.mine/).click();
    await expect(page).toHaveURL(`${server.url}/configuration/costa.mine`);
  });
});

test.describe("with six hundred users", () => {
  test.use({ serverOptions: { demo: 600 } });

  test("what isn’t shown, or wasn’t searched, is said, and a link leads there", { tag: "@strict" }, async ({ capabilities, page, server }) => {
    const token = await openAs(page, server, "/profile");
    const all = (await server.api("GET", "/users?limit=1000", undefined, token)).body.users;
    const matches = (user: any) => `${user.username}\n${user.email ?? ""}`.toLowerCase().includes("costa");
    const found = all.filter(matches).length;
    expect(found).toBeGreaterThan(8);
    const { field, group, option, status } = await open(page, "Profile");
    await field.fill("costa");
    if (capabilities.filters) {
      await expect(option(`Show all ${found} users`)).toBeVisible();
      await expect(status).not.toContainText("Only");
      await expect(group("Users").getByRole("option")).toHaveCount(9);
      await page.keyboard.press("End");
    } else {
      await expect(status).toContainText("Only the first 500 users were searched.");
      await expect(option("Search all users for “costa”")).toBeVisible();
    }
    await group("Users").getByRole("option").last().click();
    await expect(page).toHaveURL(`${server.url}/users?q=costa`);
    await expect(page.getByRole("navigation", { name: "Pages" }).getByRole("status")).toContainText(`of ${found}`);
    // What Enter leads to is something that was found, if anything was.
    await page.keyboard.press("Control+k");
    await field.fill("sign out");
    await expect(parts(page).active).toHaveText(/^Sign out/);
  });
});

test("a slow answer is dropped when another was asked for, and a failed one can be tried again", async ({ page, problems, server }) => {
  problems.allow(/status of 500/);
  await server.createUser({ username: "ada" });
  await server.createUser({ username: "grace" });
  await openAs(page, server, "/profile");
  const gate = new Gate();
  const asked: string[] = [];
  await page.route("**/api/v2/users?*search=*", async (route) => {
    const text = new URL(route.request().url()).searchParams.get("search")!;
    asked.push(text);
    if (text === "ada") {
      await gate.passed;
    }
    await route.continue().catch(() => undefined);
  });
  const { dialog, field, group, option, status } = await open(page, "Profile");
  await field.fill("ada");
  await expect(status).toHaveText("Searching…");
  await expect.poll(() => asked).toEqual(["ada"]);
  await field.fill("grace");
  await expect(option(/^grace/)).toBeVisible();
  gate.open();
  await expect(status).toHaveText("1 result.");
  await expect(option(/^ada/)).toHaveCount(0);
  await page.unrouteAll();

  await page.route("**/api/v2/users?*search=*", (route) => route.fulfill({ status: 500, json: { error: "No." } }));
  await field.fill("a");
  const alert = dialog.getByRole("alert");
  await expect(alert).toContainText("Not searched: users");
  await expect(alert).toContainText("Something went wrong on the server.");
  // The rest was.
  await expect(option(/^API keys/)).toBeVisible();
  await page.unrouteAll();
  await alert.getByRole("button", { name: "Try again" }).click();
  await expect(field).toBeFocused();
  await expect(group("Users").getByRole("option", { name: /^ada/ })).toBeVisible();
  await expect(alert).toBeHidden();
});

test("what is typed while it loads is searched for, and a failure says so", async ({ page, problems, server }) => {
  problems.allow(unloaded);
  await openAs(page, server, "/users");
  const gate = new Gate();
  await page.route(module, async (route) => {
    await gate.passed;
    await route.abort();
  });
  const { active, dialog, field } = await open(page, "Users");
  await page.keyboard.type("prof");
  await expect(field).toHaveAttribute("aria-expanded", "false");
  gate.open();
  await expect(dialog.getByRole("alert")).toContainText("couldn’t be loaded");
  await page.unrouteAll();
  await page.keyboard.type("il");
  await dialog.getByRole("button", { name: "Try again" }).click();
  await expect(active).toHaveText(/^Profile/);
  await expect(field).toBeFocused();
  await expect(field).toHaveValue("profil");
  await page.keyboard.press("Enter");
  await expect(heading(page, "Profile")).toBeVisible();
});

test("on a telephone it opens by its button and fills the screen", async ({ page, server }) => {
  test.slow();
  const ada = await server.createUser({ username: `ada.${"long".repeat(14)}`, email: "ada@nodeum.example" });
  await page.setViewportSize({ width: 390, height: 800 });
  await openAs(page, server, "/profile");
  await searchButton(page).click();
  const { dialog, field, option } = parts(page);
  await expect(field).toBeFocused();
  await expect(option(/^Profile/)).toBeVisible();
  await expectNoSidewaysScroll(page);
  await axe(page);
  await field.fill("ada");
  await expect(option(/^ada/)).toBeVisible();
  await expectNoSidewaysScroll(page);
  await axe(page);
  expect(await dialog.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 800 });
  await option(/^ada/).click();
  await expect(page).toHaveURL(`${server.url}/users/${ada.id}`);
  await page.goBack();
  await expect(heading(page, "Profile")).toBeVisible();
  await searchButton(page).click();
  await dialog.getByRole("button", { name: "Close", exact: true }).click();
  await expect(searchButton(page)).toBeFocused();
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await page.keyboard.press("?");
    await expect(shortcuts(page)).toBeVisible();
    await expectNoSidewaysScroll(page);
    await axe(page);
    await page.keyboard.press("Escape");
    await expect(shortcuts(page)).toBeHidden();
  }
});

test("every shortcut is listed, and those of a single key can be turned off", async ({ page, server }) => {
  const token = await openAs(page, server, "/users");
  await usersLoaded(page);
  const search = page.getByRole("combobox", { name: "Search users" });
  await page.keyboard.press("?");
  const list = shortcuts(page);
  await expect(list).toBeVisible();
  for (const words of ["Search pages, actions and records", "Show these shortcuts", "Go to the search field of the page", "Save"]) {
    await expect(list.getByText(words, { exact: true }).first()).toBeVisible();
  }
  // Neither over a dialog, nor in a field, nor with a modifier.
  await page.keyboard.press("/");
  await expect(search).not.toBeFocused();
  await page.keyboard.press("Escape");
  await expect(list).toBeHidden();
  await page.keyboard.press("Control+/");
  await expect(search).not.toBeFocused();
  await page.keyboard.press("/");
  await expect(search).toBeFocused();
  await page.keyboard.type("?/");
  await expect(search).toHaveValue("?/");
  await expect(list).toBeHidden();

  await page.keyboard.press("Control+k");
  await parts(page).field.fill("shortcuts");
  await parts(page).option(/^Keyboard shortcuts/).click();
  await single(list, "Off").check();
  await expect(list.getByText("(turned off)")).toHaveCount(2);
  const kept = async () =>
    (await server.api("GET", "/users/me/configurations", undefined, token)).body.configurations.map(({ key, value }: any) => `${key}=${value}`);
  await expect.poll(kept).toEqual(["console.single_keys=off"]);
  await page.keyboard.press("Escape");
  await expect(search).toBeFocused();
  await heading(page, "Users").click();
  await page.keyboard.press("?");
  await page.keyboard.press("/");
  await expect(list).toBeHidden();
  await expect(search).not.toBeFocused();
  await expect(search).not.toHaveAttribute("aria-keyshortcuts", "/");

  // Other shortcuts work as ever; and the profile has the switch, too.
  await page.keyboard.press("Control+k");
  await expect(parts(page).field).toBeFocused();
  await page.keyboard.press("Escape");
  await page.goto("/profile");
  const preferences = page.getByRole("region", { name: "Preferences" });
  await expect(preferences.getByRole("radio", { name: "Off", exact: true })).toBeChecked();
  await preferences.getByRole("radio", { name: "On", exact: true }).check();
  await expect.poll(kept).toEqual(["console.single_keys=on"]);
  await heading(page, "Profile").click();
  await page.keyboard.press("?");
  await expect(list).toBeVisible();
  await page.keyboard.press("Escape");
  await preferences.getByRole("button", { name: "Show all shortcuts" }).click();
  await expect(single(list, "On")).toBeChecked();
});
