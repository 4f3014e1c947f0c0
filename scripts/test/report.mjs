import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freshFolder } from "../editor/paths.mjs";

/**
 * What a kind of tests came to; `missed` of the failures are tests that could not even run.
 *
 * @typedef {{ readonly passed: number, readonly failed: number, readonly missed?: number }} Counts
 */

/**
 * @param {readonly Counts[]} all
 * @returns {Counts}
 */
export function sum(all) {
  return all.reduce(
    (a, b) => ({
      passed: a.passed + b.passed,
      failed: a.failed + b.failed,
      missed: (a.missed ?? 0) + (b.missed ?? 0),
    }),
    { passed: 0, failed: 0 },
  );
}

/** @param {Counts} counts */
export function countsText({ passed, failed }) {
  return `${passed} passed, ${failed} failed`;
}

/**
 * Prints the report of `test/editor/runner.ts` while it grows.
 *
 * @param {(line: string) => void} say
 */
export function followReport(say) {
  const file = join(freshFolder("report"), "report.jsonl");
  writeFileSync(file, "");
  let printed = 0;
  const print = () => {
    const lines = readReport(file);
    for (const line of lines.slice(printed)) {
      const text = describe(line);
      if (text !== undefined) say(text);
    }
    printed = lines.length;
  };
  const timer = setInterval(print, 200);
  return {
    file,
    /** @returns {Counts & { readonly begun: boolean }} `begun` is false when nothing was reported at all */
    close() {
      clearInterval(timer);
      print();
      return countsOf(readReport(file), say);
    },
  };
}

/**
 * @typedef {import("../../test/editor/runner.ts").ReportLine} ReportLine
 * @param {string} file
 * @returns {readonly ReportLine[]}
 */
function readReport(file) {
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  // The last line may be half written.
  const lines = text.slice(0, text.lastIndexOf("\n") + 1).split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line));
}

/** @param {ReportLine} line */
function describe(line) {
  if (line.type === "passed") return `  ✓ ${line.name} (${line.ms} ms)`;
  if (line.type === "failed") return `  ✗ ${line.name} (${line.ms} ms)\n${line.message.replace(/^/gm, "      ")}`;
  return undefined;
}

/**
 * @param {readonly ReportLine[]} lines
 * @param {(line: string) => void} say
 */
function countsOf(lines, say) {
  const passed = lines.filter(({ type }) => type === "passed").length;
  const failed = lines.filter(({ type }) => type === "failed").length;
  const done = lines.some(({ type }) => type === "done");
  // Where only some tests are asked for, a host may have none of them.
  const isFiltered = (process.env.FLOWSTATE_EDITOR_ONLY ?? "") !== "";
  if (done && (passed + failed > 0 || isFiltered)) return { passed, failed, begun: true };
  const last = lines.at(-1);
  // The test under way did run; when none was, a test is made up for the failure to be counted.
  say(`  ✗ the editor ended before the tests did${last?.type === "start" ? `, in: ${last.name}` : ""}`);
  return { passed, failed: failed + 1, missed: last?.type === "start" ? 0 : 1, begun: lines.length > 0 };
}
