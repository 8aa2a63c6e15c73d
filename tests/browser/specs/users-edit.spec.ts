// A user's page, creating, editing and deleting.

import { expect, test, type Page } from "../harness/fixtures.ts";
import { Gate, noteRequests, openAs, tabTo } from "../harness/app.ts";
import { serverGone } from "../harness/problems.ts";

const day = 24 * 60 * 60_000;

const drawer = (page: Page, name: string) => page.getByRole("dialog", { name, exact: true });

/** The fields of a user's form. */
function fields(page: Page) {
  const label = (name: string) => page.getByLabel(name, { exact: true });
  return {
    username: label("Username"),
    email: label("Email"),
    uid: label("User id (uid)"),
    gid: label("Group id (gid)"),
    role: page.getByRole("radiogroup", { name: "Role" }),
    expires: page.getByRole("radiogroup", { name: "Expires" }),
    date: label("Expiry date"),
    time: label("Expiry time"),
    source: label("Source"),
    password: label("Password"),
    newPassword: label("New password"),
    create: page.getByRole("dialog").getByRole("button", { name: "Create user" }),
    save: page.getByRole("dialog").getByRole("button", { name: /^Save/ }),
    cancel: page.getByRole("dialog").getByRole("button", { name: "Cancel" }),
  };
}

test("creating a user takes a name and a password; the server chooses the rest", { tag: "@strict" }, async ({
  capabilities,
  page,
  server,
}) => {
  const token = await openAs(page, server, "/users");
  const requests = noteRequests(page);
  await page.getByRole("link", { name: "Create user" }).click();
  await expect(page).toHaveURL(`${server.url}/users/new`);
  await expect(page).toHaveTitle("Create user · Nodeum Admin");
  const form = fields(page);
  await expect(form.username).toBeFocused();
  await expect(form.role.getByRole("radio", { name: "User" })).toBeChecked();
  if (capabilities.expiry) {
    await expect(form.expires.getByRole("radio", { name: "Never" })).toBeChecked();
    await expect(form.expires).toHaveAccessibleDescription("This account does not expire.");
  }
  // What the server can't keep isn't asked for.
  await expect(form.expires).toHaveCount(capabilities.expiry ? 1 : 0);
  await expect(form.source).toHaveCount(capabilities.source ? 1 : 0);
  await expect(form.password).toHaveAttribute("autocomplete", "new-password");

  // The check before the server: each at its field, the focus at the first.
  await form.email.fill("not an address");
  await form.uid.fill("12a");
  await form.gid.fill("4294967295");
  await form.password.fill("short");
  await form.create.click();
  await expect(form.username).toHaveAccessibleDescription("Enter a value.");
  await expect(form.username).toHaveAttribute("aria-invalid", "true");
  await expect(form.username).toBeFocused();
  await expect(form.email).toHaveAccessibleDescription(/Enter an address such as/);
  await expect(form.uid).toHaveAccessibleDescription(/Enter a whole number/);
  await expect(form.gid).toHaveAccessibleDescription(/4294967294 or less/);
  await expect(form.password).toHaveAccessibleDescription(/Use at least 8 characters/);
  expect(requests.of("POST")).toEqual([]);
  for (const name of ["a/b", "12345", "me", "..", "sign_in", "a\u200Bda"]) {
    await form.username.fill(name);
    await form.create.click();
    await expect(form.username, JSON.stringify(name)).toHaveAccessibleDescription(/Use no slash, no invisible/);
    await expect(form.username).toBeFocused();
  }
  // An error goes as soon as somebody fixes what it is about.
  // Blanks around a name are nobody's intention.
  await form.username.fill(" ada ");
  await expect(form.username).not.toHaveAttribute("aria-invalid", "true");
  await form.email.fill("");
  await form.uid.fill("");
  await form.gid.fill("");
  await form.password.fill("long enough");
  await form.create.click();

  // It goes on to the user's page, and the list knows of them.
  await expect(drawer(page, "ada")).toBeVisible();
  const made = (await server.api("GET", "/users/ada", undefined, token)).body;
  await expect(page).toHaveURL(`${server.url}/users/${made.id}`);
  expect(made).toMatchObject({
    username: "ada",
    email: null,
    user_id: 1001,
    group_id: 1000,
    is_admin: false,
    ...(capabilities.expiry && { expired_at: null }),
    ...(capabilities.source && { source_type: "web_app" }),
  });
  expect(requests.of("POST")).toEqual(["POST /users"]);
  await server.token("ada", "long enough");
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(`${server.url}/users`);
  await expect(page.getByRole("link", { name: "ada" })).toBeVisible();
  await expect(page.getByText("1–2 of 2")).toBeVisible();
});

