// Sections: what is loaded when, and what a person sees when a section can't be loaded.

import { cp, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";

import { Gate, openAs, usersLoaded } from "../harness/app.ts";
import { adminName, expect, signIn, takenOver, test, type Page } from "../harness/fixtures.ts";
import { serverGone } from "../harness/problems.ts";

/** Every section but the frame's: its module, the link to it, and an address in it. */
const sections = [
  { module: "split_systems.wasm", link: "System accounts", path: "/systems/users" },
  { module: "split_audit.wasm", link: "Audit trail", path: "/audit" },
  { module: "split_configuration.wasm", link: "Configuration", path: "/configuration" },
  { module: "split_api_keys.wasm", link: "API keys", path: "/api-keys" },
  { module: "split_profile.wasm", link: "Profile", path: "/profile" },
];

/** The module of the forms of users, which are opened over the list. */
const userForms = "split_user_forms.wasm";
const userImport = "split_user_import.wasm";

/** The module of what the search of the top bar finds. */
const commandPalette = "split_command_palette.wasm";

const unloaded = /ERR_FAILED|ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED|Failed to fetch/;

const link = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Main" }).getByRole("link", { name, exact: true });
const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name, exact: true });

/** Notes the modules that a page asks for, by the names of their files. */
function noteModules(page: Page): string[] {
  const modules: string[] = [];
  page.on("request", (request) => {
    const name = basename(new URL(request.url()).pathname);
    if (name.endsWith(".wasm")) {
      modules.push(name);
    }
  });
  return modules;
}

const sorted = (names: string[]): string[] => [...names].sort();

/** Puts the console of the tests into a folder as if it had been built anew: all names that depend on its content differ. */
async function newVersion(folder: string): Promise<string> {
  const app = join(folder, "app");
  await cp(process.env.NODEUM_TEST_APP!, app, { recursive: true });
  const assets = join(app, "assets");
  const old = (await readdir(assets)).find((name) => name.startsWith("app-"))!;
  const index = join(app, "index.html");
  await rename(join(assets, old), join(assets, "app-0123456789abcdef"));
  await writeFile(index, (await readFile(index, "utf8")).replaceAll(old, "app-0123456789abcdef"));
  return app;
}

test("before somebody signs in, the frame alone is fetched ahead, and only once the form can be used", async ({ page, server }) => {
  const modules = noteModules(page);
  const gate = new Gate();
  await page.route("**/frame.wasm", async (route) => {
    await gate.passed;
    await route.continue();
  });
  await page.goto("/");
  await takenOver(page);
  await page.getByLabel("Username or email", { exact: true }).fill(adminName);
  await expect.poll(() => modules).toEqual(["nodeum-admin_bg.wasm", "frame.wasm"]);
  gate.open();
  await signIn(page, adminName, server.adminPassword);
  await expect(heading(page, "Users")).toBeVisible();
  await expect(page.getByRole("table").getByRole("link", { name: `${adminName} You`, exact: true })).toBeVisible();
  expect(modules).toEqual(["nodeum-admin_bg.wasm", "frame.wasm"]);
});

test("the section that was asked for is fetched while the person types", async ({ page }) => {
  const modules = noteModules(page);
  await page.goto("/sign-in?to=%2Fsystems%2Fgroups");
  await expect.poll(() => sorted(modules)).toEqual(
    ["frame.wasm", "nodeum-admin_bg.wasm", "shared.wasm", "split_systems.wasm"],
  );
});

test("a section is loaded when it is shown for the first time, by few requests", async ({ page, server }) => {
  const modules = noteModules(page);
  await openAs(page, server, "/users");
  await expect(heading(page, "Users")).toBeVisible();
  await expect.poll(() => modules).toEqual(["nodeum-admin_bg.wasm", "frame.wasm"]);
  let before = modules.length;
  for (const { module, link: name } of sections) {
    await link(page, name).click();
    await expect(heading(page, name)).toBeVisible();
    const loaded = modules.slice(before);
    expect(loaded).toContain(module);
    expect(loaded.filter((file) => file !== module && file !== "shared.wasm"), name).toEqual([]);
    before = modules.length;
  }
  for (const { link: name } of sections) {
    await link(page, name).click();
    await expect(heading(page, name)).toBeVisible();
  }
  expect(modules.length, "what is there isn't loaded again").toBe(before);
});

