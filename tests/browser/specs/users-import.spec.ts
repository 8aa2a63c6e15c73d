// Importing users: from files as spreadsheets write them, with a look at what would happen, results, and passwords.

import { readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { axe, expect, test, type Page, type Server } from "../harness/fixtures.ts";
import { endedDialog, Gate, noteRequests, openAs, signInAgain, usersLoaded } from "../harness/app.ts";

const drawer = (page: Page) => page.getByRole("dialog", { name: "Import users" });
const rows = (page: Page) => drawer(page).getByRole("list", { name: "Rows" }).getByRole("listitem");
const row = (page: Page, name: string) => rows(page).filter({ has: page.getByText(name, { exact: true }) });
const importButton = (page: Page, count: number) =>
  drawer(page).getByRole("button", { name: count === 1 ? "Import 1 user" : `Import ${count} users`, exact: true });

async function openImport(page: Page, server: Server): Promise<string> {
  const token = await openAs(page, server, "/users/import");
  await expect(page.getByLabel("Or paste the text")).toBeFocused();
  return token;
}

async function choose(page: Page, name: string, content: string | Buffer): Promise<void> {
  const buffer = typeof content === "string" ? Buffer.from(content) : content;
  await page.getByLabel("File to import").setInputFiles({ name, mimeType: "text/csv", buffer });
}

async function paste(page: Page, text: string): Promise<void> {
  await page.getByLabel("Or paste the text").fill(text);
}

/** Lets a file fall on the page, as from the desktop. */
async function drop(page: Page, name: string, text: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    ([name, text]) => {
      const data = new DataTransfer();
      data.items.add(new File([text!], name!, { type: "text/csv" }));
      return data;
    },
    [name, text],
  );
  await drawer(page).dispatchEvent("dragover", { dataTransfer });
  await drawer(page).dispatchEvent("drop", { dataTransfer });
}

async function allUsers(server: Server, token: string): Promise<Record<string, any>> {
  const { users } = (await server.api("GET", "/users?limit=1000", undefined, token)).body;
  return Object.fromEntries(users.map((user: any) => [user.username, user]));
}

async function close(page: Page): Promise<void> {
  await drawer(page).getByRole("button", { name: "Close", exact: true }).last().click();
}

const fifty = Array.from({ length: 50 }, (_, index) => `new.${index + 10},new.${index + 10}@nodeum.example,no`);
const fiftyUsers = `Login,E-mail,Administrator\r\n${fifty.join("\r\n")}\r\n`;

