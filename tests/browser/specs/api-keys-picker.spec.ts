// The scope picker: rows, columns and groups, search, presets, pasted calls, and the keyboard.

import { axe, expect, test, type Page, type Server } from "../harness/fixtures.ts";
import { expectNoSidewaysScroll, openAs, settled, tabTo } from "../harness/app.ts";

const box = (page: Page, name: string) => page.getByRole("grid").getByRole("checkbox", { name, exact: true });
const count = (page: Page, text: string) => expect(page.getByText(text, { exact: true }).first()).toBeVisible();
const can = (page: Page) => page.locator(".key-card").filter({ has: page.getByRole("heading", { name: "This key can" }) });
const dialog = (page: Page) => page.getByRole("dialog", { name: "Scopes from calls" });
const search = (page: Page) => page.getByRole("searchbox", { name: /^Search/ });

/** Opens the form, and waits for the focus, which would move away from what is typed into otherwise. */
async function openPicker(page: Page, server: Server): Promise<void> {
  await openAs(page, server, "/api-keys/new");
  await expect(page.getByRole("grid")).toBeVisible();
  await settled(page);
}

/** The names of the scopes that can be seen, such as "users/index". */
const seen = (page: Page) =>
  page.locator("[data-scope]:visible input").evaluateAll((boxes) => boxes.map((box) => box.getAttribute("aria-label")!));

test("all 156 scopes are there, each with a sentence, and six say why to think twice", async ({ page, server }) => {
  await openPicker(page, server);
  await expect(page.getByRole("grid")).toBeVisible();
  const boxes = await page.locator("[data-scope] input").evaluateAll((found) =>
    found.map((element) => [element.getAttribute("aria-label")!, element.getAttribute("aria-description")!] as const),
  );
  expect(boxes.length).toBe(156);
  expect(new Set(boxes.map(([name]) => name)).size).toBe(156);
  for (const [name, sentence] of boxes) {
    expect(sentence.length, name).toBeGreaterThan(5);
  }
  const marked = boxes.filter(([, sentence]) => /Reveals stored secrets|Can raise rights/.test(sentence));
  expect(marked.map(([name]) => name).sort()).toEqual([
    "api_keys/create",
    "api_keys/update",
    "cloud_connectors/get_secret_key",
    "nas_shares/get_password",
    "users/create",
    "users/update",
  ]);
  for (const group of ["Users and access", "Storage", "Tape", "Tasks", "Statistics", "System"]) {
    await expect(box(page, `All of ${group}`)).toBeVisible();
  }
  await expect(page.getByRole("columnheader")).toHaveText([
    "Part of the API",
    ...[/^index\s*list$/, /^show\s*look into$/, /^create$/, /^update\s*change$/, /^destroy\s*delete$/],
    "More",
  ]);
});

test("what one looks at says what it opens, with its calls", async ({ page, server }) => {
  await openPicker(page, server);
  const panel = page.locator(".key-scope");
  await box(page, "pools/mount_status").hover();
  await expect(panel).toContainText("See whether a pool is mounted.");
  await expect(panel).toContainText("GET /pools/{pool_id}/mount");
  await box(page, "nas_shares/get_password").focus();
  await expect(panel).toContainText("Reveals stored secrets");
  await expect(panel).toContainText("GET /nas_shares/{nas_share_id}");
  await expect(box(page, "nas_shares/get_password")).toHaveAccessibleDescription(/Reveals stored secrets/);
});

