// Who I am, my email, my password; and what those see who are no administrators.

import { adminName, expect, signIn, test, type Page } from "../harness/fixtures.ts";
import { endedDialog, keptToken, noteRequests, openAs } from "../harness/app.ts";
import { serverGone } from "../harness/problems.ts";

/** The parts of the page. */
function parts(page: Page) {
  const label = (name: string) => page.getByLabel(name, { exact: true });
  return {
    you: page.getByRole("region", { name: "You" }),
    email: page.getByRole("textbox", { name: "Email", exact: true }),
    changeEmail: page.getByRole("button", { name: "Change email" }),
    current: label("Current password"),
    fresh: label("New password"),
    again: label("New password again"),
    changePassword: page.getByRole("button", { name: "Change password" }),
    alert: page.getByRole("alert"),
  };
}

test("an email is changed, refused, and cleared", { tag: "@strict" }, async ({ capabilities, page, problems, server }) => {
  problems.allow(serverGone);
  await server.createUser({ username: "grace", email: "grace@nodeum.example" });
  const token = await openAs(page, server, "/profile");
  const requests = noteRequests(page);
  const { you, email, changeEmail, alert } = parts(page);
  await expect(page).toHaveTitle("Profile · Nodeum Admin");
  await expect(you).toContainText("admin");
  await expect(you).toContainText("Administrator");
  await expect(you).toContainText("1000");
  await expect(you.getByText("Account expires")).toHaveCount(capabilities.expiry ? 1 : 0);
  await expect(email).toHaveAttribute("autocomplete", "email");
  await expect(changeEmail).toHaveAttribute("aria-disabled", "true");
  await expect(changeEmail).toHaveAccessibleDescription("Nothing is changed yet.");

  await email.fill("no address");
  await changeEmail.click();
  await expect(email).toHaveAccessibleDescription(/Enter an address such as ada@nodeum\.example\./);
  await expect(email).toBeFocused();
  expect(requests.of("PUT")).toEqual([]);
  await email.fill("GRACE@nodeum.example");
  await changeEmail.click();
  await expect(email).toHaveAccessibleDescription(/Someone else has this address\./);
  await expect(email).toBeFocused();
  await expect(email).toHaveValue("GRACE@nodeum.example");
  await server.kill();
  await email.fill("admin@nodeum.example");
  await changeEmail.click();
  await expect(alert).toHaveText(/Nothing answers at the server’s address/);
  await expect(email).toHaveValue("admin@nodeum.example");
  await server.restart();
  await email.press("Enter");
  await expect(page.getByText("Your email is changed.")).toBeVisible();
  await expect(alert).toBeHidden();
  const stored = async () => (await server.api("GET", "/users/me", undefined, token)).body.email;
  expect(await stored()).toBe("admin@nodeum.example");
  await expect(changeEmail).toHaveAttribute("aria-disabled", "true");
  // One can sign in with it.
  await server.token("admin@nodeum.example");
  await page.reload();
  await expect(email).toHaveValue("admin@nodeum.example");
  await email.fill("");
  await changeEmail.click();
  await expect(page.getByText("Your email is changed.")).toBeVisible();
  expect(await stored()).toBeNull();
});

test("it says who I am, how I am signed in, and who can change what I can't", { tag: "@strict" }, async ({ capabilities, page, server }) => {
  await page.goto("/profile");
  await signIn(page, adminName, server.adminPassword);
  const { you } = parts(page);
  const session = page.getByRole("region", { name: "This session" });
  const names = [
    ...["Username", "Role", "User id (uid)", "Group id (gid)"],
    ...(capabilities.source ? ["Source"] : []),
    ...(capabilities.expiry ? ["Account expires"] : []),
    "Created",
  ];
  await expect(you.getByRole("term")).toHaveText(names);
  const fact = (region: typeof you, name: string) =>
    region.locator("div", { has: page.getByText(name, { exact: true }) }).getByRole("definition");
  await expect(fact(you, "Username")).toHaveText("admin");
  await expect(fact(you, "Role")).toHaveText("Administrator");
  await expect(fact(you, "User id (uid)")).toHaveText("1000");
  await expect(fact(you, "Created")).toHaveText(/^(just now|\d+ min ago) · .+ 20\d\d/);
  if (capabilities.source && capabilities.expiry) {
    await expect(fact(you, "Source")).toHaveText("Web");
    await expect(fact(you, "Account expires")).toHaveText("Never");
    await expect(you).toContainText("Your role and your expiry only another administrator can change.");
  } else {
    // What the server doesn't have isn't spoken of.
    await expect(you).toContainText("Your role only another administrator can change.");
  }
  await expect(fact(session, "Server")).toHaveText(new URL(server.url).host);
  await expect(fact(session, "Signed in")).toHaveText("With username and password");
  await expect(fact(session, "Since")).toHaveText(/^just now · /);
  await expect(fact(session, "Ends")).toHaveText(/^in 1 hour · /);
  await expect(session).toContainText("The server may renew it while you work. It doesn’t say until when it would.");
  await you.getByRole("link", { name: "your user record" }).click();
  await expect(page).toHaveURL(`${server.url}/users/1/edit`);
  await expect(page.getByRole("dialog", { name: "Edit admin" })).toBeVisible();

  // Since when isn't known of a session that this browser didn't see begin.
  await server.createUser({ username: "ada" });
  await openAs(page, server, "/profile", { username: "ada" });
  await expect(you).toContainText("Only an administrator can change these.");
  await expect(fact(session, "Ends")).toHaveText("The server doesn’t say when.");
  await expect(session.getByText("Since", { exact: true })).toBeHidden();
});

