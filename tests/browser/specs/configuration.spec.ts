// The configuration: the list, addresses, editing in place, adding, renaming, deleting, duplicating.

import { expect, test } from "../harness/fixtures.ts";
import { tabTo } from "../harness/app.ts";
import { act, Configurations, field, keys, loaded, openConfiguration, value } from "../harness/configurations.ts";

const sample = {
  "global.locale": "en-GB",
  "smtp.host": "mail.nodeum.example",
  "smtp.port": "587",
  "smtp.tls.enabled": "true",
  "smtp.tls.minimum": "1.2",
  "smtp.password": "hunter2",
  "tape.policy": '{"copies":2}',
  notice: "one\ntwo",
  "console.theme": "dark",
};

test("keys are grouped by their prefix or flat, folded and searched, and the address keeps it", { tag: "@strict" }, async ({ page, server }) => {
  await Configurations.of(server, sample);
  await openConfiguration(page, server);
  await expect(keys(page)).toHaveText(
    ["global.locale", "notice", "host", "password", "port", "enabled", "minimum", "tape.policy", "console.theme"],
  );
  const smtp = page.getByRole("button", { name: "smtp 5 keys" });
  await smtp.click();
  await expect(smtp).toHaveAttribute("aria-expanded", "false");
  await expect(keys(page)).toHaveText(["global.locale", "notice", "tape.policy", "console.theme"]);
  await page.reload();
  await loaded(page);
  await expect(keys(page)).toHaveText(["global.locale", "notice", "tape.policy", "console.theme"]);
  await smtp.click();
  await expect(page).toHaveURL(`${server.url}/configuration`);

  await page.getByRole("button", { name: "Flat" }).click();
  await expect(page).toHaveURL(`${server.url}/configuration?view=flat`);
  await expect(keys(page).nth(5)).toHaveText("smtp.tls.enabled");
  // The console's own keys are apart, and it is said what they are.
  await expect(page.getByRole("button", { name: "Used by this console 1 key" })).toBeVisible();
  await expect(page.getByText("Changing one changes the console.")).toBeVisible();
  await expect(keys(page).last()).toHaveText("console.theme");

  const search = page.getByRole("searchbox", { name: "Search keys and values" });
  await search.fill("MAIL.nodeum");
  await expect(keys(page)).toHaveText(["smtp.host"]);
  await expect(page).toHaveURL(`${server.url}/configuration?q=MAIL.nodeum&view=flat`);
  await expect(page.getByText("1 of 9 keys")).toBeVisible();
  // What is masked can't be found out by searching for it.
  await search.fill("hunter2");
  await expect(page.getByText("Nothing matches “hunter2”")).toBeVisible();
  await page.getByRole("button", { name: "Clear the search" }).last().click();
  await expect(keys(page)).toHaveCount(9);
  await expect(search).toBeFocused();
});

test("who types on right after a click loses no keystroke", async ({ page, server }) => {
  await Configurations.of(server, { "a.one": "x" });
  await openConfiguration(page, server);
  // No frame is painted between these turns: only then would it be late for a keystroke.
  const focused = await value(page, "a.one").evaluate(async (button: HTMLElement) => {
    button.click();
    for (let turn = 0; turn < 50; turn += 1) {
      await Promise.resolve();
    }
    return document.activeElement?.getAttribute("aria-label");
  });
  expect(focused).toBe("Value of a.one");
});

