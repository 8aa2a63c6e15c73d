// Finding users: the search, filters as words and as a form, the ready-made views; and exporting those that are found.

import { readFile } from "node:fs/promises";

import { expect, test, type Page } from "../harness/fixtures.ts";
import { openAs } from "../harness/app.ts";

const summary = (page: Page) => page.getByRole("navigation", { name: "Pages" }).getByRole("status");
const search = (page: Page) => page.getByRole("combobox", { name: "Search users" });
const filters = (page: Page) => page.getByRole("group", { name: "Filters" });
const view = (page: Page, name: string) => page.getByRole("navigation", { name: "Views" }).getByRole("link", { name });
const names = (page: Page) => page.getByRole("table", { name: "Users" }).getByRole("rowheader").getByRole("link").allInnerTexts();

test.describe("with three hundred users", () => {
  test.use({ serverOptions: { demo: 300 } });

  test("a part of an email finds its users, on both kinds of server", { tag: "@strict" }, async ({ page, server }) => {
    const token = await openAs(page, server, "/users?sort=username");
    const all = (await server.api("GET", "/users?limit=1000", undefined, token)).body.users;
    const wanted = all.filter((user: any) => `${user.username}\n${user.email ?? ""}`.toLowerCase().includes("costa"));
    expect(wanted.length).toBeGreaterThan(2);
    await expect(summary(page)).toHaveText(/^1–25 of 301 /);
    await page.keyboard.press("/");
    await expect(search(page)).toBeFocused();
    await page.keyboard.type("COSTA");
    await expect(summary(page)).toHaveText(new RegExp(`^1–${wanted.length} of ${wanted.length} `));
    await expect.poll(() => names(page)).toEqual(wanted.map((user: any) => user.username).sort());
    const marks = await page.getByRole("table").locator("mark").allInnerTexts();
    expect(marks.length).toBeGreaterThanOrEqual(wanted.length);
    expect(new Set(marks.map((mark) => mark.toLowerCase()))).toEqual(new Set(["costa"]));
    await expect(page).toHaveURL(`${server.url}/users?q=COSTA&sort=username`);
    await page.reload();
    await expect(search(page)).toHaveValue("COSTA");
    await expect.poll(() => names(page)).toEqual(wanted.map((user: any) => user.username).sort());
    // An id and a uid are found as well.
    await search(page).fill(String(wanted[0].user_id));
    await expect.poll(() => names(page)).toContain(wanted[0].username);
    await search(page).fill("nobody at all");
    await expect(page.getByText("Nobody matches")).toBeVisible();
    await page.getByRole("button", { name: "Clear the search" }).last().click();
    await expect(summary(page)).toHaveText(/^1–25 of 301 /);
    await expect(page).toHaveURL(`${server.url}/users?sort=username`);
  });

  test("views say how many they have, and lead there with one click", { tag: "@strict" }, async ({ capabilities, page, server }) => {
    const token = await openAs(page, server, "/users");
    const { users } = (await server.api("GET", "/users?limit=1000", undefined, token)).body;
    const now = Date.now();
    const expiries = users.map((user: any) => Date.parse(user.expired_at ?? "")).filter((at: number) => !Number.isNaN(at));
    const soon = expiries.filter((at: number) => at >= now && at < now + 30 * 86_400_000).length;
    const expired = expiries.filter((at: number) => at < now).length;
    const admins = users.filter((user: any) => user.is_admin).length;
    const signIns = users.map((user: any) => Date.parse(user.last_sign_in_at ?? ""));
    const gone = signIns.filter((at: number) => at < now - 90 * 86_400_000).length;
    await expect(view(page, "All users")).toHaveAttribute("aria-current", "true");
    for (const [name, count, address] of [
      ["Administrators", admins, "role=admin"],
      ...(capabilities.audits ? ([["Not signed in for 90 days", gone, "signin=%3E90d"]] as const) : []),
      ["Expiring soon", soon, "expires=%3C30d"],
      ["Expired", expired, "expires=expired"],
    ] as const) {
      await expect(view(page, name)).toHaveText(`${name}${count}`);
      await view(page, name).click();
      await expect(page).toHaveURL(`${server.url}/users?${address}`);
      await expect(view(page, name)).toHaveAttribute("aria-current", "true");
      if (capabilities.expiry || name === "Administrators") {
        await expect(summary(page)).toContainText(`of ${count} `);
      }
    }
    await page.goBack();
    await expect(view(page, "Expiring soon")).toHaveAttribute("aria-current", "true");
  });

  test("words become filters, each of which can be taken away", { tag: "@strict" }, async ({ page, server }) => {
    const token = await openAs(page, server, "/users");
    const { users } = (await server.api("GET", "/users?limit=1000", undefined, token)).body;
    const wanted = users.filter((user: any) => user.is_admin && user.user_id >= 1010 && user.user_id <= 1200);
    await search(page).fill("role:adm");
    await expect(page.locator("datalist option").first()).toHaveAttribute("value", "role:admin");
    await search(page).fill("role:admin uid:1010..1200");
    await page.keyboard.press("Enter");
    await expect(search(page)).toHaveValue("");
    await expect(filters(page).getByRole("button")).toHaveText([
      "Role: administrator, remove this filter",
      "uid 1010 to 1200, remove this filter",
      "Clear filters",
    ]);
    await expect(page).toHaveURL(`${server.url}/users?role=admin&uid=1010..1200`);
    await expect(summary(page)).toContainText(`of ${wanted.length} `);
    await filters(page).getByRole("button", { name: /^Role/ }).click();
    await expect(page).toHaveURL(`${server.url}/users?uid=1010..1200`);
    await expect(summary(page)).toContainText("of 191 ");
    await page.goBack();
    await expect(filters(page).getByRole("button", { name: /^Role/ })).toBeVisible();
    await filters(page).getByRole("button", { name: "Clear filters" }).click();
    await expect(page).toHaveURL(`${server.url}/users`);
    await expect(filters(page)).toBeHidden();
  });

  test("the form has every filter, says what is wrong, and opens with what holds", { tag: "@strict" }, async ({ page, server }) => {
    await openAs(page, server, "/users");
    const open = page.getByRole("button", { name: "Filter", exact: true });
    await open.click();
    const drawer = page.getByRole("dialog", { name: "Filter users" });
    await drawer.getByLabel("uid from").fill("1200");
    await drawer.getByLabel("uid until").fill("1100");
    await drawer.getByRole("button", { name: "Apply", exact: true }).click();
    await expect(drawer.getByText(/^This is (higher|later) than “until”\.$/)).toBeVisible();
    await expect(drawer.getByLabel("uid from")).toBeFocused();
    await drawer.getByLabel("uid from").fill("1100");
    await drawer.getByLabel("uid until").fill("1200");
    await drawer.getByRole("radiogroup", { name: "Email" }).getByRole("radio", { name: "Without" }).check();
    await drawer.getByRole("button", { name: "Apply", exact: true }).click();
    await expect(drawer).toBeHidden();
    await expect(page).toHaveURL(`${server.url}/users?email=none&uid=1100..1200`);
    await expect(open).toBeFocused();
    await expect(page.locator("td[data-label=Email]").first()).toHaveText("–");
    await open.click();
    await expect(drawer.getByLabel("uid until")).toHaveValue("1200");
    await expect(drawer.getByRole("radiogroup", { name: "Email" }).getByRole("radio", { name: "Without" })).toBeChecked();
    await drawer.getByRole("button", { name: "Clear filters" }).click();
    await expect(page).toHaveURL(`${server.url}/users`);
  });

  test("what an address doesn’t make clear is said, and ignored", async ({ page, server }) => {
    await openAs(page, server, "/users?team=a&role=root&sort=shoe&uid=1000..1001");
    await expect(page.getByText("“team=a”, “role=root”, “sort=shoe” in the address isn’t understood, so it is ignored.")).toBeVisible();
    await expect(summary(page)).toContainText("of 2 ");
  });
});

