// What every test starts from: `import { expect, test } from "../harness/fixtures.ts"`.

import AxeBuilder from "@axe-core/playwright";
import { expect, test as base, type Page } from "@playwright/test";

import { openAs } from "./app.ts";
import { capabilitiesOf, type Capabilities } from "./capabilities.ts";
import { noteInteractions } from "./interactions.ts";
import { Problems } from "./problems.ts";
import { runAll } from "./run-all.ts";
import { adminName, Server, type ServerOptions } from "./server.ts";

export { expect, Server, adminName, runAll };
export type { Capabilities, Page, ServerOptions };

export interface Options {
  /**
   * Whether the server offers no more than both published references describe. It is the project that says so. A test that
   * asks for `capabilities`, because the two kinds of server differ in it, is tagged `@strict` and runs on both.
   */
  strict: boolean;
  /** How the server is started: `test.use({ serverOptions: { demo: 50 } })`. */
  serverOptions: ServerOptions;
  /**
   * Whether the browser says that data are to be saved. Then no section is fetched that nobody points at or opens, and what a
   * test sees doesn't depend on when the browser has nothing to do.
   */
  saveData: boolean;
}

interface Fixtures {
  /** What the test's server can do. */
  capabilities: Capabilities;
  /** A server of the test's own. */
  server: Server;
  /** What must never happen; the test fails if it does, even if all else went well. */
  problems: Problems;
  /** A page on which the administrator has signed in. */
  signedIn: Page;
}

export const test = base.extend<Options & Fixtures>({
  strict: [false, { option: true }],
  serverOptions: [{}, { option: true }],
  saveData: [true, { option: true }],

  context: async ({ context, saveData }, use) => {
    if (saveData) {
      await context.addInitScript(() => {
        Object.defineProperty(navigator, "connection", { value: { saveData: true, effectiveType: "4g" } });
      });
    }
    const writeInteractions = await noteInteractions(context);
    await use(context);
    await writeInteractions();
  },

  capabilities: async ({ strict }, use) => {
    await use(capabilitiesOf(strict));
  },

  server: async ({ serverOptions, strict }, use, testInfo) => {
    const server = await Server.start({ strict, ...serverOptions });
    await use(server);
    await server.dispose();
    if (testInfo.status !== testInfo.expectedStatus) {
      await testInfo.attach("server.log", { body: server.log, contentType: "text/plain" });
    }
  },

  // So that `page.goto("/users")` means the test's own server.
  baseURL: async ({ server }, use) => {
    await use(server.url);
  },

  problems: [
    async ({ context, server }, use) => {
      const problems = new Problems();
      await problems.watch(context, () => server.url);
      await use(problems);
      expect(problems.unexpected, "nothing may go wrong in the browser").toEqual([]);
    },
    { auto: true },
  ],

  signedIn: async ({ page, server }, use) => {
    await openAs(page, server, "/");
    await expect(page.getByRole("button", { name: /^Account of / })).toBeVisible();
    await use(page);
  },
});

/** Waits until the app has taken over the sign-in form of the document: for a frame there are two of them. */
export async function takenOver(page: Page): Promise<void> {
  await expect(page.locator("#early-sign-in")).toHaveCount(0);
}

/** Signs in on the page that asks for it, and waits until somebody is signed in. */
export async function signIn(page: Page, username: string, password: string): Promise<void> {
  await takenOver(page);
  // Without the early form the focus comes in the frame after the page is drawn: what is typed before would go astray.
  await expect(page.locator("form :focus")).toBeVisible();
  await page.getByLabel("Username or email", { exact: true }).fill(username);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("button", { name: /^Account of / })).toBeVisible();
}

/**
 * Asserts that axe-core finds nothing on a page as it stands: by all its rules in the light theme, and by that of contrast in
 * the dark one, since the themes differ in colours alone. The test goes on, so that one run tells all; the page stays light.
 */
export async function axe(page: Page): Promise<void> {
  for (const colorScheme of ["dark", "light"] as const) {
    // Without transitions, so that no colour is on its way to another.
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // There are no frames to look into, for which the other mode opens another page each time.
    const builder = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
    if (colorScheme === "dark") {
      builder.withRules("color-contrast");
    }
    const { violations } = await builder.analyze();
    const found = violations.map(
      ({ id, help, nodes }) => `${id}: ${help}\n${nodes.map((node) => `  ${node.target.join(" ")}`).join("\n")}`,
    );
    expect.soft(found, `axe-core on ${page.url()}, ${colorScheme}`).toEqual([]);
  }
}
