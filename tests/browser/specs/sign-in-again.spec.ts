// A session that ends under an open page: the person signs in over it, and nothing is lost.

import { adminName, expect, signIn, takenOver, test, type Page } from "../harness/fixtures.ts";
import { endedDialog, Gate, keptToken, openAs, signInAgain, usersLoaded } from "../harness/app.ts";

const email = (page: Page) => page.getByRole("textbox", { name: "Email", exact: true });

test("what was being saved is saved, once, after signing in again", { tag: "@strict" }, async ({ page, server }) => {
  const ada = await server.createUser({ username: "ada" });
  const token = await openAs(page, server, `/users/${ada.id}/edit`);
  await usersLoaded(page);
  await email(page).fill("new@nodeum.example");
  await server.api("DELETE", "/users/sign_out", undefined, token);
  await page.getByRole("button", { name: /^Save/ }).click();

  // A wrong password is told apart, and nothing else has changed.
  const dialog = endedDialog(page);
  await expect(dialog).toContainText(adminName);
  await expect(dialog.getByLabel("Password", { exact: true })).toBeFocused();
  await dialog.getByLabel("Password", { exact: true }).fill("wrong password");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("alert").getByText(/wrong/i)).toBeVisible();
  await expect(dialog.getByLabel("Password", { exact: true })).toBeFocused();
  await expect(dialog.getByLabel("Password", { exact: true })).toHaveValue("");
  // Escape asks before anything is left.
  await page.keyboard.press("Escape");
  await page.getByRole("dialog", { name: "Leave this page?" }).getByRole("button", { name: "Stay" }).click();

  await signInAgain(page, server.adminPassword);
  await expect(page).toHaveURL(`${server.url}/users/${ada.id}`);
  await expect(page.getByRole("dialog")).toContainText("new@nodeum.example");
  const stored = await server.api("GET", `/users/${ada.id}`, undefined, await keptToken(page));
  expect(stored.body.email).toBe("new@nodeum.example");
});

test("whoever leaves while they sign in again isn’t signed in", async ({ page, server }) => {
  const token = await openAs(page, server, "/profile");
  await expect(email(page)).toBeVisible();
  await server.api("DELETE", "/users/sign_out", undefined, token);
  await email(page).fill("new@nodeum.example");
  await page.getByRole("button", { name: "Change email" }).click();
  const gate = new Gate();
  await page.route("**/users/sign_in", async (route) => {
    await gate.passed;
    await route.continue();
  });
  const asked = page.waitForRequest("**/users/sign_in");
  await endedDialog(page).getByLabel("Password", { exact: true }).fill(server.adminPassword);
  await endedDialog(page).getByRole("button", { name: "Sign in", exact: true }).click();
  await asked;
  await page.keyboard.press("Escape");
  await page.getByRole("dialog", { name: "Leave this page?" }).getByRole("button", { name: "Leave", exact: true }).click();
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  const ended = page.waitForResponse("**/users/sign_out");
  gate.open();
  expect((await ended).ok()).toBe(true);
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  expect(await keptToken(page)).toBeUndefined();
});

test("a secret that is shown once stays", async ({ page, server }) => {
  const token = await openAs(page, server, "/api-keys/new?name=x&scopes=users/show");
  await page.getByRole("button", { name: "Create key" }).click();
  const secret = page.getByLabel("Secret", { exact: true });
  await expect(secret).toBeVisible();
  const value = await secret.inputValue();
  await server.api("DELETE", "/users/sign_out", undefined, token);
  await page.getByRole("button", { name: "Search" }).click();
  await page.keyboard.type("ad");
  await signInAgain(page, server.adminPassword);
  await page.keyboard.press("Escape");
  await expect(secret).toHaveValue(value);
});

