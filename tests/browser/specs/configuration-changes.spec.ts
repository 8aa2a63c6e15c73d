// Changes of the configuration that are collected, reviewed, imported and exported.

import { readFile } from "node:fs/promises";

import { axe, expect, runAll, test, type Page } from "../harness/fixtures.ts";
import { act, Configurations, field, keys, loaded, openConfiguration, value } from "../harness/configurations.ts";

const drawer = (page: Page) => page.getByRole("dialog");

async function openImport(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByRole("dialog", { name: "Import" })).toBeVisible();
}

async function choose(page: Page, name: string, content: string | Buffer): Promise<void> {
  const buffer = typeof content === "string" ? Buffer.from(content) : content;
  await page.getByLabel("File to import").setInputFiles({ name, mimeType: "text/plain", buffer });
}

test("changes are collected, reviewed as a difference, applied and undone", async ({ page, server }) => {
  const stored = await Configurations.of(server, { "a.one": "x", "a.two": "y", "b.token": "old-secret", same: "s" });
  await openConfiguration(page, server);
  await page.getByRole("switch", { name: "Collect changes" }).click();
  await value(page, "a.one").click();
  await page.keyboard.type("new");
  await page.keyboard.press("Enter");
  await expect(value(page, "a.one")).toBeFocused();
  await value(page, "b.token").click();
  await field(page, "b.token").fill("new-secret");
  await page.keyboard.press("Enter");
  await act(page, "a.two", "Delete");
  await expect(page.getByRole("link", { name: "a.two" })).toBeFocused();
  await page.getByRole("button", { name: "Add key" }).click();
  await drawer(page).getByLabel("Key", { exact: true }).fill("c");
  await drawer(page).getByLabel("Value", { exact: true }).fill("added");
  await drawer(page).getByRole("button", { name: "Collect" }).click();
  await expect(page.getByText("1 to be added, 2 to be changed, 1 to be removed, not saved yet")).toBeVisible();
  expect(await stored.all()).toEqual({ "a.one": "x", "a.two": "y", "b.token": "old-secret", same: "s" });
  // Within the page one goes about freely; leaving it asks.
  await page.getByRole("link", { name: "same" }).click();
  await expect(page.getByRole("region", { name: "The whole value" })).toHaveText("s");
  await page.goBack();
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.getByRole("link", { name: "Profile" }).click();
  await expect(page.getByRole("dialog", { name: "Discard your changes?" })).toBeVisible();
  await page.getByRole("button", { name: "Keep editing" }).click();

  await page.getByRole("button", { name: "Review and apply" }).click();
  const changes = drawer(page).getByRole("list", { name: "Changes" }).getByRole("listitem");
  await expect(changes).toHaveCount(4);
  await expect(changes.filter({ hasText: "a.one" })).toContainText("To be changed");
  await expect(changes.filter({ hasText: "a.one" })).toContainText(/Old\s*x\s*New\s*new/);
  await expect(changes.filter({ hasText: "a.two" })).toContainText("To be removed");
  // Secrets are masked here, too.
  await expect(changes.filter({ hasText: "b.token" })).not.toContainText("secret");
  await changes.filter({ hasText: "b.token" }).getByRole("button", { name: "Show values" }).click();
  await expect(changes.filter({ hasText: "b.token" })).toContainText("new-secret");
  await page.getByRole("button", { name: "Leave out a.two" }).click();
  await expect(changes).toHaveCount(3);

  // Each has its own result: one is taken meanwhile, the others are applied.
  await stored.add("c", "of somebody else");
  await drawer(page).getByRole("button", { name: "Apply 3 changes" }).click();
  await expect(page.getByText("2 applied, 1 failed. The reasons are below.")).toBeVisible();
  await expect(changes.filter({ hasText: "There is a key of this name already." })).toHaveCount(1);
  expect(await stored.all()).toEqual({ "a.one": "new", "a.two": "y", "b.token": "new-secret", same: "s", c: "of somebody else" });
  await stored.remove("c");
  await drawer(page).getByRole("button", { name: "Try 1 again" }).click();
  await expect(page.getByText("3 applied.")).toBeVisible();
  await drawer(page).getByRole("button", { name: "Close" }).last().click();
  await expect(page.getByRole("group", { name: "Collected changes" })).toBeHidden();
  expect(await stored.all()).toMatchObject({ c: "added" });

  // Undoing says what it took back; what came before is a press away, and nothing is taken back by habit.
  await page.getByRole("button", { name: "Undo" }).dblclick();
  await expect(page.getByText("Undone: c is gone again.")).toBeVisible();
  await expect(value(page, "c")).toBeHidden();
  await expect(page.getByRole("button", { name: "Undo" })).toBeHidden();
  await expect(page.getByRole("button", { name: "All 3 changes" })).toBeFocused();
  expect(await stored.all()).toMatchObject({ "a.one": "new", "b.token": "new-secret" });
  await page.keyboard.press("Enter");
  await expect(drawer(page).getByRole("listitem")).toHaveText([
    "Undone: c is gone again.",
    /^2 changes were applied: .*b\.token.*Undo$/,
  ]);
  await drawer(page).getByRole("button", { name: "Undo" }).click();
  await expect(drawer(page).getByText(/^2 changes were undone: /)).toBeVisible();
  await expect(drawer(page).getByRole("button", { name: "Undo" })).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(page.getByText(/^2 changes were undone: /)).toBeVisible();
  await expect(value(page, "a.one")).toContainText("x");
  await expect.poll(() => stored.all()).toEqual({ "a.one": "x", "a.two": "y", "b.token": "old-secret", same: "s" });
});

