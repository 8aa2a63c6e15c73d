// How long the browser takes from what a person does to the next paint, noted while tests run: `cargo xtask bench interactions`.

import { appendFile } from "node:fs/promises";

import type { BrowserContext } from "@playwright/test";

/** The file that has a line for each interaction, in milliseconds; without it, nothing is noted. */
const file = process.env.NODEUM_BENCH_INTERACTIONS;

/** Shorter ones aren't told by the browser, and count as this. */
const shortest = 16;

declare global {
  interface Window {
    /** Hands over how many interactions have begun in the document of that origin of time, and the duration of each by its number. */
    noteInteractions(origin: number, begun: number, durations: [number, number][]): Promise<void>;
    /** Hands over what hasn't been yet. */
    flushInteractions(): Promise<void>;
  }
}

/** Notes the interactions of a test; call what it gives when the test has ended. */
export async function noteInteractions(context: BrowserContext): Promise<() => Promise<void>> {
  if (file === undefined) {
    return async () => undefined;
  }
  let begun = 0;
  const durations = new Map<string, number>();
  await context.exposeFunction("noteInteractions", (origin: number, more: number, found: [number, number][]) => {
    begun += more;
    for (const [interaction, duration] of found) {
      const name = `${origin} ${interaction}`;
      durations.set(name, Math.max(duration, durations.get(name) ?? 0));
    }
  });
  await context.addInitScript((threshold) => {
    let more = 0;
    let found: [number, number][] = [];
    for (const name of ["keydown", "pointerdown"]) {
      addEventListener(name, (event) => (more += Number(event.isTrusted)), true);
    }
    const observer = new PerformanceObserver((list) => note(list.getEntries()));
    const note = (entries: (PerformanceEntry & { interactionId?: number })[]) => {
      for (const { interactionId, duration } of entries) {
        if (interactionId) {
          found.push([interactionId, duration]);
        }
      }
    };
    observer.observe({ type: "event", durationThreshold: threshold, buffered: true } as PerformanceObserverInit);
    // All at once, when the page goes or the test ends: handing over one by one would slow down what is measured.
    window.flushInteractions = async () => {
      note(observer.takeRecords());
      const handed = window.noteInteractions(performance.timeOrigin, more, found);
      more = 0;
      found = [];
      await handed;
    };
    addEventListener("pagehide", () => void window.flushInteractions());
  }, shortest);
  return async () => {
    for (const page of context.pages()) {
      await page.evaluate(() => window.flushInteractions());
    }
    const short = Array<number>(Math.max(begun - durations.size, 0)).fill(shortest);
    await appendFile(file, [...durations.values(), ...short].map((duration) => `${duration}\n`).join(""));
  };
}
