// Signing in.

import { adminName, expect, signIn, takenOver, test, type Page } from "../harness/fixtures.ts";
import { Gate, guessUntilHeldUp, keptToken, noteRequests, openAs } from "../harness/app.ts";
import { serverGone } from "../harness/problems.ts";

/** The form of the page. */
function form(page: Page) {
  return {
    username: page.getByLabel("Username or email", { exact: true }),
    password: page.getByLabel("Password", { exact: true }),
    submit: page.getByRole("button", { name: "Sign in", exact: true }),
    alert: page.getByRole("alert"),
  };
}

test("somebody signs in by keyboard or by password manager", { tag: "@strict" }, async ({ page, server }) => {
  await page.goto("/");
  await takenOver(page);
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  await expect(page).toHaveURL(`${server.url}/sign-in`);
  await expect(page).toHaveTitle("Sign in · Nodeum Admin");
  await expect(page.getByText(new URL(server.url).host)).toBeVisible();
  const { username, password } = form(page);

  // What password managers look for: one form with both fields, named and marked.
  await expect(username).toHaveAttribute("autocomplete", "username");
  await expect(username).toHaveAttribute("name", "username");
  await expect(password).toHaveAttribute("autocomplete", "current-password");
  await expect(password).toHaveAttribute("name", "password");
  await expect(password).toHaveAttribute("type", "password");
  const together = page.locator("form").filter({ has: username }).filter({ has: password });
  await expect(together.getByRole("button", { name: "Sign in", exact: true })).toHaveAttribute("type", "submit");

  await expect(username).toBeFocused();
  await page.keyboard.type("ADMIN ");
  await page.keyboard.press("Tab");
  await expect(password).toBeFocused();
  await page.keyboard.type(server.adminPassword);

  await page.getByRole("button", { name: "Show password" }).click();
  await expect(password).toHaveAttribute("type", "text");
  await expect(password).toHaveValue(server.adminPassword);
  await page.getByRole("button", { name: "Hide password" }).click();
  await expect(password).toHaveAttribute("type", "password");

  await password.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Users" })).toBeVisible();
  await expect(page).toHaveURL(`${server.url}/users`);
  await expect(page.getByText("Session ends in 1 hour")).toBeVisible();
  const me = await server.api("GET", "/users/me", undefined, await keptToken(page));
  expect(me.body.username).toBe(adminName);
  // The password is kept nowhere.
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href]));
  expect(kept).not.toContain(server.adminPassword);
});

test("while one request is under way there is no second", async ({ page, server }) => {
  const gate = new Gate();
  await page.route("**/users/sign_in", async (route) => {
    await gate.passed;
    await route.continue();
  });
  const requests = noteRequests(page);
  await page.goto("/");
  await takenOver(page);
  const { username, password, submit } = form(page);
  await expect(username).toBeFocused();
  await username.fill(adminName);
  await password.fill(server.adminPassword);
  await submit.dblclick();
  await expect(submit).toHaveAttribute("aria-busy", "true");
  await expect(submit).toHaveAttribute("aria-disabled", "true");
  await password.press("Enter");
  gate.open();
  await expect(page.getByRole("heading", { name: "Users" })).toBeVisible();
  expect(requests.calls.filter((call) => call.endsWith("/sign_in"))).toHaveLength(1);
});

test("refusals are told apart, and what was typed stays where it is of use", { tag: "@strict" }, async ({
  context,
  page,
  problems,
  server,
}) => {
  await server.unstrictly(() => server.createUser({ username: "gone", expired_at: "2020-01-01T00:00:00.000Z" }));
  const requests = noteRequests(page);
  await page.goto("/");
  await takenOver(page);
  const { username, password, submit, alert } = form(page);

  await submit.click();
  await expect(username).toHaveAccessibleDescription("Enter your username or email.");
  await expect(password).toHaveAccessibleDescription("Enter your password.");
  await expect(username).toBeFocused();
  expect(requests.calls).toEqual([]);

  // A wrong password and a wrong name sound alike. The password has to be typed again; the name may well be right.
  for (const [name, secret] of [
    [adminName, "wrong password"],
    ["nobody", server.adminPassword],
  ] as const) {
    await username.fill(name);
    await password.fill(secret);
    await submit.click();
    await expect(alert).toHaveText(/wrong/i);
    await expect(alert).toHaveText(/username or password/i);
    await expect(password).toHaveValue("");
    await expect(password).toBeFocused();
    await expect(username).toHaveValue(name);
  }

  await username.fill("gone");
  await password.fill(server.adminPassword);
  await submit.click();
  await expect(alert).toHaveText(/account has expired/);
  await expect(submit).not.toBeFocused();

  // What the server itself never answers, but throttles and proxies before it do.
  await username.fill(adminName);
  await password.fill(server.adminPassword);
  problems.allow(/status of 50[0-9]/);
  const answers: [{ status: number; headers?: Record<string, string>; body?: string }, RegExp][] = [
    [{ status: 429, body: "" }, /Wait a minute, then try again/],
    [{ status: 502, headers: { "Content-Type": "text/html" }, body: "<h1>Bad gateway</h1>" }, /the server itself doesn’t/],
    [{ status: 503, body: "" }, /the server itself doesn’t/],
    [{ status: 201, body: "" }, /Something between you and the server answered in its place/],
    [{ status: 200, headers: { "Content-Type": "text/html" }, body: "<h1>Portal</h1>" }, /answered in its place/],
    [{ status: 404, headers: { "Content-Type": "text/html" }, body: "<h1>No</h1>" }, /Check api_origin in config.json/],
    [{ status: 201, body: '{"id":1,"username":"admin"}' }, /must send Access-Control-Expose-Headers/],
  ];
  for (const [answer, words] of answers) {
    await page.route("**/users/sign_in", (route) => route.fulfill(answer), { times: 1 });
    await submit.click();
    await expect(alert).toHaveText(words);
    await expect(alert).not.toHaveText(/Bad gateway|Portal|<h1>/);
    await expect(password).toHaveValue(server.adminPassword);
  }

  // A server that takes too long: half a minute is over at once.
  const patience = await page.evaluateHandle(() => AbortSignal.timeout);
  await page.evaluate(() => {
    AbortSignal.timeout = () => AbortSignal.abort(new DOMException("Too slow", "TimeoutError"));
  });
  await submit.click();
  await expect(alert).toHaveText(/The server didn’t answer in time\. Try again in a moment\./);
  await expect(password).toHaveValue(server.adminPassword);
  await page.evaluate((real) => {
    AbortSignal.timeout = (milliseconds) => real.call(AbortSignal, milliseconds);
  }, patience);

  problems.allow(/ERR_INTERNET_DISCONNECTED/, serverGone);
  await context.setOffline(true);
  await submit.click();
  await expect(alert).toHaveText(/This device has no network/);
  await context.setOffline(false);
  await server.kill();
  await submit.click();
  await expect(alert).toHaveText(/Nothing answers at the server’s address/);
  await expect(username).toHaveValue(adminName);
  await expect(password).toHaveValue(server.adminPassword);

  await server.restart();
  await submit.click();
  await expect(page.getByRole("heading", { name: "Users" })).toBeVisible();
});