test("creating a user with everything; what the server refuses lands on its field", { tag: "@strict" }, async ({
  capabilities,
  page,
  server,
}) => {
  await server.createUser({ username: "Grace", email: "grace@nodeum.example" });
  const token = await openAs(page, server, "/users/new");
  const form = fields(page);
  await form.username.fill("grace");
  await form.email.fill("GRACE@nodeum.example");
  await form.uid.fill("5000");
  await form.gid.fill("6000");
  await form.role.getByRole("radio", { name: "Administrator" }).check();
  if (capabilities.expiry) {
    await form.expires.getByRole("radio", { name: "30 days" }).check();
    await expect(form.expires).toHaveAccessibleDescription(/^Expires in 30 days: .+, your time \(Europe\/Brussels\)\.$/);
  }
  if (capabilities.source) {
    await form.source.selectOption({ label: "Directory" });
  }
  await form.password.fill("correct horse");
  await form.create.click();
  await expect(form.username).toHaveAccessibleDescription(/Already taken/);
  await expect(form.username).toBeFocused();
  await expect(form.email).toHaveAccessibleDescription(/Already taken/);
  // Nothing that was typed is lost.
  await expect(form.email).toHaveValue("GRACE@nodeum.example");
  await expect(form.uid).toHaveValue("5000");
  await expect(form.password).toHaveValue("correct horse");
  await expect(form.role.getByRole("radio", { name: "Administrator" })).toBeChecked();

  await form.username.fill("🦀 hopper");
  await form.email.fill("hopper@nodeum.example");
  await form.create.click();
  const page1 = drawer(page, "🦀 hopper");
  await expect(page1).toBeVisible();
  await expect(page1).toContainText("hopper@nodeum.example");
  await expect(page1).toContainText("Administrator");
  await expect(page1.getByText("Directory")).toHaveCount(capabilities.source ? 1 : 0);
  await expect(page1).toContainText("5000");
  await expect(page1).toContainText("6000");
  const made = (await server.api("GET", "/users/hopper@nodeum.example", undefined, token)).body;
  expect(made).toMatchObject({
    username: "🦀 hopper",
    user_id: 5000,
    group_id: 6000,
    is_admin: true,
    ...(capabilities.source && { source_type: "cli_ldap" }),
  });
  if (capabilities.expiry) {
    expect(Math.abs(new Date(made.expired_at).getTime() - Date.now() - 30 * day)).toBeLessThan(5 * 60_000);
  }

  // Names that look like parts of an address are names like any other.
  for (const name of ["50%", "..x", "a b?c#d", "ünï&cödé"]) {
    await page.goto("/users/new");
    await form.username.fill(name);
    await form.password.fill("correct horse");
    await form.create.click();
    await expect(drawer(page, name)).toBeVisible();
    await page.reload();
    await expect(drawer(page, name)).toBeVisible();
    await expect(page.getByRole("row").filter({ hasText: name })).toBeVisible();
  }
});

