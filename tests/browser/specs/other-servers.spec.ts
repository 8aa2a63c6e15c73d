// Servers that aren't the bundled one as it comes: such as count in their own way, send what nobody knows, can't sort but know
// expiries, or are at another origin. That all else works on a strict server is what the project `strict` shows.

import { adminName, expect, signIn, takenOver, test, type Page } from "../harness/fixtures.ts";
import { keptToken, openAs } from "../harness/app.ts";
import { SubPath } from "../harness/sub-path.ts";

function later(user: object): object {
  return { ...user, later_attribute: { anything: true } };
}

/** Counts as little as a server may, and adds what none does yet. */
async function asAForeignServer(page: Page): Promise<void> {
  await page.route(/\/api\/v2\/users(\/|\?|$)/, async (route) => {
    // A page that is left waits for no answer.
    const answer = await route.fetch().then(
      async (response) => ({ response, text: await response.text() }),
    ).catch(() => undefined);
    if (answer === undefined) {
      return route.abort().catch(() => undefined);
    }
    const { response, text } = answer;
    if (!response.ok() || text === "") {
      return route.fulfill({ response });
    }
    const body = JSON.parse(text);
    const json = body.users
      ? { count: body.users.length, users: body.users.map(later), took: 3 }
      : later(body);
    return route.fulfill({ response, json });
  });
}

test.describe("a foreign server", () => {
  test.use({ strict: true, serverOptions: { demo: 60 } });

  test("is paged, sorted page by page, and that is said", async ({ page, server }) => {
    await asAForeignServer(page);
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
    await asAForeignServer(page);
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

test.describe("a server that can’t sort but knows expiries and sources", () => {
  test.use({ strict: false, serverOptions: { demo: 60, args: ["--strict"] } });

  test("has them in its list, sorted page by page, and in its form", async ({ page, server }) => {
    const token = await openAs(page, server, "/users?sort=-expired_at");
    await expect(page.getByRole("columnheader", { name: "Expires" })).toHaveAttribute("aria-sort", "descending");
    await expect(page.getByText("The order holds for the rows of this page alone.")).toBeVisible();
    const { users } = (await server.api("GET", "/users?limit=25", undefined, token)).body;
    const latest = users.reduce((one: any, other: any) => (one.expired_at > (other.expired_at ?? "") ? one : other));
    await expect(page.getByRole("table", { name: "Users" }).getByRole("rowheader").first()).toContainText(latest.username);
    await page.getByRole("link", { name: latest.username, exact: true }).click();
    await page.getByRole("dialog").getByRole("link", { name: "Edit" }).click();
    await page.getByRole("radiogroup", { name: "Expires" }).getByRole("radio", { name: "Never" }).check();
    await page.getByLabel("Source", { exact: true }).selectOption({ label: "Directory" });
    await page.getByRole("dialog").getByRole("button", { name: /^Save/ }).click();
    await expect(page.getByRole("dialog", { name: latest.username, exact: true })).toContainText("Never");
    const after = (await server.api("GET", `/users/${latest.id}`, undefined, token)).body;
    expect(after).toMatchObject({ expired_at: null, source_type: "cli_ldap" });
  });
});

test("a server at another origin serves the console if it says so", async ({ browser, server }) => {
  const elsewhere = await SubPath.start(server, "/console/", { api_origin: server.url });
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${elsewhere.url}users?sort=username`);
  await takenOver(page);
  await expect(page.getByText(new URL(server.url).host)).toBeVisible();
  await expect(page.getByLabel("Username or email")).toBeFocused();
  await page.getByLabel("Username or email").fill(adminName);
  await page.getByLabel("Password", { exact: true }).fill(server.adminPassword);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  // The browser doesn't tell a page why another origin can't be reached.
  await expect(page.getByRole("alert")).toHaveText(/Nothing answers at the server’s address/);

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
