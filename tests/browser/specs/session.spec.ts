// How a session is kept, handed on, and ends.

import { adminName, axe, expect, signIn, test, type Page } from "../harness/fixtures.ts";
import { endedDialog, keepText, keepToken, keptToken, openAs, signInAgain, usersLoaded } from "../harness/app.ts";
import { serverGone } from "../harness/problems.ts";

const hour = 60 * 60_000;
const users = (page: Page) => page.getByRole("heading", { level: 1, name: "Users" });
const signInHeading = (page: Page) => page.getByRole("heading", { level: 1, name: "Sign in" });

async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Account of/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
}

function base64url(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

test("a session outlives a reload, is handed to new tabs, and ends in all of them at once", async ({
  context,
  server,
  signedIn: first,
}) => {
  await first.reload();
  await expect(users(first)).toBeVisible();
  const token = await keptToken(first);
  // Nothing that outlives the browser knows the token.
  expect(await first.evaluate(() => JSON.stringify([{ ...localStorage }, document.cookie]))).not.toContain(token);

  const second = await context.newPage();
  await second.goto("/profile");
  await expect(second.getByRole("heading", { level: 1, name: "Profile" })).toBeVisible();
  expect(await keptToken(second)).toBe(token);
  await second.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Users" }).click();
  await expect(users(second)).toBeVisible();

  await signOut(second);
  for (const page of [first, second]) {
    await expect(signInHeading(page)).toBeVisible();
    await expect(page.getByRole("status").filter({ hasText: "You are signed out." })).toBeVisible();
    expect(await keptToken(page)).toBeUndefined();
  }
  await expect.poll(async () => (await server.api("GET", "/users/me", undefined, token)).status).toBe(401);

  // Neither Back nor a reload shows what the next person at this screen shouldn't see.
  await second.goBack();
  await expect(second).toHaveURL(/\/sign-in/);
  await expect(signInHeading(second)).toBeVisible();
  await first.reload();
  await expect(signInHeading(first)).toBeVisible();

  // Signing in again in one tab is enough for both.
  await signIn(first, adminName, server.adminPassword);
  await expect(second.getByRole("button", { name: "Account of admin" })).toBeVisible();
  await expect(second).not.toHaveURL(/\/sign-in/);
});

test("three tabs with one signing out are all signed out, whatever they show", async ({ context, page, server }) => {
  await page.goto("/users");
  await signIn(page, adminName, server.adminPassword);
  const token = await keptToken(page);
  const others = [await context.newPage(), await context.newPage()] as const;
  for (const [other, path] of [
    [others[0], "/profile"],
    [others[1], "/users/new"],
  ] as const) {
    await other.goto(path);
    await expect(other.getByRole("heading", { name: /^(Profile|Create user)$/ })).toBeVisible();
    expect(await keptToken(other)).toBe(token);
  }

  await signOut(others[0]);
  for (const tab of [page, ...others]) {
    await expect(signInHeading(tab)).toBeVisible();
    await expect(tab.getByRole("status").filter({ hasText: "You are signed out." })).toBeVisible();
    await expect(tab).toHaveURL(/\/sign-in/);
    await expect(tab.getByRole("navigation", { name: "Main" })).toHaveCount(0);
    await expect(tab.getByRole("dialog")).toHaveCount(0);
    expect(await keptToken(tab)).toBeUndefined();
  }
  await expect.poll(async () => (await server.api("GET", "/users/me", undefined, token)).status).toBe(401);
  // Nor does a reload bring anybody back in any of them.
  for (const tab of [page, ...others]) {
    await tab.reload();
    await expect(signInHeading(tab)).toBeVisible();
    expect(await keptToken(tab)).toBeUndefined();
  }
});

test("when its time is up the console says so, and leads back to the very address", async ({ page, server }) => {
  await page.route("**/config.json", (route) => route.fulfill({ json: { idle_minutes: 0 } }));
  await page.clock.install();
  const address = `${server.url}/users?size=50&sort=-username`;
  await page.goto(address);
  await signIn(page, adminName, server.adminPassword);
  await expect(page).toHaveURL(address);
  await expect(page.getByText("Session ends in 1 hour")).toBeVisible();
  // Without a request in the second half of its life nothing renews it.
  await page.clock.fastForward(hour - 2 * 60_000);
  await expect(page.getByText("Session ends in 2 min")).toBeVisible();
  await expect(page.getByText("Your session is about to end.")).toBeVisible();
  await axe(page);
  await page.clock.fastForward(3 * 60_000);
  await expect(endedDialog(page)).toBeVisible();
  await expect(page.getByText("Your session is about to end.")).toBeHidden();
  await expect(page).toHaveURL(address);
  expect(await keptToken(page)).toBeUndefined();
  await axe(page);
  await signInAgain(page, server.adminPassword);
  await expect(page).toHaveURL(address);
  await expect(users(page)).toBeVisible();
});

test("when the server ends it, the next request says so", async ({ page, server }) => {
  // Who is the last administrator is asked as well, and shown nowhere.
  const administrator = page.waitForResponse(/is_admin=true&expired_at/);
  const token = await openAs(page, server, "/users");
  await expect(page.getByText("1 of 1")).toBeVisible();
  await administrator;
  await usersLoaded(page);
  await server.api("DELETE", "/users/sign_out", undefined, token);
  await page.getByRole("columnheader", { name: "Username" }).getByRole("button").click();
  await signInAgain(page, server.adminPassword);
  await expect(page).toHaveURL(`${server.url}/users?sort=username`);
  await expect(page.getByRole("columnheader", { name: "Username" })).toHaveAttribute("aria-sort", "ascending");
  await usersLoaded(page);
});

test("whoever is deleted or expires while signed in is out with the next request", { tag: "@strict" }, async ({ page, server }) => {
  const token = await server.token();
  for (const [username, end] of [
    ["ada", (id: number) => server.api("DELETE", `/users/${id}`, undefined, token)],
    [
      "bob",
      (id: number) =>
        server.unstrictly(() => server.api("PUT", `/users/${id}`, { expired_at: "2020-01-01T00:00:00.000Z" }, token)),
    ],
    ["cy", (id: number) => server.api("PUT", `/users/${id}`, { password: "changed by another" }, token)],
  ] as const) {
    const user = await server.createUser({ username, is_admin: true });
    await openAs(page, server, "/profile", { username });
    await expect(page.getByRole("button", { name: `Account of ${username}` })).toBeVisible();
    expect((await end(user.id)).status).toBeLessThan(300);
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Users" }).click();
    await endedDialog(page).getByRole("button", { name: "Leave", exact: true }).click();
    await page.getByRole("dialog", { name: "Leave this page?" }).getByRole("button", { name: "Leave", exact: true }).click();
    await expect(page.getByText("Your session has ended.")).toBeVisible();
    await expect(page).toHaveURL(`${server.url}/sign-in?to=%2Fusers`);
    expect(await keptToken(page)).toBeUndefined();
  }
});

test.describe("with sessions of two seconds", () => {
  test.use({ serverOptions: { args: ["--session-lifetime", "2s", "--session-limit", "0s"] } });

  test("a token that expired before it is used is said to have ended", async ({ page, server }) => {
    const token = await server.token();
    await expect.poll(async () => (await server.api("GET", "/users/me", undefined, token)).status).toBe(401);
    await keepToken(page, server, token);
    await page.goto("/profile");
    await expect(page.getByText("Your session has ended.")).toBeVisible();
    await expect(page).toHaveURL(`${server.url}/sign-in?to=%2Fprofile`);
  });

  test("a session ends by itself, without a request", async ({ page, server }) => {
    await page.goto("/profile");
    await signIn(page, adminName, server.adminPassword);
    await expect(page.getByText("Session ends within a minute")).toBeVisible();
    await expect(endedDialog(page)).toBeVisible();
    await expect(page).toHaveURL(`${server.url}/profile`);
  });
});

test.describe("with sessions of six seconds", () => {
  test.use({ serverOptions: { args: ["--session-lifetime", "6s"] } });

  test("whoever works on isn't signed out, if the server renews sessions", { tag: "@strict" }, async ({ capabilities, page, server }) => {
    await page.goto("/users");
    await signIn(page, adminName, server.adminPassword);
    const first = await keptToken(page);
    const sort = page.getByRole("columnheader", { name: "Username" }).getByRole("button");
    const work = async (): Promise<string | undefined> => {
      await sort.click();
      return keptToken(page);
    };
    if (!capabilities.renews) {
      // The session ends when its time is up, and what was asked for is there again afterwards.
      await work();
      await expect(endedDialog(page)).toBeVisible();
      expect((await server.api("GET", "/users/me", undefined, first)).status).toBe(401);
      await signInAgain(page, server.adminPassword);
      await expect(page).toHaveURL(`${server.url}/users?sort=username`);
    } else {
      await expect.poll(work).not.toBe(first);
      // Beyond the end of the first token.
      await expect
        .poll(async () => {
          await work();
          return (await server.api("GET", "/users/me", undefined, first)).status;
        })
        .toBe(401);
      await sort.click();
      await expect(page.getByText("1 of 1")).toBeVisible();
      expect((await server.api("GET", "/users/me", undefined, await keptToken(page))).status).toBe(200);
    }
  });
});

for (const [name, wrong] of [
  ["fast", 24 * hour],
  ["slow", -24 * hour],
] as const) {
  test(`a clock that is a day ${name} changes nothing`, async ({ page, server }) => {
    await page.clock.install({ time: Date.now() + wrong });
    await page.goto("/");
    await signIn(page, adminName, server.adminPassword);
    await expect(page.getByText("Session ends in 1 hour")).toBeVisible();
    await page.reload();
    await expect(page.getByText("Session ends in 1 hour")).toBeVisible();
    await expect(users(page)).toBeVisible();
  });
}

test("a token that is forged, or whose user is gone, asks for a new sign-in", async ({ page, server }) => {
  const good = await server.token();
  const [header, payload, signature] = good.split(".") as [string, string, string];
  const { sub, jti, iat, exp } = JSON.parse(Buffer.from(payload, "base64url").toString());
  const none = `${base64url({ alg: "none", typ: "JWT" })}.${base64url({ sub, jti, iat, exp })}.`;
  const other = `${header}.${base64url({ sub: "2", jti, iat, exp })}.${signature}`;
  const ada = await server.createUser({ username: "ada", is_admin: true });
  const deleted = await server.token("ada");
  expect((await server.api("DELETE", `/users/${ada.id}`, undefined, good)).status).toBe(204);

  for (const token of [none, other, `${good}x`, deleted, "no token at all", "ünïcode"]) {
    await keepToken(page, server, token);
    await page.goto("/users");
    await expect(page.getByText("Your session has ended."), token).toBeVisible();
    await expect(signInHeading(page)).toBeVisible();
    expect(await keptToken(page)).toBeUndefined();
  }
  // What isn't even a session is as good as none.
  for (const text of ["", "{", "null", '{"value":7}', "<script>"]) {
    await keepText(page, server, text);
    await page.goto("/users");
    await expect(signInHeading(page), text).toBeVisible();
  }
  await signIn(page, adminName, server.adminPassword);
  await expect(users(page)).toBeVisible();
});

test("a session that can’t be checked isn't lost", async ({ page, problems, server }) => {
  problems.allow(serverGone, /Failed to fetch/);
  await openAs(page, server, "/users?sort=username");
  await expect(users(page)).toBeVisible();
  // The server goes away between the console's files and its first question.
  await page.route(
    "**/users/me",
    async (route) => {
      await server.kill();
      await route.continue();
    },
    { times: 1 },
  );
  await page.reload();
  await expect(page.getByRole("alert")).toContainText("The server can’t be reached");
  await expect(page.getByRole("alert")).toContainText("You are still signed in on this device.");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("alert")).toContainText("You are still signed in on this device.");
  // It is tried by itself, too.
  await server.restart();
  await expect(users(page)).toBeVisible({ timeout: 20_000 });
  await expect(page).toHaveURL(`${server.url}/users?sort=username`);
});

test("whoever signs out while the server is away is told what that means", async ({ page, problems, server }) => {
  problems.allow(serverGone);
  const token = await openAs(page, server, "/profile");
  await expect(page.getByRole("heading", { name: "Profile" })).toBeVisible();
  await server.kill();
  await signOut(page);
  await expect(page.getByText("You are signed out on this device, but the server couldn’t be told.")).toBeVisible();
  expect(await keptToken(page)).toBeUndefined();
  await server.restart();
  expect((await server.api("GET", "/users/me", undefined, token)).status).toBe(200);
});