test("rows, columns and groups are chosen whole, and are mixed in between", async ({ page, server }) => {
  await openPicker(page, server);
  await expect(can(page)).toContainText("Nothing: a key without scopes can’t call anything.");
  await count(page, "0 of 156");
  await box(page, "tapes/index").check();
  await count(page, "1 of 156");
  await expect(box(page, "All of tapes")).toHaveJSProperty("indeterminate", true);
  await expect(box(page, "All of Tape")).toHaveJSProperty("indeterminate", true);
  await expect(box(page, "All: index")).toHaveJSProperty("indeterminate", true);
  await expect(page.getByText("1 of 20")).toBeVisible();
  await box(page, "All of tapes").click();
  await expect(box(page, "All of tapes")).toBeChecked();
  await expect(box(page, "tapes/destroy")).toBeChecked();
  await box(page, "All of Tape").click();
  await expect(page.getByText("20 of 20")).toBeVisible();
  await expect(box(page, "tape_libraries/devices")).toBeChecked();
  await box(page, "All of Tape").click();
  await count(page, "0 of 156");

  await box(page, "All: destroy").check();
  await expect(box(page, "users/destroy")).toBeChecked();
  await expect(box(page, "pools/destroy")).toBeChecked();
  await expect(box(page, "pools/create")).not.toBeChecked();
  await box(page, "All: destroy").uncheck();
  await count(page, "0 of 156");

  // What reveals secrets is only chosen by itself.
  await box(page, "All of Storage").click();
  await expect(box(page, "All of Storage")).toBeChecked({ indeterminate: true });
  await expect(box(page, "nas_shares/get_password")).not.toBeChecked();
  await expect(box(page, "cloud_connectors/get_secret_key")).not.toBeChecked();
  await expect(box(page, "All of nas_shares")).toBeChecked({ indeterminate: true });
  await box(page, "All of Storage").click();
  await count(page, "0 of 156");
  await expect(box(page, "All of Storage")).not.toBeChecked();
  await expect(box(page, "All of Storage")).toHaveJSProperty("indeterminate", false);
  await box(page, "All of Storage").click();
  await expect(can(page).getByText("Reveals stored secrets", { exact: true })).toBeHidden();
  await box(page, "nas_shares/get_password").check();
  await expect(can(page).getByText("Reveals stored secrets", { exact: true })).toBeVisible();
  await box(page, "users/create").check();
  await expect(can(page).getByText("Can raise rights", { exact: true })).toBeVisible();
  await axe(page);
});

test("search finds by controller, action, method and path", async ({ page, server }) => {
  await openPicker(page, server);
  await search(page).fill("tape_stats");
  await expect.poll(() => seen(page)).toEqual(["tape_stats/index", "tape_stats/show"]);
  await search(page).fill("DELETE");
  await expect.poll(() => seen(page)).toContain("pools/unmount");
  expect(await seen(page)).not.toContain("pools/index");
  await search(page).fill("/users/-");
  await expect.poll(() => seen(page)).toEqual(["users/systems"]);
  // What isn't shown isn't chosen along; Enter doesn't send the form.
  await search(page).fill("tape");
  await search(page).press("Enter");
  await expect(box(page, "All of Storage")).toBeVisible();
  await box(page, "All of Storage").click();
  await count(page, "1 of 156");
  await expect(box(page, "files/tapes")).toBeChecked();
  // The boxes of a group and of a row tell of all of it, shown or not.
  await expect(box(page, "All of Storage")).toHaveJSProperty("indeterminate", true);
  await expect(box(page, "All of files")).toHaveJSProperty("indeterminate", true);
  await box(page, "All of Storage").click();
  await count(page, "0 of 156");
  await box(page, "All of Storage").click();
  await count(page, "1 of 156");
  await search(page).fill("moon");
  await expect(page.getByText("No scope matches")).toBeVisible();
  await axe(page);
  await page.locator(".state").getByRole("button", { name: "Clear the search" }).click();
  await expect.poll(async () => (await seen(page)).length).toBe(156);
  await page.getByRole("checkbox", { name: "Selected only" }).check();
  await expect.poll(() => seen(page)).toEqual(["files/tapes"]);
  // What is unticked stays in sight.
  await box(page, "files/tapes").uncheck();
  expect(await seen(page)).toEqual(["files/tapes"]);
  await expect(page).toHaveURL(`${server.url}/api-keys/new`);
});

