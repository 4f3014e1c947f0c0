/**
 * Which checks can find something in a part of a file. Most parts hold little of what there is to check: what a check
 * needs is looked up for all of them at once, so that a long file is not gone through by every check.
 */
import type { FileIndex } from "../fileIndex.ts";
import type { Check, Holding } from "./check.ts";

const known = new WeakMap<readonly Check[], Map<string, readonly Check[]>>();

/** Those of the checks that can find something in the part, in their order. */
export function applicable(checks: readonly Check[], part: FileIndex): readonly Check[] {
  const lists = known.get(checks) ?? new Map<string, readonly Check[]>();
  known.set(checks, lists);
  const holdings = holdingsOf(part);
  const name = [...holdings].join(" ");
  const before = lists.get(name);
  if (before !== undefined) return before;
  const left = checks.filter(({ only }) => only === undefined || only.some((holding) => holdings.has(holding)));
  lists.set(name, left);
  return left;
}

function holdingsOf({ nodes, apiSteps, source, symbols, states, references, flow }: FileIndex): ReadonlySet<string> {
  const { tree, problems } = source.parsed;
  const holdings = new Set<string>(nodes.keys());
  const add = (holding: Holding): void => void holdings.add(holding);
  if (apiSteps.length > 0) add("Api");
  if (problems.length > 0) add("problem");
  if (symbols[0] === flow) add("beginning");
  for (const { id } of states) if (id !== undefined) add("id");
  for (const { kind } of tree.declarations) add(kind);
  for (const { kind } of references) add(kind);
  return holdings;
}
