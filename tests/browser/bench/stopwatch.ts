// The stopwatch: the same code measures the console and the page that is written by hand, from within the page.

import type { Page } from "@playwright/test";

import { installPainted } from "./painted.ts";

/** What a list shows once it has followed what was typed or pressed. */
export interface Answer {
  /** How many users match. */
  total: number;
  /** The names of those on the first page, in order. */
  names: string[];
}

interface Stopwatch {
  /** Milliseconds from the start of the navigation to the frame with the first row. */
  firstRow: Promise<number>;
  /** Milliseconds from the start of the navigation to the frame in which the list counts so many users. */
  whole: Promise<number>;
  /** Waits for the next event of a kind, and gives the milliseconds from it to the frame with the answer. */
  arm: (event: string, answer: Answer) => void;
  measured: Promise<number>;
  /** The number of nodes in the document: elements, texts and comments. */
  countNodes: () => number;
}

declare global {
  interface Window {
    stopwatch: Stopwatch;
  }
}

/** Puts a stopwatch into every document that a page opens, before its own scripts run; `total` users are in the list. */
export async function install(page: Page, total: number): Promise<void> {
  await installPainted(page);
  await page.addInitScript(start, total);
}

/** Runs in the page. */
function start(total: number): void {
  const names = (): string[] =>
    // A badge may follow the name.
    Array.from(document.querySelectorAll("tbody th[scope=row] a"), (link) => link.textContent.trim().split(/\s/)[0]!);
  const counted = (): number => {
    const text = document.querySelector("nav[aria-label=Pages] [role=status]")?.textContent ?? "";
    return Number(/ of ([\d,]+)/.exec(text)?.[1]?.replaceAll(",", "") ?? NaN);
  };
  const shows = (answer: Answer): boolean => {
    const shown = counted() === answer.total ? names() : undefined;
    return shown?.length === answer.names.length && answer.names.every((name, index) => name === shown[index]);
  };
  const frameWith = (isThere: () => boolean): Promise<number> =>
    new Promise((resolve) => {
      const observer = new MutationObserver(() => look());
      const look = (): void => {
        if (isThere()) {
          observer.disconnect();
          resolve(window.painted());
        }
      };
      observer.observe(document, { childList: true, characterData: true, subtree: true });
      look();
    });
  const arm = (event: string, answer: Answer): void => {
    window.stopwatch.measured = new Promise((resolve) => {
      const begin = ({ timeStamp }: Event): void => {
        void frameWith(() => shows(answer)).then((end) => resolve(end - timeStamp));
      };
      addEventListener(event, begin, { capture: true, once: true });
    });
  };
  const countNodes = (): number => {
    const walker = document.createTreeWalker(document, NodeFilter.SHOW_ALL);
    let count = 1;
    while (walker.nextNode()) {
      count += 1;
    }
    return count;
  };
  window.stopwatch = {
    firstRow: frameWith(() => document.querySelector("tbody th[scope=row] a") !== null),
    whole: frameWith(() => counted() === total),
    arm,
    measured: Promise.resolve(NaN),
    countNodes,
  };
}

/** Milliseconds from an event that `act` brings about to the frame in which the list shows the answer. */
export async function time(page: Page, event: string, answer: Answer, act: () => Promise<void>): Promise<number> {
  await page.evaluate(([event, answer]) => window.stopwatch.arm(event, answer), [event, answer] as const);
  await act();
  return page.evaluate(() => window.stopwatch.measured);
}
