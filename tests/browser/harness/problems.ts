// What must never happen in a browser, whatever a test is about.

import type { BrowserContext } from "@playwright/test";

/**
 * Chromium's own line about an answer of the API that says no, which the app is free to expect: nobody is signed in, something
 * isn't allowed, isn't there, is refused, or is too much. A file that is missing, a request that makes no sense (400) and a
 * method that there isn't (405) are none of these.
 */
const expectedStatus =
  /^Failed to load resource: the server responded with a status of 4(?:01|03|04|13|22|29) .*\(https?:\/\/[^/]+\/api\/v2\/[^)]*\)$/;

/** Browsers ask for it by themselves where a document names no icon, as does the file that the harness opens. */
const iconOfNobody = /^Failed to load resource: the server responded with a status of 404 .*\/favicon\.ico\)$/;

/** What Chromium says of a server that is gone: it depends on where in its life the connection was. */
export const serverGone = /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_SOCKET_NOT_CONNECTED/;

/** Browsers fetch a page's icon when they like, such as while a test starts its server again. */
const iconOfStoppedServer = /^Failed to load resource: net::ERR_CONNECTION_REFUSED .*\/favicon[^/]*\.svg\)$/;

const excused = [expectedStatus, iconOfNobody, iconOfStoppedServer];

/**
 * Collects errors on the console, uncaught errors, violations of the content security policy, and requests to other
 * hosts, in every page of the contexts that it watches.
 */
export class Problems {
  private readonly found: string[] = [];
  private readonly allowed: RegExp[] = [];

  /** Accepts problems that a test brings about on purpose, such as a server that is gone. */
  allow(...patterns: RegExp[]): void {
    this.allowed.push(...patterns);
  }

  /** Watches all pages of a context, those that it opens later included. */
  async watch(context: BrowserContext, origin: () => string): Promise<void> {
    context.on("console", (message) => {
      const line = `${message.text()} (${message.location().url})`;
      if (message.type() === "error" && !excused.some((pattern) => pattern.test(line))) {
        this.found.push(`console error: ${line}`);
      }
    });
    context.on("weberror", (error) => {
      this.found.push(`uncaught error: ${error.error().stack ?? error.error().message}`);
    });
    context.on("request", (request) => {
      const url = new URL(request.url());
      if (/^(https?|wss?):$/.test(url.protocol) && url.host !== new URL(origin()).host) {
        this.found.push(`request to another host: ${request.url()}`);
      }
    });
    // Most violations are on the console too; this catches those that only fire the event.
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        console.error(`content security policy: ${event.violatedDirective} blocked ${event.blockedURI}`);
      });
    });
  }

  /** What was found and not allowed. */
  get unexpected(): string[] {
    return this.found.filter((problem) => !this.allowed.some((pattern) => pattern.test(problem)));
  }
}
