// Servers that aren't the bundled one as it comes: such as count in their own way, send what nobody knows, can't sort but know
// expiries, or are at another origin. That all else works on a strict server is what the project `strict` shows.

import { adminName, expect, signIn, takenOver, test, type Page } from "../harness/fixtures.ts";
import { Gate, keptToken, openAs } from "../harness/app.ts";
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

  test("is loaded in the background, and searched, sorted and counted here, which is said", async ({ page, server }) => {
    await asAForeignServer(page);
    await openAs(page, server, "/users");
    await expect(page.getByRole("columnheader")).toHaveText([
      "",
      ...["Username", "Email", "Role", "uid", "gid", "Created"],
      "Actions",
    ]);
    const summary = page.getByRole("navigation", { name: "Pages" }).getByRole("status");
    await expect(summary).toHaveText(/^1–25 of 61/);
    await expect(page.getByText("All 61 users are loaded.")).toBeVisible();
    const token = await keptToken(page);
    const all = (await server.api("GET", "/users?limit=100", undefined, token)).body.users;
    const uids = all.map((user: any) => String(user.user_id)).sort((a: string, b: string) => Number(b) - Number(a));
    await page.getByRole("columnheader", { name: "uid" }).getByRole("button").click();
    await page.getByRole("columnheader", { name: "uid" }).getByRole("button").click();
    await expect(page).toHaveURL(`${server.url}/users?sort=-user_id`);
    await expect.poll(() => page.locator("td[data-label=uid]").allInnerTexts()).toEqual(uids.slice(0, 25));
    await page.getByRole("combobox", { name: "Search users" }).fill("an");
    const found = all.filter((user: any) => `${user.username}\n${user.email}`.includes("an")).length;
    expect(found).toBeGreaterThan(1);
    await expect(summary).toContainText(`of ${found} `);
    // Whoever is created here is found at once.
    await page.getByRole("link", { name: "Create user", exact: true }).click();
    await page.getByLabel("Username", { exact: true }).fill("new.anna");
    await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
    await page.getByRole("dialog").getByRole("button", { name: "Create user", exact: true }).click();
    await expect(summary).toContainText(`of ${found + 1} `);
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

test.describe("a foreign server with three hundred users", () => {
  test.use({ strict: true, serverOptions: { demo: 300 } });

  test("says how far loading is, stops when it is told to, and says what it couldn’t load", async ({ page, problems, server }) => {
    problems.allow(/status of 500/);
    const gate = new Gate();
    let fails = false;
    await page.route(/\/api\/v2\/users\?limit=100&offset=100/, async (route) => {
      await gate.passed;
      await (fails ? route.fulfill({ status: 500, json: { error: "No." } }) : route.continue());
    });
    await openAs(page, server, "/users");
    const summary = page.getByRole("navigation", { name: "Pages" }).getByRole("status");
    await expect(page.getByText("100 users are loaded so far.")).toBeVisible();
    await expect(summary).toContainText("1–25 of 100 ");
    await page.getByRole("button", { name: "Stop", exact: true }).click();
    gate.open();
    await expect(page.getByText("Loading was stopped after 200 users: nobody else is found.")).toBeVisible();
    await page.getByRole("button", { name: "Load all", exact: true }).click();
    await expect(page.getByText("All 301 users are loaded.")).toBeVisible();
    await expect(summary).toContainText("1–25 of 301 ");
    fails = true;
    await page.reload();
    await expect(page.getByText("Only 100 users could be loaded.")).toBeVisible();
    fails = false;
    await page.getByRole("button", { name: "Try again", exact: true }).last().click();
    await expect(page.getByText("All 301 users are loaded.")).toBeVisible();
  });
});

test.describe("a server that can’t sort but knows expiries and sources", () => {
  test.use({ strict: false, serverOptions: { demo: 60, args: ["--strict"] } });

  test("has them in its list, sorted here, and in its form", async ({ page, server }) => {
    const token = await openAs(page, server, "/users?sort=-expired_at");
    await expect(page.getByRole("columnheader", { name: "Expires" })).toHaveAttribute("aria-sort", "descending");
    await expect(page.getByText("All 61 users are loaded.")).toBeVisible();
    const { users } = (await server.api("GET", "/users?limit=100", undefined, token)).body;
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
  await expect(page.getByRole("alert")).toContainText(`It must allow the origin ${elsewhere.origin} by CORS.`);

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

test("a token is shown to no other server than the one that gave it", async ({ browser, server }) => {
  const console = await SubPath.start(server, "/console/");
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${console.url}users`);
  await signIn(page, adminName, server.adminPassword);
  await expect(page.getByText("1 of 1")).toBeVisible();

  // Whoever hosts it names another server; and at the same origin there may be a console of another, below another path.
  const shown: string[] = [];
  page.on("request", async (request) => {
    if (request.url().startsWith(server.url) && "authorization" in (await request.allHeaders())) {
      shown.push(request.url());
    }
  });
  await page.route("**/config.json", (route) => route.fulfill({ json: { api_origin: server.url } }));
  await page.reload();
  await takenOver(page);
  await expect(page.getByText(new URL(server.url).host)).toBeVisible();
  expect(shown).toEqual([]);
  // Nor is the session lost by that.
  await page.unrouteAll();
  await page.reload();
  await expect(page.getByText("1 of 1")).toBeVisible();
  await context.close();
  await console.stop();
});
