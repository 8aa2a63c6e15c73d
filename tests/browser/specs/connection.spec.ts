// A server that is out of reach: the screen says so, what is on it stays, and it goes on when the server is back.

import { adminName, axe, expect, signIn, takenOver, test, type Page } from "../harness/fixtures.ts";
import { keptToken, openAs, signInAgain, usersLoaded } from "../harness/app.ts";
import { serverGone } from "../harness/problems.ts";

const bar = (page: Page) => page.getByRole("main").getByText(/It was last heard from/);
const refresh = (page: Page) => page.getByRole("button", { name: "Refresh", exact: true });

test("a server that is killed is told, and come back is noticed by itself", { tag: "@strict" }, async ({ page, problems, server }) => {
  problems.allow(serverGone);
  await openAs(page, server, "/users");
  await usersLoaded(page);
  const host = page.getByText(`${new URL(server.url).host}, connected`);
  await expect(host).toBeAttached();
  await server.kill();
  await refresh(page).click();
  await expect(bar(page)).toBeVisible();
  await expect(page.getByText(`${new URL(server.url).host}, out of reach`)).toBeAttached();
  // What was there can be read, and says how old it is.
  await expect(page.getByRole("rowheader", { name: adminName })).toBeVisible();
  const age = page.getByText(/What you see was loaded|you see them as they were/);
  await expect(age).toBeVisible();
  await axe(page);
  await server.restart();
  await expect(bar(page)).toBeHidden({ timeout: 20_000 });
  await expect(host).toBeAttached();
  await expect(age).toBeHidden();
});

test("a server that dies while nobody asks it anything is noticed", async ({ page, problems, server }) => {
  problems.allow(serverGone);
  await page.clock.install();
  await page.goto(`${server.url}/users`);
  await signIn(page, adminName, server.adminPassword);
  await usersLoaded(page);
  await server.kill();
  await page.clock.runFor(80_000);
  await expect(bar(page)).toBeVisible();
  await server.restart();
  await page.getByRole("button", { name: "Try now" }).click();
  await expect(bar(page)).toBeHidden();
});

test("a proxy that answers for a server that is gone is told apart, and in a dialog, too", async ({ page, problems, server }) => {
  problems.allow(/status of 502/);
  const ada = await server.createUser({ username: "ada" });
  await openAs(page, server, `/users/${ada.id}/edit`);
  await usersLoaded(page);
  const dialog = page.getByRole("dialog", { name: "Edit ada" });
  const told = dialog.getByText(/What stands in front of the server answers at .*, but the server itself doesn’t\./);
  await page.route("**/api/v2/**", (route) => route.fulfill({ status: 502, contentType: "text/html", body: "<h1>Bad gateway</h1>" }));
  await dialog.getByRole("textbox", { name: "Email", exact: true }).fill("ada@nodeum.example");
  await dialog.getByRole("button", { name: "Save 1 change" }).click();
  await expect(told).toBeVisible();
  await axe(page);
  // One request alone that fails so doesn't mean that the server is out of reach.
  await page.unrouteAll();
  // It is tried again by itself, which takes the button away.
  await expect(told).toBeHidden({ timeout: 20_000 });
  await expect(dialog.getByText("The server is back. Try again.")).toBeVisible();
  await page.route("**/api/v2/users/me/api_keys?*", (route) => route.fulfill({ status: 502, body: "" }));
  await page.goto(`${server.url}/api-keys`);
  await expect(page.getByRole("alert")).toContainText("The server can’t be reached");
  await expect(page.getByText(/^It is tried again in \d+ s\.$/)).toBeVisible();
  await expect(page.getByText(/, connected$/)).toBeAttached();
});

test("a device without a network says so, and reads what it missed when the network is back", async ({ context, page, problems, server }) => {
  problems.allow(/ERR_INTERNET_DISCONNECTED/, /Failed to fetch/);
  await openAs(page, server, "/users");
  await usersLoaded(page);
  await context.setOffline(true);
  await expect(page.getByText("This device has no network.")).toBeVisible();
  await page.getByRole("link", { name: "API keys" }).click();
  await expect(page.getByRole("alert")).toContainText("This device has no network. Connect it, then try again.");
  await context.setOffline(false);
  await expect(page.getByText("No API keys yet")).toBeVisible();
  await expect(page.getByText("This device has no network.")).toBeHidden();
});

