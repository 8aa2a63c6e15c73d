// What nobody should enter, and what becomes of it.

import { expect, runAll, takenOver, test, type Page } from "../harness/fixtures.ts";
import { noteRequests, openAs } from "../harness/app.ts";
import { serverGone } from "../harness/problems.ts";

const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });
/** Waits for the focus, which a form puts on its first error in the next frame: what is typed before would go astray. */
const focusOn = (page: Page, name: string) => expect(field(page, name)).toBeFocused();
const create = (page: Page) => page.getByRole("dialog").getByRole("button", { name: "Create user" });

/** More than any request may have; browsers take half a minute to draw as much as would be absurd. */
const megabytes = (runAll ? 10 : 1.1) * 1_000_000;

/** Puts a text into a field at once, as pasting does. */
async function paste(page: Page, name: string, text: string): Promise<void> {
  await field(page, name).focus();
  await page.keyboard.insertText(text);
}

test("megabytes in a field bring a clear message and break nothing", async ({ page, server }) => {
  test.slow();
  const token = await openAs(page, server, "/users/new");
  await expect(field(page, "Username")).toBeFocused();
  const huge = "x".repeat(megabytes);
  await field(page, "Username").fill("ada");
  await field(page, "Password").fill(huge);
  await create(page).click();
  await expect(field(page, "Password")).toHaveAccessibleDescription(/Use at most 128 characters\./);
  await focusOn(page, "Password");
  await field(page, "Password").fill("long enough");
  await paste(page, "Email", `${huge}@nodeum.example`);
  await create(page).click();
  await expect(field(page, "Email")).toHaveAccessibleDescription(/Use at most 254 characters\./);
  await focusOn(page, "Email");
  await field(page, "Email").fill("");
  await field(page, "Username").fill("ж".repeat(65));
  await create(page).click();
  await expect(field(page, "Username")).toHaveAccessibleDescription(/Use at most 64 characters\./);
  await focusOn(page, "Username");
  await field(page, "User id (uid)").fill("9".repeat(1000));
  await create(page).click();
  await expect(field(page, "User id (uid)")).toHaveAccessibleDescription(/4294967294 or less/);
  // The name is still too long, and the first of what is wrong.
  await focusOn(page, "Username");
  await field(page, "User id (uid)").fill("-1");
  await create(page).click();
  await expect(field(page, "User id (uid)")).toHaveAccessibleDescription(/Enter 0 or more/);
  await focusOn(page, "Username");
  await field(page, "User id (uid)").fill("4294967294");
  await field(page, "Username").fill("ж".repeat(64));
  await create(page).click();
  await expect(page.getByRole("dialog", { name: "ж".repeat(64) })).toBeVisible();
  const users = (await server.api("GET", "/users", undefined, token)).body.users;
  expect(users.map((user: any) => [user.username, user.user_id])).toEqual([
    ["admin", 1000],
    ["ж".repeat(64), 4_294_967_294],
  ]);
});

test("megabytes as a name or a password at sign-in are refused in words", async ({ page, server }) => {
  test.slow();
  await page.goto("/");
  await takenOver(page);
  await focusOn(page, "Username or email");
  await field(page, "Username or email").fill("admin");
  await field(page, "Password").fill("y".repeat(megabytes));
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert")).toHaveText(/too large for the server\. Shorten it\./);
  expect((await server.api("GET", "/users/me", undefined, await server.token())).status).toBe(200);
});

test("SQL and markup in every field are text like any other", async ({ page, server }) => {
  const token = await openAs(page, server, "/users");
  for (const [username, email] of [
    ["'; DROP TABLE users; --", "o'brien+drop--@nodeum.example"],
    ['" OR 1=1 --', "a`b@nodeum.example"],
    ["<script>alert(1)<script>", "%{7*7}@nodeum.example"],
    ["<img src=x onerror=alert(1)>", "{x|y}@nodeum.example"],
  ] as const) {
    await page.goto("/users/new");
    await field(page, "Username").fill(username);
    await page.getByRole("textbox", { name: "Email", exact: true }).fill(email);
    await field(page, "Password").fill(`${username} ${email}`);
    await create(page).click();
    const drawer = page.getByRole("dialog", { name: username, exact: true });
    await expect(drawer).toBeVisible();
    await expect(drawer).toContainText(email);
    await expect(page.getByRole("rowheader", { name: username, exact: true })).toBeAttached();
    const stored = (await server.api("GET", `/users/${encodeURIComponent(email)}`, undefined, token)).body;
    expect(stored).toMatchObject({ username, email });
    await server.token(username, `${username} ${email}`);
    // The name is in the words of every question, too.
    await drawer.getByRole("button", { name: "Delete user…" }).click();
    await expect(page.getByRole("dialog", { name: `Delete ${username}?`, exact: true })).toContainText(
      `${username} is signed out everywhere`,
    );
  }
  // In fields that take no such thing.
  await page.goto("/users/new");
  for (const text of ["1; DROP TABLE users", "<script>", "1e3", "0x10", "1.5", "١٢"]) {
    await field(page, "User id (uid)").fill(text);
    await create(page).click();
    await expect(field(page, "User id (uid)"), text).toHaveAccessibleDescription(/Enter a whole number/);
    // The first of what is wrong, since nothing was entered there.
    await focusOn(page, "Username");
  }
  // And in addresses.
  for (const path of ["/users/1%3BDROP", "/users?sort=id;DROP&page='", "/users/%3Cscript%3Ealert(1)%3C%2Fscript%3E"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1, name: "Users" })).toBeAttached();
  }
  expect((await server.api("GET", "/users?limit=0", undefined, token)).body.count).toBe(5);
});

