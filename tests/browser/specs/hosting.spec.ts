// The console as it is shipped, wherever it is served from: `cargo xtask dist` and the examples of docs/hosting.

import type { Locator, Response } from "@playwright/test";

import { keptToken } from "../harness/app.ts";
import { adminName, expect, takenOver, signIn, type Page } from "../harness/fixtures.ts";
import { guarded, hosts, proxyCredentials, test, untold } from "../harness/hosting.ts";

/** What is in this folder has a hash in its name: the content is always the same. */
const hashed = /\/assets\//;

const types: Record<string, RegExp> = {
  css: /^text\/css\b/,
  html: /^text\/html\b/,
  js: /^(text|application)\/javascript\b/,
  json: /^application\/json\b/,
  svg: /^image\/svg\+xml\b/,
  wasm: /^application\/wasm$/,
};

/** The row of who is signed in, in the list of users. */
const ownRow = (page: Page): Locator => page.getByRole("rowheader", { name: `${adminName} You`, exact: true });

/** Whatever answers in the name of the API is drawn by no browser, and says each thing once. */
function expectNoPage(answer: globalThis.Response): void {
  expect(answer.headers.get("content-security-policy")).toMatch(/^default-src 'none'; form-action 'none'; [^,]*trusted-types 'none'$/);
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
}

for (const host of Object.keys(hosts)) {
  test.describe(host, () => {
    test.use({ host });

    test("somebody signs in, follows a deep link and reloads", async ({ page, site }) => {
      await page.goto(`${site.url}users?sort=username`);
      await signIn(page, adminName, site.password);
      await expect(page).toHaveURL(`${site.url}users?sort=username`);
      await expect(ownRow(page)).toBeVisible();

      await page.goto(`${site.url}users/1`);
      const drawer = page.getByRole("dialog", { name: adminName, exact: true });
      await expect(drawer).toBeVisible();
      await page.reload();
      await expect(drawer).toBeVisible();
      await expect(page).toHaveURL(`${site.url}users/1`);
    });

    test("addresses that end like a file are the app’s, and survive a reload", async ({ page, site }) => {
      await page.goto(site.url);
      await signIn(page, adminName, site.password);
      for (const path of ["configuration/editor.json", "configuration/theme.css", "configuration/ui.app.js", "configuration/logo.svg", "systems/users/backup.js"]) {
        const answer = await page.goto(site.url + path);
        expect(answer?.status(), path).toBe(200);
        await expect(page.getByRole("button", { name: "Account of admin" })).toBeVisible();
        await page.reload();
        await expect(page.getByRole("heading", { level: 1, name: /Configuration|System accounts/ })).toBeAttached();
      }
    });

    test("two versions of equal times and lengths are told apart", async ({ site }) => {
      for (const path of ["", "config.json"]) {
        const first = await fetch(site.url + path);
        const tag = first.headers.get("etag");
        const again = await fetch(site.url + path, {
          headers: { "If-Modified-Since": first.headers.get("last-modified") ?? new Date().toUTCString() },
        });
        // By its time alone a file is never taken for the same; a tag has to be made from the content.
        expect(again.status, path).toBe(200);
        expect(tag === null || host.startsWith("the program"), `${path} ${tag}`).toBe(true);
      }
    });

    test("every file that is loaded has its type, is kept as long as it may be, and comes compressed", async ({ page, site }) => {
      const loaded = new Map<string, Response>();
      page.on("response", (response) => {
        const { pathname } = new URL(response.url());
        if (!pathname.includes("/api/")) {
          loaded.set(pathname, loaded.get(pathname) ?? response);
        }
      });
      await page.goto(site.url);
      await signIn(page, adminName, site.password);
      await expect(ownRow(page)).toBeVisible();

      const endings = (isHashed: boolean): string[] =>
        [...loaded.keys()].filter((path) => hashed.test(path) === isHashed).map((path) => path.split(".").at(-1)!);
      expect(endings(true)).toEqual(expect.arrayContaining(["css", "js", "wasm"]));
      expect(endings(false).filter((ending) => !ending.endsWith("/"))).toEqual(["json"]);
      for (const [path, response] of loaded) {
        const header = async (name: string): Promise<string> => (await response.headerValue(name)) ?? "";
        expect.soft(response.status(), path).toBe(200);
        const ending = /[.](\w+)$/.exec(path)?.[1] ?? "html";
        expect.soft(await header("content-type"), path).toMatch(types[ending]!);
        const unhashed = ending === "html" ? "no-store" : "no-cache";
        const caching = hashed.test(path) ? "public, max-age=31536000, immutable" : unhashed;
        expect.soft(await header("cache-control"), path).toBe(caching);
        // The icon is too small for it.
        if (hashed.test(path) && ending !== "svg") {
          // nginx as it comes has no Brotli.
          expect.soft(await header("content-encoding"), path).toMatch(/^(br|gzip)$/);
        }
      }
    });

    test("pages carry the policy, what is missing is missing, and the API is passed on", async ({ server, site }) => {
      const own = (await fetch(server.url)).headers.get("content-security-policy");
      expect(own).toContain("default-src 'none'");
      for (const path of ["", "index.html", "users/1", "users/1/edit?from=list"]) {
        const page = await fetch(site.url + path);
        expect(page.status, path).toBe(200);
        expect(page.headers.get("content-type"), path).toMatch(types["html"]!);
        expect(page.headers.get("content-security-policy"), path).toBe(own);
        expect(page.headers.get("x-content-type-options"), path).toBe("nosniff");
        expect(page.headers.get("cache-control"), path).toBe("no-store");
        expect(await page.text(), path).toContain(`<base href="${new URL(site.url).pathname}"`);
      }
      for (const path of ["assets/missing-0123456789abcdef.js", "assets/app-0123456789abcdef/missing_bg.wasm"]) {
        const missing = await fetch(site.url + path);
        expect(missing.status, path).toBe(404);
        expect(missing.headers.get("cache-control") ?? "", path).not.toContain("immutable");
      }

      for (const name of ["referrer-policy", "cross-origin-opener-policy", "permissions-policy"]) {
        const said = (await fetch(server.url)).headers.get(name);
        expect(said).not.toBeNull();
        expect((await fetch(site.url)).headers.get(name), name).toBe(said);
      }

      const me = await fetch(`${site.api}/users/me`);
      expect(me.status).toBe(401);
      expectNoPage(me);
      expect(me.headers.get("www-authenticate")).toBe("Bearer");
      expect(me.headers.get("cache-control")).toBe("no-store");
      expect(await me.json()).toEqual({ error: "Sign in first" });
      // No file of the console, for all that it ends like one.
      const document = await fetch(`${site.api}/openapi.json`);
      expect(document.status).toBe(200);
      expect(await document.json()).toHaveProperty("openapi");
      const configuration = await fetch(`${site.api}/users/me/configurations/editor.json`);
      expect(configuration.status).toBe(401);
      expect(await configuration.json()).toEqual({ error: "Sign in first" });
      const docs = await fetch(`${site.api}/docs`);
      expect([docs.status, docs.url]).toEqual([200, `${site.api}/docs/`]);
      const nowhere = await fetch(`${site.api}/nowhere`);
      expect(nowhere.status).toBe(404);
      expect(nowhere.headers.get("content-type")).toMatch(types["json"]!);
      if (!host.startsWith("the program")) {
        // What the web server itself says in the place of the API.
        await server.kill();
        const away = await fetch(`${site.api}/users/me`);
        expect(away.status).toBe(502);
        expectNoPage(away);
        expect(away.headers.get("cache-control")).toBe("no-store");
      }
      if (site.url !== `${site.origin}/`) {
        const redirect = await fetch(site.url.slice(0, -1), { redirect: "manual" });
        expect([redirect.status, new URL(redirect.headers.get("location")!, site.url).href]).toEqual([308, site.url]);
      }
    });
  });
}

