// A walk through every address: each request that it makes fails in each way that there is, and the page says what has happened,
// each kind in words of its own, or does without, and has a way on. A sample by default, all of it with `--all`.

import type { Page, Route } from "@playwright/test";

import { axe, expect, test, type Server } from "../harness/fixtures.ts";
import { openAs } from "../harness/app.ts";
import { createKey } from "../harness/keys.ts";
import { serverGone } from "../harness/problems.ts";
import { runAll } from "../harness/run-all.ts";

interface Failure {
  fail: (route: Route) => Promise<void>;
  /** What the page says. */
  words: RegExp;
}

const json = (status: number, body: unknown, headers = {}) => (route: Route) =>
  route.fulfill({ status, json: body, headers });
const page = "<!doctype html><title>Sign in to the proxy</title>";

const failures: Record<string, Failure> = {
  "no answer": { fail: (route) => route.abort("connectionrefused"), words: /Nothing answers/ },
  "an answer that is cut short": {
    fail: (route) => route.fulfill({ status: 200, contentType: "application/json", body: '{"users":[{"id":' }),
    words: /answered in its place, or the address of the API is wrong/,
  },
  "a page with 200": {
    fail: (route) => route.fulfill({ status: 200, contentType: "text/html", body: page }),
    words: /answered in its place, or the address of the API is wrong/,
  },
  "a proxy’s 401": {
    fail: (route) => route.fulfill({ status: 401, contentType: "text/html", body: page }),
    words: /proxy that wants its own sign-in/,
  },
  "a redirect to a sign-in elsewhere": {
    fail: (route) => route.fulfill({ status: 302, headers: { Location: "https://sso.example/login" } }),
    words: /proxy that wants its own sign-in/,
  },
  "a session that has ended": { fail: json(401, { error: "Unauthorized" }), words: /Your session has ended/ },
  "no right": { fail: json(403, { error: "Forbidden" }), words: /isn’t allowed to|for administrators/ },
  "nothing there": { fail: json(404, { error: "Not found" }), words: /doesn’t exist|no such|doesn’t offer|doesn’t have|isn’t there/i },
  "a change by someone else": { fail: json(409, { error: "Conflict" }), words: /Someone else changed it/ },
  "too much": { fail: json(413, { error: "Too large" }), words: /too large/ },
  "values that are refused": {
    fail: json(422, { details: { base: [{ error: "quota" }] }, messages: ["The quota is used up"] }),
    words: /The quota is used up/,
  },
  "too many requests": { fail: json(429, { error: "Too many" }, { "Retry-After": "42" }), words: /Wait 4[0-2] seconds/ },
  "a failure of the server": {
    fail: json(500, { error: "The server failed", request_id: "q1w2e3" }),
    words: /request q1w2e3/,
  },
  "a proxy without its server": { fail: (route) => route.fulfill({ status: 502, contentType: "text/html", body: page }), words: /the server itself doesn’t/ },
};

/** The addresses, each with what is there when all has been loaded, and with the requests without which it is nothing. */
const addresses: Record<string, { ready: string; asks: RegExp }> = {
  "/users": { ready: "ada@nodeum.example", asks: /\/users\?limit=25&/ },
  "/users/:ada": { ready: "ada@nodeum.example", asks: /\/users\/\d+$/ },
  "/users/:ada/edit": { ready: "Username", asks: /\/users\/\d+$/ },
  "/systems/users": { ready: "root", asks: /\/users\/-\/systems/ },
  "/systems/groups": { ready: "root", asks: /\/groups\/-\/systems/ },
  "/audit": { ready: "Created a user", asks: /\/audit_events\?/ },
  "/configuration": { ready: "global.locale", asks: /\/me\/configurations\?limit=\d+&offset=0&?$/ },
  "/api-keys": { ready: "backup", asks: /\/me\/api_keys\?/ },
  "/api-keys/:key": { ready: "users/index", asks: /\/me\/api_keys\/\d+$/ },
  "/api-keys/:key/edit": { ready: "Edit backup", asks: /\/me\/api_keys\/\d+$/ },
};

/** The path and the query. */
function addressOf(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}

/** The requests to the API that an address makes, by path and query. */
async function requestsOf(page: Page, server: Server, address: string, ready: string): Promise<string[]> {
  const found = new Set<string>();
  const note = (request: { url: () => string; method: () => string }): void => {
    const asked = addressOf(request.url());
    if (asked.startsWith("/api/v2") && request.method() === "GET") {
      found.add(asked);
    }
  };
  page.on("request", note);
  await openAs(page, server, address);
  await expect(page.getByRole("button", { name: /^Account of/ })).toBeVisible();
  await expect(page.getByRole("main").or(page.getByRole("dialog")).getByText(ready, { exact: true }).first()).toBeVisible();
  page.off("request", note);
  return [...found];
}

for (const [number, [address, { ready, asks }]] of Object.entries(addresses).entries()) {
  test(`${address} says what has failed, and has a way on`, async ({ page, problems, server }) => {
    test.slow(runAll);
    problems.allow(serverGone, /status of (4\d\d|50\d)/, /ERR_FAILED|CORS/);
    const ada = await server.createUser({ username: "ada", email: "ada@nodeum.example" });
    const key = await createKey(server, await server.token(), "backup", "users/index");
    await server.api("POST", "/users/me/configurations", { key: "global.locale", value: "en" }, await server.token());
    const path = address.replace(":ada", String(ada.id)).replace(":key", String(key.id));
    const requests = await requestsOf(page, server, path, ready);
    const main = requests.filter((request) => asks.test(request));
    expect(main.length, "requests of the page").toBe(1);
    const others = requests.filter((request) => !asks.test(request));
    const kinds = Object.entries(failures);
    const sample = runAll ? kinds : [kinds[number % kinds.length]!, kinds[(number + 7) % kinds.length]!];
    const isThere = page.getByText(ready, { exact: true }).first();
    for (const [at, [name, { fail, words }]] of sample.entries()) {
      // Of what else the page asks for, one is the sample.
      const walked = runAll ? others : others.filter((_, other) => at === 0 && other === number % others.length);
      for (const request of [...main, ...walked]) {
        await test.step(`${request}: ${name}`, async () => {
          const matches = (url: URL): boolean => url.pathname + url.search === request;
          await page.route(matches, fail);
          await page.reload();
          if (main.includes(request)) {
            await expect.soft(page.locator("body"), `${request}: ${name}`).toContainText(words);
          } else {
            // Without it the page may well do what it is for.
            const told = page.locator("body").filter({ hasText: words });
            await expect.soft(told.or(isThere).first(), `${request}: ${name}`).toBeVisible();
          }
          const wayOn = page.getByRole("button", { name: /^(Try again|Try now|Refresh|Sign in|Reload|Cancel)$/ });
          await expect.soft(wayOn.or(page.getByRole("main").getByRole("link")).first(), `${request}: ${name}`).toBeVisible();
          await axe(page);
          await page.unroute(matches);
        });
        if (name === "a session that has ended") {
          // A request that is still under way would be the one that fails next.
          const answered = requests.map((asked) => page.waitForResponse((response) => addressOf(response.url()) === asked));
          await openAs(page, server, path);
          await Promise.all(answered);
        }
      }
    }
  });
}