test("editing sends what was changed and nothing else", async ({ page, server }) => {
  const ada = await server.createUser({ username: "ada", email: "ada@nodeum.example" });
  const token = await openAs(page, server, `/users/${ada.id}?sort=username`);
  const requests = noteRequests(page);
  await expect(page).toHaveTitle("ada · Nodeum Admin");
  await drawer(page, "ada").getByRole("link", { name: "Edit" }).click();
  await expect(page).toHaveURL(`${server.url}/users/${ada.id}/edit?sort=username`);
  await expect(page).toHaveTitle("Edit ada · Nodeum Admin");
  const form = fields(page);
  await expect(form.username).toHaveValue("ada");
  await expect(form.email).toHaveValue("ada@nodeum.example");
  await expect(form.save).toHaveText("Save");
  await expect(form.save).toHaveAttribute("aria-disabled", "true");
  await expect(form.save).toHaveAccessibleDescription("Nothing is changed yet.");
  await form.username.press("Enter");
  expect(requests.of("PUT")).toEqual([]);

  await form.username.fill("ada.l");
  await expect(form.save).toHaveText("Save 1 change");
  await form.email.fill("");
  await expect(form.save).toHaveText("Save 2 changes");
  await form.username.fill("ada");
  await expect(form.save).toHaveText("Save 1 change");
  await form.role.getByRole("radio", { name: "Administrator" }).check();
  await expect(form.save).toHaveText("Save 2 changes");
  await form.save.click();
  await expect(drawer(page, "ada")).toContainText("Administrator");
  await expect(page).toHaveURL(`${server.url}/users/${ada.id}?sort=username`);
  expect(requests.of("PUT")).toEqual([`PUT /users/${ada.id}`]);
  const sent: any = requests.bodies[requests.calls.indexOf(`PUT /users/${ada.id}`)];
  expect(sent.user ?? sent).toEqual({ email: null, is_admin: true });
  const after = (await server.api("GET", `/users/${ada.id}`, undefined, token)).body;
  expect(after).toEqual({ ...ada, email: null, is_admin: true, updated_at: after.updated_at });
  // The list behind knows it, too.
  await page.keyboard.press("Escape");
  await expect(page.getByRole("row").filter({ has: page.getByRole("link", { name: "ada" }) })).toContainText("Administrator");

  // A new password ends the sessions of the one before.
  const old = await server.token("ada");
  await page.getByRole("button", { name: "Actions for ada" }).click();
  await page.getByRole("menuitem", { name: "Edit" }).click();
  await form.newPassword.fill("a new password");
  await form.save.click();
  await expect(drawer(page, "ada")).toBeVisible();
  expect((await server.api("GET", "/users/me", undefined, old)).status).toBe(401);
  await server.token("ada", "a new password");

  // Emptied ids are no change that could be made.
  await page.goto(`/users/${ada.id}/edit`);
  await form.uid.fill("");
  await form.save.click();
  await expect(form.uid).toHaveAccessibleDescription(/Enter a value/);
});

test("an expiry that nobody touches keeps its seconds", { tag: "@strict" }, async ({ capabilities, page, server }) => {
  const expiring = { username: "ada", expired_at: "2031-05-06T07:08:09.123Z" };
  const ada = await server.unstrictly(() => server.createUser(expiring));
  const token = await openAs(page, server, `/users/${ada.id}/edit`);
  const form = fields(page);
  const stored = async () => (await server.api("GET", `/users/${ada.id}`, undefined, token)).body.expired_at;
  if (capabilities.expiry) {
    await expect(form.expires.getByRole("radio", { name: "Date…" })).toBeChecked();
    await expect(form.date).toHaveValue("2031-05-06");
    await expect(form.time).toHaveValue("09:08");
  } else {
    // What the server keeps to itself isn't shown, and isn't touched either.
    await expect(form.username).toHaveValue("ada");
    await expect(form.expires).toBeHidden();
  }
  // Untouched it keeps its seconds.
  await form.gid.fill("1234");
  await form.save.click();
  await expect(drawer(page, "ada")).toBeVisible();
  // The server starts anew for it: no page may be asking something meanwhile.
  await page.close();
  expect(await server.unstrictly(stored)).toBe("2031-05-06T07:08:09.123Z");
});