/** Each is a request of its own, and the console is as quick with a thousand. */
const rows = runAll ? 1000 : 300;
const digits = (count: number): string => count.toLocaleString("en-US");

test("many rows of which two are invalid: the others are applied, the two can be fixed", async ({ page, server }) => {
  test.slow();
  const stored = await Configurations.of(server, { "row.7": "old", kept: "k" });
  await openConfiguration(page, server);
  await openImport(page);
  const lines = Array.from({ length: rows }, (_, index) => `row.${index},value ${index}`);
  lines[41] = "4242,digits";
  lines[250] = `row.250,"${"v".repeat(70_000)}"`;
  await choose(page, "settings.csv", `key,value\r\n${lines.join("\r\n")}\r\n`);
  await expect(page.getByText("settings.csv")).toBeVisible();
  await expect(page.getByText(`CSV: ${rows - 3} to be added, 1 to be changed, 2 invalid.`)).toBeVisible();
  await expect(page.getByText("Line 43: A key can’t be digits alone")).toBeVisible();
  await expect(page.getByText("Line 252: 70,000 characters; at most 65,535 are possible.")).toBeVisible();
  expect(Object.keys(await stored.all())).toHaveLength(2);
  await drawer(page).getByRole("button", { name: `Apply ${rows - 2} changes` }).click();
  await expect(page.getByText(`${rows - 2} applied.`)).toBeVisible({ timeout: 240_000 });

  const invalid = page.getByRole("form", { name: "Line 43" });
  await invalid.getByLabel("Key").fill("43");
  await invalid.getByRole("button", { name: "Import row" }).click();
  await expect(page.getByText("Line 43: A key can’t be digits alone")).toBeVisible();
  await page.getByRole("form", { name: "Line 43" }).getByLabel("Key").fill("row.41");
  await page.getByRole("form", { name: "Line 252" }).getByLabel("Value").fill("short");
  await page.getByRole("form", { name: "Line 43" }).getByRole("button", { name: "Import row" }).click();
  // What was typed into the other is still there.
  await expect(page.getByRole("form", { name: "Line 252" }).getByLabel("Value")).toHaveValue("short");
  await page.getByRole("form", { name: "Line 252" }).getByRole("button", { name: "Import row" }).click();
  await drawer(page).getByRole("button", { name: "Apply 2 changes" }).click();
  await expect(page.getByText(`${digits(rows)} applied.`)).toBeVisible();
  await drawer(page).getByRole("button", { name: "Close" }).last().click();
  await expect(page.getByRole("dialog")).toBeHidden();
  const all = await stored.all();
  expect(Object.keys(all)).toHaveLength(rows + 1);
  expect(all).toMatchObject({ "row.41": "digits", "row.250": "short", "row.7": "value 7", kept: "k" });
  await expect(page.getByText(`${digits(rows + 1)} keys`)).toBeVisible();
});

