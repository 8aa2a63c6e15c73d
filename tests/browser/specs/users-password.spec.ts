// The password of somebody else: generated in the forms of a user, and shown once more when it holds.

import { axe, expect, test, type Page } from "../harness/fixtures.ts";
import { expectNoSidewaysScroll, noteRequests, openAs } from "../harness/app.ts";
import { drawer } from "../harness/systems.ts";

const button = (page: Page, name: string) => page.getByRole("dialog").getByRole("button", { name, exact: true });
const note = (page: Page) => page.getByRole("dialog").getByRole("status").filter({ hasText: "shown only here" });

test("a first password is generated, and shown once more when the user is there", async ({ context, page, server }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openAs(page, server, "/users/new?username=ada");
  const password = page.getByLabel("Password", { exact: true });
  await button(page, "Create user").click();
  await expect(password).toHaveAccessibleDescription(/^Enter a value\./);
  await button(page, "Generate").click();
  await expect(password).toHaveValue(/^[a-km-zA-HJ-NP-Z2-9]{20}$/);
  await expect(password).toHaveAttribute("type", "text");
  await expect(password).not.toHaveAttribute("aria-invalid", "true");
  const text = await password.inputValue();
  await button(page, "Copy password").click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(text);
  await button(page, "Create user").click();
  await expect(drawer(page, "ada")).toBeVisible();
  await expect(note(page).getByRole("code")).toHaveText(text);
  await page.evaluate(() => navigator.clipboard.writeText(""));
  await note(page).getByRole("button", { name: "Copy password" }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(text);
  await axe(page);
  await server.token("ada", text);
  await page.getByRole("dialog").getByRole("link", { name: "Edit" }).click();
  await expect(drawer(page, "Edit ada")).toBeVisible();
  await page.goBack();
  await expect(drawer(page, "ada")).toBeVisible();
  await expect(note(page)).toBeHidden();
  expect(await page.content()).not.toContain(text);
});

test("so is a new one for somebody who is there; one that was typed isn't shown", async ({ page, server }) => {
  const ada = await server.createUser({ username: "ada" });
  await openAs(page, server, `/users/${ada.id}/edit`);
  const requests = noteRequests(page);
  const password = page.getByLabel("New password", { exact: true });
  await expect(password).toHaveValue("");
  await button(page, "Generate").click();
  await expect(password).toHaveValue(/^.{20}$/);
  const first = await password.inputValue();
  await page.getByRole("slider", { name: "Length" }).fill("40");
  await expect(password).toHaveValue(/^.{40}$/);
  const text = await password.inputValue();
  expect(text).not.toContain(first);
  await button(page, "Save 1 change").click();
  await expect(note(page).getByRole("code")).toHaveText(text);
  expect(requests.bodies.filter(Boolean)).toEqual([{ password: text }]);

  // Nobody has it yet: a stray press doesn't take it away.
  await page.keyboard.press("Escape");
  const question = page.getByRole("dialog", { name: "Close without the password?" });
  await question.getByRole("button", { name: "Keep it" }).click();
  await expect(note(page).getByRole("code")).toHaveText(text);
  await page.getByRole("dialog").getByRole("link", { name: "Edit" }).click();
  await question.getByRole("button", { name: "Close without it" }).click();
  await button(page, "Generate").click();
  await password.fill("typed by hand");
  await expect(button(page, "Copy password")).toBeHidden();
  await button(page, "Save 1 change").click();
  await expect(drawer(page, "ada")).toBeVisible();
  await expect(note(page)).toBeHidden();
  await server.token("ada", "typed by hand");
});

test("axe-core finds nothing in the generator of a user's form", async ({ page, server }) => {
  await openAs(page, server, "/users/new?username=ada");
  await button(page, "Generate").click();
  await expect(button(page, "Copy password")).toBeVisible();
  await axe(page);
  await page.setViewportSize({ width: 320, height: 600 });
  await page.getByRole("slider", { name: "Length" }).fill("128");
  await expectNoSidewaysScroll(page);
  await button(page, "Create user").click();
  await expect(note(page)).toBeVisible();
  await expectNoSidewaysScroll(page);
  await axe(page);
});
