// The jobs of an administrator's week, each with the presses of the pointer that it takes.

import { readFile } from "node:fs/promises";

import type { System } from "../harness/accounts.ts";
import { expect, test, type Page } from "../harness/fixtures.ts";
import { openAs, usersLoaded } from "../harness/app.ts";
import { Configurations, openConfiguration, value } from "../harness/configurations.ts";
import { createKey } from "../harness/keys.ts";

const bar = (page: Page) => page.getByRole("group", { name: "Selected rows" });
const drawer = (page: Page) => page.getByRole("dialog").last();
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const names = (page: Page) => page.getByRole("table", { name: "Users" }).getByRole("rowheader").getByRole("link");

/** Counts the presses of the pointer on a page, those of a file dialog left out. */
async function countPresses(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const counter = window as unknown as { presses: number };
    counter.presses = 0;
    addEventListener("pointerdown", () => (counter.presses += 1), true);
  });
  return () => page.evaluate(() => (window as unknown as { presses: number }).presses);
}

/** Days from now, as the API has instants. */
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

test("find somebody by a part of their email: no press", async ({ page, server }) => {
  await server.createUser({ username: "m.costa", email: "maria@costa.example" });
  await server.createUser({ username: "ada", email: "ada@nodeum.example" });
  await openAs(page, server, "/users");
  await usersLoaded(page);
  const presses = await countPresses(page);
  await page.keyboard.press("/");
  await page.keyboard.type("costa");
  await expect(names(page)).toHaveText(["m.costa"]);
  expect(await presses()).toBe(0);
});

test("see who expires within 30 days: one press", async ({ page, server }) => {
  await server.createUser({ username: "soon", expired_at: inDays(20) });
  await server.createUser({ username: "later", expired_at: inDays(40) });
  await server.createUser({ username: "long.ago", expired_at: inDays(-400) });
  await openAs(page, server, "/users");
  await usersLoaded(page);
  const presses = await countPresses(page);
  await page.getByRole("link", { name: "Expiring soon" }).click();
  await expect(names(page)).toHaveText(["soon"]);
  expect(await presses()).toBe(1);
});

test("twenty expire next Friday: five presses", async ({ page, server }) => {
  for (let number = 10; number < 30; number += 1) {
    await server.createUser({ username: `temp.${number}` });
  }
  await openAs(page, server, "/users?q=temp.");
  await expect(page.getByText("1–20 of 20 ")).toBeVisible();
  const presses = await countPresses(page);
  await page.getByRole("checkbox", { name: "Select all on this page" }).click();
  await bar(page).getByRole("button", { name: "Change…" }).click();
  await page.getByRole("dialog").getByRole("radio", { name: "Next Friday" }).check();
  await button(page, "Change 20 users").click();
  await expect(page.getByText("20 of 20 changed.")).toBeVisible();
  await drawer(page).getByRole("button", { name: "Close", exact: true }).last().click();
  await expect(bar(page)).toBeHidden();
  expect(await presses()).toBe(5);
});

test("set somebody’s password: five presses", async ({ page, server }) => {
  await server.createUser({ username: "ada" });
  await openAs(page, server, "/users");
  await usersLoaded(page);
  const presses = await countPresses(page);
  await button(page, "Actions for ada").click();
  await page.getByRole("menuitem", { name: "Set a new password…" }).click();
  await button(page, "Set 1 password").click();
  const download = page.waitForEvent("download");
  await button(page, "Download passwords").click();
  const text = await readFile(await (await download).path(), "utf8");
  await button(page, "Done").click();
  await expect(page.getByRole("dialog")).toBeHidden();
  expect(await presses()).toBe(5);
  const password = /^\ufeffusername,password\r\nada,(.+)\r\n$/.exec(text)?.[1];
  expect(await server.token("ada", password)).toBeTruthy();
});

test("hand an auditor the list: two presses", async ({ page, server }) => {
  await openAs(page, server, "/users");
  await usersLoaded(page);
  const presses = await countPresses(page);
  const download = page.waitForEvent("download");
  await button(page, "Export").click();
  await button(page, "Download").click();
  expect(await readFile(await (await download).path(), "utf8")).toMatch(/^\ufeffid,username,.*\r\n1,admin,/);
  expect(await presses()).toBe(2);
});

test("bring in fifty people from a spreadsheet: five presses", async ({ page, server }) => {
  const rows = Array.from({ length: 50 }, (_, index) => `new.${index};new.${index}@nodeum.example`);
  await openAs(page, server, "/users");
  await usersLoaded(page);
  const presses = await countPresses(page);
  await page.getByRole("link", { name: "Import", exact: true }).click();
  const choice = page.waitForEvent("filechooser");
  await button(page, "Choose a file").click();
  const buffer = Buffer.from(`Username;Email\r\n${rows.join("\r\n")}\r\n`);
  await (await choice).setFiles({ name: "people.csv", mimeType: "text/csv", buffer });
  await button(page, "Import 50 users").click();
  const download = page.waitForEvent("download");
  await button(page, "Download passwords").click();
  await download;
  await drawer(page).getByRole("button", { name: "Close", exact: true }).last().click();
  await expect(page.getByText("1–25 of 51 ")).toBeVisible();
  expect(await presses()).toBe(5);
});