test("fifty users come in five clicks, their passwords as a file, and the second time nothing changes", { tag: "@strict" }, async ({ page, server }) => {
  const token = await openAs(page, server, "/users");
  await page.getByRole("link", { name: "Import", exact: true }).click();
  await expect(drawer(page)).toBeVisible();
  const choice = page.waitForEvent("filechooser");
  await drawer(page).getByRole("button", { name: "Choose a file" }).click();
  await (await choice).setFiles({ name: "team.csv", mimeType: "text/csv", buffer: Buffer.from(fiftyUsers) });
  await expect(page.getByText("50 rows: 50 to create.")).toBeVisible();
  await expect(page.getByText("3 of 3 columns are read.")).toBeVisible();
  expect(Object.keys(await allUsers(server, token))).toEqual(["admin"]);
  await importButton(page, 50).click();
  await expect(page.getByText("50 of 50 imported.")).toBeVisible();
  const download = page.waitForEvent("download");
  await drawer(page).getByRole("button", { name: "Download passwords" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^passwords-\d{4}-\d\d-\d\d\.csv$/);
  const lines = (await readFile(await file.path(), "utf8")).trim().split("\r\n");
  expect(lines).toHaveLength(51);
  const passwords = Object.fromEntries(lines.map((line) => line.split(",")));
  await close(page);
  await expect(drawer(page)).toBeHidden();
  await expect(page.getByRole("link", { name: "Import", exact: true })).toBeFocused();
  await expect(page.getByText("1–25 of 51 ")).toBeVisible();
  expect(await server.token("new.10", passwords["new.10"])).toBeTruthy();
  const users = await allUsers(server, token);
  expect(users["new.59"]).toMatchObject({ email: "new.59@nodeum.example", is_admin: false });

  // Dropped anywhere, read again: nothing to do.
  await page.getByRole("link", { name: "Import", exact: true }).click();
  await drop(page, "team.csv", fiftyUsers);
  await expect(page.getByText("50 rows: 50 unchanged.")).toBeVisible();
  await expect(importButton(page, 0)).toHaveAccessibleDescription("No row would change anything.");
});

test("each row says what would become of it, columns are chosen by hand, and what is wrong leaves the others", { tag: "@strict" }, async ({ page, server, capabilities }) => {
  const ada = await server.createUser({ username: "ada", email: "ada@nodeum.example" });
  await server.createUser({ username: "bob", email: "bob@nodeum.example" });
  const token = await openImport(page, server);
  // Cells that were copied from a spreadsheet.
  await paste(
    page,
    [
      "Who\tMail\tRole\tExpires\tDepartment",
      "ada\tlovelace@nodeum.example\tadmin\t\tR&D",
      "bob\t\t\t\tR&D",
      "eve\teve@nodeum.example\t\t2027-03-01\tR&D",
      "=1+1\tbob@nodeum.example",
      "max\tno address",
      "kim\t",
      "KIM\t",
      "admin\t\tno",
    ].join("\n"),
  );
  await expect(page.getByText("No column is known to hold usernames.")).toBeVisible();
  const left = capabilities.expiry
    ? "Left out: Who (not known), Department (not known)."
    : "Left out: Who (not known), Expires (this server doesn’t know it), Department (not known).";
  await expect(page.getByText(left)).toBeVisible();
  await page.getByLabel("Who", { exact: true }).selectOption("Username");
  await expect(page.getByText("8 rows: 1 to create, 1 to update, 1 unchanged, 5 with errors.")).toBeInViewport();
  await expect(page.getByText("The rows with errors are left out.")).toBeVisible();
  await expect(row(page, "ada")).toContainText("Email ada@nodeum.example → lovelace@nodeum.example");
  await expect(row(page, "ada")).toContainText("Role User → Administrator");
  await expect(row(page, "bob").filter({ hasText: "Unchanged" })).toHaveCount(1);
  await expect(row(page, "=1+1")).toContainText("Email “bob@nodeum.example”: it belongs to bob.");
  await expect(row(page, "max")).toContainText("Email “no address”: Enter an address such as");
  await expect(rows(page).filter({ hasText: "Lines 7, 8 have the same username." })).toHaveCount(2);
  await expect(row(page, "admin").filter({ hasText: "line 9" })).toContainText("You can’t demote your own account. Another administrator can.");
  if (capabilities.expiry) {
    await expect(row(page, "eve")).toContainText(/Expires .*1 Mar 2027.*23:59/);
  }
  await page.getByRole("radio", { name: "Update 1" }).check();
  await expect(rows(page)).toHaveCount(1);
  await importButton(page, 2).click();
  await expect(page.getByText("2 of 2 imported.")).toBeVisible();
  const users = await allUsers(server, token);
  expect(Object.keys(users).sort()).toEqual(["ada", "admin", "bob", "eve"]);
  expect(users["ada"]).toMatchObject({ id: ada.id, email: "lovelace@nodeum.example", is_admin: true });
  expect(users["bob"].email).toBe("bob@nodeum.example");
  expect(users["admin"].is_admin).toBe(true);
  if (capabilities.expiry) {
    expect(users["eve"].expired_at).toBe("2027-03-01T22:59:00.000Z");
  }
});

test("files of the spreadsheets of many countries are read", async ({ page, server }) => {
  await openImport(page, server);
  const utf16 = (text: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
  for (const [name, content, user] of [
    // Excel in German, and as Unicode text; LibreOffice with all quoted; Numbers; a line that says the separator; JSON.
    ["excel-de.csv", Buffer.from("Benutzername;E-Mail-Adresse;Admin\r\nm\xfcller;m@x.example;FALSCH\r\n", "latin1"), "müller"],
    ["excel.txt", utf16("username\temail\r\n\"m,ller\"\tm@x.example\r\n"), "m,ller"],
    ["excel-utf8.csv", Buffer.from("\ufeffsep=;\r\nusername;email\r\nmøller;\r\n"), "møller"],
    ["calc.csv", Buffer.from('"Username","Email"\n"m""ller","m@x.example"\n'), 'm"ller'],
    ["numbers.csv", Buffer.from("Username,Email,\nミュラー,,\n"), "ミュラー"],
    ["old-mac.csv", Buffer.from("username,email\rmiller,\r"), "miller"],
    ["list.json", Buffer.from('[{"username": "json", "email": null}]'), "json"],
    ["list.ndjson", Buffer.from('{"username": "lines"}\n'), "lines"],
  ] as const) {
    await choose(page, name, content);
    await expect(page.getByText("1 row: 1 to create.")).toBeVisible();
    await expect(row(page, user)).toContainText("Create");
  }
  // What doesn't say its encoding can be read in another one.
  await choose(page, "cyrillic.csv", Buffer.concat([Buffer.from("username\n"), Buffer.from([0xef, 0xe5, 0xf2, 0xf0])]));
  await expect(row(page, "ïåòð")).toBeVisible();
  await page.getByLabel("Encoding").selectOption("Cyrillic");
  await expect(row(page, "петр")).toBeVisible();
});

test("bad files get a clear word, and nothing is guessed", async ({ page, server }) => {
  await openImport(page, server);
  // What was pasted outlives a file that can't be read.
  await paste(page, "username\nkept");
  await choose(page, "book.xlsx", Buffer.from("PK\x03\x04 and more", "latin1"));
  await expect(drawer(page).getByText(/^book\.xlsx: .*Save it as CSV there/)).toBeVisible();
  await expect(page.getByLabel("Or paste the text")).toHaveValue("username\nkept");
  await expect(importButton(page, 1)).toBeEnabled();
  const problem = (text: string | RegExp) => expect(drawer(page).getByText(text)).toBeVisible();
  await choose(page, "empty.csv", "");
  await problem("The file is empty.");
  await choose(page, "book.xlsx", Buffer.from("PK\x03\x04 and more", "latin1"));
  await problem(/Save it as CSV there/);
  await choose(page, "picture.png", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 1, 2, 3, 4]));
  await problem(/The file is no text/);
  const huge = join(server.folder, "huge.csv");
  await writeFile(huge, "");
  await truncate(huge, 200_000_000);
  await page.getByLabel("File to import").setInputFiles(huge);
  await problem(/larger than 10 MB, which is the limit/);
  await choose(page, "many.csv", `username\n${"x\n".repeat(20_001)}`);
  await problem(/These are 20,001 rows; at most 20,000 can be imported at once/);
  await choose(page, "head.csv", 'username,"email\nx,y');
  await problem(/The first row, which names the columns, can’t be read/);
  await choose(page, "broken.json", '[{"username": "x",}]');
  await problem(/This can’t be read as JSON\. Line 1, column 19: there is a comma too many/);
  await choose(
    page,
    "rows.csv",
    `username,email\nfine,\n"a "stray" one",\nmany${",x".repeat(51)}\n"x""y",\nopen,"not closed\nlost,`,
  );
  await problem("5 rows: 2 to create, 3 with errors.");
  await expect(rows(page).filter({ hasText: "line 3" })).toContainText("A quote stands in the wrong place in line 3.");
  await expect(rows(page).filter({ hasText: "line 4" })).toContainText("This row has 52 cells, the first row names 2.");
  await expect(rows(page).filter({ hasText: "line 6" })).toContainText("The quote that opens in line 6 isn’t closed.");
});

