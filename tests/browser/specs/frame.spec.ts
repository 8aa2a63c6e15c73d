// What stands around the pages, and what is shown when there is no page to show.

import { chromium } from "@playwright/test";

import { adminName, expect, signIn, test, type Page } from "../harness/fixtures.ts";
import { expectNoSidewaysScroll, Gate, openAs, tabTo, usersLoaded } from "../harness/app.ts";
import { SubPath } from "../harness/sub-path.ts";
import { launchOptions } from "../launch.mjs";

const theme = (page: Page) => page.locator("html").getAttribute("data-theme");
const background = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

test("the theme is the system’s until one is chosen, and then that from the first paint on", async ({
  context,
  page,
  server,
}) => {
  await page.emulateMedia({ colorScheme: "light" });
  await openAs(page, server, "/profile");
  const button = page.getByRole("button", { name: "Theme" });
  const choose = async (name: string): Promise<void> => {
    await button.click();
    await page.getByRole("menuitem", { name }).click();
  };
  await expect(button).toBeVisible();
  const light = await background(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(() => background(page)).not.toBe(light);
  const dark = await background(page);
  await choose("Light");
  await expect.poll(() => background(page)).toBe(light);
  await page.emulateMedia({ colorScheme: "light" });
  await choose("Dark");
  await expect.poll(() => background(page)).toBe(dark);

  // A new tab has it before the app has started.
  const second = await context.newPage();
  await second.emulateMedia({ colorScheme: "light" });
  const gate = new Gate();
  await second.route("**/*.wasm", async (route) => {
    await gate.passed;
    await route.continue();
  });
  await second.goto("/profile", { waitUntil: "commit" });
  await expect(second.getByText("Loading the console…")).toBeAttached();
  expect(await theme(second)).toBe("dark");
  expect(await background(second)).toBe(dark);
  gate.open();
  await expect(second.getByRole("heading", { level: 1, name: "Profile" })).toBeVisible();
  expect(await background(second)).toBe(dark);

  await choose("Same as system");
  await expect.poll(() => theme(page)).toBeNull();
  // Another open tab follows.
  await expect.poll(() => theme(second)).toBeNull();
  await page.reload();
  await expect(button).toBeVisible();
  expect(await background(page)).toBe(light);
});

test("the frame is used by keyboard alone", async ({ page, server }) => {
  await openAs(page, server, "/users");
  await expect(page.getByText("1 of 1")).toBeVisible();
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to the page" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await expect(page).toHaveURL(`${server.url}/users`);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Export" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Import" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Create user" })).toBeFocused();

  await page.reload();
  const navigation = page.getByRole("navigation", { name: "Main" });
  await expect(navigation.getByRole("link", { name: "Users" })).toHaveAttribute("aria-current", "page");
  await tabTo(page, navigation.getByRole("link", { name: "Profile" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Profile" })).toBeFocused();
  await expect(page).toHaveTitle("Profile · Nodeum Admin");
  await expect(navigation.getByRole("link", { name: "Profile" })).toHaveAttribute("aria-current", "page");
  await expect(navigation.getByRole("link", { name: "Users" })).not.toHaveAttribute("aria-current", "page");

  const account = page.getByRole("button", { name: "Account of admin" });
  const item = (name: string) => page.getByRole("menuitem", { name });
  await account.focus();
  await page.keyboard.press("Enter");
  await expect(account).toHaveAttribute("aria-expanded", "true");
  await expect(item("Profile")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(item("Activity")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(item("Sign out")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(item("Profile")).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(item("Sign out")).toBeFocused();
  await page.keyboard.press("Home");
  await expect(item("Profile")).toBeFocused();
  await page.keyboard.press("End");
  await expect(item("Sign out")).toBeFocused();
  await page.keyboard.press("p");
  await expect(item("Profile")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu")).toBeHidden();
  await expect(account).toBeFocused();
  await expect(account).toHaveAttribute("aria-expanded", "false");
  await page.keyboard.press("ArrowDown");
  await expect(item("Profile")).toBeFocused();
  await page.keyboard.press("s");
  await page.keyboard.press("Enter");
  await expect(page.getByText("You are signed out.")).toBeVisible();
});

test("an address that leads nowhere says so and leads on", async ({ page, server }) => {
  await page.goto("/nowhere/at/all?x=1");
  // Whoever isn't signed in learns nothing of what there is.
  await expect(page).toHaveURL(/\/sign-in\?to=%2Fnowhere/);
  await signIn(page, adminName, server.adminPassword);
  await expect(page).toHaveURL(`${server.url}/nowhere/at/all?x=1`);
  await expect(page.getByText("There is no such page")).toBeVisible();
  await expect(page).toHaveTitle("Not found · Nodeum Admin");
  await expect(page.getByRole("heading", { level: 1, name: "Not found" })).toBeAttached();
  await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
  for (const path of ["/users/1/edit/more", "/profile/x", "/users/new/x", "/index", "/%3Cscript%3E", "/users.html"]) {
    await page.goto(path);
    await expect(page.getByText("There is no such page"), path).toBeVisible();
  }
  await page.getByRole("link", { name: "Go to the start page" }).click();
  await expect(page).toHaveURL(`${server.url}/users`);
});

test("on a telephone the side bar folds away", async ({ page, server }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await openAs(page, server, "/users");
  const navigation = page.getByRole("navigation", { name: "Main" });
  const menu = page.getByRole("button", { name: "Menu", exact: true });
  await expect(menu).toBeVisible();
  await expect(navigation).toBeHidden();
  await expect(menu).toHaveAttribute("aria-expanded", "false");
  await menu.click();
  await expect(navigation).toBeVisible();
  await expect(menu).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("Escape");
  await expect(navigation).toBeHidden();
  await menu.click();
  // Beside it.
  await page.mouse.click(380, 600);
  await expect(navigation).toBeHidden();
  await menu.click();
  await navigation.getByRole("link", { name: "Profile" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Profile" })).toBeFocused();
  await expect(navigation).toBeHidden();
  for (const path of ["/nowhere", "/sign-in"]) {
    await page.setViewportSize({ width: 320, height: 600 });
    await page.goto(path);
    await expectNoSidewaysScroll(page);
  }
});

test("a console that can’t start says why and offers a reload", async ({ browser, page, problems, server }) => {
  problems.allow(/ERR_FAILED|ERR_CONNECTION|Failed to fetch|integrity|WebAssembly/);
  const crash = page.getByRole("alert");
  const reload = page.getByRole("button", { name: "Reload the console" });
  const shown = async (words: RegExp): Promise<void> => {
    await expect(crash).toContainText("The console has stopped");
    await expect(crash).toContainText(words);
    await expect(reload).toBeVisible();
    await expect(page.getByText("Loading the console…")).toBeHidden();
  };
  await page.route("**/*.wasm", (route) => route.abort());
  await page.goto("/");
  await shown(/The console could not be loaded\. Check the connection to its server, then reload\./);
  await page.unrouteAll();
  await reload.click();
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();

  await page.route("**/nodeum-admin.js", (route) => route.abort());
  await page.goto("/");
  await shown(/The console could not be loaded/);
  await page.unrouteAll();
  await page.route("**/*.wasm", (route) => route.fulfill({ contentType: "text/html", body: "<h1>Portal</h1>" }));
  await page.goto("/");
  await shown(/The console could not be loaded/);
  await page.unrouteAll();

  // Without WebAssembly, and without JavaScript.
  await page.addInitScript(() => Object.defineProperty(window, "WebAssembly", { value: undefined }));
  await page.goto("/");
  await shown(/This browser has no WebAssembly, or it is switched off\. Nodeum Admin needs it\./);

  const context = await browser.newContext({ javaScriptEnabled: false });
  const plain = await context.newPage();
  await plain.goto(`${server.url}/users/7`);
  await expect(plain.getByRole("heading", { name: "Nodeum Admin needs JavaScript" })).toBeVisible();
  await expect(plain.getByRole("paragraph").filter({ hasText: "Allow it in your browser’s settings" })).toBeVisible();
  await context.close();
});

test("a panic shows a page that says so, never a dead screen", async ({ page, problems, server }) => {
  problems.allow(/broken on purpose|panicked|unreachable|RuntimeError/);
  await openAs(page, server, "/users");
  await expect(page.getByText("1 of 1")).toBeVisible();
  await usersLoaded(page);
  // The router can't go on without the browser's history. Broken and clicked in one step: whatever the console draws
  // in between would stop it before the link could be clicked.
  await page
    .getByRole("navigation", { name: "Main" })
    .getByRole("link", { name: "Profile" })
    .evaluate((link: HTMLElement) => {
      const broken = (): never => {
        throw new Error("broken on purpose");
      };
      history.pushState = broken;
      Document.prototype.createElement = broken;
      Document.prototype.createElementNS = broken;
      Node.prototype.cloneNode = broken;
      link.click();
    });
  const crash = page.getByRole("alert");
  await expect(crash).toContainText("The console has stopped");
  await expect(crash).toContainText("Nothing that was already saved is lost.");
  await page.getByText("Details for a bug report").click();
  await expect(page.getByText(/panicked at/)).toBeVisible();
  // What was thrown stands for anything that somebody entered.
  await expect(page.locator("body")).not.toContainText("broken on purpose");
  await expect(page.getByRole("heading", { name: "Users" })).toBeHidden();
  await page.getByRole("button", { name: "Copy the report" }).click();
  await expect(page.getByText(/The report is in the clipboard\.|The report is selected/)).toBeVisible();
  await expect(page.getByText(/Nodeum Admin \S+\.js/)).toBeVisible();
  await page.getByRole("button", { name: "Reload the console" }).click();
  await expect(page.getByText("1 of 1")).toBeVisible();
});

test("a config.json that can’t be used is named with what is wrong", async ({ page, problems, server }) => {
  problems.allow(/status of 503/, /status of 404 .*\/config\.json\)$/);
  const config = (answer: { status?: number; body: string; contentType?: string }) =>
    page.route("**/config.json", (route) => route.fulfill(answer));
  for (const [answer, words] of [
    [{ body: "<html>Hello</html>", contentType: "text/html" }, /config\.json can’t be read/],
    [{ body: "" }, /config\.json can’t be read/],
    [{ body: '{"api_origin":7}' }, /config\.json can’t be read.*invalid type/],
    [{ body: '{"api_origin":"nodeum.example"}' }, /names “nodeum\.example” as api_origin, which is no origin/],
    [{ body: '{"api_origin":"https://nodeum.example/api/v2"}' }, /which is no origin such as https:\/\/nodeum\.example/],
    [{ body: '{"api_origin":"javascript:alert(1)"}' }, /which is no origin/],
    [{ status: 503, body: "" }, /config\.json can’t be loaded/],
  ] as const) {
    await config(answer);
    await page.goto("/users");
    await expect(page.getByRole("heading", { name: "The console isn’t set up right" })).toBeVisible();
    await expect(page.getByText(words), answer.body).toBeVisible();
    await expect(page.getByText(/Fix it there, then reload this page\./)).toBeVisible();
    await page.unrouteAll();
  }
  for (const answer of [
    { status: 404, body: "" },
    { body: "{}" },
    { body: '{"api_origin":"","unknown":[1]}' },
    { body: JSON.stringify({ api_origin: `${server.url}/` }) },
  ]) {
    await config(answer);
    await page.goto("/");
    await expect(page.getByRole("heading", { level: 1, name: "Sign in" }), answer.body).toBeVisible();
    await page.unrouteAll();
  }
  await signIn(page, adminName, server.adminPassword);
});

test("below a path of its own the console stays there", async ({ browser, problems, server }) => {
  const ada = await server.createUser({ username: "ada" });
  const below = await SubPath.start(server, "/admin/");
  const context = await browser.newContext();
  await problems.watch(context, () => below.origin);
  const page = await context.newPage();
  const outside: string[] = [];
  page.on("request", (request) => {
    const { origin, pathname } = new URL(request.url());
    if (origin !== below.origin || !/^\/(admin|api)\//.test(pathname)) {
      outside.push(request.url());
    }
  });
  await page.goto(`${below.url}users/${ada.id}/edit?size=50`);
  await expect(page).toHaveURL(`${below.url}sign-in?to=${encodeURIComponent(`/users/${ada.id}/edit?size=50`)}`);
  await signIn(page, adminName, server.adminPassword);
  await expect(page).toHaveURL(`${below.url}users/${ada.id}/edit?size=50`);
  await page.getByLabel("Username", { exact: true }).fill("ada.l");
  await page.getByRole("dialog").getByRole("button", { name: "Save 1 change" }).click();
  await expect(page).toHaveURL(`${below.url}users/${ada.id}?size=50`);
  await page.reload();
  await expect(page.getByRole("dialog", { name: "ada.l" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(`${below.url}users?size=50`);
  await expect(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Users" })).toHaveAttribute(
    "aria-current",
    "page",
  );
  await page.getByRole("link", { name: "ada.l" }).click();
  await page.getByRole("dialog", { name: "ada.l" }).getByRole("link", { name: "Edit" }).click();
  await page.getByLabel("Username", { exact: true }).fill("changed");
  await page.evaluate(() => history.back());
  await expect(page.getByRole("dialog", { name: "Discard your changes?" })).toBeVisible();
  await expect(page).toHaveURL(`${below.url}users/${ada.id}/edit?size=50`);
  await page.getByRole("button", { name: "Discard changes" }).click();
  await expect(page.getByRole("dialog", { name: "ada.l" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Profile" }).click();
  await expect(page).toHaveURL(`${below.url}profile`);
  await expect(page.getByRole("heading", { level: 1, name: "Profile" })).toBeFocused();
  await page.getByRole("link", { name: "Nodeum Admin" }).click();
  await expect(page).toHaveURL(`${below.url}users`);
  await page.goto(`${below.url}nowhere`);
  await expect(page.getByText("There is no such page")).toBeVisible();
  await page.getByRole("link", { name: "Go to the start page" }).click();
  await expect(page).toHaveURL(`${below.url}users`);
  await page.getByRole("button", { name: "Account of admin" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(`${below.url}sign-in`);
  expect(outside).toEqual([]);
  await context.close();
  await below.stop();
});

test("over plain HTTP on a local network it works, and copies, too", async ({ server }) => {
  // A name that isn't the machine's own is no secure context: the clipboard and others aren't there.
  const browser = await chromium.launch({
    ...launchOptions,
    args: [...(launchOptions.args ?? []), "--host-resolver-rules=MAP nodeum.test 127.0.0.1"],
  });
  const page = await browser.newPage();
  const errors: string[] = [];
  // Browsers say of this header that it is for secure contexts.
  const ignored = /^The Cross-Origin-Opener-Policy header has been ignored/;
  page.on("console", (message) => message.type() === "error" && !ignored.test(message.text()) && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(server.url.replace("127.0.0.1", "nodeum.test"));
  expect(await page.evaluate(() => [isSecureContext, "clipboard" in navigator])).toEqual([false, false]);
  await signIn(page, adminName, server.adminPassword);
  await page.getByRole("link", { name: /^admin/ }).click();
  const copy = page.getByRole("dialog").getByRole("button", { name: "Copy username" });
  await copy.click();
  await expect(page.getByRole("status").filter({ hasText: "Copied" })).toBeAttached();
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Create user" }).click();
  await page.getByLabel("Username", { exact: true }).press("Control+V");
  await expect(page.getByLabel("Username", { exact: true })).toHaveValue("admin");
  expect(errors).toEqual([]);
  await browser.close();
});

test("the menu of the account stays while the page scrolls under its bar", async ({ page, server }) => {
  await page.setViewportSize({ width: 1280, height: 500 });
  await openAs(page, server, "/profile");
  await expect(page.getByRole("button", { name: "Change password" })).toBeVisible();
  await page.getByRole("button", { name: `Account of ${adminName}` }).click();
  const first = page.getByRole("menuitem", { name: "Profile" });
  await expect(first).toBeFocused();
  await page.mouse.move(600, 300);
  await page.mouse.wheel(0, 200);
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(100);
  // Until what listens to scrolling has heard of it.
  await page.evaluate(() => new Promise((heard) => requestAnimationFrame(() => requestAnimationFrame(heard))));
  await expect(first).toBeFocused();
});
