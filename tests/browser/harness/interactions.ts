// How long the browser takes from what a person does to the next paint, noted while tests run: `cargo xtask bench interactions`.

import { appendFile } from "node:fs/promises";

import type { BrowserContext } from "@playwright/test";

/** The file that has a line for each interaction, in milliseconds; without it, nothing is noted. */
const file = process.env.NODEUM_BENCH_INTERACTIONS;

/** Shorter ones aren't told by the browser, and count as this. */
const shortest = 16;

declare global {
  interface Window {
    /** Tells of an interaction that has begun, or of how long the one of that number took. */
    noteInteraction(interaction?: number, duration?: number): Promise<void>;
  }
}

/** Notes the interactions of a test; call what it gives when the test has ended. */
export async function noteInteractions(context: BrowserContext): Promise<() => Promise<void>> {
  if (file === undefined) {
    return async () => undefined;
  }
  let begun = 0;
  const durations = new Map<string, number>();
  await context.exposeBinding("noteInteraction", ({ frame }, interaction?: number, duration = 0) => {
    if (interaction === undefined) {
      begun += 1;
    } else {
      const name = `${frame.url()} ${interaction}`;
      durations.set(name, Math.max(duration, durations.get(name) ?? 0));
    }
  });
  await context.addInitScript((threshold) => {
    for (const name of ["keydown", "pointerdown"]) {
      addEventListener(name, (event) => event.isTrusted && void window.noteInteraction(), true);
    }
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { interactionId?: number })[]) {
        if (entry.interactionId) {
          void window.noteInteraction(entry.interactionId, entry.duration);
        }
      }
    }).observe({ type: "event", durationThreshold: threshold, buffered: true } as PerformanceObserverInit);
  }, shortest);
  return async () => {
    const short = Array<number>(Math.max(begun - durations.size, 0)).fill(shortest);
    await appendFile(file, [...durations.values(), ...short].map((duration) => `${duration}\n`).join(""));
  };
}
