// Nothing typed is lost by a stray press, whichever way a form is left.

import { expect, test, type Page } from "../harness/fixtures.ts";
import { openAs } from "../harness/app.ts";
import { createKey } from "../harness/keys.ts";

const dialog = (page: Page, name: string) => page.getByRole("dialog", { name, exact: true });
const question = (page: Page) => dialog(page, "Discard your changes?");
const navigation = (page: Page) => page.getByRole("navigation", { name: "Main" });

test("Back asks before it closes a form with changes", async ({ page, server }) => {
  const ada = await server.createUser({ username: "ada" });
  await openAs(page, server, "/users?size=50");
  await page.getByRole("link", { name: "ada" }).click();
  await dialog(page, "ada").getByRole("link", { name: "Edit" }).click();
  const username = page.getByLabel("Username", { exact: true });
  await username.fill("ada.lovelace");
  const address = `${server.url}/users/${ada.id}/edit?size=50`;
  // As often as it is asked, the answer counts.
  for (const no of ["Escape", "Keep editing"]) {
    await page.evaluate(() => history.back());
    await expect(question(page)).toBeVisible();
    await expect(page).toHaveURL(address);
    if (no === "Escape") {
      await page.keyboard.press("Escape");
    } else {
      await question(page).getByRole("button", { name: "Keep editing" }).click();
    }
    await expect(question(page)).toBeHidden();
    await expect(username).toHaveValue("ada.lovelace");
    await expect(page.getByRole("dialog").getByRole("button", { name: "Save 1 change" })).toBeVisible();
  }
  await page.evaluate(() => history.back());
  await question(page).getByRole("button", { name: "Discard changes" }).click();
  await expect(dialog(page, "ada")).toBeVisible();
  await expect(page).toHaveURL(`${server.url}/users/${ada.id}?size=50`);
  // The way back is the one that it was.
  await page.goBack();
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page).toHaveURL(`${server.url}/users?size=50`);

  // Without changes, and after saving, nothing is asked.
  await page.goto(`/users/${ada.id}`);
  await dialog(page, "ada").getByRole("link", { name: "Edit" }).click();
  await expect(username).toHaveValue("ada");
  await page.goBack();
  await expect(dialog(page, "ada")).toBeVisible();
  await dialog(page, "ada").getByRole("link", { name: "Edit" }).click();
  await username.fill("ada.l");
  await page.getByRole("dialog").getByRole("button", { name: "Save 1 change" }).click();
  await expect(dialog(page, "ada.l")).toBeVisible();
  await page.goBack();
  await expect(question(page)).toBeHidden();
  await expect(page).toHaveURL(`${server.url}/users/${ada.id}`);
});

