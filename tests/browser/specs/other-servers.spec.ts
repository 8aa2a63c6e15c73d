// A server that honours what its reference documents and no more: no sorting, no filters, a count that can't be relied
// on, users without an expiry or a source.

import { adminName, expect, signIn, test, type Page } from "../harness/fixtures.ts";
import { keptToken, openAs } from "../harness/app.ts";
import { SubPath } from "../harness/sub-path.ts";

function plain(user: Record<string, unknown>): Record<string, unknown> {
  const { expired_at: _, source_type: __, ...rest } = user;
  return { ...rest, later_attribute: { anything: true } };
}

/** Leaves out what one of the published references doesn't know, and counts as little as a server may. */
async function withoutExtensions(page: Page): Promise<void> {
  await page.route(/\/api\/v2\/users(\/|\?|$)/, async (route) => {
    const response = await route.fetch();
    const text = await response.text();
    if (!response.ok() || text === "") {
      return route.fulfill({ response });
    }
    const body = JSON.parse(text);
    const json = body.users
      ? { count: body.users.length, users: body.users.map(plain), took: 3 }
      : plain(body);
    return route.fulfill({ response, json });
  });
}

test.describe("a server without extensions", () => {
  test.use({ serverOptions: { demo: 60, args: ["--strict"] } });

  test("is paged, sorted page by page, and that is said", async ({ page, server }) => {
    await withoutExtensions(page);
    await openAs(page, server, "/users");
    await expect(page.getByRole("columnheader")).toHaveText([
      ...["Username", "Email", "Role", "uid", "gid", "Created"],
      "Actions",
    ]);
    const summary = page.getByRole("navigation", { name: "Pages" }).getByRole("status");
    await expect(summary).toHaveText(/^1–25 ·/);
    await page.getByRole("button", { name: "Next" }).click();
    await expect(summary).toHaveText(/^26–50 ·/);
    await page.getByRole("button", { name: "Next" }).click();
    await expect(summary).toHaveText(/^51–61 of 61/);
    await expect(page.getByRole("button", { name: "Next" })).toHaveAttribute("aria-disabled", "true");

    const token = await keptToken(page);
    const all = (await server.api("GET", "/users?limit=25", undefined, token)).body.users;
    await page.getByRole("columnheader", { name: "uid" }).getByRole("button").click();
    await page.getByRole("columnheader", { name: "uid" }).getByRole("button").click();
    await expect(page).toHaveURL(`${server.url}/users?sort=-user_id`);
    await expect(page.getByText("The order holds for the rows of this page alone.")).toBeVisible();
    const uids = [...all].map((user: any) => String(user.user_id)).sort((a, b) => Number(b) - Number(a));
    await expect.poll(() => page.locator("td[data-label=uid]").allInnerTexts()).toEqual(uids);
  });

  test("its users are shown, edited and guarded as far as it goes", async ({ page, server }) => {
    const ada = await server.createUser({ username: "ada", email: "ada@nodeum.example" });
    await withoutExtensions(page);
    const token = await openAs(page, server, `/users/${ada.id}`);
    const drawer = page.getByRole("dialog", { name: "ada", exact: true });
    await expect(drawer).toContainText("ada@nodeum.example");
    await expect(drawer.getByText("Expires", { exact: true })).toBeHidden();
    await expect(drawer.getByText("Source", { exact: true })).toBeHidden();
    await drawer.getByRole("link", { name: "Edit" }).click();
    await expect(page.getByLabel("Username", { exact: true })).toHaveValue("ada");
    await expect(page.getByRole("radiogroup", { name: "Expires" })).toBeHidden();
    await expect(page.getByLabel("Source", { exact: true })).toBeHidden();
    await page.getByLabel("Username", { exact: true }).fill("ada.l");
    await page.getByRole("dialog").getByRole("button", { name: "Save 1 change" }).click();
    await expect(page.getByRole("dialog", { name: "ada.l", exact: true })).toBeVisible();
    const after = (await server.api("GET", `/users/${ada.id}`, undefined, token)).body;
    expect(after).toEqual({ ...ada, username: "ada.l", updated_at: after.updated_at });
    await page.goto("/users/new");
    await expect(page.getByLabel("Username", { exact: true })).toBeFocused();
    await expect(page.getByRole("radiogroup", { name: "Expires" })).toBeHidden();
    await expect(page.getByLabel("Source", { exact: true })).toBeHidden();
    await page.goto("/profile");
    const you = page.getByRole("region", { name: "You" });
    await expect(you).toContainText("admin");
    await expect(you.getByText("Account expires")).toBeHidden();
  });
});

test("a server at another origin serves the console if it says so", async ({ browser, server }) => {
  const elsewhere = await SubPath.start(server, "/console/", { api_origin: server.url });
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${elsewhere.url}users?sort=username`);
  await expect(page.getByText(new URL(server.url).host)).toBeVisible();
  await page.getByLabel("Username or email").fill(adminName);
  await page.getByLabel("Password", { exact: true }).fill(server.adminPassword);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  // The browser doesn't tell a page why another origin can't be reached.
  await expect(page.getByRole("alert")).toHaveText(/Nothing answers at the server's address/);

  await server.restart({ args: ["--cors-origin", elsewhere.origin] });
  await signIn(page, adminName, server.adminPassword);
  await expect(page).toHaveURL(`${elsewhere.url}users?sort=username`);
  await expect(page.getByText("1 of 1")).toBeVisible();
  await page.reload();
  await expect(page.getByText("1 of 1")).toBeVisible();
  const token = await keptToken(page);
  expect((await server.api("GET", "/users/me", undefined, token)).status).toBe(200);
  await page.getByRole("link", { name: "Create user" }).click();
  await page.getByLabel("Username", { exact: true }).fill("ada");
  await page.getByLabel("Password", { exact: true }).fill("long enough");
  await page.getByRole("dialog").getByRole("button", { name: "Create user" }).click();
  await expect(page.getByRole("dialog", { name: "ada", exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Account of admin" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByText("You are signed out.")).toBeVisible();
  await expect.poll(async () => (await server.api("GET", "/users/me", undefined, token)).status).toBe(401);
  await context.close();
  await elsewhere.stop();
});