test.describe("a session that is renewed", () => {
  test.use({ serverOptions: { args: ["--session-lifetime", "8s"] } });

  test("says so, and since when it is", { tag: "@strict" }, async ({ capabilities, page, server }) => {
    test.slow();
    await page.goto("/profile");
    await signIn(page, adminName, server.adminPassword);
    const session = page.getByRole("region", { name: "This session" });
    await expect(session).toContainText("The server may renew it while you work.");
    const since = await session.getByRole("definition").nth(2).innerText();
    if (capabilities.renews) {
      const { email, changeEmail } = parts(page);
      let count = 0;
      // Any request in the second half of its life renews it.
      const work = async (): Promise<string> => {
        count += 1;
        await email.fill(`admin${count}@nodeum.example`);
        await changeEmail.click();
        await expect(changeEmail).toHaveAttribute("aria-disabled", "true");
        return session.innerText();
      };
      await expect.poll(work).toContain("The server renews it while you work.");
      await expect(session.getByRole("term")).toHaveText(["Server", "Signed in", "Since", "Renewed", "Ends"]);
      expect((await session.getByRole("definition").nth(2).innerText()).split("·")[1]).toBe(since.split("·")[1]);
    } else {
      // It ends when its time is up.
      await expect(endedDialog(page)).toBeVisible();
    }
  });
});