test("what was typed outlives every failure", { tag: "@strict" }, async ({ capabilities, context, page, problems, server }) => {
  problems.allow(/status of (50[0-9]|400)/, serverGone, /ERR_INTERNET_DISCONNECTED/);
  const token = await openAs(page, server, "/users/new");
  const requests = noteRequests(page);
  const typed = async (): Promise<void> => {
    await expect(field(page, "Username")).toHaveValue("ada");
    await expect(page.getByRole("textbox", { name: "Email", exact: true })).toHaveValue("ada@nodeum.example");
    await expect(field(page, "User id (uid)")).toHaveValue("4711");
    await expect(field(page, "Group id (gid)")).toHaveValue("4712");
    await expect(page.getByRole("radio", { name: "Administrator" })).toBeChecked();
    if (capabilities.expiry && capabilities.source) {
      await expect(page.getByRole("radio", { name: "Date…" })).toBeChecked();
      await expect(field(page, "Expiry date")).toHaveValue("2031-02-03");
      await expect(field(page, "Expiry time")).toHaveValue("04:05");
      await expect(field(page, "Source").getByRole("option", { selected: true })).toHaveText("Directory");
    }
    await expect(field(page, "Password")).toHaveValue("long enough");
    await expect(create(page)).not.toHaveAttribute("aria-disabled", "true");
  };
  await field(page, "Username").fill("ada");
  await page.getByRole("textbox", { name: "Email", exact: true }).fill("ada@nodeum.example");
  await field(page, "User id (uid)").fill("4711");
  await field(page, "Group id (gid)").fill("4712");
  await page.getByRole("radio", { name: "Administrator" }).check();
  if (capabilities.expiry && capabilities.source) {
    await page.getByRole("radio", { name: "Date…" }).check();
    await field(page, "Expiry date").fill("2031-02-03");
    await field(page, "Expiry time").fill("04:05");
    await field(page, "Source").selectOption({ label: "Directory" });
  }
  await field(page, "Password").fill("long enough");

  const alert = page.getByRole("alert");
  // What the bundled server can't be brought to answer here, and other servers and proxies may.
  const answers: [{ status: number; headers?: Record<string, string>; body: string }, RegExp][] = [
    [
      { status: 422, body: '{"details":{"base":[{"error":"quota"}]},"messages":["No more users"]}' },
      /The server refuses this/,
    ],
    [{ status: 422, body: '{"details":{},"messages":["Out of luck"]}' }, /Out of luck/],
    [{ status: 422, body: "" }, /The server refused this without giving a reason/],
    [{ status: 400, body: '{"error":"The body is odd"}' }, /The body is odd/],
    [{ status: 500, body: '{"error":"The server failed","request_id":"z9"}' }, /under request z9/],
    [{ status: 504, headers: { "Content-Type": "text/html" }, body: "<h1>Timeout</h1>" }, /the server itself doesn’t/],
    [{ status: 429, headers: { "Retry-After": "120" }, body: "" }, /Too many tries\.\s*You can try again in 1[12]\d s\./],
    [{ status: 201, body: "not JSON" }, /answered in its place/],
  ];
  for (const [answer, words] of answers) {
    await page.route("**/api/v2/users", (route) => route.fulfill(answer), { times: 1 });
    await create(page).click();
    await expect(alert).toHaveText(words);
    await typed();
  }
  await context.setOffline(true);
  await create(page).click();
  await expect(alert).toHaveText(/This device has no network/);
  await typed();
  await context.setOffline(false);
  await server.kill();
  await create(page).click();
  await expect(alert).toHaveText(/Nothing answers at the server’s address/);
  await typed();
  await server.restart();
  await create(page).click();
  await expect(page.getByRole("dialog", { name: "ada", exact: true })).toBeVisible();
  expect(requests.of("POST")).toHaveLength(answers.length + 3);
  const stored = (await server.api("GET", "/users/ada", undefined, token)).body;
  expect(stored).toMatchObject({
    email: "ada@nodeum.example",
    user_id: 4711,
    group_id: 4712,
    is_admin: true,
    ...(capabilities.expiry && { expired_at: "2031-02-03T03:05:00.000Z" }),
    ...(capabilities.source && { source_type: "cli_ldap" }),
  });
});
