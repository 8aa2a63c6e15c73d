// The configuration: selecting several keys, to delete them, which can be undone, or to export them.

import { readFile } from "node:fs/promises";

import { axe, expect, test, type Page } from "../harness/fixtures.ts";
import { expectNoSidewaysScroll, noteRequests } from "../harness/app.ts";
import { Configurations, keys, openConfiguration } from "../harness/configurations.ts";

const bar = (page: Page) => page.getByRole("group", { name: "Selected rows" });
const choose = (page: Page, key: string) => page.getByRole("checkbox", { name: `Select ${key}`, exact: true });
const drawer = (page: Page) => page.getByRole("dialog", { name: "Delete the selected keys" });
const item = (page: Page, key: string) => drawer(page).getByRole("listitem").filter({ hasText: key });

const sample = { "a.one": "1", "a.two": "2", "b.one": "3", "b.two": "4", "c.one": "5", "c.token": "hidden" };

test("several are deleted a few at a time, what failed stays selected, and all of it is undone", { tag: "@strict" }, async ({ page, problems, server }) => {
  problems.allow(/status of 500/);
  const stored = await Configurations.of(server, sample);
  const stubborn = await stored.id("b.one");
  await openConfiguration(page, server);
  await choose(page, "a.two").click();
  await choose(page, "c.one").click({ modifiers: ["Shift"] });
  await expect(bar(page).getByRole("status")).toHaveText("4 selected");
  await axe(page);
  await bar(page).getByRole("button", { name: "Delete…" }).click();
  await expect(drawer(page).getByRole("listitem")).toHaveCount(4);
  await axe(page);
  await drawer(page).getByRole("button", { name: "Leave out c.one" }).click();
  expect(Object.keys(await stored.all())).toHaveLength(6);
  await page.route(`**/configurations/${stubborn}`, (route) =>
    route.request().method() === "DELETE" ? route.fulfill({ status: 500, json: { error: "No." } }) : route.fallback());
  const requests = noteRequests(page);
  await drawer(page).getByRole("button", { name: "Delete 3 keys" }).click();
  await expect(drawer(page).getByText("2 applied, 1 failed. The reasons are below.")).toBeVisible();
  await expect(item(page, "b.one")).toContainText("Something went wrong on the server");
  await expect(bar(page).getByRole("status")).toHaveText("2 selected");
  await page.unrouteAll();
  await drawer(page).getByRole("button", { name: "Try 1 again" }).click();
  await expect(drawer(page).getByText("3 applied.")).toBeVisible();
  expect(requests.of("DELETE")).toHaveLength(4);
  expect(await stored.all()).toEqual({ "a.one": "1", "c.one": "5", "c.token": "hidden" });
  await drawer(page).getByRole("button", { name: "Close", exact: true }).last().click();
  await expect(bar(page).getByRole("status")).toHaveText("1 selected");
  // Both tries are in the history.
  await page.getByRole("button", { name: "All 3 changes" }).click();
  const history = page.getByRole("dialog", { name: "Changes since you opened this page" });
  for (const left of [1, 0]) {
    await history.getByRole("button", { name: "Undo" }).first().click();
    await expect(history.getByRole("button", { name: "Undo" })).toHaveCount(left);
  }
  expect(await stored.all()).toEqual(sample);
});

test("all that match are selected, folded ones too; while changes are collected deleting them waits", async ({ page, server }) => {
  const stored = await Configurations.of(server, sample);
  await openConfiguration(page, server, "?q=one");
  await expect(keys(page)).toHaveCount(3);
  await page.getByRole("checkbox", { name: "Select all 3", exact: true }).check();
  await expect(bar(page).getByRole("status")).toHaveText("3 selected");
  await page.getByRole("searchbox").fill("");
  await expect(keys(page)).toHaveCount(6);
  await expect(page.getByRole("checkbox", { name: "Select all 6", exact: true })).toHaveJSProperty("indeterminate", true);
  await page.getByRole("switch", { name: "Collect changes" }).check();
  await bar(page).getByRole("button", { name: "Delete…" }).click();
  await expect(bar(page)).toBeHidden();
  const collected = page.getByRole("group", { name: "Collected changes" });
  await expect(collected).toContainText("3 to be removed, not saved yet");
  await expect(choose(page, "a.one")).toBeDisabled();
  // Both bars have room, on a telephone as well.
  await choose(page, "a.two").check();
  await page.setViewportSize({ width: 320, height: 700 });
  await expect(bar(page)).toBeInViewport();
  await expect(collected).toBeInViewport();
  await expectNoSidewaysScroll(page);
  await axe(page);
  expect(await stored.all()).toEqual(sample);
});

test("the selected are exported, or all", async ({ page, server }) => {
  await Configurations.of(server, sample);
  await openConfiguration(page, server);
  await choose(page, "b.one").check();
  await choose(page, "c.token").check();
  await bar(page).getByRole("button", { name: "Export…" }).click();
  const dialog = page.getByRole("dialog", { name: "Export" });
  await expect(dialog.getByRole("radio", { name: "The 2 selected" })).toBeChecked();
  const waiting = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Download" }).click();
  const file = await readFile(await (await waiting).path(), "utf8");
  expect(JSON.parse(file)).toEqual({ "b.one": "3", "c.token": "hidden" });
  await dialog.getByRole("radio", { name: "All" }).check();
  await expect(dialog.getByText("6 keys.")).toBeVisible();
});