test("names and emails work in addresses that people type", { tag: "@strict" }, async ({ page, problems, server }) => {
  problems.allow(/status of 404/);
  const ada = await server.createUser({ username: "ada+ops", email: "ada@nodeum.example" });
  await openAs(page, server, "/users/admin");
  await expect(page.getByRole("dialog", { name: "admin", exact: true })).toBeVisible();
  await expect(page).toHaveURL(`${server.url}/users/1`);
  for (const name of ["ada+ops", "ADA%2Bops", "ada@nodeum.example"]) {
    await page.goto(`/users/${name}?sort=username`);
    await expect(page.getByRole("dialog", { name: "ada+ops", exact: true })).toBeVisible();
    await expect(page).toHaveURL(`${server.url}/users/${ada.id}?sort=username`);
  }
  await page.goto("/users/ada+ops/edit");
  await expect(page.getByLabel("Username", { exact: true })).toHaveValue("ada+ops");
  await expect(page).toHaveURL(`${server.url}/users/${ada.id}/edit`);
  await page.goto("/users/nobody");
  await expect(page.getByRole("dialog").getByText("There is no such user")).toBeVisible();
});

test.describe("exporting sixty users", () => {
  test.use({ serverOptions: { demo: 60 } });

  test("what matches, or the page, becomes a file in two clicks", { tag: "@strict" }, async ({ page, server }) => {
    await server.createUser({ username: "=cmd.costa", email: "costa@nodeum.example" });
    const token = await openAs(page, server, "/users?sort=username");
    await expect(summary(page)).toContainText("of 62 ");
    const exported = async (): Promise<{ name: string; text: string }> => {
      const download = page.waitForEvent("download");
      await page.getByRole("button", { name: "Export", exact: true }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Download", exact: true }).click();
      const file = await download;
      await expect(page.getByRole("dialog")).toBeHidden();
      return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
    };
    const { name, text } = await exported();
    expect(name).toMatch(/^users-\d{4}-\d\d-\d\d\.csv$/);
    const lines = text.trimEnd().split("\r\n");
    expect(lines.length).toBe(63);
    expect(lines[0]).toMatch(/^\ufeffid,username,email,is_admin,/);
    expect(text).toContain(",'=cmd.costa,costa@nodeum.example,false,");
    await expect(page.getByRole("button", { name: "Export", exact: true })).toBeFocused();
    // The order and the search are those of the list; so is the page.
    await search(page).fill("costa");
    await expect(summary(page)).not.toContainText("of 62 ");
    await page.getByRole("button", { name: "Export", exact: true }).click();
    const drawer = page.getByRole("dialog", { name: "Export users" });
    await expect(drawer.getByRole("radio", { name: /^All .* that match$/ })).toBeChecked();
    await drawer.getByRole("radio", { name: "NDJSON" }).check();
    const download = page.waitForEvent("download");
    await drawer.getByRole("button", { name: "Download", exact: true }).click();
    const rows = (await readFile(await (await download).path(), "utf8")).trimEnd().split("\n").map((line) => JSON.parse(line));
    expect(rows.map((row) => row.username)).toEqual(await names(page));
    const { users } = (await server.api("GET", "/users?limit=100", undefined, token)).body;
    expect(rows[0]).toEqual(users.find((user: any) => user.id === rows[0].id));
  });

  test("an export that fails says so and can be tried again", async ({ page, problems, server }) => {
    problems.allow(/status of 500/);
    await openAs(page, server, "/users");
    await page.getByRole("button", { name: "Export", exact: true }).click();
    const drawer = page.getByRole("dialog", { name: "Export users" });
    await page.route("**/api/v2/users?*", (route) => route.fulfill({ status: 500, json: { error: "No." } }));
    await drawer.getByRole("button", { name: "Download", exact: true }).click();
    await expect(drawer.getByRole("alert")).toContainText("Nothing was exported.");
    await page.unrouteAll();
    const download = page.waitForEvent("download");
    await drawer.getByRole("button", { name: "Download", exact: true }).click();
    await download;
  });
});
