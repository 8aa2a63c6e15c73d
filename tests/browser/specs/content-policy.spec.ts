// What a browser refuses on behalf of the console: markup that runs, and files that aren't what was built. That nothing of its own is
// refused, every other test watches.

import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";

import { expect, test, type Page } from "../harness/fixtures.ts";
import { openAs, usersLoaded } from "../harness/app.ts";

const refused = /TrustedTypePolicy|TrustedHTML|TrustedScript|Trusted Type|content security policy|Content Security Policy/;
const tampered = /integrity|Failed to fetch|ERR_FAILED/;

/** Answers with a file of the console as it was built, and a byte more. */
async function tamperWith(page: Page, name: string): Promise<void> {
  await page.route(`**/assets/**/${name}`, async (route) => {
    const path = new URL(route.request().url()).pathname;
    const built = await readFile(join(process.env.NODEUM_TEST_APP!, path));
    const contentType = path.endsWith(".js") ? "text/javascript" : "application/wasm";
    await route.fulfill({ body: Buffer.concat([built, Buffer.from("\n")]), contentType });
  });
}

test("text becomes no markup that runs, no script and no address of one", async ({ page, problems, server }) => {
  problems.allow(refused);
  await openAs(page, server, "/users");
  await usersLoaded(page);
  // In a frame of the page itself: what the test's own tools run is let through.
  const outcomes = await page.evaluate(() => new Promise<Record<string, string>>((resolve) => requestAnimationFrame(() => {
    const tried = (what: () => unknown): string => {
      try {
        what();
        return "done";
      } catch (error) {
        return (error as Error).name;
      }
    };
    const markup = (text: string) => tried(() => (document.createElement("template").innerHTML = text));
    resolve({
      template: markup('<li class="row"><a href="/users/3">on call</a></li>'),
      script: markup("<script>alert(1)</script>"),
      image: markup('<img src="x" onerror="alert(1)">'),
      vector: markup("<svg/onload=alert(1)>"),
      frame: markup('<iframe srcdoc="x"></iframe>'),
      address: markup('<a href="JavaScript:alert(1)">x</a>'),
      base: markup('<base href="https://evil.example/">'),
      text: tried(() => (document.createElement("script").text = "alert(1)")),
      source: tried(() => (document.createElement("script").src = "/assets/other.js")),
      evaluated: tried(() => (0, eval)("1")),
      other: tried(() => (window as any).trustedTypes.createPolicy("other", {})),
      again: tried(() => (window as any).trustedTypes.createPolicy("default", {})),
    });
  })));
  expect(outcomes).toEqual({
    template: "done",
    script: "TypeError",
    image: "TypeError",
    vector: "TypeError",
    frame: "TypeError",
    address: "TypeError",
    base: "TypeError",
    text: "TypeError",
    source: "TypeError",
    evaluated: "EvalError",
    other: "TypeError",
    again: "TypeError",
  });
});

test("whatever has a hash in its name is named with what it has to be", async ({ server }) => {
  const folder = join(process.env.NODEUM_TEST_APP!, "assets");
  const all = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = all.filter((entry) => entry.isFile() && !/[.](br|gz)$/.test(entry.name)).map((entry) => join(entry.parentPath, entry.name));
  const document = await (await fetch(server.url)).text();
  const loader = files.find((file) => basename(file) === "__wasm_split.js")!;
  const named = document + (await readFile(loader, "utf8"));
  expect(files.filter((file) => file.endsWith(".wasm")).length).toBeGreaterThan(5);
  for (const file of files) {
    const digest = createHash("sha384").update(await readFile(file)).digest("base64");
    const name = basename(file).replaceAll(".", "[.]");
    // In a tag, in what boot.js reads, or in what the loader of the sections reads.
    expect(named, file).toMatch(new RegExp(`${name}"[^>]*?(integrity=|:)"sha384-${digest.replace(/[+]/g, "[+]")}"`));
  }
});

test("a section that isn't what was built isn't run, and the page says so", async ({ page, problems, server }) => {
  problems.allow(tampered);
  await tamperWith(page, "split_profile.wasm");
  await openAs(page, server, "/users");
  await usersLoaded(page);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Profile" }).click();
  await expect(page.getByRole("main").getByRole("button", { name: "Try again" })).toBeVisible();
  await page.unrouteAll();
  await page.getByRole("main").getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Profile" })).toBeVisible();
});

test("another page gets neither the console nor the API's document into a frame", async ({ page, problems, server }) => {
  problems.allow(refused, /frame/);
  await page.route(`${server.url}/frame`, (route) =>
    route.fulfill({ contentType: "text/html", body: `<iframe src="/sign-in"></iframe><iframe src="/api/v2/docs/"></iframe>` }),
  );
  await page.goto(`${server.url}/frame`);
  // What Chromium shows in the place of what may not be there.
  const refusal = "chrome-error://chromewebdata/";
  await expect.poll(() => page.frames().slice(1).map((frame) => frame.url())).toEqual([refusal, refusal]);
});

for (const name of ["nodeum-admin.js", "__wasm_split.js", "nodeum-admin_bg.wasm"]) {
  test(`a console whose ${name} isn't what was built doesn't start`, async ({ page, problems, server }) => {
    problems.allow(tampered);
    await tamperWith(page, name);
    await page.goto(server.url);
    await expect(page.getByRole("alert")).toContainText("The console could not be loaded");
  });
}