test("links inside the app ask before they leave a form with changes", async ({ page, server }) => {
  const token = await openAs(page, server, "/profile");
  const email = page.getByRole("textbox", { name: "Email", exact: true });
  const fresh = page.getByLabel("New password", { exact: true });
  await email.fill("admin@nodeum.example");
  await navigation(page).getByRole("link", { name: "Users" }).click();
  await expect(question(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(email).toHaveValue("admin@nodeum.example");
  await expect(page).toHaveURL(`${server.url}/profile`);
  // What is taken back, or saved, is no change.
  await email.fill("");
  await navigation(page).getByRole("link", { name: "Users" }).click();
  await expect(page.getByText("1 of 1")).toBeVisible();
  await navigation(page).getByRole("link", { name: "Profile" }).click();
  await email.fill("admin@nodeum.example");
  await page.getByRole("button", { name: "Change email" }).click();
  await expect(page.getByText("Your email is changed.")).toBeVisible();
  await navigation(page).getByRole("link", { name: "Users" }).click();
  await expect(page.getByText("1 of 1")).toBeVisible();

  await navigation(page).getByRole("link", { name: "Profile" }).click();
  await fresh.fill("half a password");
  await page.evaluate(() => history.back());
  await expect(question(page)).toBeVisible();
  await expect(page).toHaveURL(`${server.url}/profile`);
  await page.keyboard.press("Escape");
  await expect(fresh).toHaveValue("half a password");
  await navigation(page).getByRole("link", { name: "Users" }).click();
  await question(page).getByRole("button", { name: "Discard changes" }).click();
  await expect(page.getByText("1 of 1")).toBeVisible();
  await expect(page).toHaveURL(`${server.url}/users`);
  // The next form is watched over as the first was.
  await navigation(page).getByRole("link", { name: "Profile" }).click();
  await expect(fresh).toHaveValue("");
  await fresh.fill("x");
  await navigation(page).getByRole("link", { name: "Users" }).click();
  await expect(question(page)).toBeVisible();
  expect((await server.api("GET", "/users/me", undefined, token)).body.email).toBe("admin@nodeum.example");
});

test("staying isn't asked about; signing out is", async ({ page, server }) => {
  await openAs(page, server, "/profile");
  const email = page.getByRole("textbox", { name: "Email", exact: true });
  await email.fill("admin@nodeum.example");
  await navigation(page).getByRole("link", { name: "Profile" }).click();
  await expect(question(page)).toBeHidden();
  await expect(email).toHaveValue("admin@nodeum.example");
  await navigation(page).getByRole("link", { name: "Users" }).click();
  await expect(question(page)).toBeVisible();
  await page.keyboard.press("Escape");

  const signOut = async (): Promise<void> => {
    await page.getByRole("button", { name: /^Account of/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
  };
  await signOut();
  await expect(question(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(email).toHaveValue("admin@nodeum.example");
  await signOut();
  await question(page).getByRole("button", { name: "Discard changes" }).click();
  await expect(page.getByText("You are signed out.")).toBeVisible();
});

/** The forms: the address, a field of it, and what it says before it is typed into. */
const forms: [string, string, string][] = [
  ["/users/new", "Username", ""],
  ["/users/:ada/edit", "Email", "ada@nodeum.example"],
  ["/api-keys/new", "Name", ""],
  ["/api-keys/:key/edit", "Name", "backup"],
  ["/configuration?do=add", "Key", ""],
  ["/profile", "Email", ""],
  ["/profile", "New password", ""],
];

for (const [address, label, before] of forms) {
  test(`Back asks before it leaves ${address} with another ${label.toLowerCase()}, and Forward leads into it anew`, async ({ page, server }) => {
    const ada = await server.createUser({ username: "ada", email: "ada@nodeum.example" });
    const key = await createKey(server, await server.token(), "backup", "users/index");
    const path = address.replace(":ada", String(ada.id)).replace(":key", String(key.id));
    await openAs(page, server, "/systems/users");
    const start = page.getByRole("heading", { level: 1, name: "System accounts" });
    await expect(start).toBeVisible();
    // By a link of the app: the page isn't loaded anew.
    await page.evaluate((href) => {
      const link = Object.assign(document.createElement("a"), { href });
      document.body.append(link);
      link.click();
      link.remove();
    }, path);
    const field = page.locator("input").and(page.getByLabel(label, { exact: true }));
    await expect(field).toHaveValue(before);
    await field.fill("something else");
    await page.evaluate(() => history.back());
    await question(page).getByRole("button", { name: "Keep editing" }).click();
    await expect(field).toHaveValue("something else");
    await expect(page).toHaveURL(server.url + path);
    await page.evaluate(() => history.back());
    await question(page).getByRole("button", { name: "Discard changes" }).click();
    await expect(start).toBeVisible();
    await page.evaluate(() => history.forward());
    await expect(field).toHaveValue(before);
    await expect(page.getByText("You left changes here")).toBeHidden();
    await page.evaluate(() => history.back());
    await expect(start).toBeVisible();
    await expect(question(page)).toBeHidden();
  });
}