test("presets choose sets that are often wanted, and can be taken back", async ({ page, server }) => {
  await openPicker(page, server);
  const preset = (name: string) => page.getByRole("group", { name: "Presets" }).getByRole("button", { name });
  await box(page, "tasks/action").check();
  await preset("Read only").click();
  await expect(preset("Read only")).toHaveAttribute("aria-pressed", "true");
  await expect(can(page)).toContainText("read everything, without stored secrets");
  await expect(can(page)).toContainText("Read-only");
  await page.getByRole("button", { name: "Undo, back to 1" }).click();
  await count(page, "1 of 156");
  await expect(can(page)).toContainText("run, pause, resume and stop tasks");
  await preset("Monitoring").click();
  await expect(can(page)).toContainText("read all statistics");
  await expect(can(page)).toContainText("Read-only");
  await preset("User administration").click();
  await expect(can(page)).toContainText("create, change and delete users");
  await expect(can(page)).toContainText("Can raise rights");
  await preset("Automation").click();
  await expect(box(page, "tasks/action")).toBeChecked();
  await preset("Everything but secrets").click();
  await count(page, "154 of 156");
  await expect(box(page, "nas_shares/get_password")).not.toBeChecked();
  await page.getByRole("button", { name: "Choose none" }).click();
  await count(page, "0 of 156");
});

test("a pasted curl command or list of calls gives the least scopes", async ({ page, server }) => {
  await openPicker(page, server);
  await box(page, "mounts/index").check();
  await page.getByRole("button", { name: "From a curl command…" }).click();
  const calls = dialog(page).getByRole("textbox", { name: "Calls" });
  await expect(calls).toBeFocused();
  // The look of what opened the dialog isn't that of the dialog's own buttons.
  await expect(dialog(page).getByRole("button", { name: "Add 0 scopes" })).toHaveCSS("text-decoration-line", "none");
  await calls.fill(
    [
      "curl -X DELETE 'https://nodeum.example/api/v2/users/7?force=1' \\",
      "  -H 'Authorization: Bearer x'",
      "curl --data '{\"a\": 1}' http://nodeum.example/api/v2/tasks",
      "GET /api/v2/nas_shares",
      "GET /api/v2/moons",
      "hello",
      'fetch("https://nodeum.example/api/v2/pools/3", { "body": null, "method": "PUT" });',
      "curl -X POST \"$NODEUM_URL/api/v2/tapes\" -d @- <<EOF",
      '{ "undo": "DELETE /api/v2/pools/3" }',
      "EOF",
    ].join("\n"),
  );
  await expect(dialog(page).getByRole("listitem")).toHaveText([
    "DELETE /users/7 users/destroy",
    "POST /tasks tasks/create",
    "GET /nas_shares nas_shares/index",
    "GET /moons no scope opens this",
    "hello this isn’t understood as a call",
    "PUT /pools/3 pools/update",
    "POST /tapes no scope opens this",
  ]);
  await axe(page);
  await dialog(page).getByRole("button", { name: "Add 4 scopes" }).click();
  await expect(dialog(page)).toBeHidden();
  await count(page, "5 of 156");
  await expect(box(page, "nas_shares/get_password")).not.toBeChecked();
  await page.getByRole("button", { name: "From a curl command…" }).click();
  await calls.fill("curl https://nodeum.example/api/v2/pools/3/mount");
  await dialog(page).getByRole("button", { name: "Choose only these 1 scope" }).click();
  await count(page, "1 of 156");
  await expect(box(page, "pools/mount_status")).toBeChecked();
  await page.getByRole("button", { name: "From a curl command…" }).click();
  await calls.fill("nothing here");
  await dialog(page).getByRole("button", { name: /^Choose only/ }).focus();
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "From a curl command…" })).toBeFocused();
});

