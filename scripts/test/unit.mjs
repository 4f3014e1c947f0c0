import { readFileSync } from "node:fs";
import { join } from "node:path";
import { freshFolder, root } from "../editor/paths.mjs";
import { startProgram } from "../editor/processes.mjs";

/**
 * Runs the unit, property and protocol tests with vitest, whose output goes to the terminal.
 *
 * @param {boolean} full all cases of the property tests, not a tenth of them
 * @returns {Promise<import("./report.mjs").Counts>}
 */
export async function runUnitTests(full) {
  const file = join(freshFolder("unit"), "results.json");
  const { child } = startProgram(
    process.execPath,
    [
      join(root, "node_modules", "vitest", "vitest.mjs"),
      "run",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${file}`,
    ],
    {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, ...(full ? { FLOWSTATE_FULL: "1" } : {}) },
    },
  );
  /** @type {number | null} */
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  return countsOf(file, code === 0);
}

/**
 * A file that does not load has no tests, and an error outside of a test fails the run alone: each counts as one failure.
 *
 * @param {string} file
 * @param {boolean} fine whether vitest ended with exit code 0
 */
function countsOf(file, fine) {
  const results = readResults(file);
  const passed = results.numPassedTests ?? 0;
  const unloaded = (results.testResults ?? []).filter(
    (one) => one.status === "failed" && one.assertionResults.length === 0,
  );
  const failed = (results.numFailedTests ?? 0) + unloaded.length;
  return { passed, failed: failed === 0 && (!fine || passed === 0) ? 1 : failed };
}

/**
 * @param {string} file
 * @returns {{ numPassedTests?: number, numFailedTests?: number, testResults?: { status: string, assertionResults: unknown[] }[] }}
 */
function readResults(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return {};
  }
}