test("every section can be the first", async ({ page, server }) => {
  const modules = noteModules(page);
  for (const { module, link: name, path } of sections) {
    modules.length = 0;
    await openAs(page, server, path);
    await expect(heading(page, name)).toBeVisible();
    expect(sorted(modules), name).toEqual(sorted(["frame.wasm", "nodeum-admin_bg.wasm", "shared.wasm", module]));
  }
});

test("a section is fetched when a link to it is pointed at, or has the focus", async ({ page, server }) => {
  const modules = noteModules(page);
  await openAs(page, server, "/users");
  await expect(heading(page, "Users")).toBeVisible();
  await link(page, "Configuration").hover();
  await expect.poll(() => modules).toContain("split_configuration.wasm");
  await link(page, "Profile").focus();
  await expect.poll(() => modules).toContain("split_profile.wasm");
  expect(modules).not.toContain("split_systems.wasm");
});

test.describe("on an unmetered connection", () => {
  test.use({ saveData: false });

  test("an idle browser fetches all sections", async ({ page, server }) => {
    const modules = noteModules(page);
    await openAs(page, server, "/users");
    await expect.poll(() => sorted(modules)).toEqual(
      sorted(["frame.wasm", "nodeum-admin_bg.wasm", "shared.wasm", userForms, userImport, commandPalette, ...sections.map(({ module }) => module)]),
    );
  });
});

test("the form of a user is fetched when a link to it is pointed at, and opens by its address", async ({ page, server }) => {
  const modules = noteModules(page);
  await openAs(page, server, "/users");
  const create = page.getByRole("link", { name: "Create user", exact: true });
  await create.hover();
  await expect.poll(() => sorted(modules)).toEqual(["frame.wasm", "nodeum-admin_bg.wasm", "shared.wasm", userForms]);
  const before = modules.length;
  await create.click();
  await expect(page.getByLabel("Username", { exact: true })).toBeFocused();
  await expect(page).toHaveTitle("Create user · Nodeum Admin");
  expect(modules.length, "what is there isn't loaded again").toBe(before);
  await page.reload();
  await expect(page.getByRole("dialog", { name: "Create user", exact: true }).getByLabel("Username", { exact: true })).toBeFocused();
});

