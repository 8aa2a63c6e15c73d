// What is typed and what an address says is taken letter by letter.

import { adminName, expect, signIn, takenOver, test, type Page } from "../harness/fixtures.ts";
import { keptToken, openAs, usersLoaded } from "../harness/app.ts";

const name = (page: Page) => page.getByLabel("Name", { exact: true });

/** Addresses that fill the form of a key in, and the name that they give. */
const filled = [
  ["/api-keys/new?name=50%2525%20quota", "50%25 quota"],
  ["/api-keys/new?name=x%26scopes%3Dusers%2Fdestroy", "x&scopes=users/destroy"],
  ["/api-keys/new?name=100%25+%2B+%E2%82%AC%23", "100% + €#"],
] as const;

test("a link fills a form in letter by letter, reloaded, in a new tab and through sign-in", async ({ context, page, server }) => {
  test.slow();
  const [[first]] = filled;
  await page.goto(first);
  await takenOver(page);
  await signIn(page, adminName, server.adminPassword);
  for (const [address, expected] of filled) {
    await page.goto(address);
    await expect(name(page)).toHaveValue(expected);
    await expect(page.getByRole("group", { name: "What it may do" }).getByText("0 of 156")).toBeVisible();
    await page.reload();
    await expect(name(page)).toHaveValue(expected);
    await expect(page).toHaveURL(server.url + address);
    const tab = await context.newPage();
    await tab.goto(server.url + address);
    await expect(name(tab)).toHaveValue(expected);
    await tab.close();
  }
  // The form's own link says the same.
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy link to this form" }).click();
  await expect(page.getByText("Copied").first()).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.goto("/users");
  await usersLoaded(page);
  await page.goto(link);
  await expect(name(page)).toHaveValue(filled[filled.length - 1]![1]);
});

for (const [address, expected] of filled) {
  test(`sign-in leads to ${address}`, async ({ page, server }) => {
    await page.goto(address);
    await takenOver(page);
    await signIn(page, adminName, server.adminPassword);
    await expect(name(page)).toHaveValue(expected);
    await expect(page.getByRole("group", { name: "What it may do" }).getByText("0 of 156")).toBeVisible();
    await expect(page).toHaveURL(server.url + address);
  });
}

test("a search is what was typed, whatever it looks like", async ({ page, server }) => {
  await openAs(page, server, "/users");
  await usersLoaded(page);
  const search = page.getByRole("combobox", { name: "Search users" });
  for (const text of ["%41", "a&q=b", "100%25", "+"]) {
    await search.fill(text);
    await search.press("Enter");
    await expect(page).toHaveURL(`${server.url}/users?q=${encodeURIComponent(text)}`);
    await page.reload();
    await expect(search).toHaveValue(text);
  }
});

test("an email is never rewritten while it is typed, and what can't be stored is said", async ({ page, server }) => {
  await openAs(page, server, "/profile");
  const email = page.getByRole("textbox", { name: "Email", exact: true });
  for (const typed of ["ada@maß.example", "ada@müller.example"]) {
    await email.click();
    await email.press("ControlOrMeta+a");
    await page.keyboard.type(typed);
    await expect(email).toHaveValue(typed);
    await page.keyboard.press("Enter");
    await expect(email).toHaveAccessibleDescription(/Use plain letters alone/);
    await expect(email).toHaveValue(typed);
  }
  expect((await server.api("GET", "/users/me", undefined, await keptToken(page))).body.email).toBeNull();
});

test("a password manager that fills in the current password changes nothing", async ({ page, server }) => {
  await openAs(page, server, "/profile");
  const current = page.getByLabel("Current password", { exact: true });
  await expect(current).toHaveAttribute("autocomplete", "current-password");
  // As managers do: the value, and the event.
  await current.evaluate((field: HTMLInputElement, password) => {
    field.value = password;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }, server.adminPassword);
  await page.getByRole("link", { name: "Users" }).click();
  await usersLoaded(page);
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("whoever signs in while the other tabs are still asked stays signed in", async ({ page, server }) => {
  // The wait for the other tabs ends when this test says so.
  await page.addInitScript(() => {
    const held: (() => void)[] = [];
    const { setTimeout: start } = window;
    const hold = (handler: TimerHandler, delay?: number, ...rest: unknown[]) =>
      delay === 150 ? held.push(handler as () => void) : start(handler, delay, ...rest);
    Object.assign(window, { setTimeout: hold, endWaits: () => held.splice(0).map((end) => end()).length });
  });
  // This page needs no answer to be there.
  await page.goto("/sign-in");
  await takenOver(page);
  await page.getByLabel("Username or email", { exact: true }).fill(adminName);
  await page.getByLabel("Password", { exact: true }).fill(server.adminPassword);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await usersLoaded(page);
  expect(await page.evaluate(() => (window as unknown as { endWaits(): number }).endWaits())).toBeGreaterThan(0);
  await page.reload();
  await usersLoaded(page);
});
