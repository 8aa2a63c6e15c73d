// Measures visits: when something is painted, when one can sign in, when the list of users stands.

import { chromium, type Browser, type BrowserContext, type Page } from "@playwright/test";

import { launchOptions } from "../launch.mjs";
import { installPainted } from "./painted.ts";

/** A connection and a processor. */
export interface Profile {
  name: string;
  /** Bits per second, milliseconds there and back, and how many times slower the processor is. */
  limits?: { bits: number; latency: number; cpu: number };
}

export const profiles: Profile[] = [
  { name: "localhost" },
  { name: "1.6 Mbit/s, 150 ms, CPU 4× slower", limits: { bits: 1_600_000, latency: 150, cpu: 4 } },
];

/** Milliseconds from the start of a navigation. */
export interface Visit {
  firstPaint: number;
  /** The frame with a password's field that can be typed into. */
  form: number;
  /** From the press of the button to the frame with the first row; only of what can be signed in to. */
  list?: number;
  /** What was asked for and not in the browser's cache. */
  requests: string[];
}

/** Who signs in, where one can. */
export interface Person {
  username: string;
  password: string;
}

declare global {
  interface Window {
    milestones: { firstPaint: Promise<number>; form: Promise<number>; row: Promise<number>; slow: number[] };
  }
}

/** Runs in the page, before its own scripts. */
function watch(): void {
  const frameWith = (isThere: () => boolean): Promise<number> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (isThere()) {
          resolve(window.painted());
        } else if (performance.now() > 60_000) {
          resolve(NaN);
        } else {
          requestAnimationFrame(look);
        }
      };
      look();
    });
  const isShown = (selector: string): boolean => {
    const field = document.querySelector<HTMLInputElement>(selector);
    return field !== null && !field.disabled && field.getClientRects().length > 0;
  };
  const slow: number[] = [];
  // Shorter ones than 16 ms aren't told.
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { interactionId?: number })[]) {
      if (entry.interactionId) {
        slow.push(entry.duration);
      }
    }
  }).observe({ type: "event", durationThreshold: 16, buffered: true } as PerformanceObserverInit);
  const firstPaint = new Promise<number>((resolve) => {
    new PerformanceObserver((list) => {
      const [entry] = list.getEntriesByName("first-paint");
      if (entry) {
        resolve(entry.startTime);
      }
    }).observe({ type: "paint", buffered: true });
  });
  window.milestones = {
    firstPaint,
    form: frameWith(() => isShown("input[type=password]")),
    row: frameWith(() => document.querySelector("tbody th[scope=row] a") !== null),
    slow,
  };
}

/** A browser with nothing in its cache. */
export async function withBrowser<T>(use: (context: BrowserContext) => Promise<T>): Promise<T> {
  const browser: Browser = await chromium.launch(launchOptions);
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB", timezoneId: "Europe/Brussels" });
    context.setDefaultTimeout(2 * 60_000);
    return await use(context);
  } finally {
    await browser.close();
  }
}

/** Opens an address in a page of its own, waits for the form and, given a person, signs in. `then` goes on in the page. */
export async function visit(
  context: BrowserContext,
  url: string,
  { limits }: Profile,
  person?: Person,
  then?: (page: Page) => Promise<void>,
): Promise<Visit> {
  const page = await context.newPage();
  const network = await context.newCDPSession(page);
  await network.send("Network.enable");
  if (limits) {
    const throughput = limits.bits / 8;
    await network.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: limits.latency,
      downloadThroughput: throughput,
      uploadThroughput: throughput,
    });
    await network.send("Emulation.setCPUThrottlingRate", { rate: limits.cpu });
  }
  const requests: string[] = [];
  const cached = new Set<string>();
  network.on("Network.requestServedFromCache", ({ requestId }) => cached.add(requestId));
  network.on("Network.responseReceived", ({ requestId, response }) => {
    if (!response.fromDiskCache && !response.fromPrefetchCache && !cached.has(requestId)) {
      requests.push(new URL(response.url).pathname);
    }
  });
  await installPainted(page);
  await page.addInitScript(watch);
  await page.goto(url, { waitUntil: "commit" });
  const form = await page.evaluate(() => window.milestones.form);
  const asked = [...requests];
  const firstPaint = await page.evaluate(() => window.milestones.firstPaint);
  const result: Visit = { firstPaint, form, requests: asked };
  if (person) {
    await page.getByLabel("Username or email", { exact: true }).fill(person.username);
    await page.getByLabel("Password", { exact: true }).fill(person.password);
    const pressed = await page.evaluate(() => performance.now());
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    result.list = (await page.evaluate(() => window.milestones.row)) - pressed;
    await then?.(page);
  }
  await page.close();
  return result;
}
