// The benchmark of the list of users works on both kinds of server: it finds what it waits for, and makes a table of it. How
// fast anything was is nothing that a test decides; `cargo xtask bench ui` measures that.

import { rm } from "node:fs/promises";

import { expect, Server, test } from "../harness/fixtures.ts";
import { appList, appWithBaseline, baseline, measure, type Samples } from "../bench/measure.ts";
import { circumstances, table } from "../bench/report.ts";
import { prepare } from "../bench/users.ts";

test("the benchmark measures both lists", { tag: "@strict" }, async ({ browser, capabilities, strict }) => {
  const users = 200;
  const app = await appWithBaseline(process.env.NODEUM_TEST_APP ?? "");
  const server = await Server.start({ app, demo: users, strict });
  let keys: number;
  let samples: { app: Samples; baseline: Samples };
  try {
    const tasks = await prepare(server, capabilities.filters);
    // Two words and the two directions of a column have what the others have.
    const few = { ...tasks, words: tasks.words.slice(0, 2), sorts: tasks.sorts.slice(0, 2) };
    keys = few.words.flat().length;
    samples = {
      baseline: await measure(server, baseline, few, 1),
      app: await measure(server, appList, few, 1),
    };
  } finally {
    await server.dispose();
    await rm(app, { recursive: true });
  }
  expect(keys).toBeGreaterThan(2);
  for (const [name, { memory, ...times }] of Object.entries(samples)) {
    expect(memory.length, `memory of ${name}`).toBeLessThanOrEqual(1);
    const counts = Object.fromEntries(Object.entries(times).map(([name, figures]) => [name, figures.length]));
    expect(counts, name).toEqual({ firstRow: 1, whole: 1, key: keys, sort: 2, nodes: 1 });
    for (const figure of Object.values(times).flat()) {
      expect(figure, name).toBeGreaterThan(0);
    }
  }
  const lines = table([{ users, server: strict ? "--strict" : "default", ...samples }]).split("\n");
  expect(lines.slice(2).map((line) => line.split("|")[3]?.trim())).toEqual([
    "First row",
    ...(strict ? ["All users loaded"] : []),
    ...["Keystroke", "Sort", "Memory", "Nodes"],
  ]);
  expect(lines.at(-1)).toMatch(/^\| +200 \| .*\| Nodes +\| +[\d,]+ \| +\| +\d+ \| +\| +[\d.]+ \|$/);
  expect(circumstances(browser.version(), "abc1234", 1)).toContain(`at commit abc1234, 1 times: Chromium ${browser.version()}`);
});