if (Object.keys(hosts).some((host) => host.startsWith("nginx"))) {
  test.describe(guarded, () => {
    test.use({ host: guarded, httpCredentials: proxyCredentials });

    // Basic credentials and the console's token need the same header: it can't work, and says why.
    test("a proxy’s own password isn’t taken for the end of the session", async ({ page, problems, site }) => {
      problems.allow(/status of 401/);
      await page.goto(site.url);
      await takenOver(page);
      await page.getByLabel("Username or email").fill(adminName);
      await page.getByLabel("Password", { exact: true }).fill(site.password);
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await expect(page.getByText(/such as a proxy (that wants its own sign-in|with a password of its own)/).first()).toBeVisible();
      await expect(page.getByText("Your session has ended")).toBeHidden();
      expect(await keptToken(page)).toBeDefined();
    });
  });
}

if (Object.keys(hosts).some((host) => host.startsWith("Caddy"))) {
  test.describe(untold, () => {
    test.use({ host: untold });

    test("a console whose files are looked for in the wrong place says so", async ({ page, problems, site }) => {
      problems.allow(/status of 404/, /MIME type/, /integrity/, /net::ERR_ABORTED/);
      await page.goto(site.url);
      await expect(page.getByText("The console’s files can’t be loaded.")).toBeVisible({ timeout: 10_000 });
    });
  });
}
