// What pages ask of the server, and when: at once, ahead, and behind what they show already.

import { Gate, openAs, usersLoaded } from "../harness/app.ts";
import { adminName, expect, takenOver, test, type Page } from "../harness/fixtures.ts";

/** Holds all that a page asks of the API until the gate opens; gives what was asked: "/users/me". */
async function holdRequests(page: Page, gate: Gate): Promise<string[]> {
  const asked: string[] = [];
  await page.route("**/api/v2/**", async (route) => {
    const { pathname, search } = new URL(route.request().url());
    asked.push(decodeURIComponent(pathname.slice("/api/v2".length) + search));
    await gate.passed;
    await route.continue();
  });
  return asked;
}

const link = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Main" }).getByRole("link", { name, exact: true });

for (const { path, asks, shows } of [
  {
    path: "/users",
    asks: [/^\/users\/me$/, /^\/users\?limit=25&/, /is_admin=true&expired_at==/, /key=~console\.views/, /limit=0/],
    shows: "admin You",
  },
  { path: "/users/1", asks: [/^\/users\/me$/, /^\/users\?limit=25&/, /^\/users\/1$/], shows: "Edit" },
  { path: "/users/1/edit", asks: [/^\/users\/me$/, /^\/users\?limit=25&/, /^\/users\/1$/], shows: undefined },
  {
    path: "/systems/users",
    asks: [/^\/users\/me$/, /^\/users\/-\/systems$/, /^\/groups\/-\/systems$/, /^\/users\?limit=100&/, /set_aside/],
    shows: "root",
  },
  { path: "/audit?sort=actor", asks: [/^\/users\/me$/, /^\/audit_events\?.*sort_by=actor:asc/], shows: undefined },
  { path: "/configuration", asks: [/^\/users\/me$/, /^\/users\/me\/configurations\?limit=/], shows: undefined },
  { path: "/api-keys", asks: [/^\/users\/me$/, /^\/users\/me\/api_keys\?/], shows: undefined },
]) {
  test(`${path} asks for all that it shows at once, before it is known whose session it is`, async ({ page, server }) => {
    await openAs(page, server, "/profile");
    await expect(page.getByRole("heading", { level: 1, name: "Profile" })).toBeVisible();
    const gate = new Gate();
    const asked = await holdRequests(page, gate);
    await page.goto(path);
    for (const request of asks) {
      await expect.poll(() => asked.filter((path) => request.test(path)), String(request)).not.toEqual([]);
    }
    // Nothing of it is asked again.
    gate.open();
    await expect(page.getByRole("main").getByRole("heading").first()).toBeVisible();
    if (shows !== undefined) {
      await expect(page.getByRole("link", { name: shows, exact: true }).first()).toBeVisible();
    }
    for (const request of asks) {
      expect(new Set(asked.filter((path) => request.test(path))).size, String(request)).toBe(
        asked.filter((path) => request.test(path)).length,
      );
    }
  });
}

test("after signing in, the list is asked for at the same time as what the person prefers", async ({ page, server }) => {
  await page.clock.install();
  await page.goto("/sign-in?to=%2Fusers%3Fsort%3D-email");
  await takenOver(page);
  await page.getByLabel("Username or email", { exact: true }).fill(adminName);
  await page.getByLabel("Password", { exact: true }).fill(server.adminPassword);
  const gate = new Gate();
  const asked: string[] = [];
  await page.route(/\/api\/v2\/users[?/](?!sign_in)/, async (route) => {
    asked.push(decodeURIComponent(new URL(route.request().url()).search));
    await gate.passed;
    await route.continue();
  });
  // The page waits a second for preferences, and no longer.
  await page.clock.pauseAt(Date.now() + 60_000);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect.poll(() => asked.some((search) => search.includes("sort_by=email:desc"))).toBe(true);
  await expect.poll(() => asked.some((search) => search.includes("key=~console.%"))).toBe(true);
  gate.open();
  await page.clock.resume();
  await expect(page.getByRole("link", { name: "admin You", exact: true })).toBeVisible();
  expect(asked.filter((search) => search.includes("sort_by=email:desc"))).toHaveLength(1);
});

test("Back shows what a page had, and what is newer as soon as it is here", async ({ page, server }) => {
  await openAs(page, server, "/users");
  await usersLoaded(page);
  await link(page, "System accounts").click();
  await expect(page.getByRole("link", { name: "root", exact: true }).first()).toBeVisible();
  await server.createUser({ username: "newcomer" });
  const gate = new Gate();
  const asked = await holdRequests(page, gate);
  await page.goBack();
  await expect(page.getByRole("link", { name: "admin You", exact: true })).toBeVisible();
  await expect(page.getByText("1 of 1")).toBeVisible();
  await expect.poll(() => asked.filter((path) => path.startsWith("/users?limit=25&"))).not.toEqual([]);
  await page.goForward();
  await expect(page.getByRole("link", { name: "root", exact: true }).first()).toBeVisible();
  gate.open();
  await page.goBack();
  await expect(page.getByRole("link", { name: "newcomer", exact: true })).toBeVisible();
});

test("nothing that was loaded before a change is shown after it", async ({ page, server }) => {
  await openAs(page, server, "/audit");
  await expect(page.getByRole("heading", { name: "Nothing has been changed yet" })).toBeVisible();
  await link(page, "Users").click();
  await page.getByRole("link", { name: "Create user" }).click();
  const drawer = page.getByRole("dialog", { name: "Create user" });
  await drawer.getByLabel("Username", { exact: true }).fill("ada");
  await drawer.getByLabel("Password", { exact: true }).fill(server.adminPassword);
  await drawer.getByRole("button", { name: "Create user" }).click();
  await expect(page.getByRole("link", { name: "ada", exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  const gate = new Gate();
  const asked = await holdRequests(page, gate);
  await link(page, "Audit trail").click();
  await expect.poll(() => asked.filter((path) => path.startsWith("/audit_events"))).toHaveLength(1);
  await expect(page.getByRole("heading", { name: "Nothing has been changed yet" })).toHaveCount(0);
  gate.open();
  await expect(page.getByRole("row").filter({ hasText: "Created a user" })).toBeVisible();
});

test.describe("where data aren’t to be saved", () => {
  test.use({ saveData: false });

  test("what a link leads to is asked for when it is pointed at, and not again when it is opened", async ({ page, server }) => {
    await openAs(page, server, "/users");
    await usersLoaded(page);
    const gate = new Gate();
    const asked = await holdRequests(page, gate);
    const keys = () => asked.filter((path) => path.startsWith("/users/me/api_keys"));
    await link(page, "API keys").hover();
    await expect.poll(keys).toHaveLength(1);
    gate.open();
    await link(page, "API keys").click();
    await expect(page.getByRole("heading", { name: "No API keys yet" })).toBeVisible();
    expect(keys()).toHaveLength(1);
    // By keyboard as well, once the page has put the focus where it wants it.
    await expect(page.getByRole("heading", { level: 1, name: "API keys" })).toBeFocused();
    await link(page, "Audit trail").focus();
    await expect.poll(() => asked.filter((path) => path.startsWith("/audit_events"))).toHaveLength(1);
  });
});