test("an export that is imported again changes nothing, and an id renames", async ({ page, server }) => {
  await server.createUser({ username: "=1+1", email: "+a@nodeum.example", expired_at: "2027-03-01T08:00:00.000Z" });
  const ada = await server.createUser({ username: "'ada, \"a\"", is_admin: true });
  const token = await openAs(page, server, "/users");
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("dialog").getByRole("button", { name: "Download" }).click();
  const text = await readFile(await (await download).path(), "utf8");
  await page.getByRole("link", { name: "Import", exact: true }).click();
  await choose(page, "users.csv", text);
  await expect(page.getByText("3 rows: 3 unchanged.")).toBeVisible();
  await expect(page.getByText("created_at (the server sets it)")).toBeVisible();
  await choose(page, "users.csv", `id,username\n${ada.id},ada\n`);
  await expect(page.getByText("1 user would be renamed, because the file has their ids with other names.")).toBeVisible();
  await importButton(page, 1).click();
  await expect(page.getByText("1 of 1 imported.")).toBeVisible();
  expect((await allUsers(server, token))["ada"].id).toBe(ada.id);
});

test("a lost network pauses the import; going on repeats nothing, and who was created unheard keeps the password", { tag: "@strict" }, async ({ page, problems, server }) => {
  problems.allow(/ERR_FAILED|ERR_INTERNET_DISCONNECTED/);
  const token = await openImport(page, server);
  await paste(page, `username,email\n${Array.from({ length: 30 }, (_, index) => `u${index + 10},`).join("\n")}`);
  let created = 0;
  let isGone = false;
  await page.route("**/api/v2/users", async (route) => {
    if (route.request().method() !== "POST") {
      return route.fallback();
    }
    if (isGone) {
      return route.abort();
    }
    created += 1;
    if (created === 10) {
      // The server hears of it, but its answer is lost.
      isGone = true;
      await route.fetch();
      return route.abort();
    }
    return route.continue();
  });
  await importButton(page, 30).click();
  await expect(page.getByText(/^\d+ of 30 imported, then it stopped\./)).toBeVisible();
  await expect(drawer(page).getByRole("button", { name: /^Go on with 2\d$/ })).toBeVisible();
  const before = Object.keys(await allUsers(server, token));
  await page.unrouteAll();
  const requests = noteRequests(page);
  await drawer(page).getByRole("button", { name: /^Go on with/ }).click();
  await expect(page.getByText("30 of 30 imported.")).toBeVisible();
  const users = await allUsers(server, token);
  expect(Object.keys(users)).toHaveLength(31);
  expect(requests.of("POST")).toHaveLength(31 - before.length);
  const download = page.waitForEvent("download");
  await drawer(page).getByRole("button", { name: "Download passwords" }).click();
  const lines = (await readFile(await (await download).path(), "utf8")).trim().split("\r\n").slice(1);
  expect(lines).toHaveLength(30);
  // Each of these works: the one whose answer was lost is among them.
  for (const name of before.filter((name) => name !== "admin")) {
    const line = lines.find((line) => line.startsWith(`${name},`))!;
    expect(await server.token(name, line.split(",")[1])).toBeTruthy();
  }
});

