// `cargo xtask bench ui`: the list of users against the same list written by hand, with as many users as are asked for.

import { rm, writeFile } from "node:fs/promises";

import { test } from "@playwright/test";

import { Server } from "../harness/server.ts";
import { appList, appWithBaseline, baseline, measure } from "./measure.ts";
import { circumstances, table, type Result } from "./report.ts";
import { prepare } from "./users.ts";

/** What `cargo xtask bench` tells. */
const sizes = (process.env.NODEUM_BENCH_USERS ?? "1000").split(",").map(Number);
const repetitions = Number(process.env.NODEUM_BENCH_REPETITIONS ?? "1");

/** With more users than this a server that can't search is of no use; what is measured then is one that can. */
const mostOnStrict = 100_000;

test("the list of users", async ({ browser }) => {
  const app = await appWithBaseline(process.env.NODEUM_TEST_APP ?? "");
  const results: Result[] = [];
  try {
    for (const users of sizes) {
      const filters = users > mostOnStrict;
      const args = ["--session-lifetime", "12h", ...(filters ? [] : ["--strict"])];
      console.log(`${users.toLocaleString("en")} users: starting the server`);
      const server = await Server.start({ demo: users, app, args });
      try {
        const tasks = await prepare(server, filters);
        console.log("  measuring the page that is written by hand");
        const byHand = await measure(server, baseline, tasks, repetitions);
        console.log("  measuring the console");
        const own = await measure(server, appList, tasks, repetitions);
        results.push({ users, server: filters ? "default" : "--strict", app: own, baseline: byHand });
      } finally {
        await server.dispose();
      }
    }
  } finally {
    await rm(app, { recursive: true });
  }
  const commit = process.env.NODEUM_BENCH_COMMIT ?? "unknown";
  const report = `${circumstances(browser.version(), commit, repetitions)}\n\n${table(results)}\n`;
  await writeFile(process.env.NODEUM_BENCH_REPORT ?? "bench-report.md", report);
});