test("what couldn’t be read is read again by itself, and what the server wants to wait for is counted down", async ({ page, problems, server }) => {
  problems.allow(/status of (500|429)/);
  await page.clock.install();
  await page.route("**/api/v2/users/me/api_keys?*", (route) => route.fulfill({ status: 500, body: "" }));
  await page.goto(`${server.url}/api-keys`);
  await signIn(page, adminName, server.adminPassword);
  await expect(page.getByRole("alert")).toContainText("The server failed");
  await expect(page.getByText(/^It is tried again in [345] s\.$/)).toBeVisible();
  await page.unrouteAll();
  await page.route(
    "**/api/v2/users/me/api_keys?*",
    (route) => route.fulfill({ status: 429, headers: { "Retry-After": "42" }, body: "" }),
    { times: 1 },
  );
  await page.clock.runFor(6_000);
  await expect(page.getByRole("alert")).toContainText("Wait 42 seconds");
  await page.clock.runFor(12_000);
  await expect(page.getByText(/^It is tried again in (2[89]|30) s\.$/)).toBeVisible();
  await page.clock.runFor(31_000);
  await expect(page.getByText("No API keys yet")).toBeVisible();
});

test("a policy that keeps the console from its server is named", async ({ page, problems, server }) => {
  problems.allow(/content security policy/i, /request to another host/);
  const elsewhere = server.url.replace("127.0.0.1", "localhost");
  await page.route("**/config.json", (route) => route.fulfill({ json: { api_origin: elsewhere } }));
  await page.goto(server.url);
  await takenOver(page);
  await page.getByLabel("Username or email").fill(adminName);
  await page.getByLabel("Password", { exact: true }).fill(server.adminPassword);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("Its connect-src must name the origin of the API.");
});

test.describe("with an idle time of three minutes", () => {
  test("who goes away is warned, signed out, and comes back to the same address", async ({ page, server }) => {
    await page.route("**/config.json", (route) => route.fulfill({ json: { idle_minutes: 3 } }));
    await page.clock.install();
    await page.goto(`${server.url}/users?size=50`);
    await signIn(page, adminName, server.adminPassword);
    await usersLoaded(page);
    const warning = page.getByText("Nothing has happened here for a while");
    await page.clock.runFor(100_000);
    await expect(warning).toBeVisible();
    await page.keyboard.press("Shift");
    await expect(warning).toBeHidden();
    await page.clock.runFor(100_000);
    // As a screen reader presses it: without a key or a pointer.
    await page.getByRole("button", { name: "Stay signed in" }).dispatchEvent("click");
    await expect(warning).toBeHidden();
    await page.clock.runFor(200_000);
    await expect(page.getByText("You were signed out because nothing happened here for a while.")).toBeVisible();
    await signIn(page, adminName, server.adminPassword);
    await expect(page).toHaveURL(`${server.url}/users?size=50`);
  });

  test("who comes back too late is signed out, whether the page slept or is loaded anew", async ({ page, server }) => {
    await page.route("**/config.json", (route) => route.fulfill({ json: { idle_minutes: 3 } }));
    const begin = async (): Promise<void> => {
      await signIn(page, adminName, server.adminPassword);
      await usersLoaded(page);
    };
    const isSignedOut = () =>
      expect(page.getByText("You were signed out because nothing happened here for a while.")).toBeVisible();
    await page.goto(`${server.url}/users`);
    await begin();
    // The clock goes on, and no timer of the page has run, as after a sleep.
    await page.clock.setSystemTime(Date.now() + 4 * 60_000);
    await page.mouse.move(300, 300);
    await isSignedOut();
    await begin();
    await page.clock.setSystemTime(Date.now() + 8 * 60_000);
    await page.reload();
    await isSignedOut();
  });

  test("what was entered stays when nobody does anything, and is sent after signing in again", async ({ page, server }) => {
    await page.route("**/config.json", (route) => route.fulfill({ json: { idle_minutes: 3 } }));
    await page.clock.install();
    await page.goto(`${server.url}/profile`);
    await signIn(page, adminName, server.adminPassword);
    const email = page.getByRole("textbox", { name: "Email", exact: true });
    await email.fill("ada@nodeum.example");
    const token = await keptToken(page);
    await page.clock.runFor(200_000);
    await signInAgain(page, server.adminPassword, page.getByRole("dialog", { name: "You were signed out" }));
    expect((await server.api("GET", "/users/me", undefined, token)).status).toBe(401);
    await expect(email).toHaveValue("ada@nodeum.example");
    await page.getByRole("button", { name: "Change email" }).click();
    await expect(page.getByText("Your email is changed.")).toBeVisible();
  });
});
