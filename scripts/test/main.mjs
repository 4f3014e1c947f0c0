/**
 * `npm test`: builds, then runs the unit, property and protocol tests, then the tests in a real VS Code. The last line is the sum of both.
 * `--full` runs all cases of the property tests; `--only=unit` and `--only=editor` run a part.
 */
import { parseArgs } from "node:util";
import { buildAll } from "../build/build.mjs";
import { closeAll, closeOnSignals } from "../editor/processes.mjs";
import { SetupError } from "../ensure.mjs";
import { runEditorTests } from "./editor.mjs";
import { countsText, sum } from "./report.mjs";
import { runUnitTests } from "./unit.mjs";

closeOnSignals();
const { values } = parseArgs({ options: { full: { type: "boolean", default: false }, only: { type: "string" } } });

/** @typedef {import("./report.mjs").Counts} Counts */

/**
 * @param {() => Promise<Counts>} run
 * @returns {Promise<Counts>} a failure to run at all counts as one, of a test that did not run
 */
async function countFailure(run) {
  try {
    return await run();
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error);
    return { passed: 0, failed: 1, missed: 1 };
  }
}

/** @type {Counts[]} */
const results = [];
results.push(
  await countFailure(async () => {
    await buildAll();
    return { passed: 0, failed: 0 };
  }),
);
if (values.only !== "editor") {
  console.log("\nUnit, property and protocol tests:");
  const counts = await countFailure(() => runUnitTests(values.full));
  console.log(countsText(counts));
  results.push(counts);
}
if (values.only !== "unit") {
  // What takes ten minutes instead of one reads this, inside of the editor too.
  if (values.full) process.env["FLOWSTATE_FULL"] = "1";
  console.log("\nEditor tests:");
  const counts = await countFailure(() => runEditorTests(console.log));
  const ran = counts.passed + counts.failed - (counts.missed ?? 0);
  console.log(`Tests that ran in a real VS Code: ${ran} (${countsText(counts)})`);
  results.push(counts);
}
await closeAll();
const total = sum(results);
console.log(`\n${countsText(total)}`);
process.exit(total.failed > 0 ? 1 : 0);