test("an import can be stopped, and what is left is applied afterwards", async ({ page, server }) => {
  test.slow();
  const stored = await Configurations.of(server);
  await openConfiguration(page, server);
  await openImport(page);
  let sent = 0;
  let release = (): void => undefined;
  let held = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/me\/configurations(\/\d+)?$/, async (route) => {
    if (route.request().method() !== "GET") {
      sent += 1;
      if (sent > 20) {
        await held;
      }
    }
    await route.continue();
  });
  await page.getByLabel("Or paste the text").fill(Array.from({ length: 100 }, (_, index) => `K${index}=v`).join("\n"));
  await drawer(page).getByRole("button", { name: "Apply 100 changes" }).click();
  await expect.poll(() => sent).toBe(24);
  await page.getByRole("button", { name: "Stop" }).click();
  release();
  await expect(page.getByText("24 applied.")).toBeVisible();
  await expect(page.getByText("Nothing is changed until you apply it.")).toBeHidden();
  expect(Object.keys(await stored.all())).toHaveLength(24);
  await drawer(page).getByRole("button", { name: "Apply 76 changes" }).click();
  await expect(page.getByText("100 applied.")).toBeVisible({ timeout: 60_000 });
  expect(Object.keys(await stored.all())).toHaveLength(100);
  // So can taking it back.
  await drawer(page).getByRole("button", { name: "Close" }).last().click();
  sent = 0;
  held = new Promise<void>((resolve) => (release = resolve));
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => sent).toBe(24);
  await page.getByRole("button", { name: "Stop" }).click();
  release();
  await expect(page.getByText(/^24 changes were undone: K\d+, K\d+, K\d+ and 21 more\.$/)).toBeVisible();
  await expect(page.getByText(/^52 changes were applied: /)).toBeVisible();
  expect(Object.keys(await stored.all())).toHaveLength(76);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText(/^76 changes were undone: /)).toBeVisible({ timeout: 60_000 });
  expect(Object.keys(await stored.all())).toHaveLength(24);
  await expect(page.getByRole("button", { name: "All 100 changes" })).toBeFocused();
});

test("merging keeps the rest; replacing deletes it but spares the console’s own keys", async ({ page, server }) => {
  const stored = await Configurations.of(server, { a: "1", b: "2", "smtp.password": "x", "console.theme": "dark" });
  await openConfiguration(page, server);
  await openImport(page);
  await expect(page.getByLabel("Or paste the text")).toBeFocused();
  await page.getByLabel("Or paste the text").fill('{\n  "a": "1",\n  "c": 3,\n}');
  await expect(page.getByText(/This can’t be read as JSON\. Line 4, column 1: there is a comma too many/)).toBeVisible();
  await page.getByLabel("Or paste the text").fill('{\n  "a": "1",\n  "c": 3\n}');
  await expect(page.getByText("JSON: 1 to be added, 1 already the same.")).toBeVisible();
  await page.getByRole("radio", { name: /^Replace/ }).click();
  await expect(page.getByText("JSON: 1 to be added, 2 to be removed, 1 already the same, 1 of the console spared.")).toBeVisible();
  const secret = drawer(page).getByRole("listitem").filter({ hasText: "smtp.password" });
  await expect(secret).toContainText("To be removed");
  await expect(secret).toContainText("••••••••");
  // What is left out isn't counted among the others, and isn't applied.
  await page.getByRole("button", { name: "Leave out b", exact: true }).click();
  await expect(
    page.getByText("JSON: 1 to be added, 1 to be removed, 1 already the same, 1 of the console spared, 1 left out."),
  ).toBeVisible();
  await drawer(page).getByRole("button", { name: "Apply 2 changes" }).click();
  await expect(page.getByText("2 applied.")).toBeVisible();
  expect(await stored.all()).toEqual({ a: "1", b: "2", c: "3", "console.theme": "dark" });
  await drawer(page).getByRole("button", { name: "Close" }).last().click();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => stored.all()).toEqual({ a: "1", b: "2", "smtp.password": "x", "console.theme": "dark" });
});

