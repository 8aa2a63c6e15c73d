// The sign-in form that stands in the document itself, before the app is there.

import { Gate, openAs } from "../harness/app.ts";
import { adminName, expect, takenOver, test, type Page } from "../harness/fixtures.ts";

/** Opens an address while the app's module is held back; what is returned lets it come. */
async function openWithoutApp(page: Page, address: string): Promise<Gate> {
  const gate = new Gate();
  await page.route("**/*.wasm", async (route) => {
    await gate.passed;
    await route.continue();
  });
  await page.goto(address, { waitUntil: "commit" });
  return gate;
}

test("what is typed before the app is there is taken over, focus and all", async ({ page, server }) => {
  const gate = await openWithoutApp(page, "/users?page=1");
  const username = page.getByLabel("Username or email", { exact: true });
  const password = page.getByLabel("Password", { exact: true });
  await expect(username).toBeFocused();
  await page.keyboard.type(adminName);
  await page.keyboard.press("Tab");
  await expect(password).toBeFocused();
  await page.keyboard.type(server.adminPassword.slice(0, 4));
  // The app isn't there: the address is still the one that was asked for.
  await expect(page).toHaveURL(/\/users\?page=1$/);

  gate.open();
  await expect(page).toHaveURL(/\/sign-in\?to=/);
  await expect(page.getByText("to go on to Users")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toHaveCount(1);
  await expect(username).toHaveValue(adminName);
  await expect(password).toBeFocused();
  await page.keyboard.type(server.adminPassword.slice(4));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Users" })).toBeVisible();
});

test("a page whose script can’t be loaded says so", async ({ page, problems }) => {
  problems.allow(/status of 404/);
  const told = page.getByText("The console’s files can’t be loaded.");
  await page.route("**/boot-*.js", (route) => route.fulfill({ status: 404, body: "" }));
  await page.goto("/");
  await expect(page.getByLabel("Username or email", { exact: true })).toBeVisible();
  await expect(told).toBeVisible({ timeout: 10_000 });
  await page.unrouteAll();
  await page.reload();
  await takenOver(page);
  await expect(told).toHaveCount(0);
});

test("a form that is sent early is sent once the app is there", async ({ page, server }) => {
  const gate = await openWithoutApp(page, "/");
  await page.getByLabel("Username or email", { exact: true }).fill(adminName);
  await page.getByRole("button", { name: "Show password" }).click();
  const password = page.getByLabel("Password", { exact: true });
  await expect(password).toHaveAttribute("type", "text");
  await password.fill(server.adminPassword);
  await password.press("Enter");
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toHaveAttribute("aria-busy", "true");
  gate.open();
  await expect(page.getByRole("heading", { level: 1, name: "Users" })).toBeVisible();
});

test("whoever has a session doesn't see the form, in this tab or in a new one", async ({ context, page, server }) => {
  await openAs(page, server, "/profile");
  await expect(page.getByRole("heading", { level: 1, name: "Profile" })).toBeVisible();
  for (const tab of [page, await context.newPage()]) {
    const gate = await openWithoutApp(tab, `${server.url}/profile`);
    await expect(tab.getByText("Loading the console…")).toBeVisible();
    await expect(tab.getByRole("heading", { name: "Sign in" })).toBeHidden();
    gate.open();
    await expect(tab.getByRole("heading", { level: 1, name: "Profile" })).toBeVisible();
  }
  // Once somebody has signed out, the form is there at once again.
  await page.getByRole("button", { name: /^Account of/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  const gate = await openWithoutApp(page, "/profile");
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  gate.open();
  await expect(page).toHaveURL(/\/sign-in\?to=/);
});
