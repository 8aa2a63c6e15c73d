// Changing one's password: rules, generator, and what becomes of the sessions.

import { adminName, axe, expect, signIn, test, type Page } from "../harness/fixtures.ts";
import { endedDialog, expectNoSidewaysScroll, Gate, guessUntilHeldUp, keptToken, noteRequests, openAs, tabTo } from "../harness/app.ts";

/** The parts of the form. */
function parts(page: Page) {
  const section = page.getByRole("region", { name: "Password" });
  const label = (name: string) => section.getByLabel(name, { exact: true });
  const generator = section.getByRole("group", { name: "Generator" });
  return {
    section,
    current: label("Current password"),
    fresh: label("New password"),
    again: label("New password again"),
    change: section.getByRole("button", { name: "Change password" }),
    generate: section.getByRole("button", { name: "Generate" }),
    rules: section.getByRole("listitem"),
    said: section.getByRole("status").filter({ hasText: /rules/ }),
    filledIn: section.getByRole("status").filter({ hasText: /characters/ }),
    generator,
    length: generator.getByRole("slider", { name: "Length" }),
    kind: (name: string) => generator.getByRole("checkbox", { name }),
    copy: generator.getByRole("button", { name: "Copy password" }),
  };
}

const changed = "Your password is changed. All other sessions have ended.";

test("the rules are shown, ticked off while typing, and announced", async ({ page, server }) => {
  await openAs(page, server, "/profile");
  const { current, fresh, again, rules, said, section } = parts(page);
  const met = (...states: boolean[]) =>
    expect(rules).toHaveText(
      ["8 to 128 characters", "Different from the current password", "Both entries agree"].map(
        (words, index) => `${words}, ${states[index] ? "met" : "not yet met"}`,
      ),
    );
  await expect(section).toContainText("A new password ends all your sessions, on every device.");
  await met(false, false, false);
  await expect(fresh).toHaveAccessibleDescription(/8 to 128 characters ?, not yet met/);
  await current.fill("correct horse");
  await met(false, false, false);
  await fresh.pressSequentially("1234567");
  await met(false, true, false);
  await expect(said).toHaveText("1 of 3 rules are met.");
  await fresh.press("8");
  await met(true, true, false);
  await expect(said).toHaveText("2 of 3 rules are met.");
  await expect(fresh).toHaveAccessibleDescription(/8 to 128 characters ?, met/);
  await again.pressSequentially("12345678");
  await met(true, true, true);
  await expect(said).toHaveText("All rules are met.");
  // Not by colour alone.
  await expect(rules.locator("svg")).toHaveCount(3);
  await fresh.fill("é".repeat(128));
  await met(true, true, false);
  await fresh.fill("é".repeat(129));
  await met(false, true, false);
  await fresh.fill("correct horse");
  await again.fill("correct horse");
  await met(true, false, true);
});