test("a file that is no text gets a clear word, and one in an older encoding is read", async ({ page, server }) => {
  await Configurations.of(server, { a: "1" });
  await openConfiguration(page, server);
  await openImport(page);
  await choose(page, "picture.png", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00]));
  await expect(page.getByText("The file is no text: it holds zero bytes")).toBeVisible();
  // An older encoding is read, and can be corrected.
  await choose(page, "latin.env", Buffer.from([0x41, 0x3d, 0xe9, 0x0a]));
  await expect(drawer(page).getByRole("list", { name: "Changes" })).toContainText("é");
  await page.getByLabel("Encoding").selectOption("Greek");
  await expect(drawer(page).getByRole("list", { name: "Changes" })).toContainText("ι");
  // A byte order mark and Windows' line ends are nothing to speak of; a key that comes twice is.
  await choose(page, "fine.env", '\ufeff# head\r\nexport A="x\\ny" # comment\r\nB=1\r\nB=2\r\n');
  await expect(page.getByText(".env: 2 to be added, 1 invalid.")).toBeVisible();
  await expect(page.getByText("Line 4: Line 3 gives this key another value.")).toBeVisible();
});

test("a line that can’t be read proposes what its key and its value may be", async ({ page, server }) => {
  const stored = await Configurations.of(server, { "global.locale": "en" });
  await openConfiguration(page, server);
  await openImport(page);
  await page.getByLabel("Or paste the text").fill("global.locale fr\nA=1");
  await expect(page.getByText(".env: 1 to be added, 1 invalid.")).toBeVisible();
  const invalid = page.getByRole("form", { name: "Line 1" });
  await expect(invalid).toContainText("There is no = between key and value.");
  await expect(invalid.getByLabel("Key")).toHaveValue("global.locale");
  await expect(invalid.getByLabel("Value")).toHaveValue("fr");
  await page.getByRole("button", { name: "Leave out A" }).click();
  await invalid.getByRole("button", { name: "Import row" }).click();
  // What was left out stays out.
  await expect(page.getByText(".env: 1 to be changed, 1 left out.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Import" })).toBeFocused();
  await page.getByLabel("Or paste the text").fill("key,value\na b;c");
  await expect(page.getByText("CSV: Nothing to change, 1 invalid.")).toBeVisible();
  await expect(page.getByRole("form", { name: "Line 2" }).getByLabel("Key")).toHaveValue("a b");
  await expect(page.getByRole("form", { name: "Line 2" }).getByLabel("Value")).toHaveValue("c");
  expect(await stored.all()).toEqual({ "global.locale": "en" });
});