test("what the server refuses is the result of its row, can be tried again, and an import can be stopped", async ({ page, problems, server }) => {
  problems.allow(/status of 500/);
  const token = await openImport(page, server);
  await paste(page, `username\n${Array.from({ length: 40 }, (_, index) => `u${index + 10}`).join("\n")}`);
  let sent = 0;
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/api/v2/users", async (route) => {
    if (route.request().method() !== "POST") {
      return route.fallback();
    }
    sent += 1;
    if (sent === 3) {
      return route.fulfill({ status: 500, json: { error: "No." } });
    }
    if (sent > 12) {
      await held;
    }
    return route.continue();
  });
  await importButton(page, 40).click();
  await expect.poll(() => sent).toBe(16);
  await expect(drawer(page).getByRole("button", { name: "Close" }).last()).toHaveAccessibleDescription("Stop first.");
  await drawer(page).getByRole("button", { name: "Stop", exact: true }).click();
  release();
  await expect(page.getByText("15 of 40 imported, then it was stopped.")).toBeVisible();
  await expect(rows(page).first()).toContainText("Failed");
  await page.unrouteAll();
  await drawer(page).getByRole("button", { name: "Go on with 25" }).click();
  await expect(page.getByText("40 of 40 imported.")).toBeVisible();
  expect(Object.keys(await allUsers(server, token))).toHaveLength(41);
});

test("nothing is lost by leaving: neither a file nor passwords", async ({ page, server }) => {
  const token = await openImport(page, server);
  await paste(page, "username\nada");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog", { name: "Leave the import?" })).toBeVisible();
  await page.getByRole("button", { name: "Go on importing" }).click();
  await importButton(page, 1).click();
  await expect(page.getByText("1 of 1 imported.")).toBeVisible();
  await close(page);
  const question = page.getByRole("dialog", { name: "Close without the passwords?" });
  await expect(question).toBeVisible();
  await question.getByRole("button", { name: "Keep them" }).click();
  const download = page.waitForEvent("download");
  await drawer(page).getByRole("button", { name: "Download passwords" }).click();
  await download;
  await expect(page.getByText("1 password was generated and downloaded.")).toBeVisible();
  await close(page);
  await expect(drawer(page)).toBeHidden();
  expect(Object.keys(await allUsers(server, token)).sort()).toEqual(["ada", "admin"]);
});

test("who was created before the import was left is in the list", async ({ page, server }) => {
  await openAs(page, server, "/users");
  await usersLoaded(page);
  await page.getByRole("link", { name: "Import", exact: true }).click();
  await paste(page, `username,password\n${Array.from({ length: 12 }, (_, index) => `u${index + 10},correct horse`).join("\n")}`);
  const gate = new Gate();
  let sent = 0;
  await page.route("**/api/v2/users", async (route) => {
    sent += 1;
    if (sent > 4) await gate.passed;
    await route.continue();
  });
  await importButton(page, 12).click();
  await expect.poll(() => sent).toBe(8);
  await page.goBack();
  await page.getByRole("button", { name: "Leave it", exact: true }).click();
  await expect(drawer(page)).toBeHidden();
  await expect(page.getByRole("link", { name: "u10", exact: true })).toBeVisible();
  gate.open();
});