test("signing out in one tab asks in another that holds changes, and ends a third", async ({ context, page, server }) => {
  test.slow();
  await page.goto("/");
  await takenOver(page);
  await signIn(page, adminName, server.adminPassword);
  const [writes, reads] = [await context.newPage(), await context.newPage()];
  await writes.goto(`${server.url}/profile`);
  await email(writes).fill("ada@nodeum.example");
  await reads.goto(`${server.url}/users`);
  await usersLoaded(reads);
  await page.getByRole("button", { name: /^Account of / }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByText("You are signed out.")).toBeVisible();
  await expect(reads.getByText("You are signed out.")).toBeVisible();
  await signInAgain(writes, server.adminPassword, writes.getByRole("dialog", { name: "You have signed out in another tab" }));
  await expect(email(writes)).toHaveValue("ada@nodeum.example");
  await writes.getByRole("button", { name: "Change email" }).click();
  await expect(writes.getByText("Your email is changed.")).toBeVisible();
  // The others take the new session on.
  await expect(reads.getByRole("button", { name: /^Account of / })).toBeVisible();
});

test("somebody else who signs in in another tab is noticed", async ({ context, page, server }) => {
  await server.createUser({ username: "bob", password: "long enough" });
  const token = await openAs(page, server, "/profile");
  await email(page).fill("ada@nodeum.example");
  // Ended by the API alone: this tab knows nothing of it yet, and a new one finds out.
  await server.api("DELETE", "/users/sign_out", undefined, token);
  const other = await context.newPage();
  await other.goto(`${server.url}/profile`);
  await signIn(other, "bob", "long enough");
  await expect(page.getByRole("main").getByText("bob has signed in in another tab of this browser.")).toBeVisible();
  // Who signs out there is bob alone.
  await other.getByRole("button", { name: /^Account of / }).click();
  await other.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(other.getByText("You are signed out.")).toBeVisible();
  await page.getByRole("button", { name: "Change email" }).click();
  await expect(endedDialog(page).getByText("bob has signed in in another tab.")).toBeVisible();
  await expect(email(page)).toHaveValue("ada@nodeum.example");
});

test.describe("with sessions of ten seconds", () => {
  test.use({ serverOptions: { args: ["--session-lifetime", "10s"] } });

  test("who can’t be kept signed in is told why", async ({ page, problems, server }) => {
    problems.allow(/status of 500/);
    await page.goto("/profile");
    await signIn(page, adminName, server.adminPassword);
    await expect(page.getByText("Your session is about to end.")).toBeVisible();
    // The server doesn't fail when it is asked to.
    await page.route("**/users/me", (route) => route.fulfill({ status: 500, json: { error: "No" } }));
    await page.getByRole("button", { name: "Stay signed in" }).click();
    await expect(page.getByText("Something went wrong on the server.")).toBeVisible();
  });

  test("whoever is warned can stay signed in", { tag: "@strict" }, async ({ capabilities, page, server }) => {
    await page.goto("/profile");
    await signIn(page, adminName, server.adminPassword);
    const first = await keptToken(page);
    const warning = page.getByText("Your session is about to end.");
    await expect(warning).toBeVisible();
    await page.getByRole("button", { name: "Stay signed in" }).click();
    if (!capabilities.renews) await signInAgain(page, server.adminPassword);
    await expect(warning).toBeHidden();
    await expect(endedDialog(page)).toBeHidden();
    const second = await keptToken(page);
    expect(second).toBeDefined();
    expect(second).not.toBe(first);
  });

  test("signing out in another tab asks, too, where the session has been renewed", async ({ context, page, server }) => {
    await page.goto("/profile");
    await signIn(page, adminName, server.adminPassword);
    const writes = await context.newPage();
    await writes.goto(`${server.url}/profile`);
    await email(writes).fill("ada@nodeum.example");
    const first = await keptToken(writes);
    await writes.getByRole("button", { name: "Stay signed in" }).click();
    await expect(writes.getByText("Your session is about to end.")).toBeHidden();
    const second = await keptToken(writes);
    expect(second).not.toBe(first);
    await page.getByRole("button", { name: /^Account of / }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await signInAgain(writes, server.adminPassword, writes.getByRole("dialog", { name: "You have signed out in another tab" }));
    await expect(email(writes)).toHaveValue("ada@nodeum.example");
    // Its own session has ended on the server, too.
    expect((await server.api("GET", "/users/me", undefined, second)).status).toBe(401);
  });
});
