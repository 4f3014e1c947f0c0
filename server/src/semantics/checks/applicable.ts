/**
 * Which checks can find something in a part of a file. Most parts hold little of what there is to check: what a check
 * needs is looked up for all of them at once, so that a long file is not gone through by every check.
 */
import type { FileIndex } from "../fileIndex.ts";
import type { Check } from "./check.ts";

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

function holdingsOf({ nodes, apiSteps, source, references }: FileIndex): ReadonlySet<string> {
  const holdings = new Set<string>(nodes.keys());
  if (apiSteps.length > 0) holdings.add("Api");
  for (const { kind } of source.parsed.tree.declarations) holdings.add(kind);
  for (const { kind } of references) holdings.add(kind);
  return holdings;
}
