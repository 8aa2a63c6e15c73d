// The memory of a page: that of the process that draws it, which holds the document, JavaScript's heap and WebAssembly's memory.

import { readFile } from "node:fs/promises";

import type { Browser, Page } from "@playwright/test";

/** What the process of a page keeps to itself after a garbage collection, in MB; nothing where the system doesn't tell. */
export async function privateMemory(browser: Browser, page: Page): Promise<number | undefined> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  await session.detach();
  const pid = await rendererOf(browser, page);
  let rollup: string;
  try {
    rollup = await readFile(`/proc/${pid}/smaps_rollup`, "utf8");
  } catch {
    // Not Linux, or a sandbox hides it.
    return undefined;
  }
  const kilobytes = Array.from(rollup.matchAll(/^Private_(?:Clean|Dirty): +(\d+) kB$/gm), ([, number]) => Number(number));
  return kilobytes.reduce((sum, number) => sum + number, 0) / 1000;
}

/** The id of the process that draws a page: of the browser's processes the one that is busy while the page is. */
async function rendererOf(browser: Browser, page: Page): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const times = async (): Promise<Map<number, number>> => {
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    return new Map(processInfo.filter(({ type }) => type === "renderer").map(({ id, cpuTime }) => [id, cpuTime]));
  };
  const before = await times();
  await page.evaluate(() => {
    const end = performance.now() + 200;
    while (performance.now() < end);
  });
  const after = await times();
  await session.detach();
  const [[pid] = [0]] = Array.from(after, ([id, time]) => [id, time - (before.get(id) ?? 0)] as const).sort((a, b) => b[1] - a[1]);
  return pid;
}
