// When a frame has been drawn, as seen from within a page.

import type { Page } from "@playwright/test";

declare global {
  interface Window {
    /** The time at which the next frame has been drawn, in milliseconds from the start of the navigation. */
    painted: () => Promise<number>;
  }
}

/** Puts `painted` into every document that a page opens, before its own scripts run. */
export async function installPainted(page: Page): Promise<void> {
  await page.addInitScript(() => {
    // A message that is sent in a frame arrives when that frame has been drawn.
    window.painted = () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.now());
          port2.postMessage(null);
        });
      });
  });
}
