// What was typed and isn't saved: it survives a reload, a crash and the end of a session; and leaving waits for what is being saved.

import { adminName, axe, expect, signIn, test, type Page } from "../harness/fixtures.ts";
import { endedDialog, Gate, noteRequests, openAs, usersLoaded } from "../harness/app.ts";
import { Configurations, field, openConfiguration, value } from "../harness/configurations.ts";
import { createKey } from "../harness/keys.ts";

const dialog = (page: Page, name: string) => page.getByRole("dialog", { name, exact: true });
const question = (page: Page) => dialog(page, "Discard your changes?");
const offer = (page: Page) => page.getByRole("status").filter({ hasText: "You left changes here" });
const restore = (page: Page) => offer(page).getByRole("button", { name: "Restore" });
const discard = (page: Page) => offer(page).getByRole("button", { name: "Discard" });
const username = (page: Page) => page.getByLabel("Username", { exact: true });
const email = (page: Page) => page.getByRole("textbox", { name: "Email", exact: true });
const password = (page: Page) => page.getByLabel("Password", { exact: true });
const navigation = (page: Page) => page.getByRole("navigation", { name: "Main" });

/** All that the browser keeps. */
function storage(page: Page): Promise<string> {
  return page.evaluate(() => JSON.stringify({ ...localStorage }));
}

/** How many drafts the browser keeps. */
function drafts(page: Page): Promise<number> {
  return page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("nodeum-admin.draft ")).length);
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Account of / }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
}

/** Holds the requests of a method until the gate is opened. */
async function hold(page: Page, method: string, path: RegExp): Promise<Gate> {
  const gate = new Gate();
  await page.route(path, async (route) => {
    if (route.request().method() === method) {
      await gate.passed;
    }
    return route.fallback();
  });
  return gate;
}

test("a new user survives a reload, but for the password, until it is created", { tag: "@strict" }, async ({ page, server }) => {
  await openAs(page, server, "/users/new");
  await expect(username(page)).toBeFocused();
  await expect(offer(page)).toBeHidden();
  await password(page).fill("a password of my own");
  expect(await drafts(page)).toBe(0);
  await username(page).pressSequentially("grace");
  await email(page).fill("grace@nodeum.example");
  const kept = await storage(page);
  expect(kept).toContain("grace@nodeum.example");
  expect(kept).not.toContain("a password of my own");

  await page.reload();
  await expect(offer(page)).toContainText("You left changes here just now. Passwords aren’t kept.");
  await expect(username(page)).toHaveValue("");
  await axe(page);
  await restore(page).click();
  await expect(username(page)).toHaveValue("grace");
  await expect(username(page)).toBeFocused();
  await expect(email(page)).toHaveValue("grace@nodeum.example");
  await expect(password(page)).toHaveValue("");
  await expect(offer(page)).toBeHidden();
  expect(await drafts(page)).toBe(1);

  await password(page).fill(server.adminPassword);
  await page.getByRole("dialog").getByRole("button", { name: "Create user" }).click();
  await expect(dialog(page, "grace")).toBeVisible();
  expect(await drafts(page)).toBe(0);
  await page.goto("/users/new");
  await expect(username(page)).toBeFocused();
  await expect(offer(page)).toBeHidden();
});

test("a draft is restored onto the record as it is now, and says that it has changed", async ({ page, server }) => {
  const ada = await server.createUser({ username: "ada", email: "ada@nodeum.example" });
  const token = await openAs(page, server, `/users/${ada.id}/edit`);
  await email(page).fill("new@nodeum.example");
  await page.getByRole("radiogroup", { name: "Expires" }).getByRole("radio", { name: "30 days" }).check();
  await server.api("PUT", `/users/${ada.id}`, { username: "ada.l" }, token);
  await page.reload();
  await expect(offer(page)).toContainText("The record has changed since: what you hadn’t touched stays as it is now.");
  await restore(page).click();
  await expect(username(page)).toHaveValue("ada.l");
  await expect(email(page)).toHaveValue("new@nodeum.example");
  const requests = noteRequests(page);
  await page.getByRole("dialog").getByRole("button", { name: "Save 2 changes" }).click();
  await expect(dialog(page, "ada.l")).toBeVisible();
  const [saved] = requests.bodies.filter(Boolean) as [Record<string, unknown>];
  expect(Object.keys(saved).sort()).toEqual(["email", "expired_at"]);
  expect(await drafts(page)).toBe(0);
});

