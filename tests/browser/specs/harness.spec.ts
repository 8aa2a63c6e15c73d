// The checks that every test relies on: that they notice what they are for.

import { Problems } from "../harness/problems.ts";
import { adminName, expect, test } from "../harness/fixtures.ts";

/** Puts a script into the page, as someone would who found a way to write into it. */
function writeScript(): void {
  const script = document.createElementNS("http://www.w3.org/1999/xhtml", "script");
  script.textContent = "document.title = 'written'";
  document.documentElement.append(script);
}

test.describe("what must never happen in a browser", () => {
  const mishaps: [string, () => unknown, RegExp][] = [
    ["an error on the console", () => console.error("on purpose"), /^console error: on purpose/],
    ["an uncaught error", () => void Promise.reject(new Error("on purpose")), /^uncaught error: Error: on purpose/],
    ["a blocked script", writeScript, /content security policy/i],
    ["a blocked request", () => void fetch("http://elsewhere.test/").catch(() => undefined), /elsewhere\.test/],
    ["a request to another host", () => void open("http://elsewhere.test/"), /^request to another host: http:\/\/else/],
    ["a missing file", () => void fetch("/missing.js"), /^console error: Failed to load resource: .* 404/],
    ["a request that makes no sense", () => void fetch("/api/v2/users/sign_in", { method: "POST", body: "{" }), / 4(00|15) /],
    ["a broken request", () => void fetch("/api/v2/users/me", { method: "\u0000" }), /^uncaught error: TypeError/],
  ];
  for (const [name, mishap, expected] of mishaps) {
    test(`${name} is noticed`, async ({ browser, server }) => {
      const context = await browser.newContext();
      const problems = new Problems();
      await problems.watch(context, () => server.url);
      const page = await context.newPage();
      await page.goto(`${server.url}/noscript.css`);
      expect(problems.unexpected).toEqual([]);
      await page.evaluate(mishap).catch(() => undefined);
      await expect.poll(() => problems.unexpected).toContainEqual(expect.stringMatching(expected));
      problems.allow(/./);
      expect(problems.unexpected).toEqual([]);
      await context.close();
    });
  }

  test("an answer that says no is none", async ({ page, server }) => {
    await page.goto("/noscript.css");
    const status = await page.evaluate(async () => (await fetch("/api/v2/users/me")).status);
    expect(status).toBe(401);
    expect((await server.api("GET", "/users/me")).status).toBe(401);
  });
});

test.describe("the server of a test", () => {
  test("keeps its port and its database, however it ended", async ({ server }) => {
    const url = server.url;
    const ada = await server.createUser({ username: "ada" });
    await server.restart();
    expect(server.url).toBe(url);
    await server.kill();
    await server.restart();
    expect(server.url).toBe(url);
    const answer = await server.api("GET", `/users/${ada.id}`, undefined, await server.token());
    expect(answer.body).toEqual(ada);
  });

  test.describe("with users", () => {
    test.use({ serverOptions: { demo: 5, env: { NODEUM_ADMIN_SESSION_LIFETIME: "90s" } } });

    test("starts as it is told", async ({ server }) => {
      const token = await server.token(adminName);
      const claims = JSON.parse(Buffer.from(token.split(".")[1]!, "base64url").toString());
      expect(claims.exp - claims.iat).toBe(90);
      const users = await server.api("GET", "/users?limit=0", undefined, token);
      expect(users.body.count).toBeGreaterThan(5);
    });
  });
});