test("one press generates a password into both fields, to be read and copied", async ({ context, page, server }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openAs(page, server, "/profile");
  const { current, fresh, again, change, generate, generator, filledIn, length, kind, copy, rules } = parts(page);
  await expect(generator).toBeHidden();
  await fresh.fill("short");
  await change.click();
  await expect(again).toHaveAccessibleDescription("This differs from the new password.");
  await expect(current).toBeFocused();
  await generate.click();
  await expect(fresh).toHaveValue(/^[a-km-zA-HJ-NP-Z2-9]{20}$/);
  for (const field of [fresh, again]) {
    await expect(field).toHaveAttribute("type", "text");
    await expect(field).not.toHaveAttribute("aria-invalid", "true");
  }
  await expect(filledIn).toHaveText("20 characters are filled in. Keep them in a password manager.");
  // Each kind is in it.
  for (const one of [/[a-z]/, /[A-Z]/, /[2-9]/]) {
    await expect(fresh).toHaveValue(one);
  }
  const first = await fresh.inputValue();
  await expect(again).toHaveValue(first);
  await generate.click();
  await expect(fresh).not.toHaveValue(first);
  // Whatever is chosen otherwise gives another one at once.
  await expect(length).toHaveAttribute("aria-valuetext", "20 characters");
  await length.fill("128");
  await expect(fresh).toHaveValue(/^.{128}$/);
  await length.fill("8");
  await kind("Symbols").check();
  await expect(fresh).toHaveValue(/^(?=.*[a-z])(?=.*[A-Z])(?=.*[2-9])(?=.*[!#%*+\-./:=?@^_~]).{8}$/);
  for (const name of ["Lowercase letters", "Uppercase letters", "Symbols"]) {
    await kind(name).uncheck();
  }
  await expect(fresh).toHaveValue(/^[2-9]{8}$/);
  await kind("Digits").uncheck();
  await expect(filledIn).toHaveText(/^Nothing could be generated: choose a kind of characters/);
  await expect(copy).toBeHidden();
  await kind("Lowercase letters").check();
  await length.fill("32");
  await expect(fresh).toHaveValue(/^[a-km-z]{32}$/);
  const password = await fresh.inputValue();
  await expect(again).toHaveValue(password);
  await copy.click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(password);
  await current.fill(server.adminPassword);
  await expect(rules.filter({ hasText: "not yet met" })).toHaveCount(0);
  await change.click();
  await expect(page.getByText(changed)).toBeVisible();
  await expect(fresh).toHaveAttribute("type", "password");
  await expect(fresh).toHaveValue("");
  await expect(generator).toBeHidden();
  await server.token(adminName, password);
  expect((await server.api("GET", "/users/me", undefined, await keptToken(page))).status).toBe(200);
});

test("it is all done by keyboard, and Enter in the generator sends nothing", async ({ page, server }) => {
  await openAs(page, server, "/profile");
  const requests = noteRequests(page);
  const { current, generate, length, kind, change, fresh } = parts(page);
  await tabTo(page, current);
  await page.keyboard.type(server.adminPassword);
  await tabTo(page, generate);
  await page.keyboard.press("Enter");
  await expect(generate).toBeFocused();
  await tabTo(page, length);
  await page.keyboard.press("ArrowRight");
  await expect(fresh).toHaveValue(/^.{21}$/);
  await page.keyboard.press("Enter");
  await tabTo(page, kind("Symbols"));
  await page.keyboard.press("Space");
  await expect(fresh).toHaveValue(/[!#%*+\-./:=?@^_~]/);
  await page.keyboard.press("Enter");
  expect(requests.of("POST")).toEqual([]);
  const password = await fresh.inputValue();
  await tabTo(page, change);
  await page.keyboard.press("Enter");
  await expect(page.getByText(changed)).toBeVisible();
  await server.token(adminName, password);
});

test("axe-core finds nothing in the rules and the generator", async ({ page, server }) => {
  await openAs(page, server, "/profile");
  const { current, fresh, generate, kind } = parts(page);
  await current.fill("something");
  await fresh.fill("long enough");
  await generate.click();
  await expect(fresh).toHaveValue(/^.{20}$/);
  await axe(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
  await parts(page).length.fill("128");
  await expectNoSidewaysScroll(page);
  for (const name of ["Lowercase letters", "Uppercase letters", "Digits"]) {
    await kind(name).uncheck();
  }
  await axe(page);
  await page.setViewportSize({ width: 320, height: 600 });
  await expectNoSidewaysScroll(page);
});

/** Holds what signs in with the new password, which comes after the one that checks the current one. */
async function holdSecondSignIn(page: Page): Promise<Gate> {
  const gate = new Gate();
  let attempts = 0;
  await page.route("**/users/sign_in", async (route) => {
    attempts += 1;
    if (attempts === 2) {
      await gate.passed;
    }
    await route.continue();
  });
  return gate;
}

async function fillIn(page: Page, old: string, password: string): Promise<void> {
  const { current, fresh, again } = parts(page);
  await current.fill(old);
  await fresh.fill(password);
  await again.fill(password);
}

test("another tab that asks in between gets the new session, and goes on where it was", async ({
  context,
  page,
  server,
}) => {
  await page.goto("/profile");
  await signIn(page, adminName, server.adminPassword);
  const other = await context.newPage();
  await other.goto("/users");
  await expect(other.getByText("1 of 1")).toBeVisible();
  const gate = await holdSecondSignIn(page);
  const old = await keptToken(page);
  await fillIn(page, server.adminPassword, "another password");
  await parts(page).change.click();
  // The server has ended all sessions, and the new one isn't there yet.
  await expect.poll(async () => (await server.api("GET", "/users/me", undefined, old)).status).toBe(401);
  await other.getByRole("columnheader", { name: "Username" }).getByRole("button").click();
  await expect(endedDialog(other)).toBeVisible();
  gate.open();
  await expect(page.getByText(changed)).toBeVisible();
  await expect(endedDialog(other)).toBeHidden();
  await expect(other).toHaveURL(`${server.url}/users?sort=username`);
  await expect(other.getByText("1 of 1")).toBeVisible();
  expect(await keptToken(other)).toBe(await keptToken(page));
});

test("whoever leaves the page meanwhile stays signed in, too", async ({ page, server }) => {
  await page.goto("/profile");
  await signIn(page, adminName, server.adminPassword);
  const gate = await holdSecondSignIn(page);
  const old = await keptToken(page);
  await fillIn(page, server.adminPassword, "another password");
  await parts(page).change.click();
  await expect.poll(async () => (await server.api("GET", "/users/me", undefined, old)).status).toBe(401);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "API keys" }).click();
  await expect(page.getByText("Saving. You leave as soon as that is done.")).toBeVisible();
  gate.open();
  await expect(page.getByText(changed)).toBeVisible();
  await expect(page).toHaveURL(`${server.url}/api-keys`);
  await expect(page.getByRole("button", { name: "Account of admin" })).toBeVisible();
});

test("an answer that gets lost doesn't lose the session: the new password tells what happened", async ({
  page,
  problems,
  server,
}) => {
  problems.allow(/ERR_FAILED|ERR_CONNECTION/);
  await openAs(page, server, "/profile");
  await fillIn(page, server.adminPassword, "another password");
  await page.route(
    "**/users/1",
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await parts(page).change.click();
  await expect(page.getByText(changed)).toBeVisible();
  await server.token(adminName, "another password");
  expect((await server.api("GET", "/users/me", undefined, await keptToken(page))).status).toBe(200);
});

test("too many wrong guesses at the current password say how long to wait", async ({ page, server }) => {
  await openAs(page, server, "/profile");
  await fillIn(page, "wrong", "another password");
  // The wait is of seconds: everything else is ready by then.
  await guessUntilHeldUp(server, adminName);
  await parts(page).change.click();
  await expect(page.getByRole("alert")).toHaveText(/Too many tries\.\s*You can try again in \d+ s\./);
  await expect(parts(page).fresh).toHaveValue("another password");
});