test("a draft is discarded where it is offered, and where a form is left", async ({ page, server }) => {
  const ada = await server.createUser({ username: "ada" });
  await openAs(page, server, `/users/${ada.id}/edit`);
  await username(page).fill("ada.l");
  await page.reload();
  await expect(offer(page)).toBeVisible();
  await discard(page).click();
  await expect(offer(page)).toBeHidden();
  await expect(username(page)).toHaveValue("ada");
  await expect(username(page)).toBeFocused();
  expect(await drafts(page)).toBe(0);

  // What is taken back is no change.
  await username(page).fill("ada.l");
  await expect.poll(() => drafts(page)).toBe(1);
  await username(page).fill("ada");
  await expect.poll(() => drafts(page)).toBe(0);
  await username(page).fill("ada.l");
  await page.keyboard.press("Escape");
  await question(page).getByRole("button", { name: "Discard changes" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  expect(await drafts(page)).toBe(0);
});

test("what is typed while a draft is on offer stays, and what it replaces is offered in its turn", async ({ page, server }) => {
  const ada = await server.createUser({ username: "ada" });
  await openAs(page, server, `/users/${ada.id}/edit`);
  await email(page).fill("left@nodeum.example");
  await page.reload();
  await username(page).fill("ada.l");
  await restore(page).click();
  await expect(username(page)).toHaveValue("ada.l");
  await expect(email(page)).toHaveValue("left@nodeum.example");
  await expect(offer(page)).toBeHidden();
  expect(await drafts(page)).toBe(1);

  await page.reload();
  await email(page).fill("typed@nodeum.example");
  await restore(page).click();
  await expect(email(page)).toHaveValue("left@nodeum.example");
  await restore(page).click();
  await expect(email(page)).toHaveValue("typed@nodeum.example");
  await expect(username(page)).toHaveValue("ada.l");
});

test("a session that has ended keeps the draft for its person alone; signing out drops it", async ({ page, server }) => {
  test.slow();
  await server.createUser({ username: "boss", is_admin: true });
  const token = await openAs(page, server, "/users/new");
  await usersLoaded(page);
  await username(page).fill("grace");
  await server.api("DELETE", "/users/sign_out", undefined, token);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("ad");
  await endedDialog(page).getByRole("button", { name: "Leave" }).click();
  const leave = dialog(page, "Leave this page?");
  await expect(leave).toContainText("Changes in a form are offered to you when you open it again");
  await leave.getByRole("button", { name: "Leave" }).click();

  await signIn(page, "boss", server.adminPassword);
  await expect(page).toHaveURL(`${server.url}/users/new`);
  await expect(username(page)).toHaveValue("");
  await expect(offer(page)).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await signOut(page);
  await expect(page.getByText("You are signed out.")).toBeVisible();
  expect(await drafts(page)).toBe(1);

  await signIn(page, adminName, server.adminPassword);
  await usersLoaded(page);
  await page.getByRole("link", { name: "Create user" }).click();
  await restore(page).click();
  await expect(username(page)).toHaveValue("grace");
  await page.goto("/users");
  await usersLoaded(page);
  expect(await drafts(page)).toBe(1);
  await signOut(page);
  await expect(page.getByText("You are signed out.")).toBeVisible();
  expect(await drafts(page)).toBe(0);
});

test("two tabs keep what they hold apart, and nothing is lost that was killed", async ({ context, page, server }) => {
  await openAs(page, server, "/profile");
  await email(page).fill("first@nodeum.example");
  const second = await context.newPage();
  await openAs(second, server, "/profile");
  await expect(offer(second)).toBeVisible();
  // What is taken back there is no longer offered here.
  await email(page).fill("");
  await expect(offer(second)).toBeHidden();
  await email(second).fill("second@nodeum.example");
  await email(page).fill("first.more@nodeum.example");
  await expect.poll(() => drafts(page)).toBe(2);
  // Without a word to the pages: nobody is asked.
  await page.close();
  await second.close();

  const third = await context.newPage();
  await openAs(third, server, "/profile");
  // The latest first; what stands in the form takes its place.
  await restore(third).click();
  await expect(email(third)).toHaveValue("first.more@nodeum.example");
  await restore(third).click();
  await expect(email(third)).toHaveValue("second@nodeum.example");
  await expect(offer(third)).toBeVisible();
  expect(await drafts(third)).toBe(2);
  await third.getByRole("button", { name: "Change email" }).click();
  await expect(third.getByText("Your email is changed.")).toBeVisible();
  expect(await drafts(third)).toBe(1);
  await discard(third).click();
  await expect(email(third)).toBeFocused();
  expect(await drafts(third)).toBe(0);
});

test("the name and the scopes of a key survive a reload", async ({ page, server }) => {
  const token = await server.token();
  const key = await createKey(server, token, "prod", "users/index", "tapes/index");
  await openAs(page, server, `/api-keys/${key.id}/edit`);
  const box = (name: string) => page.getByRole("grid").getByRole("checkbox", { name, exact: true });
  const name = page.getByRole("textbox", { name: "Name", exact: true });
  await box("users/index").uncheck();
  await box("pools/index").check();
  await name.fill("staging");
  await page.reload();
  await restore(page).click();
  await expect(name).toHaveValue("staging");
  await expect(name).toBeFocused();
  await expect(box("users/index")).not.toBeChecked();
  await expect(box("tapes/index")).toBeChecked();
  await expect(box("pools/index")).toBeChecked();
  await page.getByRole("button", { name: "Save 3 changes" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "staging" })).toBeVisible();
  expect(await drafts(page)).toBe(0);
});

test("the configuration's edits survive a reload, without secrets, and are compared anew", async ({ page, server }) => {
  const stored = await Configurations.of(server, { "a.one": "x", "a.two": "y", "b.token": "old-secret", line: "z" });
  await openConfiguration(page, server);
  await page.getByRole("switch", { name: "Collect changes" }).click();
  for (const [key, text] of [
    ["a.one", "new"],
    ["a.two", "newer"],
    ["b.token", "new-secret"],
  ] as const) {
    await value(page, key).click();
    await field(page, key).fill(text);
    await page.keyboard.press("Enter");
    await expect(value(page, key)).toBeFocused();
  }
  await value(page, "line").click();
  await field(page, "line").fill("half a");
  const kept = await storage(page);
  expect(kept).toContain("half a");
  expect(kept).not.toContain("secret");
  await stored.change("a.two", { value: "of somebody else" });

  await page.reload();
  await expect(offer(page)).toContainText("Values that look secret aren’t kept.");
  await axe(page);
  await restore(page).click();
  await expect(page.getByText("2 to be changed, not saved yet")).toBeVisible();
  await expect(page.getByText("Someone changed this in the meantime: it is now “of somebody else”.")).toBeVisible();
  await expect(field(page, "line")).toHaveValue("half a");
  await expect(field(page, "line")).toBeFocused();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Review and apply" }).click();
  await page.getByRole("button", { name: "Apply 2 changes" }).click();
  await expect(page.getByText("2 applied.")).toBeVisible();
  expect(await stored.all()).toEqual({ "a.one": "new", "a.two": "newer", "b.token": "old-secret", line: "z" });
  await expect.poll(() => drafts(page)).toBe(0);
});

test("a value that was being edited when somebody else changed or deleted it is collected, and says so", async ({ page, server }) => {
  const stored = await Configurations.of(server, { line: "z", other: "z" });
  await openConfiguration(page, server);
  for (const [key, meanwhile, words] of [
    ["line", { value: "of somebody else" }, "Someone changed this in the meantime: it is now “of somebody else”."],
    ["other", { key: "renamed" }, "Someone changed this in the meantime"],
  ] as const) {
    await value(page, key).click();
    await field(page, key).fill("mine");
    await stored.change(key, meanwhile);
    await page.reload();
    await restore(page).click();
    await expect(page.getByText(words)).toBeVisible();
    await expect(page.getByText("1 to be changed, not saved yet")).toBeVisible();
    await page.getByRole("button", { name: "Review and apply" }).click();
    await page.getByRole("button", { name: "Apply 1 change" }).click();
    await expect(page.getByText("1 applied.")).toBeVisible();
    await page.reload();
    await expect(value(page, key)).toBeVisible();
  }
  expect(await stored.all()).toEqual({ line: "mine", other: "mine" });
});

test("a key that is added survives a reload, with its value once the key is known not to be secret", async ({ page, server }) => {
  await Configurations.of(server, { "b.token": "old-secret" });
  await openConfiguration(page, server, "?do=add");
  const adding = dialog(page, "Add key");
  const [key, text] = [adding.getByLabel("Key", { exact: true }), adding.getByLabel("Value", { exact: true })];
  await text.fill("hunter2");
  await key.pressSequentially("smtp.password");
  expect(await storage(page)).toContain("smtp.password");
  await text.fill("hunter2hunter2");
  await key.fill("smtp.host");
  expect(await storage(page)).not.toContain("hunter2");
  await text.fill("mail.nodeum.example");
  expect(await storage(page)).toContain("mail.nodeum.example");
  await page.reload();
  await restore(page).click();
  await expect(key).toHaveValue("smtp.host");
  await expect(key).toBeFocused();
  await expect(text).toHaveValue("mail.nodeum.example");
  await adding.getByRole("button", { name: "Add key" }).click();
  await expect(adding).toBeHidden();
  expect(await drafts(page)).toBe(0);
  // A copy of a secret is one, whatever it is called.
  await page.goto("/configuration?do=add&name=b.token");
  await dialog(page, "Duplicate b.token").getByLabel("Key", { exact: true }).fill("innocent");
  await page.keyboard.press("Tab");
  await expect.poll(() => storage(page)).toContain("innocent");
  expect(await storage(page)).not.toContain("secret");
  await page.reload();
  await restore(page).click();
  await expect(dialog(page, "Duplicate b.token").getByLabel("Key", { exact: true })).toHaveValue("innocent");
  await expect(dialog(page, "Duplicate b.token").getByLabel("Value", { exact: true })).toHaveValue("old-secret");
});

test("where the storage is full, a form works as before", async ({ page, server }) => {
  await openAs(page, server, "/users/new");
  await expect(username(page)).toBeFocused();
  await page.evaluate(() => {
    let filled = 0;
    for (let size = 1 << 22; size >= 1; size = Math.floor(size / 2)) {
      try {
        for (;;) {
          localStorage.setItem(`filler ${filled}`, "x".repeat(size));
          filled += 1;
        }
      } catch {
        // As much as there is room for.
      }
    }
  });
  await username(page).fill("grace");
  await password(page).fill(server.adminPassword);
  expect(await drafts(page)).toBe(0);
  await page.keyboard.press("Escape");
  await question(page).getByRole("button", { name: "Keep editing" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Create user" }).click();
  await expect(dialog(page, "grace")).toBeVisible();
});

test("leaving waits for what is being saved, and asks nothing", async ({ page, server }) => {
  const ada = await server.createUser({ username: "ada" });
  await openAs(page, server, "/users");
  await page.getByRole("link", { name: "ada" }).click();
  const edit = async (text: string): Promise<Gate> => {
    await dialog(page, "ada").getByRole("link", { name: "Edit" }).click();
    await email(page).fill(text);
    const gate = await hold(page, "PUT", /\/api\/v2\/users\/\d+$/);
    const sent = page.waitForRequest((request) => request.method() === "PUT");
    await page.getByRole("button", { name: "Save 1 change" }).click();
    await sent;
    return gate;
  };
  const waits = async (): Promise<void> => {
    await expect(page.getByText("Saving. You leave as soon as that is done.")).toBeVisible();
    await expect(question(page)).toBeHidden();
    await expect(dialog(page, "Edit ada")).toBeVisible();
  };

  // Back, to where one was before.
  let gate = await edit("back@nodeum.example");
  await page.evaluate(() => history.back());
  await waits();
  gate.open();
  await expect(dialog(page, "ada")).toContainText("back@nodeum.example");
  await expect(page).toHaveURL(`${server.url}/users/${ada.id}`);
  await expect(page.getByText("Your changes are saved.")).toBeVisible();
  expect(await drafts(page)).toBe(0);

  // Escape, to the list.
  await page.unrouteAll();
  gate = await edit("escape@nodeum.example");
  await page.keyboard.press("Escape");
  await waits();
  gate.open();
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page).toHaveURL(`${server.url}/users`);
  await expect(page.getByRole("row", { name: /ada/ })).toContainText("escape@nodeum.example");

  // What the server refuses stays, with its reason, and is no longer on its way.
  await server.createUser({ username: "bob", email: "taken@nodeum.example" });
  await page.unrouteAll();
  await page.getByRole("link", { name: "ada" }).click();
  gate = await edit("taken@nodeum.example");
  await page.keyboard.press("Escape");
  await waits();
  gate.open();
  await expect(email(page)).toHaveAccessibleDescription(/taken|has this/i);
  await expect(page.getByText("Saving. You leave as soon as that is done.")).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(question(page)).toBeVisible();
});

test("a link waits too; a password that is told once is told first", async ({ page, server }) => {
  await openAs(page, server, "/profile");
  await email(page).fill("new@nodeum.example");
  let gate = await hold(page, "PUT", /\/api\/v2\/users\/\d+$/);
  await page.getByRole("button", { name: "Change email" }).click();
  await navigation(page).getByRole("link", { name: "Users" }).click();
  await expect(page.getByText("Saving. You leave as soon as that is done.")).toBeVisible();
  await expect(page).toHaveURL(`${server.url}/profile`);
  gate.open();
  await usersLoaded(page);
  await expect(page).toHaveURL(`${server.url}/users`);
  await expect(page.getByText("Your email is changed.")).toBeVisible();

  await page.getByRole("link", { name: "Create user" }).click();
  await username(page).fill("grace");
  await page.getByRole("button", { name: "Generate" }).click();
  const generated = await password(page).inputValue();
  expect(await storage(page)).not.toContain(generated);
  gate = await hold(page, "POST", /\/api\/v2\/users$/);
  await page.getByRole("dialog").getByRole("button", { name: "Create user" }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByText("Saving. You leave as soon as that is done.")).toBeVisible();
  gate.open();
  await expect(dialog(page, "grace")).toContainText(generated);
  await expect(page.getByText("Saving. You leave as soon as that is done.")).toBeHidden();
});