test.describe("on a server that knows expiries", () => {
  test.use({ strict: false });

  test("an expiry is a preset, or a date, and it is said what that means", async ({ page, server }) => {
    const ada = await server.createUser({ username: "ada" });
    const token = await openAs(page, server, "/users");
    const form = fields(page);
    const stored = async () => (await server.api("GET", `/users/${ada.id}`, undefined, token)).body.expired_at;
    for (const [label, days] of [
      ["7 days", 7],
      ["90 days", 90],
      ["1 year", 365],
    ] as const) {
      await page.goto(`/users/${ada.id}/edit`);
      await form.expires.getByRole("radio", { name: label }).check();
      await expect(form.expires).toHaveAccessibleDescription(/^Expires in .+ your time \(Europe\/Brussels\)\.$/);
      await form.save.click();
      await expect(drawer(page, "ada")).toBeVisible();
      expect(Math.abs(new Date(await stored()).getTime() - Date.now() - days * day)).toBeLessThan(5 * 60_000);
    }

    await drawer(page, "ada").getByRole("link", { name: "Edit" }).click();
    await form.expires.getByRole("radio", { name: "Date…" }).check();
    await form.date.fill("2030-01-15");
    await form.time.fill("12:30");
    await expect(form.expires).toHaveAccessibleDescription(/Tue.*15.*Jan.*2030.*12:30.*your time \(Europe\/Brussels\)/);
    await form.save.click();
    await expect(drawer(page, "ada")).toContainText("2030");
    expect(await stored()).toBe("2030-01-15T11:30:00.000Z");

    await drawer(page, "ada").getByRole("link", { name: "Edit" }).click();
    await form.date.fill("");
    await form.save.click();
    await expect(form.date).toHaveAccessibleDescription(/Choose a date\./);
    await expect(form.date).toBeFocused();
    await form.date.fill("2020-01-15");
    await form.time.fill("12:30");
    await expect(form.expires).toHaveAccessibleDescription(/^Expired .+ ago/);
    await form.save.click();
    await expect(drawer(page, "ada")).toContainText("Expired");
    expect(await stored()).toBe("2020-01-15T11:30:00.000Z");

    await drawer(page, "ada").getByRole("link", { name: "Edit" }).click();
    await form.expires.getByRole("radio", { name: "Never" }).check();
    await expect(form.expires).toHaveAccessibleDescription("This account does not expire.");
    await form.save.click();
    await expect(drawer(page, "ada")).toContainText("Never");
    expect(await stored()).toBeNull();
  });
});

