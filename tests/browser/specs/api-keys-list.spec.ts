// The list of API keys: what each may do, searching, sorting, revoking one or several.

import { axe, expect, test, type Page } from "../harness/fixtures.ts";
import { expectNoSidewaysScroll, Gate, noteRequests, openAs } from "../harness/app.ts";
import { createKey } from "../harness/keys.ts";

const row = (page: Page, name: string) =>
  page.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) });
const dialog = (page: Page, name: string) => page.getByRole("dialog", { name, exact: true });
const names = (page: Page) => page.locator("tbody .row-name").allTextContents();

test("without keys it says what to do", async ({ page, server }) => {
  await openAs(page, server, "/api-keys");
  await expect(page.getByText("No API keys yet")).toBeVisible();
  await axe(page);
  await page.getByRole("main").getByRole("link", { name: "Create API key" }).last().click();
  await expect(page).toHaveURL(`${server.url}/api-keys/new`);
  await page.goBack();
  await expect(page.getByText("No API keys yet")).toBeVisible();
});

test("each key says what it may do, and when it was used where the server tells", { tag: "@strict" }, async ({
  capabilities,
  page,
  server,
}) => {
  const token = await server.token();
  const used = await createKey(server, token, "grafana", "statistics/by_size", "tapes/index", "users/show");
  await createKey(server, token, "idle");
  await server.api("GET", "/users/me", undefined, used.key);
  if (capabilities.keyDates) {
    // It is noted after the answer.
    const note = async () => (await server.api("GET", `/users/me/api_keys/${used.id}`, undefined, token)).body.last_used_at;
    await expect.poll(note).not.toBeNull();
  }
  await openAs(page, server, "/api-keys");
  const grafana = row(page, "grafana");
  await expect(grafana).toContainText(`…${used.key.slice(-4)}`);
  await expect(grafana).not.toContainText(used.key.slice(0, 10));
  await expect(grafana).toContainText("3 scopes · Can read parts of users and access, tape and statistics; can’t change anything");
  await expect(row(page, "idle")).toContainText("0 scopes · Can call nothing");
  if (capabilities.keyDates) {
    await expect(page.getByRole("columnheader", { name: "Last used" })).toBeVisible();
    await expect(row(page, "idle")).toContainText("Never");
    await expect(grafana).toContainText("just now");
  } else {
    await expect(page.getByRole("columnheader", { name: "Last used" })).toBeHidden();
    await expect(page.getByRole("columnheader", { name: "Created" })).toBeHidden();
  }
});

test("search, order and page are in the address, and all keys are loaded", { tag: "@strict" }, async ({ page, server }) => {
  test.slow();
  const token = await server.token();
  for (let number = 0; number < 99; number += 1) {
    await createKey(server, token, `key ${String(number).padStart(3, "0")}`);
  }
  const marked = await createKey(server, token, "Zabbix");
  await openAs(page, server, "/api-keys?size=50");
  await expect(page.getByText("1–50 of 100")).toBeVisible();
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page).toHaveURL(`${server.url}/api-keys?page=2&size=50`);
  await page.reload();
  await expect(page.getByText("51–100 of 100")).toBeVisible();
  await page.getByRole("button", { name: "Name" }).click();
  await page.getByRole("button", { name: "Name" }).click();
  await expect(page).toHaveURL(`${server.url}/api-keys?size=50&sort=-name`);
  await expect.poll(async () => (await names(page))[0]).toBe("Zabbix");

  const search = page.getByRole("searchbox", { name: "Search API keys" });
  await search.fill("ZAB");
  await expect(page.getByText("1 of 1")).toBeVisible();
  await expect(page).toHaveURL(`${server.url}/api-keys?q=ZAB&size=50&sort=-name`);
  await page.reload();
  await expect(search).toHaveValue("ZAB");
  expect(await names(page)).toEqual(["Zabbix"]);
  await search.fill(marked.key.slice(-4));
  await expect(row(page, "Zabbix")).toBeVisible();
  await search.fill("nothing like this");
  await expect(page.getByText("No key matches")).toBeVisible();
  await page.getByRole("main").getByRole("button", { name: "Clear the search" }).last().click();
  await expect(page.getByText("1–50 of 100")).toBeVisible();
  // A key's page leads back to the list as it was.
  await page.getByRole("link", { name: "key 098" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "key 098" })).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(`${server.url}/api-keys?size=50&sort=-name`);
});