test("a form that can’t be loaded says so in its drawer, and gives the focus back", async ({ page, problems, server }) => {
  problems.allow(unloaded);
  await page.route(`**/${userForms}`, (route) => route.abort());
  await openAs(page, server, "/users");
  const create = page.getByRole("link", { name: "Create user", exact: true });
  await create.click();
  const drawer = page.getByRole("dialog", { name: "Create user", exact: true });
  await expect(drawer.getByRole("alert")).toContainText("This page couldn’t be loaded");
  await drawer.getByRole("button", { name: "Close", exact: true }).click();
  await expect(drawer).toBeHidden();
  await expect(create).toBeFocused();
  await create.click();
  await expect(drawer.getByRole("alert")).toBeVisible();
  await page.unrouteAll();
  await drawer.getByRole("button", { name: "Try again", exact: true }).click();
  await expect(drawer.getByLabel("Username", { exact: true })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(create).toBeFocused();
});

test("a section that can’t be loaded says so inside the frame, and is shown when it can be", async ({ page, problems, server }) => {
  problems.allow(unloaded);
  await page.route("**/split_systems.wasm", (route) => route.abort());
  await openAs(page, server, "/users/new");
  const username = page.getByLabel("Username", { exact: true });
  await username.fill("ada");
  // Fetching ahead fails silently, and what was typed stays.
  const failed = page.waitForEvent("requestfailed");
  await link(page, "System accounts").dispatchEvent("pointerover");
  await failed;
  await expect(page.getByRole("alert")).toBeHidden();
  await expect(username).toHaveValue("ada");

  await page.goto("/users");
  await link(page, "System accounts").click();
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("This page couldn’t be loaded");
  await expect(alert).toContainText("A part of the console is missing on its server, or didn’t arrive whole.");
  await expect(heading(page, "Not loaded")).toBeFocused();
  // The frame is as usable as ever.
  await link(page, "Profile").click();
  await expect(heading(page, "Profile")).toBeVisible();
  await page.goBack();
  await alert.getByRole("button", { name: "Try again", exact: true }).click();
  await expect(alert).toContainText("This page couldn’t be loaded");
  await page.unrouteAll();
  await alert.getByRole("button", { name: "Try again", exact: true }).click();
  await expect(heading(page, "System accounts")).toBeVisible();
});

test("without a network, or a server, a section says which is missing", async ({ context, page, problems, server }) => {
  problems.allow(unloaded, serverGone);
  await openAs(page, server, "/users");
  await expect(heading(page, "Users")).toBeVisible();
  const alert = page.getByRole("alert").filter({ hasText: "This page couldn’t be loaded" });
  await context.setOffline(true);
  await link(page, "Configuration").click();
  await expect(alert).toContainText("This device has no network.");
  // It goes on by itself.
  await context.setOffline(false);
  await expect(heading(page, "Configuration")).toBeVisible();

  await server.stop();
  await link(page, "Profile").click();
  await expect(alert).toContainText("Nothing answers at the server’s address.");
  await server.restart();
  await expect(heading(page, "Profile")).toBeVisible({ timeout: 20_000 });
});

test("a frame that can’t be loaded after signing in says so, too", async ({ page, problems, server }) => {
  problems.allow(unloaded);
  await page.route("**/frame.wasm", (route) => route.abort());
  await page.goto("/");
  await takenOver(page);
  await page.getByLabel("Username or email", { exact: true }).fill(adminName);
  await page.getByLabel("Password", { exact: true }).fill(server.adminPassword);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  const alert = page.getByRole("main").getByRole("alert");
  await expect(alert).toContainText("This page couldn’t be loaded");
  await page.unrouteAll();
  await alert.getByRole("button", { name: "Try again", exact: true }).click();
  await expect(heading(page, "Users")).toBeVisible();
});

test("a tab that a new version was deployed under says so, and offers a reload", async ({ page, problems, server }) => {
  problems.allow(unloaded, serverGone, /WebAssembly|HTTP status code is not ok|status of 404|integrity/);
  await openAs(page, server, "/users");
  await expect(heading(page, "Users")).toBeVisible();
  await server.restart({ app: await newVersion(server.folder) });
  await link(page, "API keys").click();
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("The console has been updated");
  await expect(alert).toContainText("Reload to use the new one.");
  // What is there already goes on working.
  await link(page, "Users").click();
  await expect(heading(page, "Users")).toBeVisible();
  await page.goBack();
  await alert.getByRole("button", { name: "Reload", exact: true }).click();
  await expect(heading(page, "API keys")).toBeVisible();
  await expect(page.locator("script[data-js*='app-0123456789abcdef']")).toBeAttached();
});

test("a tab that comes to the front tells of a new version", async ({ page, server }) => {
  await page.clock.install();
  await page.goto(`${server.url}/users`);
  await signIn(page, adminName, server.adminPassword);
  await usersLoaded(page);
  await server.restart({ app: await newVersion(server.folder) });
  await page.clock.runFor(5 * 60_000);
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await expect(page.getByText("A new version of the console is there.")).toBeVisible();
  await page.getByRole("button", { name: "Reload", exact: true }).click();
  await expect(page.locator("script[data-js*='app-0123456789abcdef']")).toBeAttached();
});