test("what was typed isn't thrown away without a question", async ({ page, server }) => {
  const ada = await server.createUser({ username: "ada" });
  await openAs(page, server, "/users?size=50");
  await page.getByRole("link", { name: "ada" }).click();
  const form = fields(page);
  const question = drawer(page, "Discard your changes?");

  // Without changes there is nothing to ask about.
  await drawer(page, "ada").getByRole("link", { name: "Edit" }).click();
  await expect(form.username).toHaveValue("ada");
  await form.cancel.click();
  await expect(page).not.toHaveURL(/edit/);
  await expect(question).toBeHidden();

  await page.goto(`/users/${ada.id}/edit?size=50`);
  await form.username.fill("ada.lovelace");
  await page.keyboard.press("Escape");
  await expect(question).toBeVisible();
  await expect(question).toContainText("What you entered hasn’t been saved.");
  // Escape takes the question back, not the changes.
  await page.keyboard.press("Escape");
  await expect(question).toBeHidden();
  await expect(form.username).toHaveValue("ada.lovelace");
  await drawer(page, "Edit ada").getByRole("button", { name: "Cancel" }).click();
  await question.getByRole("button", { name: "Keep editing" }).click();
  await expect(form.username).toHaveValue("ada.lovelace");
  await drawer(page, "Edit ada").getByRole("button", { name: "Close" }).click();
  await question.getByRole("button", { name: "Discard changes" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page).toHaveURL(`${server.url}/users?size=50`);
  const after = await server.api("GET", `/users/${ada.id}`, undefined, await server.token());
  expect(after.body).toEqual(ada);

  // The same for somebody who isn't there yet.
  await page.getByRole("link", { name: "Create user" }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.getByRole("link", { name: "Create user" }).click();
  await form.username.fill("x");
  await page.keyboard.press("Escape");
  await expect(question).toBeVisible();
  await page.keyboard.press("Escape");

  // A reload asks in the browser's own words.
  const asked = page.waitForEvent("dialog").then(async (dialog) => {
    await dialog.dismiss();
    return dialog.type();
  });
  await page.evaluate(() => location.reload());
  expect(await asked).toBe("beforeunload");
  await expect(form.username).toHaveValue("x");
});

test("every state is an address of its own, right under Back", async ({ page, server }) => {
  const ada = await server.createUser({ username: "ada" });
  await openAs(page, server, "/users");
  await page.getByRole("link", { name: "ada" }).click();
  await expect(drawer(page, "ada")).toBeVisible();
  await drawer(page, "ada").getByRole("link", { name: "Edit" }).click();
  await expect(drawer(page, "Edit ada")).toBeVisible();
  await page.goBack();
  await expect(drawer(page, "ada")).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page).toHaveTitle("Users · Nodeum Admin");
  await page.goForward();
  await expect(drawer(page, "ada")).toBeVisible();
  await page.reload();
  await expect(drawer(page, "ada")).toBeVisible();
  // The whole row opens it, and closing gives the focus back to where it was.
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "ada" }).focus();
  await page.keyboard.press("Enter");
  await expect(drawer(page, "ada")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("link", { name: "ada" })).toBeFocused();
  await page.getByRole("row").filter({ hasText: "ada" }).getByRole("cell").nth(2).click();
  await expect(drawer(page, "ada")).toBeVisible();

  await page.goto(`/users/${ada.id}/edit`);
  await expect(page.getByLabel("Username", { exact: true })).toHaveValue("ada");
  for (const id of ["999999", "abc", "0", "-1", "99999999999999999999", "%F0%9F%A6%80"]) {
    for (const path of [`/users/${id}`, `/users/${id}/edit`]) {
      await page.goto(path);
      await expect(page.getByRole("dialog"), path).toContainText("There is no such user");
      await expect(page.getByRole("dialog").getByRole("button", { name: "Try again" })).toBeHidden();
    }
  }
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await expect(page).toHaveURL(`${server.url}/users`);
  await expect(page.getByRole("link", { name: "ada" })).toBeVisible();
});

test("nobody is shown under the address of somebody else", async ({ page, server }) => {
  const ada = await server.createUser({ username: "ada", email: "ada@nodeum.example" });
  const bob = await server.createUser({ username: "bob", email: "bob@nodeum.example" });
  await openAs(page, server, `/users/${ada.id}?search=ada`);
  await expect(drawer(page, "ada")).toContainText("ada@nodeum.example");
  const palette = page.getByRole("dialog", { name: "Search", exact: true });
  const goTo = async (name: string) => {
    await page.keyboard.press("Control+k");
    await palette.getByRole("combobox").fill(name);
    await palette.getByRole("option", { name: new RegExp(`^${name}`) }).click();
  };
  const gate = new Gate();
  await page.route(`**/users/${bob.id}`, async (route) => {
    await gate.passed;
    await route.continue();
  });
  await goTo("bob");
  await expect(page).toHaveURL(new RegExp(`/users/${bob.id}`));
  await expect(page.getByRole("dialog")).toBeVisible();
  await expect(page.getByRole("dialog")).not.toContainText("ada@nodeum.example");
  gate.open();
  await expect(drawer(page, "bob")).toContainText("bob@nodeum.example");
  // Nor in a form, when the history leads from one to another.
  await page.goto(`/users/${ada.id}/edit`);
  await expect(fields(page).email).toHaveValue("ada@nodeum.example");
  await goTo("bob");
  await drawer(page, "bob").getByRole("link", { name: "Edit" }).click();
  await expect(fields(page).email).toHaveValue("bob@nodeum.example");
  await page.evaluate(() => history.go(-2));
  await expect(drawer(page, "Edit ada")).toBeVisible();
  await expect(fields(page).email).toHaveValue("ada@nodeum.example");
});