test("a list or a key that can’t be loaded says so", async ({ page, problems, server }) => {
  problems.allow(/status of 50[0-9]/);
  const token = await server.token();
  const broken = await createKey(server, token, "broken", "users/index");
  await createKey(server, token, "whole", "users/index");
  // The bundled server doesn't fail when it is asked to, and forbids nobody to list their own keys.
  await page.route(`**/api_keys/${broken.id}`, (route) => route.fulfill({ status: 500, body: '{"error":"x"}' }));
  await openAs(page, server, "/api-keys");
  await expect(row(page, "broken")).toContainText("Couldn’t be loaded");
  await expect(row(page, "whole")).toContainText("1 scope ·");
  await page.getByRole("link", { name: "broken" }).click();
  await expect(page.getByText("The server failed")).toBeVisible();
  await page.unrouteAll();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "broken" })).toBeVisible();
  await page.route("**/api_keys?*", (route) => route.fulfill({ status: 403, body: '{"error":"x"}' }));
  await page.goto("/api-keys");
  await expect(page.getByText("Not allowed")).toBeVisible();
  await page.unrouteAll();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(row(page, "whole")).toBeVisible();
  await page.goto("/api-keys/999999");
  await expect(page.getByText("There is no such key")).toBeVisible();
  await page.goto("/api-keys/constructor/edit");
  await expect(page.getByText("There is no such key")).toBeVisible();
});