test("a language is changed within a minute", async ({ page, server }) => {
  const stored = await Configurations.of(server, sample);
  await openConfiguration(page, server);
  await expect(page.getByText("British English")).toBeVisible();
  await value(page, "global.locale").click();
  await expect(field(page, "global.locale")).toBeFocused();
  await field(page, "global.locale").fill("fr-BE");
  // Browsers of different age call it differently.
  const name = await page.evaluate(() => new Intl.DisplayNames(["en-GB"], { type: "language" }).of("fr-BE")!);
  expect(name).toMatch(/French/);
  await expect(page.getByRole("list", { name: "Keys" }).getByRole("status").filter({ hasText: name })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(value(page, "global.locale")).toContainText("fr-BE");
  await expect(value(page, "global.locale")).toBeFocused();
  await expect(page.getByText("global.locale was changed.")).toBeVisible();
  expect((await stored.all())["global.locale"]).toBe("fr-BE");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(value(page, "global.locale")).toContainText("en-GB");
  expect((await stored.all())["global.locale"]).toBe("en-GB");
});

test("nothing configured yet says what to do", async ({ page, server }) => {
  await openConfiguration(page, server);
  await expect(page.getByRole("heading", { name: "Nothing is configured yet" })).toBeVisible();
  await page.getByRole("button", { name: "Choose a language" }).click();
  const dialog = page.getByRole("dialog", { name: "Choose a language" });
  await expect(dialog.getByLabel("Key", { exact: true })).toHaveValue("global.locale");
  await expect(dialog.getByRole("combobox", { name: "Language" })).toBeFocused();
  await page.keyboard.type("de");
  await expect(dialog.getByRole("status").filter({ hasText: "German" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page).toHaveURL(`${server.url}/configuration/global.locale`);
  await expect(page.getByRole("region", { name: "The whole value" })).toHaveText("de");
});

test("every value has the editor that suits it, and can be edited raw", async ({ page, server }) => {
  const stored = await Configurations.of(server, sample);
  await openConfiguration(page, server);
  // A switch.
  await value(page, "smtp.tls.enabled").click();
  const enabled = page.getByRole("switch", { name: "Value of smtp.tls.enabled" });
  await expect(enabled).toBeChecked();
  await page.keyboard.press("Space");
  await expect(enabled).not.toBeChecked();
  await page.keyboard.press("Enter");
  await expect(value(page, "smtp.tls.enabled")).toContainText("false");
  await expect(value(page, "smtp.tls.enabled")).toBeFocused();
  // A number refuses text, and raw takes it.
  await value(page, "smtp.port").click();
  await expect(field(page, "smtp.port")).toHaveAttribute("inputmode", "decimal");
  await field(page, "smtp.port").fill("25x");
  await page.keyboard.press("Enter");
  await expect(field(page, "smtp.port")).toHaveAccessibleDescription(/This isn’t a number/);
  await page.getByRole("switch", { name: "Raw" }).click();
  await expect(field(page, "smtp.port")).toHaveValue("25x");
  await field(page, "smtp.port").press("Control+Enter");
  await expect(value(page, "smtp.port")).toContainText("25x");
  await expect(value(page, "smtp.port")).toBeFocused();
  // JSON says where it is broken, and is laid out.
  await value(page, "tape.policy").click();
  await field(page, "tape.policy").fill('{\n  "copies": 2,\n}');
  await expect(page.getByText("Line 3, column 1: there is a comma too many before this bracket.")).toBeVisible();
  await field(page, "tape.policy").press("Control+Enter");
  await expect(field(page, "tape.policy")).toHaveAccessibleDescription(/switch to raw to store it as it is/);
  await field(page, "tape.policy").fill('{"copies":3,"pools":[]}');
  await page.getByRole("button", { name: "Format" }).click();
  await expect(field(page, "tape.policy")).toHaveValue('{\n  "copies": 3,\n  "pools": []\n}');
  await page.getByRole("button", { name: "Save" }).click();
  await expect(value(page, "tape.policy")).toContainText("4 lines");
  await expect(value(page, "tape.policy")).toBeFocused();
  // Several lines: Enter makes one, and it is said what saves.
  await value(page, "notice").click();
  await expect(page.getByText("Ctrl+Enter (or ⌘+Enter) saves, Enter makes a line")).toBeVisible();
  await field(page, "notice").press("End");
  await field(page, "notice").press("Control+End");
  await page.keyboard.press("Enter");
  await page.keyboard.type("three");
  await page.keyboard.press("Control+Enter");
  await expect(value(page, "notice")).toContainText("3 lines");
  expect(await stored.all()).toMatchObject({
    "smtp.tls.enabled": "false",
    "smtp.port": "25x",
    "tape.policy": '{\n  "copies": 3,\n  "pools": []\n}',
    notice: "one\ntwo\nthree",
  });
});

test("Escape gives up and Tab goes on; what is typed in one is saved when another is opened", async ({ page, server }) => {
  const stored = await Configurations.of(server, { "a.one": "x", "a.two": "y", "a.three": "z" });
  await openConfiguration(page, server);
  await value(page, "a.one").click();
  await expect(field(page, "a.one")).toBeFocused();
  await page.keyboard.type("never");
  await page.keyboard.press("Escape");
  await expect(value(page, "a.one")).toBeFocused();
  await expect(value(page, "a.one")).toContainText("x");
  await page.keyboard.press("Enter");
  await expect(field(page, "a.one")).toBeFocused();
  await page.keyboard.type("1");
  await page.keyboard.press("Tab");
  await expect(field(page, "a.three")).toBeFocused();
  await page.keyboard.type("3");
  await value(page, "a.two").click();
  await expect(field(page, "a.two")).toBeFocused();
  await page.keyboard.type("2");
  await page.keyboard.press("Tab");
  await expect(value(page, "a.two")).toBeFocused();
  expect(await stored.all()).toEqual({ "a.one": "1", "a.two": "2", "a.three": "3" });
  // All of it can be taken back, one after the other.
  await page.getByRole("button", { name: "All 3 changes" }).click();
  const drawer = page.getByRole("dialog", { name: "Changes since you opened this page" });
  for (const left of [2, 1, 0]) {
    await drawer.getByRole("button", { name: "Undo" }).first().click();
    await expect(drawer.getByRole("button", { name: "Undo" })).toHaveCount(left);
  }
  expect(await stored.all()).toEqual({ "a.one": "x", "a.two": "y", "a.three": "z" });
});

test("keys are added, renamed, duplicated and deleted", async ({ page, server }) => {
  const stored = await Configurations.of(server, { "a.one": "x", "a.two": "y" });
  await openConfiguration(page, server);
  await page.getByRole("button", { name: "Add key" }).click();
  const dialog = page.getByRole("dialog");
  const key = dialog.getByLabel("Key", { exact: true });
  await expect(key).toBeFocused();
  await dialog.getByRole("button", { name: "Add key" }).click();
  await expect(key).toHaveAccessibleDescription(/Enter a key\./);
  await key.fill("a.one");
  await dialog.getByRole("button", { name: "Add key" }).click();
  await expect(key).toHaveAccessibleDescription(/There is a key of this name already\./);
  await expect(key).toBeFocused();
  await key.fill("1234");
  await dialog.getByRole("button", { name: "Add key" }).click();
  await expect(key).toHaveAccessibleDescription(/A key can’t be digits alone/);
  await expect(key).toBeFocused();
  await key.fill("a.four");
  await dialog.getByRole("switch", { name: "Several lines" }).click();
  await dialog.getByLabel("Value", { exact: true }).fill("1\n2");
  await dialog.getByRole("button", { name: "Add key" }).click();
  await expect(page.getByText("a.four was added.")).toBeVisible();

  await act(page, "a.four", "Rename");
  const name = page.getByLabel("New name of a.four");
  await expect(name).toBeFocused();
  await name.fill("a.two");
  await page.keyboard.press("Enter");
  await expect(name).toHaveAccessibleDescription(/There is a key of this name already\./);
  await name.fill("b");
  await page.keyboard.press("Enter");
  await expect(page.getByText("a.four is now called b.")).toBeVisible();
  await expect(keys(page)).toHaveText(["one", "two", "b"]);

  await act(page, "a.one", "Duplicate");
  await expect(page.getByRole("dialog", { name: "Duplicate a.one" })).toBeVisible();
  await expect(key).toHaveValue("a.one.copy");
  await expect(dialog.getByLabel("Value", { exact: true })).toHaveValue("x");
  await dialog.getByRole("button", { name: "Add key" }).click();
  await expect(page.getByText("a.one.copy was added.")).toBeVisible();

  await act(page, "a.two", "Delete");
  await expect(page.getByText("a.two was deleted.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Undo" })).toBeFocused();
  expect(await stored.all()).toEqual({ "a.one": "x", "a.one.copy": "x", b: "1\n2" });
  await page.keyboard.press("Enter");
  await expect(value(page, "a.two")).toBeVisible();
  // A key that came back has another number; its earlier changes can still be undone.
  expect((await stored.all())["a.two"]).toBe("y");
});

test("secrets are masked in the list and in the editor until asked for", async ({ page, server }) => {
  await Configurations.of(server, { "smtp.password": "hunter2", "s3.secret": "a\nb", keyboard: "azerty" });
  await openConfiguration(page, server);
  await expect(page.getByText("azerty")).toBeVisible();
  await expect(page.getByText("hunter2")).toBeHidden();
  expect(await page.content()).not.toContain("hunter2");
  await value(page, "smtp.password").click();
  await expect(field(page, "smtp.password")).toHaveCSS("-webkit-text-security", "disc");
  // A password manager would fill in the password of this console, and take the search for a username.
  await expect(page.locator("input[type=password]")).toHaveCount(0);
  await page.getByRole("button", { name: "Show the value", exact: true }).click();
  await expect(field(page, "smtp.password")).toHaveCSS("-webkit-text-security", "none");
  await field(page, "smtp.password").press("Escape");
  await expect(page.getByText("hunter2")).toBeVisible();
  await page.getByRole("button", { name: "Hide the value of smtp.password" }).click();
  await expect(page.getByText("hunter2")).toBeHidden();
  await page.goto(`${server.url}/configuration/s3.secret`);
  await expect(page.getByRole("region", { name: "The whole value" })).toHaveText("••••••••");
  await page.getByRole("button", { name: "Edit value" }).click();
  await expect(page.getByText("It has several lines. Show the value to edit it.")).toBeVisible();
});

test("every key has an address that survives a reload", async ({ page, server }) => {
  test.slow();
  const names = ["global.locale", "a b", "a/b", "50%", "a%2Fb", "🦀", "constructor", "..", "?x=#1", "k".repeat(255)];
  await Configurations.of(server, Object.fromEntries(names.map((name, index) => [name, `value ${index}`])));
  await openConfiguration(page, server);
  for (const [index, name] of names.entries()) {
    await page.getByRole("link", { name, exact: true }).click();
    await expect(page.getByRole("region", { name: "The whole value" })).toHaveText(`value ${index}`);
    await page.reload();
    await expect(page.getByRole("region", { name: "The whole value" })).toHaveText(`value ${index}`);
    await expect(page.getByRole("link", { name, exact: true })).toBeFocused();
    expect(await page.title()).toBe(`${name} · Configuration · Nodeum Admin`);
  }
  // As somebody else may have written it.
  await page.goto(`${server.url}/configuration/a%20b`);
  await expect(page.getByRole("region", { name: "The whole value" })).toHaveText("value 1");
  await page.getByRole("link", { name: "a b", exact: true }).click();
  await expect(page.getByRole("region", { name: "The whole value" })).toBeHidden();
  await page.goBack();
  await expect(page.getByRole("region", { name: "The whole value" })).toHaveText("value 1");

  await page.goto(`${server.url}/configuration/no%20such`);
  await expect(page.getByText("There is no key “no such”")).toBeVisible();
  await page.getByRole("button", { name: "Create it" }).click();
  await expect(page.getByRole("dialog").getByLabel("Key", { exact: true })).toHaveValue("no such");
  await page.keyboard.press("Escape");
  await page.goto(`${server.url}/configuration/1234`);
  await expect(page.getByText(/A key can’t be digits alone/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Create it" })).toBeHidden();
});

test("all pages are loaded, and a long list is drawn in parts", { tag: "@strict" }, async ({ page, server }) => {
  const stored = await Configurations.of(server);
  await stored.fill(350, (index) => [`load.group${index % 7}.row${index}`, `value ${index}`]);
  await openConfiguration(page, server);
  await expect(page.getByText("350 keys · loaded")).toBeVisible();
  // Groups are folded where there are many.
  await expect(keys(page)).toHaveCount(0);
  await page.getByRole("button", { name: "Flat" }).click();
  await expect(keys(page)).toHaveCount(250);
  await page.getByRole("button", { name: "Next" }).click();
  await expect(keys(page)).toHaveCount(100);
  await expect(page.getByText("Lines 251–350 of 350")).toBeVisible();
  // Far down one stays where one is, and what takes a deletion back is in sight.
  const last = await keys(page).last().innerText();
  await act(page, last, "Delete");
  const undo = page.getByRole("button", { name: "Undo" });
  await expect(undo).toBeFocused();
  await expect(undo).toBeInViewport();
  expect(await page.evaluate(() => window.scrollY)).toBeGreaterThan(1000);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: `Undone: ${last} is back.` })).toBeFocused();
  await page.goto(`${server.url}/configuration/load.group3.row346`);
  await expect(page.getByRole("region", { name: "The whole value" })).toHaveText("value 346");
  await expect(page.getByRole("link", { name: "load.group3.row346" })).toBeInViewport();
});

test("without a mouse: find, edit, rename, undo", async ({ page, server }) => {
  const stored = await Configurations.of(server, sample);
  await openConfiguration(page, server);
  const press = (key: string) => page.keyboard.press(key);
  await tabTo(page, page.getByRole("searchbox"));
  await page.keyboard.type("port");
  await expect(keys(page)).toHaveText(["smtp.port"]);
  await tabTo(page, value(page, "smtp.port"));
  await press("Enter");
  await expect(field(page, "smtp.port")).toBeFocused();
  // What is beside the field is reached backwards, since Tab goes on.
  await press("Shift+Tab");
  await expect(page.getByRole("switch", { name: "Raw" })).toBeFocused();
  await tabTo(page, field(page, "smtp.port"));
  await press("Control+A");
  await page.keyboard.type("25");
  await press("Enter");
  await expect(value(page, "smtp.port")).toContainText("25");
  await tabTo(page, page.getByRole("button", { name: "Actions for smtp.port" }));
  await press("Enter");
  await expect(page.getByRole("menuitem", { name: "Edit value" })).toBeFocused();
  await press("ArrowDown");
  await expect(page.getByRole("menuitem", { name: "Rename" })).toBeFocused();
  await press("Enter");
  await expect(page.getByLabel("New name of smtp.port")).toBeFocused();
  await press("End");
  await page.keyboard.type("2");
  await press("Enter");
  await expect(page.getByText("smtp.port is now called smtp.port2.")).toBeVisible();
  expect((await stored.all())["smtp.port2"]).toBe("25");
  await tabTo(page, page.getByRole("button", { name: "Undo" }));
  await press("Enter");
  await expect(page.getByText("Undone: smtp.port2 is called smtp.port again.")).toBeVisible();
  await expect(page.getByRole("button", { name: "All 2 changes" })).toBeFocused();
  await press("Enter");
  await tabTo(page, page.getByRole("dialog").getByRole("button", { name: "Undo" }));
  await press("Enter");
  await expect(page.getByText("Undone: smtp.port is “587” again.").last()).toBeVisible();
  await expect.poll(async () => (await stored.all())["smtp.port"]).toBe("587");
});
