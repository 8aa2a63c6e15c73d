// Changing many users at once.

import { expect, test, type Page } from "../harness/fixtures.ts";
import { noteRequests, openAs } from "../harness/app.ts";

const bar = (page: Page) => page.getByRole("group", { name: "Selected rows" });
const drawer = (page: Page) => page.getByRole("dialog", { name: /^Change/ });
const item = (page: Page, name: string) => drawer(page).getByRole("list", { name: "Users" }).getByRole("listitem").filter({ hasText: name });

/** The end of the coming Friday where the tests are. */
const nextFriday = (page: Page) =>
  page.evaluate(() => {
    const day = new Date();
    day.setDate(day.getDate() + ((12 - day.getDay()) % 7 || 7));
    day.setHours(23, 59, 0, 0);
    return day.toISOString();
  });

test("twenty expire next Friday in five clicks", async ({ page, server }) => {
  for (let number = 10; number < 30; number += 1) {
    await server.createUser({ username: `temp.${number}` });
  }
  const token = await openAs(page, server, "/users");
  await expect(page.getByText("1–21 of 21 ")).toBeVisible();
  await page.keyboard.press("/");
  await page.keyboard.type("temp.");
  await expect(page.getByText("1–20 of 20 ")).toBeVisible();
  await page.getByRole("checkbox", { name: "Select all on this page" }).check();
  await expect(bar(page).getByRole("status")).toHaveText("20 selected");
  await bar(page).getByRole("button", { name: "Change…" }).click();
  await drawer(page).getByRole("radio", { name: "Next Friday" }).check();
  await drawer(page).getByRole("button", { name: "Change 20 users", exact: true }).click();
  await expect(drawer(page).getByText("20 of 20 changed.")).toBeVisible();
  await drawer(page).getByRole("button", { name: "Close", exact: true }).last().click();
  await expect(bar(page)).toBeHidden();
  const { users } = (await server.api("GET", "/users?search=temp.", undefined, token)).body;
  const expiries = new Set(users.map((user: any) => user.expired_at));
  expect([...expiries]).toEqual([await nextFriday(page)]);
});

test("who is left out and what failed is said, and tried again alone", async ({ page, problems, server }) => {
  problems.allow(/status of 500/);
  const [ada, bob] = [await server.createUser({ username: "ada" }), await server.createUser({ username: "bob" })];
  const token = await openAs(page, server, "/users");
  await page.getByRole("checkbox", { name: "Select all on this page" }).check();
  await bar(page).getByRole("button", { name: "Change…" }).click();
  const change = drawer(page).getByRole("button", { name: /^Change \d users$/ });
  await expect(change).toHaveAccessibleDescription("Choose an expiry first.");
  await expect(drawer(page).getByRole("group", { name: "Expires" }).getByRole("radio", { checked: true })).toHaveCount(0);
  await drawer(page).getByRole("radio", { name: "Role", exact: true }).check();
  await expect(change).toHaveAccessibleDescription("Choose a role first.");
  await drawer(page).getByRole("radio", { name: "Administrator" }).check();
  await expect(item(page, "ada")).toContainText("User → Administrator");
  await expect(drawer(page).getByRole("listitem").filter({ hasText: /^admin/ })).toContainText("Already so.");
  await drawer(page).getByRole("radio", { name: "Expiry", exact: true }).check();
  await drawer(page).getByRole("radio", { name: "Never" }).check();
  await expect(drawer(page).getByText("These accounts do not expire.")).toBeVisible();
  await expect(drawer(page).getByRole("button", { name: "Change 0 users" })).toHaveAccessibleDescription("Nobody would be changed.");
  await drawer(page).getByRole("radio", { name: "30 days" }).check();
  await expect(item(page, "ada")).toContainText(/Never → \d+ \w+ \d{4}/);
  await expect(item(page, "admin")).toContainText("Left out");
  await expect(item(page, "admin")).toContainText("You can’t expire your own account. Another administrator can.");
  await page.route(`**/api/v2/users/${bob.id}`, (route) =>
    route.request().method() === "PUT" ? route.fulfill({ status: 500, json: { error: "No." } }) : route.fallback());
  const requests = noteRequests(page);
  await drawer(page).getByRole("button", { name: "Change 2 users", exact: true }).click();
  await expect(drawer(page).getByText("1 of 2 changed, 1 failed and stays selected.")).toBeVisible();
  await expect(item(page, "bob")).toContainText("Failed");
  await expect(item(page, "ada")).toContainText("Changed");
  await page.unrouteAll();
  await drawer(page).getByRole("button", { name: "Try 1 again", exact: true }).click();
  await expect(drawer(page).getByText("2 of 2 changed.")).toBeVisible();
  expect(requests.of("PUT").sort()).toEqual([`PUT /users/${ada.id}`, `PUT /users/${bob.id}`, `PUT /users/${bob.id}`]);
  await drawer(page).getByRole("button", { name: "Close", exact: true }).last().click();
  await expect(bar(page).getByRole("status")).toHaveText("1 selected");
  const { users } = (await server.api("GET", "/users", undefined, token)).body;
  expect(users.map((user: any) => user.expired_at === null)).toEqual([true, false, false]);
});