test("one key is revoked after a word on the consequence", async ({ page, server }) => {
  const token = await server.token();
  const doomed = await createKey(server, token, "doomed", "users/index");
  await createKey(server, token, "other");
  await openAs(page, server, "/api-keys");
  await page.getByRole("button", { name: "Actions for doomed" }).click();
  await page.getByRole("menuitem", { name: "Revoke…" }).click();
  await expect(dialog(page, "Revoke doomed?")).toContainText("Whatever uses it is locked out at once. This can’t be undone");
  await axe(page);
  await page.keyboard.press("Escape");
  await expect(dialog(page, "Revoke doomed?")).toBeHidden();
  await expect(page.getByRole("button", { name: "Actions for doomed" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Revoke…" }).click();
  await dialog(page, "Revoke doomed?").getByRole("button", { name: "Revoke key" }).click();
  await expect(page.getByText("doomed is revoked.")).toBeVisible();
  await expect(row(page, "doomed")).toBeHidden();
  await expect(row(page, "other")).toBeVisible();
  expect((await server.api("GET", "/users", undefined, doomed.key)).status).toBe(401);
});

test("several keys are revoked together, and each says what became of it", async ({ page, problems, server }) => {
  problems.allow(/status of 50[0-9]/);
  const token = await server.token();
  await createKey(server, token, "first");
  const stubborn = await createKey(server, token, "stubborn");
  await createKey(server, token, "third");
  await createKey(server, token, "kept");
  // A server doesn't fail when it is asked to.
  await page.route(`**/api_keys/${stubborn.id}`, async (route) =>
    route.request().method() === "DELETE" ? route.fulfill({ status: 500, body: '{"error":"x"}' }) : route.fallback(),
  );
  const requests = noteRequests(page);
  await openAs(page, server, "/api-keys");
  for (const name of ["first", "stubborn", "third"]) {
    await page.getByRole("checkbox", { name: `Select ${name}` }).check();
  }
  await expect(page.getByText("3 selected")).toBeVisible();
  await page.getByRole("button", { name: "Revoke…" }).click();
  await expect(dialog(page, "Revoke 3 keys?").getByRole("listitem")).toHaveText(["first", "stubborn", "third"]);
  expect(requests.of("DELETE")).toEqual([]);
  await dialog(page, "Revoke 3 keys?").getByRole("button", { name: "Revoke 3 keys" }).click();
  const report = dialog(page, "Revoke 3 keys");
  await expect(report.getByText("2 of 3 revoked, 1 failed and stays selected.")).toBeVisible();
  await expect(report.getByRole("listitem").nth(0)).toContainText("stubborn Failed");
  await expect(report.getByRole("listitem").nth(0)).toContainText("Something went wrong on the server");
  await expect(report.getByRole("listitem").nth(1)).toContainText("first Revoked");
  // Behind it only what is still there is selected.
  await expect(page.locator(".selection-bar")).toContainText("1 selected");
  await axe(page);
  await page.unrouteAll();
  await report.getByRole("button", { name: "Try 1 again" }).click();
  await expect(report.getByText("3 of 3 revoked.")).toBeVisible();
  await report.locator("footer").getByRole("button", { name: "Close" }).click();
  await expect(page.locator(".selection-bar")).toHaveCount(0);
  await expect(row(page, "first")).toBeHidden();
  await expect(row(page, "kept")).toBeVisible();
  expect(requests.of("DELETE")).toHaveLength(4);
});

test("all that match are selected, and revoking more than ten is confirmed in words, can be stopped and gone on with", { tag: "@strict" }, async ({ page, server }) => {
  const token = await server.token();
  for (let number = 10; number < 40; number += 1) {
    await createKey(server, token, `job ${number}`);
  }
  await createKey(server, token, "kept");
  await openAs(page, server, "/api-keys?q=job");
  await page.getByRole("checkbox", { name: "Select job 10" }).check();
  const bar = page.locator(".selection-bar");
  await bar.getByRole("button", { name: "Select all 30", exact: true }).click();
  await expect(bar).toContainText("30 selected");
  // While the answers are held back, no more than four are on their way.
  const gate = new Gate();
  const requests = noteRequests(page);
  await page.route("**/api_keys/*", async (route) => {
    if (route.request().method() === "DELETE") {
      await gate.passed;
    }
    await route.fallback();
  });
  await bar.getByRole("button", { name: "Revoke…" }).click();
  const question = dialog(page, "Revoke 30 keys?");
  const revoke = question.getByRole("button", { name: "Revoke 30 keys" });
  await expect(revoke).toHaveAccessibleDescription("Type “Revoke 30 keys” first.");
  await question.getByRole("textbox").fill("Revoke 30 keys");
  await revoke.click();
  const report = dialog(page, "Revoke 30 keys");
  await expect(report.getByText("0 of 30 revoked…")).toBeVisible();
  await expect.poll(() => requests.of("DELETE").length).toBe(4);
  await report.getByRole("button", { name: "Stop" }).click();
  gate.open();
  await expect(report.getByText("4 of 30 revoked, then it was stopped.")).toBeVisible();
  expect(requests.of("DELETE")).toHaveLength(4);
  await report.getByRole("button", { name: "Go on with 26" }).click();
  await expect(report.getByText("30 of 30 revoked.")).toBeVisible();
  expect(new Set(requests.of("DELETE")).size).toBe(30);
  expect(requests.of("DELETE")).toHaveLength(30);
  await report.locator("footer").getByRole("button", { name: "Close" }).click();
  await page.goto("/api-keys");
  await expect(page.getByText("1 of 1")).toBeVisible();
  await expect(row(page, "kept")).toBeVisible();
});

test("what is gone isn't chosen any more, neither behind the result nor when another tab did it", async ({ page, server }) => {
  const token = await server.token();
  for (const name of ["first", "second"]) {
    await createKey(server, token, name);
  }
  const elsewhere = await createKey(server, token, "elsewhere");
  await openAs(page, server, "/api-keys");
  await page.getByRole("checkbox", { name: "Select all on this page" }).check();
  const bar = page.locator(".selection-bar");
  await expect(bar).toContainText("3 selected");
  await server.api("DELETE", `/users/me/api_keys/${elsewhere.id}`, undefined, token);
  await page.getByRole("button", { name: "Actions for first" }).click();
  await page.getByRole("menuitem", { name: "Revoke…" }).click();
  await dialog(page, "Revoke first?").getByRole("button", { name: "Revoke key" }).click();
  await expect(bar).toContainText("1 selected");
  await createKey(server, token, "third");
  await page.reload();
  await page.getByRole("checkbox", { name: "Select all on this page" }).check();
  await page.getByRole("button", { name: "Revoke…" }).click();
  await dialog(page, "Revoke 2 keys?").getByRole("button", { name: "Revoke 2 keys" }).click();
  await expect(dialog(page, "Revoke 2 keys").getByText("2 of 2 revoked.")).toBeVisible();
  await expect(bar).toHaveCount(0);
});

test("on a telephone all cards are chosen at once, and a name leaves room for its menu", async ({ page, server }) => {
  const token = await server.token();
  await createKey(server, token, "grafana and monitoring in production, rack 7");
  await createKey(server, token, "backup");
  await page.setViewportSize({ width: 320, height: 800 });
  await openAs(page, server, "/api-keys");
  await page.getByRole("checkbox", { name: "Select all on this page" }).check();
  await expect(page.locator(".selection-bar")).toContainText("2 selected");
  // The card is marked as one.
  const card = row(page, "backup");
  const colour = (target: ReturnType<Page["locator"]>) => target.evaluate((element) => getComputedStyle(element).backgroundColor);
  await expect.poll(() => colour(card.getByRole("cell").last())).toBe("rgba(0, 0, 0, 0)");
  expect(await colour(card)).not.toBe(await colour(page.locator(".selection-bar")));
  const menu = (await page.getByRole("button", { name: /^Actions for grafana/ }).boundingBox())!;
  const right = await page.getByRole("link", { name: /^grafana/ }).evaluate((link) =>
    Math.max(...Array.from(link.querySelector(".name")!.getClientRects(), (line) => line.right)),
  );
  expect(right).toBeLessThanOrEqual(menu.x);
});

test("axe-core finds nothing on the list and a key's page", async ({ page, server }) => {
  test.slow();
  const token = await server.token();
  const key = await createKey(server, token, "all", "users/create", "nas_shares/get_password", "tapes/index");
  await openAs(page, server, "/api-keys");
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto("/api-keys");
    await expect(row(page, "all")).toContainText("3 scopes");
    await page.getByRole("checkbox", { name: "Select all", exact: true }).check();
    await axe(page);
    await page.goto(`/api-keys/${key.id}`);
    await expect(page.getByText("reveal the passwords of NAS shares in what it lists and shows", { exact: true })).toBeVisible();
    await axe(page);
    await page.getByRole("button", { name: "Rotate…" }).click();
    await expect(dialog(page, "Rotate all?")).toBeVisible();
    await axe(page);
  }
});

test("long names and long sentences leave room for everything else", async ({ page, server }) => {
  await page.setViewportSize({ width: 1024, height: 700 });
  const token = await server.token();
  await createKey(server, token, "n".repeat(255), "users/index", "users/show", "pools/index", "tapes/index", "tasks/create");
  await openAs(page, server, "/api-keys");
  // What it may do comes after the row is there.
  await expect(page.getByText("5 scopes")).toBeVisible();
  const frame = page.getByRole("table", { name: "API keys" }).locator("..");
  await expect.poll(() => frame.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
  await expect(page.getByRole("columnheader", { name: "Last used" })).toBeInViewport({ ratio: 1 });
  await expectNoSidewaysScroll(page);
  await page.goto("/api-keys/1");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("n".repeat(255));
  await expectNoSidewaysScroll(page);
});