test("a password is changed after the current one was checked", async ({ context, page, server }) => {
  await server.createUser({ username: "ada", password: "the old password" });
  await page.goto("/profile");
  await signIn(page, "ada", "the old password");
  const other = await context.newPage();
  await other.goto("/profile");
  await expect(other.getByRole("heading", { level: 1, name: "Profile" })).toBeVisible();
  const elsewhere = await server.token("ada", "the old password");
  await page.bringToFront();
  const before = await keptToken(page);
  const { current, fresh, again, changePassword, alert } = parts(page);
  for (const [field, purpose] of [
    [current, "current-password"],
    [fresh, "new-password"],
    [again, "new-password"],
  ] as const) {
    await expect(field).toHaveAttribute("autocomplete", purpose);
    await expect(field).toHaveAttribute("type", "password");
  }
  const requests = noteRequests(page);

  await changePassword.click();
  await expect(current).toHaveAccessibleDescription("Enter your current password.");
  await expect(current).toBeFocused();
  await current.fill("the old password");
  await fresh.fill("short");
  await again.fill("shorter");
  await changePassword.click();
  await expect(fresh).toHaveAccessibleDescription(/Use at least 8 characters\./);
  await expect(again).toHaveAccessibleDescription(/This differs from the new password\./);
  await expect(fresh).toBeFocused();
  await fresh.fill("the old password");
  await again.fill("the old password");
  await changePassword.click();
  await expect(fresh).toHaveAccessibleDescription(/This is your current password\./);
  await expect(fresh).toBeFocused();
  await fresh.fill("x".repeat(129));
  await again.fill("x".repeat(129));
  await changePassword.click();
  await expect(fresh).toHaveAccessibleDescription(/Use at most 128 characters\./);
  await expect(fresh).toBeFocused();
  expect(requests.calls).toEqual([]);

  await current.fill("not the old password");
  await fresh.fill(" the new påsswörd ");
  await again.fill(" the new påsswörd ");
  await changePassword.click();
  await expect(current).toHaveAccessibleDescription(/This isn’t your current password\./);
  await expect(current).toBeFocused();
  expect(requests.of("PUT")).toEqual([]);
  // A wrong password here doesn't end the session.
  expect(await keptToken(page)).toBe(before);
  await expect(fresh).toHaveValue(" the new påsswörd ");

  await current.fill("the old password");
  await changePassword.click();
  await expect(page.getByText("Your password is changed. All other sessions have ended.")).toBeVisible();
  await expect(alert).toBeHidden();
  for (const field of [current, fresh, again]) {
    await expect(field).toHaveValue("");
  }
  // This tab goes on with a session of its own; those elsewhere have ended.
  const after = await keptToken(page);
  expect(after).not.toBe(before);
  expect((await server.api("GET", "/users/me", undefined, after)).status).toBe(200);
  for (const ended of [before, elsewhere]) {
    expect((await server.api("GET", "/users/me", undefined, ended)).status).toBe(401);
  }
  const old = await server.api("POST", "/users/sign_in", { user: { username: "ada", password: "the old password" } });
  expect(old.status).toBe(401);
  await server.token("ada", " the new påsswörd ");
  // So does the other tab of the same person, without being asked.
  await expect.poll(() => keptToken(other)).toBe(after);
  await other.bringToFront();
  await parts(other).email.fill("ada@nodeum.example");
  await other.getByRole("button", { name: "Change email" }).click();
  await expect(other.getByText("Your email is changed.")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Profile" })).toBeVisible();
});

test("signing in again by itself may fail after a change: it is said that the password is changed", async ({
  page,
  problems,
  server,
}) => {
  problems.allow(/status of 503/);
  await openAs(page, server, "/profile");
  const { current, fresh, again, changePassword } = parts(page);
  await current.fill(server.adminPassword);
  await fresh.fill("another password");
  await again.fill("another password");
  // A server doesn't fail when it is asked to.
  let attempts = 0;
  await page.route("**/users/sign_in", async (route) => {
    attempts += 1;
    // The first one checks the current password.
    await (attempts === 1 ? route.continue() : route.fulfill({ status: 503, body: "" }));
  });
  await changePassword.click();
  await expect(page.getByText("Your password is changed. Sign in with the new one.")).toBeVisible();
  await page.unrouteAll();
  await signIn(page, adminName, "another password");
  await expect(page).toHaveURL(`${server.url}/profile`);
});

test("a password that the server doesn’t take is said at its field, and the rest stays", async ({
  page,
  problems,
  server,
}) => {
  problems.allow(/status of 500/);
  await openAs(page, server, "/profile");
  const { current, fresh, again, changePassword, alert } = parts(page);
  await current.fill(server.adminPassword);
  await fresh.fill("a new password");
  await again.fill("a new password");
  // What the bundled server can't be brought to answer: a failure, and another rule than the console's own.
  await page.route("**/users/1", (route) => route.fulfill({ status: 500, body: '{"error":"x","request_id":"id-7"}' }), {
    times: 1,
  });
  await changePassword.click();
  await expect(alert).toHaveText(/under request id-7/);
  await expect(current).toHaveValue(server.adminPassword);
  await expect(fresh).toHaveValue("a new password");
  // The password is what it was.
  await server.token();
  const body = '{"details":{"password":[{"error":"too_short","count":20}]},"messages":["Password is too short"]}';
  await page.route("**/users/1", (route) => route.fulfill({ status: 422, body }), { times: 1 });
  await changePassword.click();
  await expect(fresh).toHaveAccessibleDescription(/Use at least 20 characters\./);
  await expect(fresh).toBeFocused();
});

test("who is no administrator sees what they may use and no more", async ({ page, server }) => {
  const ada = await server.createUser({ username: "ada", password: "the password" });
  const requests = noteRequests(page);
  await page.goto("/");
  await signIn(page, "ada", "the password");
  await expect(page).toHaveURL(`${server.url}/profile`);
  await expect(parts(page).you).toContainText("User");
  const navigation = page.getByRole("navigation", { name: "Main" });
  await expect(navigation.getByRole("link")).toHaveText(["Configuration", "API keys", "Profile"]);
  await parts(page).email.fill("ada@nodeum.example");
  await parts(page).changeEmail.click();
  await expect(page.getByText("Your email is changed.")).toBeVisible();
  const stored = await server.api("GET", `/users/${ada.id}`, undefined, await server.token());
  expect(stored.body).toMatchObject({ username: "ada", email: "ada@nodeum.example", is_admin: false });

  for (const path of ["/users", "/users/1", "/users/1/edit", "/users/new"]) {
    await page.goto(path);
    await expect(page.getByText("This page is for administrators")).toBeVisible();
    await expect(page.getByRole("heading", { level: 1, name: "Not allowed" })).toBeAttached();
    await expect(page).toHaveTitle("Not allowed · Nodeum Admin");
  }
  // What isn't shown isn't asked for, either.
  expect(requests.calls.filter((call) => /^GET \/users(\/\d+)?$/.test(call))).toEqual([]);
  await page.getByRole("link", { name: "Go to your profile" }).click();
  await expect(page).toHaveURL(`${server.url}/profile`);

  // A demotion takes effect with the next request: the console says so instead of pretending.
  await server.createUser({ username: "grace", is_admin: true, password: "the password" });
  await openAs(page, server, "/users", { username: "grace", password: "the password" });
  await expect(page.getByText("1–3 of 3")).toBeVisible();
  await server.api("PUT", "/users/grace", { is_admin: false }, await server.token());
  await page.getByRole("columnheader", { name: "uid" }).getByRole("button").click();
  await expect(page.getByText("Your account isn’t allowed to do this.")).toBeVisible();
});
