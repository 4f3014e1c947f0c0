import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { fileUri, nodeFileSystem } from "../../server/src/workspace/fileSystem.node.ts";
import { loadProject } from "../../server/src/workspace/loadProject.ts";
import { type Mutant, mutantsOf } from "./mutants.ts";
import { readReasons, type Tried, triedPage } from "./page.ts";
import { trialOf, type Verdict } from "./trial.ts";

export const examples = ["bank", "restaurant", "shop", "helpdesk"] as const;
const page = fileURLToPath(new URL("../../examples/mutants.md", import.meta.url));

/** The text of the list of survivors; empty where there is none. */
export function survivorsPage(): string {
  return existsSync(page) ? readFileSync(page, "utf8") : "";
}

/** What became of every `every`-th change of an example. */
export async function tryExample(
  name: string,
  every: number,
  onVerdict?: (mutant: Mutant, verdict: Verdict) => void,
): Promise<Tried> {
  const folder = fileURLToPath(new URL(`../../examples/${name}`, import.meta.url));
  const loaded = await loadProject(nodeFileSystem, fileUri(folder));
  if (!loaded.ok) throw new Error(loaded.reason);
  const trial = await trialOf(loaded.value);
  const mutants = mutantsOf(trial.index).filter((_, at) => at % every === 0);
  const survivors: Mutant[] = [];
  let byCheck = 0;
  for (const mutant of mutants) {
    const verdict = await trial.try(mutant);
    onVerdict?.(mutant, verdict);
    if (verdict.by === "check") byCheck++;
    if (verdict.by === "nobody") survivors.push(mutant);
  }
  return { example: name, tried: mutants.length, byCheck, survivors };
}

/** Runs the command line of `npm run mutate`; resolves with its exit code. */
export async function mutate(args: readonly string[]): Promise<0 | 1> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { every: { type: "string", default: "1" }, update: { type: "boolean", default: false } },
  });
  const chosen = positionals.length === 0 ? [...examples] : positionals;
  const all: Tried[] = [];
  for (const name of chosen) {
    const tried = await tryExample(name, Number(values.every));
    all.push(tried);
    console.log(`${name}: ${summaryOf(tried)}`);
    for (const { path, kind, what } of tried.survivors) console.log(`  ${path} ${kind}: ${what}`);
  }
  const reasons = readReasons(survivorsPage());
  if (values.update) writeFileSync(page, triedPage(all, reasons));
  const tried = all.reduce((sum, each) => sum + each.tried, 0);
  const left = all.reduce((sum, each) => sum + each.survivors.length, 0);
  const caught = ((tried - left) / tried) * 100;
  console.log(`${tried} changes, ${tried - left} noticed: ${caught.toFixed(1)} %`);
  return caught >= 95 ? 0 : 1;
}

function summaryOf({ tried, byCheck, survivors }: Tried): string {
  const byTests = tried - byCheck - survivors.length;
  return `${tried} changes, ${byCheck} noticed by the checks, ${byTests} by the tests, ${survivors.length} by nobody`;
}
