// What was measured, as a table.

import { cpus, release, totalmem, type } from "node:os";

import type { Samples } from "./measure.ts";

/** What was measured with one number of users. */
export interface Result {
  users: number;
  /** What the server does: "--strict" or "default". */
  server: string;
  app: Samples;
  baseline: Samples;
}

/** What is compared: its name, its unit, and whether there are enough figures for the 95th percentile. */
const measures: [keyof Samples, name: string, unit: string, hasPercentile: boolean][] = [
  ["firstRow", "First row", "ms", false],
  ["whole", "All users loaded", "ms", false],
  ["key", "Keystroke", "ms", true],
  ["sort", "Sort", "ms", true],
  ["memory", "Memory", "MB", false],
  ["nodes", "Nodes", "", false],
];

/** A table with a line for each measure and number of users, in Markdown. */
export function table(results: Result[]): string {
  const lines = results.flatMap(({ users, server, app, baseline }) =>
    measures
      // A server that filters sends the first page alone.
      .filter(([measure]) => measure !== "whole" || server === "--strict")
      .map(([measure, name, unit, hasPercentile]) => {
        const figure = (samples: number[], fraction: number): string => shown(percentile(samples, fraction), unit);
        const high = (samples: number[]): string => (hasPercentile ? figure(samples, 0.95) : "");
        const ratio = percentile(app[measure], 0.5) / percentile(baseline[measure], 0.5);
        return [
          ...[users.toLocaleString("en"), server, name],
          ...[figure(app[measure], 0.5), high(app[measure])],
          ...[figure(baseline[measure], 0.5), high(baseline[measure])],
          Number.isFinite(ratio) ? ratio.toFixed(ratio < 10 ? 1 : 0) : "–",
        ];
      }),
  );
  const heads = ["Users", "Server", "Measure", "Console", "95th", "By hand", "95th", "Ratio"];
  return markdown(heads, lines, (column) => column === 0 || column > 2);
}

/** A table in Markdown, with words to the left and figures to the right. */
export function markdown(heads: string[], lines: string[][], isNumber: (column: number) => boolean): string {
  const rows = [heads, ...lines];
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (row: string[]): string =>
    `| ${row.map((cell, column) => (isNumber(column) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!))).join(" | ")} |`;
  const rule = `| ${widths.map((width, column) => (isNumber(column) ? `${"-".repeat(width - 1)}:` : "-".repeat(width))).join(" | ")} |`;
  return [line(heads), rule, ...lines.map(line)].join("\n");
}

/** Where and with what it was measured, in a paragraph. */
export function circumstances(chromium: string, commit: string, repetitions: number): string {
  const [{ model } = { model: "unknown" }] = cpus();
  const date = new Date().toISOString().slice(0, 10);
  const memory = Math.round(totalmem() / 1e9);
  return (
    `Measured on ${date} at commit ${commit}, ${repetitions} times: Chromium ${chromium} without a window, ${type()} ${release()}, ` +
    `${cpus().length} cores of ${model.trim()}, ${memory} GB of memory, browser and server on the same machine.`
  );
}

/** The value below which this fraction of the samples lies; the nearest that there is, NaN if there is none. */
export function percentile(samples: number[], fraction: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * fraction) - 1)] ?? NaN;
}

/** A figure with three digits, and its unit. */
export function shown(number: number, unit: string): string {
  if (Number.isNaN(number)) {
    return "–";
  }
  const text = Number(number.toPrecision(number < 1000 ? 3 : 4)).toLocaleString("en", { maximumFractionDigits: unit === "" ? 0 : 1 });
  return unit === "" ? text : `${text} ${unit}`;
}
