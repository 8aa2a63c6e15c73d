// `cargo xtask bench load`: how soon one can sign in and sees the users, beside other consoles and beside a page with one word.

import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, test, type BrowserContext, type Page } from "@playwright/test";

import { adminName, Server } from "../harness/server.ts";
import { circumstances, markdown, percentile, shown } from "./report.ts";
import { serveFolder } from "./static-server.ts";
import { profiles, visit, withBrowser, type Person, type Profile, type Visit } from "./visits.ts";

/** What `cargo xtask bench` tells: consoles as NAME=FOLDER or NAME=ADDRESS, a line each. */
const others = (process.env.NODEUM_BENCH_OTHERS ?? "").split("\n").filter((line) => line !== "");
const repetitions = Number(process.env.NODEUM_BENCH_REPETITIONS ?? "1");

/** A form and nothing else: what a browser needs for any page. */
const blank = "<!doctype html><title>Blank</title><form><input type=password></form>";

interface Subject {
  name: string;
  url: string;
  isOurs: boolean;
}

/** What somebody does once the users are there. */
async function walk(page: Page): Promise<number[]> {
  const pages = page.getByRole("navigation", { name: "Pages" });
  const shows = (text: RegExp): Promise<void> => expect(pages.getByRole("status")).toContainText(text);
  await pages.getByRole("button", { name: "Next" }).click();
  await shows(/^26–50/);
  await page.getByRole("columnheader", { name: "Username" }).getByRole("button").click();
  await shows(/^1–25/);
  await page.getByLabel("Search users", { exact: true }).pressSequentially("an", { delay: 150 });
  await expect(pages.getByRole("status")).not.toContainText(/ of 1,00/);
  await page.getByLabel("Search users", { exact: true }).fill("");
  await shows(/ of 1,00/);
  await page.getByRole("table").getByRole("link").nth(2).click();
  await expect(page.getByRole("dialog").getByText("Last sign-in")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  return page.evaluate(() => window.milestones.slow);
}

const summary = (samples: number[]): string => shown(percentile(samples, 0.5), "ms");
const spread = (samples: number[]): string => `${summary(samples)} (${shown(percentile(samples, 0), "")}–${shown(percentile(samples, 1), "")})`;

test("visits", async ({ browser }) => {
  const app = await mkdtemp(join(tmpdir(), "nodeum-admin-bench-"));
  await cp(process.env.NODEUM_TEST_APP ?? "", app, { recursive: true });
  await writeFile(join(app, "blank.html"), blank);
  const server = await Server.start({ demo: 1000, app });
  const person = { username: adminName, password: server.adminPassword };
  const subjects: Subject[] = [
    { name: "A blank page", url: `${server.url}/blank.html`, isOurs: false },
    { name: "Console", url: `${server.url}/`, isOurs: true },
  ];
  const folders = [];
  for (const other of others) {
    const [name = "", place = ""] = other.split(/=(.*)/s);
    if (/^https?:/.test(place)) {
      subjects.push({ name, url: place, isOurs: false });
    } else {
      const served = await serveFolder(place);
      folders.push(served.server);
      subjects.push({ name, url: `${served.url}/`, isOurs: false });
    }
  }
  const lines: string[][] = [];
  const slow: number[] = [];
  let second: string[] = [];
  try {
    for (const profile of profiles) {
      const cold = new Map<Subject, Visit[]>(subjects.map((subject) => [subject, []]));
      const warm: Visit[] = [];
      // One after the other in each round, so that what else the machine does befalls all of them.
      for (let round = 0; round < repetitions; round += 1) {
        for (const subject of subjects) {
          console.log(`${profile.name}, round ${round + 1}: ${subject.name}`);
          await withBrowser(async (context) => {
            const then = async (page: Page): Promise<void> => {
              if (!profile.limits) {
                slow.push(...(await walk(page)));
              }
            };
            cold.get(subject)!.push(await visit(context, subject.url, profile, subject.isOurs ? person : undefined, then));
            if (subject.isOurs) {
              const again = await visitAgain(context, subject.url, profile, person);
              warm.push(again);
              second = again.requests;
            }
          });
        }
      }
      const reference = percentile(cold.get(subjects[2]!)?.map((one) => one.form) ?? [], 0.5);
      for (const subject of subjects) {
        const visits = cold.get(subject)!;
        const of = (value: (one: Visit) => number | undefined): number[] => visits.map((one) => value(one) ?? NaN).filter((one) => !Number.isNaN(one));
        const ratio = percentile(of((one) => one.form), 0.5) / reference;
        lines.push([
          profile.name,
          subject.name,
          spread(of((one) => one.firstPaint)),
          spread(of((one) => one.form)),
          Number.isFinite(ratio) ? ratio.toFixed(2) : "",
          subject.isOurs ? spread(of((one) => one.list)) : "",
          subject.isOurs ? spread(warm.map((one) => one.list ?? NaN)) : "",
        ]);
      }
    }
  } finally {
    folders.forEach((folder) => folder.close());
    await server.dispose();
    await rm(app, { recursive: true });
  }
  const heads = ["Profile", "Page", "First paint", "Form usable", "Ratio", "Users, first visit", "Users, second visit"];
  const commit = process.env.NODEUM_BENCH_COMMIT ?? "unknown";
  const report = [
    circumstances(browser.version(), commit, repetitions),
    markdown(heads, lines, (column) => column > 1),
    `Interaction to next paint: ${shown(percentile(slow, 0.95), "ms")} at the 95th percentile of ${slow.length} events of 16 ms and more. ` +
      `A second visit asks for ${second.map((path) => `\`${path}\``).join(", ")} until the form is there.`,
  ];
  await writeFile(process.env.NODEUM_BENCH_REPORT ?? "bench-report.md", `${report.join("\n\n")}\n`);
});

/** The same browser some time later: signed out, with its cache. */
async function visitAgain(context: BrowserContext, url: string, profile: Profile, person: Person): Promise<Visit> {
  const page = await context.newPage();
  await page.goto(new URL("/blank.html", url).href);
  await page.evaluate(() => {
    sessionStorage.clear();
    localStorage.clear();
  });
  await page.close();
  return visit(context, url, profile, person);
}