test("make a key for monitoring: five presses", async ({ page, server }) => {
  await openAs(page, server, "/users");
  await usersLoaded(page);
  const presses = await countPresses(page);
  await page.getByRole("link", { name: "API keys" }).click();
  await page.getByRole("link", { name: "Create API key" }).first().click();
  await page.getByRole("textbox", { name: "Name", exact: true }).click();
  await page.keyboard.type("monitoring");
  await button(page, "Monitoring").click();
  await button(page, "Create key").click();
  await expect(page.getByRole("textbox", { name: "Secret", exact: true })).toBeFocused();
  expect(await presses()).toBe(5);
});

test("revoke a key: three presses", async ({ page, server }) => {
  await createKey(server, await server.token(), "old", "users/index");
  await openAs(page, server, "/api-keys");
  const more = button(page, "Actions for old");
  await expect(more).toBeVisible();
  const presses = await countPresses(page);
  await more.click();
  await page.getByRole("menuitem", { name: "Revoke…" }).click();
  await button(page, "Revoke key").click();
  await expect(page.getByText("old is revoked.")).toBeVisible();
  expect(await presses()).toBe(3);
});

test("change the locale and take it back: two presses", async ({ page, server }) => {
  const stored = await Configurations.of(server, { "global.locale": "en" });
  await openConfiguration(page, server);
  const presses = await countPresses(page);
  await value(page, "global.locale").click();
  await page.keyboard.type("fr");
  await page.keyboard.press("Enter");
  await expect.poll(() => stored.all()).toEqual({ "global.locale": "fr" });
  await button(page, "Undo").click();
  await expect.poll(() => stored.all()).toEqual({ "global.locale": "en" });
  expect(await presses()).toBe(2);
});

test("bring in a .env file: four presses", async ({ page, server }) => {
  const stored = await Configurations.of(server, {});
  await openConfiguration(page, server);
  const presses = await countPresses(page);
  await button(page, "Import").first().click();
  await page.getByLabel("Or paste the text").fill("SMTP_HOST=mail.nodeum.example\nSMTP_PORT=25\n");
  await drawer(page).getByRole("button", { name: /^(Review|Preview|Continue|Apply)/ }).first().click();
  await expect.poll(() => stored.all()).toEqual({ SMTP_HOST: "mail.nodeum.example", SMTP_PORT: "25" });
  expect(await presses()).toBeLessThanOrEqual(4);
});

test.describe("with the accounts of a server", () => {
  const system: System = {
    accounts: [
      { name: "root", uid: 0, gid: 0, info: "root" },
      { name: "www-data", uid: 33, gid: 33, info: "" },
      { name: "ada", uid: 1001, gid: 50, info: "Ada Lovelace" },
    ],
    groups: [
      { name: "www-data", gid: 33, users: ["ada"] },
      { name: "staff", gid: 50, users: [] },
    ],
  };
  test.use({ serverOptions: { system } });

  test("make a user of a system account: six presses", async ({ page, server }) => {
    await openAs(page, server, "/users");
    await usersLoaded(page);
    const presses = await countPresses(page);
    await page.getByRole("link", { name: "System accounts" }).click();
    await page.getByRole("link", { name: "Create console user ada" }).click();
    await drawer(page).getByRole("button", { name: /^Generate/ }).first().click();
    await drawer(page).getByRole("button", { name: "Create console user" }).click();
    await page.getByRole("checkbox", { name: "I have stored the password" }).click();
    await drawer(page).getByRole("button", { name: "Close", exact: true }).last().click();
    await expect(page.getByRole("dialog")).toBeHidden();
    expect(await presses()).toBe(6);
    const { users } = (await server.api("GET", "/users", undefined, await server.token())).body;
    expect(users.map((user: any) => user.username)).toEqual(["admin", "ada"]);
  });

  test("see who is in the group www-data: no press", async ({ page, server }) => {
    await openAs(page, server, "/users");
    await usersLoaded(page);
    const presses = await countPresses(page);
    await page.keyboard.press("ControlOrMeta+k");
    await page.getByRole("combobox", { name: "Search pages, actions and records" }).fill("www-data");
    await page.getByRole("option", { name: /www-data.*group/i }).waitFor();
    for (let steps = 0; !(await page.getByRole("option", { name: /www-data.*group/i, selected: true }).isVisible()); steps += 1) {
      expect(steps).toBeLessThan(20);
      await page.keyboard.press("ArrowDown");
    }
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog", { name: "www-data" })).toContainText("ada");
    expect(await presses()).toBe(0);
  });
});
