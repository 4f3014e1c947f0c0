/** Which states the conversation may leave by itself when their steps run out: there it comes back. */
import { edgesFrom } from "./flowGraph.ts";
import type { ProjectIndex } from "./projectIndex.ts";
import { stateOf } from "./resolve.ts";
import type { StateSymbol } from "./symbols.ts";

const known = new WeakMap<ProjectIndex, ReadonlySet<StateSymbol>>();

/** True for the bot's `fallback` and `failure`, for called states, and for all that jumps lead to from a called one. */
export function isCalledOrFallback(index: ProjectIndex, state: StateSymbol): boolean {
  let inside = known.get(index);
  if (inside === undefined) {
    inside = statesInside(index);
    known.set(index, inside);
  }
  return inside.has(state);
}

function statesInside(index: ProjectIndex): ReadonlySet<StateSymbol> {
  const called = new Set<StateSymbol>();
  const handlers = new Set<StateSymbol>();
  for (const path of index.files.keys()) {
    for (const reference of index.file(path)?.references ?? []) {
      if (reference.kind !== "state") continue;
      const state = stateOf(index, reference);
      if (state === undefined) continue;
      if (reference.place === "call") called.add(state);
      if (reference.place === "fallback" || reference.place === "failure") handlers.add(state);
    }
  }
  for (const state of called) {
    for (const { to } of edgesFrom(index, state)) if (to !== undefined) called.add(to);
  }
  return new Set([...called, ...handlers]);
}