test("deleting names its consequence", async ({ page, server }) => {
  const ada = await server.createUser({ username: "ada" });
  const bob = await server.createUser({ username: "bob", is_admin: true });
  const cy = await server.createUser({ username: "cy" });
  const hers = await server.token("ada");
  const token = await openAs(page, server, "/users");
  const requests = noteRequests(page);
  const status = async (id: number) => (await server.api("GET", `/users/${id}`, undefined, token)).status;

  await page.getByRole("button", { name: "Actions for ada" }).click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  const question = drawer(page, "Delete ada?");
  await expect(question).toContainText("ada is signed out everywhere and can’t sign in again.");
  await expect(question).toContainText("API keys stop working at once and are deleted");
  await expect(question).toContainText("This can’t be undone.");
  // Enter at once must not destroy anything.
  await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(question).toBeHidden();
  expect(requests.of("DELETE")).toEqual([]);
  await expect(page.getByRole("button", { name: "Actions for ada" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  await question.getByRole("button", { name: "Delete user" }).click();
  await expect(page.getByText("ada is deleted.")).toBeVisible();
  await expect(page.getByRole("link", { name: "ada" })).toBeHidden();
  expect(await status(ada.id)).toBe(404);
  expect((await server.api("GET", "/users/me", undefined, hers)).status).toBe(401);

  // An administrator's name is typed.
  await page.goto(`/users/${bob.id}`);
  await page.getByRole("button", { name: "Delete user…" }).click();
  const bobs = drawer(page, "Delete bob?");
  const type = bobs.getByRole("textbox", { name: "Type bob to confirm" });
  const confirm = bobs.getByRole("button", { name: "Delete user" });
  await expect(type).toBeFocused();
  await expect(confirm).toHaveAttribute("aria-disabled", "true");
  await expect(confirm).toHaveAccessibleDescription("Type “bob” first.");
  await page.keyboard.press("Enter");
  await type.fill("bo");
  await page.keyboard.press("Enter");
  expect(await status(bob.id)).toBe(200);
  await type.fill("bob");
  await page.keyboard.press("Enter");
  await expect(page.getByText("bob is deleted.")).toBeVisible();
  await expect(page).toHaveURL(`${server.url}/users`);
  expect(await status(bob.id)).toBe(404);

  // Deleted by somebody else meanwhile: that is what was wanted.
  await expect(page.getByRole("link", { name: "cy" })).toBeVisible();
  await page.getByRole("button", { name: "Actions for cy" }).click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  expect((await server.api("DELETE", `/users/${cy.id}`, undefined, token)).status).toBe(204);
  await drawer(page, "Delete cy?").getByRole("button", { name: "Delete user" }).click();
  await expect(page.getByText("cy is deleted.")).toBeVisible();
  await expect(page.getByRole("link", { name: "cy" })).toBeHidden();
});

test("pressing twice creates once and deletes once", async ({ page, server }) => {
  const ada = await server.createUser({ username: "ada" });
  const token = await openAs(page, server, "/users/new");
  const requests = noteRequests(page);
  const [created, deleted] = [new Gate(), new Gate()];
  await page.route("**/api/v2/users**", async (route) => {
    await { POST: created, DELETE: deleted }[route.request().method()]?.passed;
    await route.continue();
  });
  const form = fields(page);
  await form.username.fill("bob");
  await form.password.fill("long enough");
  await form.create.dblclick();
  await expect(form.create).toHaveAttribute("aria-busy", "true");
  await form.username.press("Enter");
  await form.username.press("Control+S");
  created.open();
  await expect(drawer(page, "bob")).toBeVisible();
  expect(requests.of("POST")).toEqual(["POST /users"]);

  await page.goto(`/users/${ada.id}`);
  await page.getByRole("button", { name: "Delete user…" }).click();
  const question = drawer(page, "Delete ada?");
  const confirm = question.getByRole("button", { name: "Delete user" });
  await confirm.dblclick();
  await expect(confirm).toHaveAttribute("aria-busy", "true");
  // What was sent can't be taken back: the question stays until it is answered.
  await page.keyboard.press("Escape");
  await expect(question).toBeVisible();
  deleted.open();
  await expect(page.getByText("ada is deleted.")).toBeVisible();
  expect(requests.of("DELETE")).toEqual([`DELETE /users/${ada.id}`]);
  expect((await server.api("GET", `/users/${ada.id}`, undefined, token)).status).toBe(404);
});

test("what can’t be done to one's own account is disabled and says why", { tag: "@strict" }, async ({ capabilities, page, server }) => {
  await server.createUser({ username: "second", is_admin: true });
  await openAs(page, server, "/users");
  const requests = noteRequests(page);
  await page.getByRole("button", { name: "Actions for admin" }).click();
  const remove = page.getByRole("menuitem", { name: /^Delete…/ });
  await expect(remove).toHaveAttribute("aria-disabled", "true");
  await expect(remove).toContainText("You can’t delete your own account. Another administrator can.");
  // Playwright doesn't click what is disabled; somebody may press it all the same.
  await remove.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.keyboard.press("Escape");

  await page.getByRole("link", { name: "admin", exact: false }).and(page.locator("a.row-name")).click();
  const button = page.getByRole("dialog").getByRole("button", { name: "Delete user…" });
  await expect(button).toHaveAttribute("aria-disabled", "true");
  await expect(button).toHaveAccessibleDescription("You can’t delete your own account. Another administrator can.");
  await tabTo(page, button);
  await expect(page.getByText("You can’t delete your own account. Another administrator can.")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(1);

  await page.getByRole("dialog").getByRole("link", { name: "Edit" }).click();
  const form = fields(page);
  await expect(form.role).toHaveAccessibleDescription("You can’t demote your own account. Another administrator can.");
  await expect(form.role.getByRole("radio", { name: "User" })).toBeDisabled();
  if (capabilities.expiry) {
    await expect(form.expires).toHaveAccessibleDescription("You can’t expire your own account. Another administrator can.");
    await expect(form.expires.getByRole("radio", { name: "7 days" })).toBeDisabled();
  }
  await expect(page.getByText("You change your own password in your profile.")).toBeVisible();
  // What is allowed works, and the console knows one's new name.
  await form.username.fill("root");
  await form.save.click();
  await expect(page.getByRole("dialog", { name: "root", exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Account of root" })).toBeVisible();
  expect(requests.of("DELETE")).toEqual([]);
});

test("the last administrator who never expires stays", { tag: "@strict" }, async ({ capabilities, page, server }) => {
  const guest = await server.unstrictly(() =>
    server.createUser({
      username: "guest",
      is_admin: true,
      expired_at: new Date(Date.now() + 30 * day).toISOString(),
    }),
  );
  await openAs(page, server, "/users", { username: "guest" });
  const words = /admin is the only administrator whose account never expires\. Make someone else one first\./;
  const remove = page.getByRole("menuitem", { name: /^Delete…/ });
  await page.getByRole("button", { name: "Actions for admin" }).click();
  if (capabilities.expiry) {
    await expect(remove).toContainText(words);
    await expect(remove).toHaveAttribute("aria-disabled", "true");
    await page.getByRole("menuitem", { name: "Edit" }).click();
    const form = fields(page);
    await expect(form.role).toHaveAccessibleDescription(words);
    await expect(form.role.getByRole("radio", { name: "User" })).toBeDisabled();
    await expect(form.expires).toHaveAccessibleDescription(words);
    await page.keyboard.press("Escape");
  } else {
    // The console can't know that the guest's account expires, and doesn't pretend to.
    await expect(remove).not.toHaveAttribute("aria-disabled", "true");
    await page.keyboard.press("Escape");
  }

  // Someone else is made one: then the first can go.
  await server.createUser({ username: "heir", is_admin: true });
  await page.reload();
  await expect(page.getByRole("link", { name: "heir" })).toBeVisible();
  await page.getByRole("button", { name: "Actions for admin" }).click();
  await expect(remove).toHaveAccessibleName("Delete…");
  await expect(remove).not.toHaveAttribute("aria-disabled", "true");
  await page.keyboard.press("Escape");

  // What only the server could know in time comes as its words: the heir is gone since the page was loaded.
  await page.getByRole("button", { name: "Actions for admin" }).click();
  await remove.click();
  const token = await server.token("guest");
  await server.api("DELETE", "/users/heir", undefined, token);
  const question = drawer(page, "Delete admin?");
  await question.getByRole("textbox").fill("admin");
  await page.keyboard.press("Enter");
  await expect(question.getByRole("alert")).toHaveText(/administrator/i);
  expect((await server.api("GET", "/users/admin", undefined, token)).status).toBe(200);
  expect((await server.api("GET", `/users/${guest.id}`, undefined, token)).status).toBe(200);
});

test("a failure is said in the form that it is about", async ({ context, page, problems, server }) => {
  problems.allow(serverGone, /status of (40[19]|50[0-9])/, /ERR_INTERNET_DISCONNECTED/);
  const ada = await server.createUser({ username: "ada" });
  const token = await openAs(page, server, `/users/${ada.id}/edit`);
  const form = fields(page);
  await form.username.fill("ada.lovelace");
  const alert = page.getByRole("alert");
  const fails = async (answer: { status: number; body?: string; headers?: Record<string, string> }, words: RegExp) => {
    await page.route(`**/users/${ada.id}`, (route) => route.fulfill(answer), { times: 1 });
    await form.save.click();
    await expect(alert).toHaveText(words);
    await expect(form.username).toHaveValue("ada.lovelace");
    await expect(form.save).toHaveText("Save 1 change");
  };
  // What the bundled server can't be brought to answer, and other servers and proxies may.
  await fails({ status: 500, body: '{"error":"The server failed","request_id":"q1w2e3"}' }, /under request q1w2e3/);
  await fails({ status: 500, headers: { "X-Request-Id": "r4t5" }, body: "<html>" }, /under request r4t5/);
  await fails({ status: 409, body: "" }, /Someone else changed it in the meantime/);
  await fails({ status: 200, body: "" }, /Something between you and the server answered in its place/);
  await fails({ status: 413, body: "<html>" }, /too large for the server/);
  // A proxy that wants its own sign-in: the session and what was typed stay.
  await fails({ status: 401, body: "<html>", headers: { "Content-Type": "text/html" } }, /Something in front of the server answered/);
  await fails({ status: 302, headers: { Location: "/noscript.css" } }, /Something in front of the server answered/);
  // What it does answer: somebody is no administrator any more, and then one again.
  const second = await server.createUser({ username: "second", is_admin: true });
  const other = await server.token("second");
  expect((await server.api("PUT", "/users/1", { is_admin: false }, other)).status).toBe(200);
  await form.save.click();
  await expect(alert).toHaveText(/isn’t allowed to do this/);
  await expect(form.username).toHaveValue("ada.lovelace");
  expect((await server.api("PUT", "/users/1", { is_admin: true }, other)).status).toBe(200);
  expect((await server.api("DELETE", `/users/${second.id}`, undefined, token)).status).toBe(204);
  await context.setOffline(true);
  await form.save.click();
  await expect(alert).toHaveText(/This device has no network/);
  await context.setOffline(false);

  // Deleted by somebody else while it was edited: said, and nothing typed is lost.
  const bob = await server.createUser({ username: "bob" });
  await form.save.click();
  await expect(drawer(page, "ada.lovelace")).toBeVisible();
  expect((await server.api("GET", `/users/${ada.id}`, undefined, token)).body.username).toBe("ada.lovelace");
  await page.goto(`/users/${bob.id}/edit`);
  await form.username.fill("robert");
  await server.api("DELETE", `/users/${bob.id}`, undefined, token);
  await form.save.click();
  const deleted = page.getByRole("dialog", { name: "bob has been deleted" });
  await deleted.getByRole("button", { name: "Back to the form" }).click();
  await expect(form.username).toHaveValue("robert");
});