test.describe("with sixty users", () => {
  test.use({ serverOptions: { demo: 60 } });

  test("all that match are selected, on all pages; a lost network pauses, and nothing is done twice", { tag: "@strict" }, async ({ page, problems, server }) => {
    problems.allow(/ERR_FAILED|ERR_INTERNET_DISCONNECTED/);
    const token = await openAs(page, server, "/users?role=user");
    const before = (await server.api("GET", "/users?limit=100", undefined, token)).body.users;
    const wanted = before.filter((user: any) => !user.is_admin);
    await page.getByRole("checkbox", { name: "Select all on this page" }).check();
    await bar(page).getByRole("button", { name: `Select all ${wanted.length}`, exact: true }).click();
    await expect(bar(page).getByRole("status")).toHaveText(`${wanted.length} selected`);
    await bar(page).getByRole("button", { name: "Change…" }).click();
    await drawer(page).getByRole("radio", { name: "Role", exact: true }).check();
    await drawer(page).getByRole("radio", { name: "Administrator" }).check();
    const changed: string[] = [];
    let fails = false;
    await page.route("**/api/v2/users/*", async (route) => {
      if (route.request().method() !== "PUT") {
        return route.fallback();
      }
      fails ||= changed.length === 10;
      if (fails) {
        return route.abort();
      }
      changed.push(route.request().url());
      return route.continue();
    });
    await drawer(page).getByRole("button", { name: `Change ${wanted.length} users`, exact: true }).click();
    await expect(drawer(page).getByText(`10 of ${wanted.length} changed, then it stopped.`)).toBeVisible();
    await page.unrouteAll();
    await page.route("**/api/v2/users/*", (route) => {
      changed.push(route.request().url());
      return route.fallback();
    });
    await drawer(page).getByRole("button", { name: `Go on with ${wanted.length - 10}`, exact: true }).click();
    await expect(drawer(page).getByText(`${wanted.length} of ${wanted.length} changed.`)).toBeVisible();
    expect(changed.length).toBe(wanted.length);
    expect(new Set(changed).size).toBe(wanted.length);
    const after = (await server.api("GET", "/users?limit=100", undefined, token)).body.users;
    expect(after.every((user: any) => user.is_admin)).toBe(true);
  });
});

test("whoever is deleted isn’t selected any more, and whoever was deleted elsewhere is a result of their own", async ({ page, problems, server }) => {
  problems.allow(/status of 404/);
  const ada = await server.createUser({ username: "ada" });
  await server.createUser({ username: "bob" });
  await server.createUser({ username: "eve" });
  const token = await openAs(page, server, "/users");
  for (const name of ["ada", "bob", "eve"]) {
    await page.getByRole("checkbox", { name: `Select ${name}` }).check();
  }
  await page.getByRole("button", { name: "Actions for bob" }).click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete user", exact: true }).click();
  await expect(bar(page).getByRole("status")).toHaveText("2 selected");
  await server.api("DELETE", `/users/${ada.id}`, undefined, token);
  await bar(page).getByRole("button", { name: "Change…" }).click();
  await drawer(page).getByRole("radio", { name: "1 year" }).check();
  await drawer(page).getByRole("button", { name: "Change 2 users", exact: true }).click();
  await expect(drawer(page).getByText("1 of 2 changed, 1 failed and stays selected.")).toBeVisible();
  await expect(item(page, "ada")).toContainText("Failed");
});

test("a server that asks to wait is waited for, and the wait can be stopped", async ({ page, problems, server }) => {
  problems.allow(/status of 429/);
  const [ada, bob] = [await server.createUser({ username: "ada" }), await server.createUser({ username: "bob" })];
  await openAs(page, server, "/users");
  await page.getByRole("checkbox", { name: "Select all on this page" }).check();
  await bar(page).getByRole("button", { name: "Change…" }).click();
  await drawer(page).getByRole("radio", { name: "30 days" }).check();
  let wait = "3000";
  await page.route(`**/api/v2/users/${bob.id}`, (route) =>
    wait === "0" || route.request().method() !== "PUT" ? route.fallback() : route.fulfill({ status: 429, headers: { "Retry-After": wait }, body: "" }));
  const requests = noteRequests(page);
  await drawer(page).getByRole("button", { name: "Change 2 users", exact: true }).click();
  await expect(drawer(page).getByText("The server asks to wait 50 min. It goes on by itself.")).toBeVisible();
  await expect(drawer(page).getByText("1 of 2 changed…")).toBeVisible();
  await drawer(page).getByRole("button", { name: "Stop", exact: true }).click();
  await expect(drawer(page).getByText("1 of 2 changed, then it was stopped.")).toBeVisible();
  await expect(drawer(page).getByText(/asks to wait/)).toBeHidden();
  await expect(item(page, "bob")).not.toContainText("Failed");
  wait = "1";
  await drawer(page).getByRole("button", { name: "Go on with 1", exact: true }).click();
  await expect(drawer(page).getByText("The server asks to wait 1 s. It goes on by itself.")).toBeVisible();
  wait = "0";
  await expect(drawer(page).getByText("2 of 2 changed.")).toBeVisible();
  expect(requests.of("PUT").filter((call) => call === `PUT /users/${ada.id}`).length).toBe(1);
  expect(requests.of("PUT").filter((call) => call === `PUT /users/${bob.id}`).length).toBeGreaterThanOrEqual(3);
});
