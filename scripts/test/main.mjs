/**
 * `npm test`: builds, then runs the unit, property and protocol tests, then the tests in a real VS Code. The last line is the sum of both.
 * `--full` runs all cases of the property tests; `--only=unit` and `--only=editor` run a part.
 */
import { parseArgs } from "node:util";
import { buildAll } from "../build/build.mjs";
import { closeAll, closeOnSignals } from "../editor/processes.mjs";
import { runEditorTests } from "./editor.mjs";
import { countsText, sum } from "./report.mjs";
import { runUnitTests } from "./unit.mjs";

closeOnSignals();
const { values } = parseArgs({ options: { full: { type: "boolean", default: false }, only: { type: "string" } } });

/** @type {{ what: string, run: () => Promise<import("./report.mjs").Counts> }[]} */
const kinds = [
  { what: "unit", run: () => runUnitTests(values.full) },
  { what: "editor", run: () => runEditorTests(console.log) },
];

/** @param {() => Promise<import("./report.mjs").Counts>} run */
async function countFailure(run) {
  try {
    return await run();
  } catch (error) {
    console.error(error instanceof Error ? (error.stack ?? error.message) : error);
    return { passed: 0, failed: 1 };
  }
}

/** @type {import("./report.mjs").Counts[]} */
const results = [];
const built = await countFailure(async () => {
  await buildAll();
  return { passed: 0, failed: 0 };
});
results.push(built);
for (const { what, run } of kinds) {
  if (values.only !== undefined && values.only !== what) continue;
  console.log(`\n${what === "unit" ? "Unit, property and protocol tests" : "Editor tests"}:`);
  const counts = await countFailure(run);
  console.log(
    what === "unit"
      ? countsText(counts)
      : `${counts.passed + counts.failed} tests ran in a real VS Code: ${countsText(counts)}`,
  );
  results.push(counts);
}
await closeAll();
const total = sum(results);
console.log(`\n${countsText(total)}`);
process.exit(total.failed > 0 ? 1 : 0);
