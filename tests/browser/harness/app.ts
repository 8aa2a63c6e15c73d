// What tests do with the app again and again.

import { expect, type Locator, type Page, type Request } from "@playwright/test";

import { adminName, type Server } from "./server.ts";

/** With this begins the key under which the app keeps its session, in the storage of a tab; then come the server's origin and the app's path. */
const sessionKey = "nodeum-admin.session ";

/** Who opens a page. */
export interface Person {
  username?: string;
  password?: string;
}

/** Opens an address in a tab that has signed in already; gives the token. */
export async function openAs(page: Page, server: Server, path: string, person: Person = {}): Promise<string> {
  const token = await server.token(person.username ?? adminName, person.password ?? server.adminPassword);
  await keepToken(page, server, token);
  await page.goto(server.url + path);
  return token;
}

/** The dialog that asks to sign in again over a page that stays as it is. */
export function endedDialog(page: Page): Locator {
  return page.getByRole("dialog", { name: "Your session has ended" });
}

/** Signs in again there, or in the dialog that is given. */
export async function signInAgain(page: Page, password: string, dialog: Locator = endedDialog(page)): Promise<void> {
  await dialog.getByLabel("Password", { exact: true }).fill(password);
  await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(dialog).toBeHidden();
}

/** Puts a token where the app keeps its own, as if the tab had signed in with it. */
export async function keepToken(page: Page, server: Server, token: string): Promise<void> {
  await keepText(page, server, JSON.stringify({ value: token, ends_at: null }));
}

/** Puts any text where the app keeps its session. */
export async function keepText(page: Page, server: Server, text: string): Promise<void> {
  // A file beside the app: the storage is that of its origin.
  await page.goto(`${server.url}/noscript.css`);
  await page.evaluate(([key, value]) => sessionStorage.setItem(key!, value!), [`${sessionKey}${server.url} /`, text]);
}

/** The token that the tab keeps. */
export async function keptToken(page: Page): Promise<string | undefined> {
  const text = await page.evaluate((start) => {
    const key = Object.keys(sessionStorage).find((name) => name.startsWith(start));
    return key === undefined ? undefined : sessionStorage[key];
  }, sessionKey);
  return text === undefined ? undefined : JSON.parse(text).value;
}

/** Guesses at somebody's password until the server wants to hear no more. */
export async function guessUntilHeldUp(server: Server, username: string): Promise<void> {
  let status = 401;
  for (let guess = 0; guess < 60 && status === 401; guess += 1) {
    status = (await server.api("POST", "/users/sign_in", { user: { username, password: `guess ${guess}` } })).status;
  }
  expect(status, "the server holds up who guesses").toBe(429);
}

/**
 * Waits until a page that has been drawn has put the focus where it wants it, which takes it two frames: what is typed before
 * may go astray. Only for pages of which more than one part asks for the focus; elsewhere a test waits for the focus itself.
 */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frames = 0; frames < 3; frames += 1) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  });
}

/** Something to wait for that a test lets happen when it is ready. */
export class Gate {
  readonly passed: Promise<void>;
  private resolve: () => void = () => undefined;

  constructor() {
    this.passed = new Promise((resolve) => (this.resolve = resolve));
  }

  open(): void {
    this.resolve();
  }
}

/** Waits until all that the list of users shows has arrived, the numbers of its views included. */
export async function usersLoaded(page: Page): Promise<void> {
  await expect(page.getByRole("link", { name: "Administrators" })).toHaveText(/\d/);
}

/** Notes the requests of a page to the API: "PUT /users/7". */
export function noteRequests(page: Page): { calls: string[]; bodies: unknown[]; of: (method: string) => string[] } {
  const calls: string[] = [];
  const bodies: unknown[] = [];
  page.on("request", (request: Request) => {
    const path = new URL(request.url()).pathname;
    if (path.startsWith("/api/v2")) {
      calls.push(`${request.method()} ${path.slice("/api/v2".length)}`);
      bodies.push(request.postData() === null ? undefined : request.postDataJSON());
    }
  });
  return { calls, bodies, of: (method) => calls.filter((call) => call.startsWith(`${method} `)) };
}

/** Asserts that a page can’t be scrolled sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth))
    .toBeLessThanOrEqual(0);
}

/** Presses Tab until something has the focus, as somebody without a mouse would. */
export async function tabTo(page: Page, target: ReturnType<Page["locator"]>): Promise<void> {
  for (let presses = 0; presses < 100; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      return;
    }
    await page.keyboard.press("Tab");
  }
  await expect(target).toBeFocused();
}