test("what is exported can be imported again", async ({ page, server }) => {
  const entries = { "a.b": "x", "a b/c%🦀": "1,\n\"2\"", "smtp.password": "hunter2", "console.theme": "dark", "7a_X": "" };
  const stored = await Configurations.of(server, entries);
  await openConfiguration(page, server);
  for (const [name, file] of [["JSON", "configuration.json"], ["CSV", "configuration.csv"], [".env", "configuration.env"]] as const) {
    await page.getByRole("button", { name: "Export", exact: true }).click();
    await page.getByRole("radio", { name }).check();
    await expect(page.getByText("The file holds a secret in plain text.")).toBeVisible();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download" }).click();
    const downloaded = await download;
    expect(downloaded.suggestedFilename()).toBe(file);
    const text = await readFile(await downloaded.path(), "utf8");
    await page.keyboard.press("Escape");
    await stored.remove("a b/c%🦀");
    await stored.change("a.b", { value: "other" });
    await page.reload();
    await loaded(page);
    await openImport(page);
    await choose(page, file, text);
    await expect(page.getByText("1 to be added, 1 to be changed, 3 already the same.")).toBeVisible();
    await drawer(page).getByRole("button", { name: "Apply 2 changes" }).click();
    await expect(page.getByText("2 applied.")).toBeVisible();
    await drawer(page).getByRole("button", { name: "Close" }).last().click();
    expect(await stored.all()).toEqual(entries);
  }
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await page.getByLabel("Leave out values that look like secrets").check();
  await expect(page.getByText("4 keys, those of the console among them.")).toBeVisible();
});

test("axe-core finds nothing", async ({ page, server }) => {
  test.slow();
  await Configurations.of(server, {
    "global.locale": "fr",
    "a.flag": "true",
    "a.json": "[1,]",
    "a.lines": "1\n2",
    "a.password": "x",
    empty: "",
    "console.page_size": "50",
  });
  page.on("dialog", (question) => void question.accept());
  await openConfiguration(page, server);
  await axe(page);
  for (const key of ["global.locale", "a.flag", "a.json", "a.lines", "a.password"]) {
    await value(page, key).click();
    await expect(field(page, key)).toBeFocused();
    await axe(page);
    await page.keyboard.press("Escape");
  }
  await value(page, "a.flag").click();
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await expect(page.getByText("a.flag was changed.")).toBeVisible();
  await page.getByRole("link", { name: "a.lines" }).click();
  await expect(page.getByRole("region", { name: "The whole value" })).toBeVisible();
  await axe(page);
  await act(page, "a.lines", "Rename");
  await expect(page.getByLabel("New name of a.lines")).toBeFocused();
  await axe(page);
  await page.keyboard.press("Escape");
  await page.getByRole("switch", { name: "Collect changes" }).click();
  await act(page, "empty", "Delete");
  await act(page, "a.password", "Duplicate");
  await expect(drawer(page).getByLabel("Key", { exact: true })).toHaveValue("a.password.copy");
  await axe(page);
  await drawer(page).getByRole("button", { name: "Collect" }).click();
  await page.getByRole("button", { name: "Review and apply" }).click();
  await expect(drawer(page).getByRole("list", { name: "Changes" }).getByRole("listitem")).toHaveCount(2);
  await axe(page);
  await drawer(page).getByRole("button", { name: "Apply 2 changes" }).click();
  await expect(page.getByText("2 applied.")).toBeVisible();
  await axe(page);
  await drawer(page).getByRole("button", { name: "Close" }).last().click();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("button", { name: "All 3 changes" }).click();
  await expect(drawer(page).getByText(/^2 changes were undone: /)).toBeVisible();
  await axe(page);
  await page.keyboard.press("Escape");
  await openImport(page);
  await page.getByLabel("Or paste the text").fill("A=1\n42=x\nnonsense\na.password=y");
  await expect(page.getByText("2 invalid")).toBeVisible();
  await axe(page);
  await page.goto(`${server.url}/configuration?do=export`);
  await expect(page.getByRole("dialog", { name: "Export" })).toBeVisible();
  await axe(page);
  await page.goto(`${server.url}/configuration/no-such?q=nothing`);
  await expect(page.getByText("There is no key “no-such”")).toBeVisible();
  await axe(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${server.url}/configuration`);
  await loaded(page);
  await expect(keys(page).first()).toBeVisible();
  await axe(page);
});
