// What is typed by hand, key by key, stays as it was typed and means what it says.

import { expect, test, type Page } from "../harness/fixtures.ts";
import { openAs } from "../harness/app.ts";

const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });

test.use({ locale: "en-US", timezoneId: "Europe/Berlin" });

test("an expiry is typed over by keyboard, and a date alone means the end of that day", async ({ page, server }) => {
  const ada = await server.createUser({ username: "ada", expired_at: "2026-07-28T10:11:12.345Z" });
  const token = await openAs(page, server, `/users/${ada.id}/edit`);
  const stored = async () => (await server.api("GET", `/users/${ada.id}`, undefined, token)).body.expired_at;
  // An untouched instant keeps what the fields can’t show.
  await expect(field(page, "Expiry date")).toHaveValue("2026-07-28");
  await expect(field(page, "Expiry time")).toHaveValue("12:11");
  await field(page, "Email").and(page.locator("input")).fill("ada@nodeum.example");
  await page.getByRole("button", { name: "Save 1 change" }).click();
  await expect(page.getByText("ada is saved.")).toBeVisible();
  expect(Date.parse(await stored())).toBe(Date.parse("2026-07-28T10:11:12.345Z"));

  await page.goto(`${server.url}/users/${ada.id}/edit`);
  await field(page, "Expiry date").focus();
  await page.keyboard.type("12042029");
  await expect(field(page, "Expiry date")).toHaveValue("2029-12-04");
  await expect(field(page, "Expiry time")).toHaveValue("12:11");
  await field(page, "Expiry time").fill("");
  await expect(page.getByText(/Expires in 3 years: .*Dec 4, 2029, 11:59:59 PM/)).toBeVisible();
  await page.getByRole("button", { name: "Save 1 change" }).click();
  await expect(page.getByText("ada is saved.")).toBeVisible();
  expect(Date.parse(await stored())).toBe(Date.parse("2029-12-04T22:59:59Z"));
});

test("half a date is told as such, and stays as it was typed", async ({ page, server }) => {
  await openAs(page, server, "/users/new");
  await field(page, "Username").fill("ada");
  await field(page, "Password").fill("long enough");
  await page.getByRole("radio", { name: "Date…" }).check();
  await field(page, "Expiry date").focus();
  await page.keyboard.type("1204");
  await expect(page.getByText("The date isn’t complete yet.")).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Create user" }).click();
  await expect(page.getByText("The date or the time isn’t complete.")).toBeVisible();
  await expect(field(page, "Expiry date")).toBeFocused();
  // Only the year was missing.
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.type("2031");
  await expect(field(page, "Expiry date")).toHaveValue("2031-12-04");
  // Half a time is told, too, and gone when it is cleared.
  const incomplete = page.getByText("The date or the time isn’t complete.");
  await field(page, "Expiry time").focus();
  await page.keyboard.type("11");
  await page.getByRole("dialog").getByRole("button", { name: "Create user" }).click();
  await expect(incomplete).toBeVisible();
  await field(page, "Expiry time").focus();
  await page.keyboard.press("Backspace");
  await expect(incomplete).toBeHidden();
  await expect(page.getByText(/Dec 4, 2031, 11:59:59 PM/)).toBeVisible();
});

test("the hours that the clocks leave out or bring twice say which instant is meant", async ({ page, server }) => {
  await openAs(page, server, "/users/new");
  await page.getByRole("radio", { name: "Date…" }).check();
  await field(page, "Expiry date").fill("2027-03-28");
  await field(page, "Expiry time").fill("02:30");
  await expect(page.getByText(/3:30:00 AM GMT\+2.*the time that you chose doesn’t exist/)).toBeVisible();
  await field(page, "Expiry date").fill("2027-10-31");
  await expect(page.getByText(/2:30:00 AM GMT\+2.*this time comes twice: the first is meant/)).toBeVisible();
});

test("keys that belong to an input method choose, send and close nothing", async ({ page, server }) => {
  await openAs(page, server, "/users/new");
  const compose = (key: string) =>
    page.evaluate(
      (key) =>
        document.activeElement!.dispatchEvent(
          new KeyboardEvent("keydown", { key, isComposing: true, bubbles: true, cancelable: true }),
        ),
      key,
    );
  await field(page, "Username").fill("ada");
  const uid = page.getByRole("combobox", { name: "User id (uid)" });
  await uid.pressSequentially("roo");
  const listbox = page.getByRole("listbox");
  await expect(listbox).toBeVisible();
  // The browser handles what nobody prevents.
  for (const key of ["ArrowDown", "Enter", "Tab", "Escape"]) {
    expect(await compose(key), key).toBe(true);
  }
  await expect(uid).toHaveValue("roo");
  await expect(listbox).toBeVisible();
  await field(page, "Username").focus();
  expect(await compose("Escape")).toBe(true);
  await expect(page.getByRole("dialog", { name: "Create user" })).toBeVisible();
  await expect(page.getByRole("dialog", { name: "Discard your changes?" })).toBeHidden();
});