test("a session that ends in the middle is gone on with, and nothing is done twice", async ({ page, server }) => {
  const token = await openImport(page, server);
  await paste(page, `username\n${Array.from({ length: 20 }, (_, index) => `u${index + 10}`).join("\n")}`);
  let sent = 0;
  // The session of the page ends for real before the sixth.
  await page.route("**/api/v2/users", async (route) => {
    sent += route.request().method() === "POST" ? 1 : 0;
    if (sent === 6) await server.api("DELETE", "/users/sign_out", undefined, token);
    await route.continue();
  });
  await importButton(page, 20).click();
  await signInAgain(page, server.adminPassword);
  await expect(page.getByText("20 of 20 imported.")).toBeVisible();
  expect(Object.keys(await allUsers(server, await server.token()))).toHaveLength(21);
});

test("whoever leaves when a session ends in the middle is handed the passwords", async ({ page, server }) => {
  const token = await openImport(page, server);
  await paste(page, `username\n${Array.from({ length: 20 }, (_, index) => `u${index + 10}`).join("\n")}`);
  let sent = 0;
  await page.route("**/api/v2/users", (route) => {
    sent += route.request().method() === "POST" ? 1 : 0;
    return sent > 5 ? route.fulfill({ status: 401, json: { error: "Your session has ended." } }) : route.continue();
  });
  const download = page.waitForEvent("download");
  await importButton(page, 20).click();
  await endedDialog(page).getByRole("button", { name: "Leave", exact: true }).click();
  await page.getByRole("dialog", { name: "Leave this page?" }).getByRole("button", { name: "Leave", exact: true }).click();
  const lines = (await readFile(await (await download).path(), "utf8")).trim().split("\r\n").slice(1);
  const names = Object.keys(await allUsers(server, token)).filter((name) => name !== "admin");
  // Whose answer was still on its way may be among them.
  expect(lines.map((line) => line.split(",")[0])).toEqual(expect.arrayContaining(names));
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
});

test("what would become of the rows is one press away in every window", async ({ page, server }) => {
  for (const [width, height] of [[1440, 900], [390, 700]] as const) {
    await page.setViewportSize({ width, height });
    await openImport(page, server);
    await paste(page, `Who,Mail,uid,Department,created_at\n${fifty.join("\n")}`);
    await page.getByLabel("Who", { exact: true }).selectOption("Username");
    await expect(page.getByText("50 rows: 50 with errors.")).toBeInViewport();
    await page.getByLabel("uid", { exact: true }).selectOption("Leave out");
    await expect(page.getByText("50 rows: 50 to create.")).toBeInViewport();
    await expect(importButton(page, 50)).toBeInViewport();
    await drawer(page).getByRole("button", { name: "Show the rows", exact: true }).click();
    await expect(rows(page).first()).toBeInViewport();
    await expect(page.getByText("50 rows: 50 to create.")).toBeInViewport();
    await close(page);
    await page.getByRole("button", { name: "Leave it", exact: true }).click();
    await expect(drawer(page)).toBeHidden();
  }
});

test("users who are loaded already aren’t loaded again for an import", { tag: "@strict" }, async ({ page, server, capabilities }) => {
  await openAs(page, server, "/users");
  await usersLoaded(page);
  const requests = noteRequests(page);
  await page.getByRole("link", { name: "Import", exact: true }).click();
  await paste(page, "username,uid\nada,1700\nadmin,1000\n");
  await expect(row(page, "ada")).toContainText("Create");
  await expect(row(page, "admin")).toContainText("Unchanged");
  expect(requests.of("GET").filter((call) => call === "GET /users").length).toBe(capabilities.filters ? 1 : 0);
});

test("axe-core finds nothing", async ({ page, server }) => {
  test.slow();
  page.on("dialog", (question) => void question.accept());
  await server.createUser({ username: "ada" });
  await openImport(page, server);
  await axe(page);
  await choose(page, "de.csv", Buffer.from("Login;Mail;x\r\nada;a@x.example;1\r\nm\xfcller;no\r\neve;e@x.example\r\n", "latin1"));
  await expect(page.getByText("3 rows: 1 to create, 1 to update, 1 with an error.")).toBeVisible();
  await axe(page);
  await page.getByText("2 of 3 columns are read.").click();
  await expect(page.getByLabel("Login", { exact: true })).toBeVisible();
  await axe(page);
  await importButton(page, 2).click();
  await expect(page.getByText("2 of 2 imported.")).toBeVisible();
  await axe(page);
});