test("somebody without a mouse chooses scopes and creates a key", async ({ page, server }) => {
  await openAs(page, server, "/api-keys");
  const press = (...keys: string[]) => keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
  await tabTo(page, page.getByRole("link", { name: "Create API key" }).first());
  await press("Enter");
  const name = page.getByRole("textbox", { name: "Name", exact: true });
  await tabTo(page, name);
  await page.keyboard.type("by keyboard");
  // The grid is one stop: the first one that it was left at.
  await tabTo(page, box(page, "All: index"));
  await press("ArrowDown", "ArrowDown");
  await expect(box(page, "users/index")).toBeFocused();
  await press("Space", "ArrowRight", "Enter");
  await expect(box(page, "users/show")).toBeFocused();
  await expect(box(page, "users/show")).toBeChecked();
  await expect(page.locator(".key-scope")).toContainText("GET /users/me");
  // Down keeps the column, also over rows that lack it.
  await press("ArrowDown");
  await expect(box(page, "All of groups")).toBeFocused();
  await press("ArrowDown");
  await expect(box(page, "api_keys/show")).toBeFocused();
  await press("End");
  await expect(box(page, "api_keys/destroy")).toBeFocused();
  await press("Home");
  await expect(box(page, "All of api_keys")).toBeFocused();
  await press("PageDown");
  await expect(box(page, "All of Storage")).toBeFocused();
  await press("Control+End");
  await expect(box(page, "systems/download_traces")).toBeFocused();
  await press("Control+Home");
  await expect(box(page, "All: index")).toBeFocused();
  await press("PageDown", "PageDown", "PageDown", "Space");
  await expect(box(page, "All of Tape")).toBeChecked();
  await press("Space");
  await count(page, "2 of 156");
  // Tab leads out, and back to where one was.
  await press("Tab");
  await expect(page.getByRole("region", { name: "This key can" })).toBeFocused();
  await press("Shift+Tab");
  await expect(box(page, "All of Tape")).toBeFocused();
  await tabTo(page, page.getByRole("button", { name: "Create key" }));
  await press("Enter");
  const secret = page.getByRole("textbox", { name: "Secret" });
  await expect(secret).toBeFocused();
  await tabTo(page, page.getByRole("button", { name: "I have stored it" }));
  await press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "by keyboard" })).toBeFocused();
  const { body } = await server.api("GET", "/users/me/api_keys", undefined, await server.token());
  const key = (await server.api("GET", `/users/me/api_keys/${body.api_keys[0].id}`, undefined, await server.token())).body;
  expect(key.api_key_scopes).toEqual([
    { controller: "users", action: "index" },
    { controller: "users", action: "show" },
  ]);
});

test("after a search, Tab still leads into the grid", async ({ page, server }) => {
  await openPicker(page, server);
  await box(page, "users/index").focus();
  await search(page).fill("tape_stats");
  await expect.poll(async () => (await seen(page)).length).toBe(2);
  await tabTo(page, box(page, "All: index"));
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(box(page, "tape_stats/index")).toBeFocused();
});

test("on a telephone it is a list of groups with the sentences", async ({ page, server }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openPicker(page, server);
  await expect(box(page, "All of Tape")).toBeVisible();
  await expect(box(page, "tapes/index")).toBeHidden();
  await page.getByRole("button", { name: "Tape", exact: true }).click();
  await expect(box(page, "tapes/index")).toBeVisible();
  await expect(page.getByText("List tapes: all, or those of a pool or library")).toBeVisible();
  await box(page, "tapes/index").check();
  await expect(page.getByText("1 of 20")).toBeVisible();
  await expectNoSidewaysScroll(page);
  await expect(page.getByRole("button", { name: "Create key" })).toBeInViewport();
  await page.setViewportSize({ width: 320, height: 700 });
  await expectNoSidewaysScroll(page);
});

test("who isn't an administrator is told that the key has their rights", async ({ page, server }) => {
  await server.createUser({ username: "plain" });
  await openAs(page, server, "/api-keys/new", { username: "plain" });
  await expect(page.getByText("You aren’t an administrator.")).toBeVisible();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("mine");
  await box(page, "users/index").check();
  await page.getByRole("button", { name: "Create key" }).click();
  // The server knows the key, but its owner may not list users.
  await page.getByRole("button", { name: "Try it" }).click();
  await expect(page.getByText("your own rights don’t reach that far")).toBeVisible();
});

test("axe-core finds nothing in the picker", async ({ page, server }) => {
  test.slow();
  await openPicker(page, server);
  await box(page, "users/create").check();
  await box(page, "nas_shares/get_password").check();
  await page.getByRole("button", { name: "Create key" }).click();
  await expect(page.getByText("Enter a name.")).toBeVisible();
  await axe(page);
  await page.setViewportSize({ width: 390, height: 800 });
  await page.getByRole("button", { name: "Storage", exact: true }).click();
  await axe(page);
});
