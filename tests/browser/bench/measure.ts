// Measures a list of users: loads it again and again, each time in a browser of its own, and types and sorts in it.

import { cp, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { chromium, expect, type Page } from "@playwright/test";

import { keepToken, usersLoaded } from "../harness/app.ts";
import { Problems } from "../harness/problems.ts";
import type { Server } from "../harness/server.ts";
import { launchOptions } from "../launch.mjs";
import { privateMemory } from "./memory.ts";
import { install, time } from "./stopwatch.ts";
import type { Tasks } from "./users.ts";

/** What was measured of a list, each as often as it was done; times in milliseconds, memory in MB. */
export interface Samples {
  firstRow: number[];
  whole: number[];
  key: number[];
  sort: number[];
  memory: number[];
  nodes: number[];
}

/** A page with a list of users. */
export interface Subject {
  path: string;
  /** Waits until it has nothing left to load. */
  settled: (page: Page) => Promise<void>;
}

/** The console's own list. */
export const appList: Subject = { path: "/users", settled: usersLoaded };

/** The page that is written by hand, and does no more than one sees. */
export const baseline: Subject = { path: "/baseline/index.html", settled: async () => undefined };

/** A copy of the app with the page that is written by hand beside it, so that both are of one origin. */
export async function appWithBaseline(app: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "nodeum-admin-bench-"));
  await cp(app, folder, { recursive: true });
  await cp(fileURLToPath(new URL("baseline", import.meta.url)), join(folder, "baseline"), { recursive: true });
  return folder;
}

/** Loads the list that many times and does all tasks each time. */
export async function measure(server: Server, subject: Subject, tasks: Tasks, repetitions: number): Promise<Samples> {
  const samples: Samples = { firstRow: [], whole: [], key: [], sort: [], memory: [], nodes: [] };
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    await measureOnce(server, subject, tasks, samples);
  }
  return samples;
}

async function measureOnce(server: Server, subject: Subject, tasks: Tasks, samples: Samples): Promise<void> {
  const browser = await chromium.launch(launchOptions);
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB", timezoneId: "Europe/Brussels" });
    context.setDefaultTimeout(5 * 60_000);
    const problems = new Problems();
    await problems.watch(context, () => server.url);
    const page = await context.newPage();
    await keepToken(page, server, await server.token());
    await install(page, tasks.total);
    await page.goto(server.url + subject.path, { waitUntil: "commit" });
    samples.firstRow.push(await page.evaluate(() => window.stopwatch.firstRow));
    samples.whole.push(await page.evaluate(() => window.stopwatch.whole));
    await subject.settled(page);
    samples.nodes.push(await page.evaluate(() => window.stopwatch.countNodes()));

    const search = page.getByLabel("Search users", { exact: true });
    await search.focus();
    for (const letters of tasks.words) {
      for (const { letter, answer } of letters) {
        // Held down for as long as people need for a letter, so that nothing is measured that nobody types.
        const press = (): Promise<void> => page.keyboard.press(letter, { delay: 200 });
        samples.key.push(await time(page, "keydown", answer, press));
      }
      await search.fill("");
      await expect(page.getByRole("navigation", { name: "Pages" }).getByRole("status")).toContainText(grouped(tasks.total));
    }
    for (const { head, answer } of tasks.sorts) {
      const button = page.getByRole("columnheader", { name: head, exact: true }).getByRole("button");
      samples.sort.push(await time(page, "click", answer, () => button.click()));
    }
    const memory = await privateMemory(browser, page);
    samples.memory.push(...(memory === undefined ? [] : [memory]));
    expect(problems.unexpected, "nothing may go wrong in the browser").toEqual([]);
  } finally {
    await browser.close();
  }
}

/** A number as lists show it. */
function grouped(number: number): string {
  return new Intl.NumberFormat("en").format(number);
}
