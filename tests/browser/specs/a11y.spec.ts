// What axe-core finds in the states that pages.spec.ts doesn't come by: nothing. And the way through without a mouse.

import { adminName, axe, expect, takenOver, test, type Page } from "../harness/fixtures.ts";
import { openAs, tabTo } from "../harness/app.ts";

const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });
const dialog = (page: Page, name: string) => page.getByRole("dialog", { name, exact: true });

test.describe("axe-core finds nothing", () => {
  test.use({ serverOptions: { demo: 40 } });
  // It looks at every element of a page, and at many pages.
  test.slow();

  test("on what an administrator can bring about", async ({ page, server }) => {
    const ada = await server.createUser({ username: "ada", email: "ada@nodeum.example", is_admin: true });
    // What hides a form with changes asks the browser's way; the tests go on.
    page.on("dialog", (question) => void question.accept());
    await openAs(page, server, "/users");
    await expect(page.getByText("1–25 of 42")).toBeVisible();
    await axe(page);
    await page.goto("/users?page=99");
    await expect(page.getByText("There is nothing on this page")).toBeVisible();
    await axe(page);

    await page.goto(`/users/${ada.id}/edit`);
    await page.getByLabel("Username", { exact: true }).fill("");
    await page.getByRole("textbox", { name: "Email", exact: true }).fill("no address");
    await page.getByLabel("User id (uid)").fill("-1");
    await page.getByRole("radio", { name: "Date…" }).check();
    await page.getByLabel("Expiry date").fill("");
    await page.getByLabel("New password", { exact: true }).fill("short");
    await page.getByRole("dialog").getByRole("button", { name: /^Save/ }).click();
    await expect(page.getByLabel("Username", { exact: true })).toBeFocused();
    await axe(page);
    await page.keyboard.press("Escape");
    await expect(dialog(page, "Discard your changes?")).toBeVisible();
    await axe(page);

    // One's own account, of which not everything can be changed.
    await page.goto("/users/1/edit");
    await expect(page.getByRole("radio", { name: "User", exact: true })).toBeDisabled();
    await axe(page);
    await page.goto("/users/999999");
    await expect(page.getByText("There is no such user")).toBeVisible();
    await axe(page);

    await page.goto("/profile");
    await page.getByRole("button", { name: "Change password" }).click();
    await expect(page.getByLabel("Current password")).toBeFocused();
    await axe(page);
    await page.getByRole("button", { name: "Account of admin" }).click();
    await expect(page.getByRole("menuitem", { name: "Profile" })).toBeFocused();
    await axe(page);
    await page.keyboard.press("Escape");

    // The side bar over the page, where there is no room beside it.
    await page.setViewportSize({ width: 390, height: 800 });
    await page.getByRole("button", { name: "Menu", exact: true }).click();
    await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
    await axe(page);
  });

  test("on the pages that others see", async ({ page, problems, server }) => {
    problems.allow(/status of 50[0-9]|ERR_FAILED|Failed to fetch/);
    await server.createUser({ username: "plain" });
    await page.goto("/users?page=2");
    await takenOver(page);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByLabel("Username or email")).toBeFocused();
    await axe(page);
    await page.getByLabel("Username or email").fill(adminName);
    await page.getByLabel("Password", { exact: true }).fill("wrong");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert")).toBeVisible();
    await axe(page);

    await openAs(page, server, "/users", { username: "plain" });
    await expect(page.getByText("This page is for administrators")).toBeVisible();
    await axe(page);
    // A server doesn't fail when it is asked to: what follows is answered in its place.
    await page.route("**/users/me", (route) => route.fulfill({ status: 503, body: "" }));
    await page.reload();
    await expect(page.getByText("You are still signed in on this device.")).toBeVisible();
    await axe(page);
    await page.unrouteAll();
    await page.route("**/config.json", (route) => route.fulfill({ body: "<html>" }));
    await page.reload();
    await expect(heading(page, "The console isn’t set up right")).toBeVisible();
    await axe(page);
    await page.unrouteAll();
    await page.route("**/*.wasm", (route) => route.abort());
    await page.reload();
    await expect(heading(page, "The console has stopped")).toBeVisible();
    await axe(page);
    await page.unrouteAll();
    await openAs(page, server, "/profile");
    await page.route("**/api/v2/users?*", (route) => route.fulfill({ status: 500, body: '{"error":"x"}' }));
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Users" }).click();
    await expect(page.getByText("The server failed")).toBeVisible();
    await page.getByText("Details", { exact: true }).click();
    await axe(page);
  });
});

test("somebody without a mouse signs in, finds a user, changes and deletes them", { tag: "@strict" }, async ({
  capabilities,
  page,
  server,
}) => {
  const ada = await server.createUser({ username: "ada" });
  const token = await server.token();
  const press = (key: string) => page.keyboard.press(key);
  await page.goto("/");
  await takenOver(page);
  await expect(page.getByLabel("Username or email")).toBeFocused();
  await page.keyboard.type(adminName);
  await press("Tab");
  await page.keyboard.type(server.adminPassword);
  await press("Enter");
  await expect(page.getByText("1–2 of 2")).toBeVisible();

  await tabTo(page, page.getByRole("link", { name: "ada", exact: true }));
  await press("Enter");
  await expect(dialog(page, "ada")).toBeVisible();
  const edit = dialog(page, "ada").getByRole("link", { name: "Edit" });
  await tabTo(page, edit);
  await press("Enter");
  const username = page.getByLabel("Username", { exact: true });
  await tabTo(page, username);
  await press("Control+A");
  await page.keyboard.type("ada.l");
  // The radio buttons of a group are one stop; arrows choose.
  await tabTo(page, page.getByRole("radio", { name: "User", exact: true }));
  await press("ArrowDown");
  await expect(page.getByRole("radio", { name: "Administrator" })).toBeChecked();
  if (capabilities.expiry) {
    await tabTo(page, page.getByRole("radio", { name: "Never" }));
    await press("ArrowRight");
    await expect(page.getByRole("radio", { name: "Next Friday" })).toBeChecked();
    await press("ArrowRight");
    await expect(page.getByRole("radio", { name: "7 days" })).toBeChecked();
  }
  await press("Control+S");
  await expect(dialog(page, "ada.l")).toBeVisible();
  const after = (await server.api("GET", `/users/${ada.id}`, undefined, token)).body;
  expect(after).toMatchObject({ username: "ada.l", is_admin: true });
  expect(typeof after.expired_at).toBe(capabilities.expiry ? "string" : "undefined");

  await press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await tabTo(page, page.getByRole("button", { name: "Actions for ada.l" }));
  await press("Enter");
  await expect(page.getByRole("menuitem", { name: "Open" })).toBeFocused();
  await press("End");
  await press("Enter");
  await expect(page.getByRole("textbox", { name: "Type ada.l to confirm" })).toBeFocused();
  await page.keyboard.type("ada.l");
  await press("Enter");
  await expect(page.getByText("ada.l is deleted.")).toBeVisible();
  expect((await server.api("GET", `/users/${ada.id}`, undefined, token)).status).toBe(404);
  // The focus isn't lost with what it was on.
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe("BODY");
});
