// What a browser refuses on behalf of the console: markup that runs, and files that aren't what was built. That nothing of its own is
// refused, every other test watches.

import { readFile } from "node:fs/promises";
import { join } from "node:path";

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

for (const name of ["nodeum-admin.js", "__wasm_split.js", "nodeum-admin_bg.wasm"]) {
  test(`a console whose ${name} isn't what was built doesn't start`, async ({ page, problems, server }) => {
    problems.allow(tampered);
    await tamperWith(page, name);
    await page.goto(server.url);
    await expect(page.getByRole("alert")).toContainText("The console could not be loaded");
  });
}