test("whoever guesses is told how long to wait", async ({ page, server }) => {
  await page.goto("/");
  await takenOver(page);
  const { username, password, submit, alert } = form(page);
  await expect(username).toBeFocused();
  await username.fill("ada");
  await password.fill("one guess more");
  // The wait is of seconds: everything else is ready by then.
  await guessUntilHeldUp(server, "ada");
  await submit.click();
  await expect(alert).toHaveText(/^Too many tries\.\s*You can try again in \d+ s\.$/);
  await expect(submit).not.toBeFocused();
  // Others aren't held up.
  await signIn(page, adminName, server.adminPassword);
});

test.describe("after signing in", () => {
  test.use({ serverOptions: { demo: 120 } });

  test("it goes on to the exact address that was asked for, and to nowhere outside the app", { tag: "@strict" }, async ({
    page,
    server,
  }) => {
    const address = `${server.url}/users?page=2&size=50&sort=-username`;
    await page.goto(address);
    await expect(page).toHaveURL(/\/sign-in\?to=/);
    await expect(page.getByText("to go on to Users")).toBeVisible();
    await signIn(page, adminName, server.adminPassword);
    await expect(page).toHaveURL(address);
    await expect(page.getByText("51–100 of 121")).toBeVisible();
    await expect(page.getByRole("columnheader", { name: "Username" })).toHaveAttribute("aria-sort", "descending");
    // Back doesn't lead to the sign-in page again.
    await page.goBack();
    await expect(page).not.toHaveURL(/sign-in/);

    for (const to of [
      "https://evil.example/",
      "//evil.example/",
      "/\\evil.example/",
      "/%09/evil.example/",
      "javascript:alert(1)",
      "evil.example",
      "/users/../../evil",
      "/users/%2e%2e/%2E./evil",
      "/.//evil.example/",
      "/sign-in?to=/sign-in",
    ]) {
      await page.goto(`/sign-in?to=${to.startsWith("/%") ? to : encodeURIComponent(to)}`);
      await expect(page.getByRole("heading", { name: "Users" })).toBeVisible();
      await expect(page, to).toHaveURL(`${server.url}/users`);
    }
    await page.goto("/sign-in?to=%2Fprofile%3Fx%3Dhttps%3A%2F%2Felsewhere.test");
    await expect(page).toHaveURL(`${server.url}/profile?x=https://elsewhere.test`);
  });
});

test("an address outside the app is refused to whoever signs in by the form, too", async ({ page, server }) => {
  await page.goto(`/sign-in?to=${encodeURIComponent("//evil.example/users")}`);
  await signIn(page, adminName, server.adminPassword);
  await expect(page.getByRole("heading", { name: "Users" })).toBeVisible();
  await expect(page).toHaveURL(`${server.url}/users`);
});

test("an address that begins with two slashes leads nowhere else, signed in or not", async ({ page, server }) => {
  const address = `${server.url}//evil.example/users`;
  await page.goto(address);
  await signIn(page, adminName, server.adminPassword);
  await expect(page).toHaveURL(`${server.url}/users`);
  await page.goto(address);
  await expect(page.getByRole("heading", { name: "There is no such page" })).toBeVisible();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Profile" }).click();
  await expect(page).toHaveURL(`${server.url}/profile`);
  await page.goBack();
  await expect(page.getByRole("heading", { name: "There is no such page" })).toBeVisible();
});

test("the token is taken with and without its prefix", async ({ page, server }) => {
  await openAs(page, server, "/sign-in");
  await expect(page.getByRole("heading", { name: "Users" })).toBeVisible();
  for (const prefix of ["", "Bearer ", "bearer "]) {
    await page.route(
      "**/users/sign_in",
      async (route) => {
        const response = await route.fetch();
        const headers = response.headers();
        const token = headers["authorization"]!.replace(/^Bearer /, "");
        await route.fulfill({ response, headers: { ...headers, authorization: prefix + token } });
      },
      { times: 1 },
    );
    await page.getByRole("button", { name: /^Account of/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await signIn(page, adminName, server.adminPassword);
    await expect(page.getByText("1 of 1")).toBeVisible();
    expect(await keptToken(page)).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  }
});
