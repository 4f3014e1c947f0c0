import type { Span } from "../../language/spans.ts";
import type { ProjectIndex } from "../../semantics/projectIndex.ts";
import { type StateSymbol, writeStateName } from "../../semantics/symbols.ts";
import { writeTarget } from "../../semantics/writeTarget.ts";
import type { FileView } from "../../workspace/snapshot.ts";
import type { Completion } from "./item.ts";

/** Where a state is about to be named. */
export interface StateSlot {
  readonly replace: Span;
  /** What stands before the cursor in `replace`. */
  readonly typed: string;
  /** The flow that was typed before the dot, without backticks. */
  readonly flow: string | undefined;
  /** True behind an arrow, where `end` and the like are no states. */
  readonly isTarget: boolean;
}

/**
 * The states of the file's flow by their plain name, those nearest to the cursor first, then those of flows that it has to
 * do with, then all others by their full name; behind a flow and its dot the states of that flow. Each replaces the whole
 * reference, so that `help.ag` becomes `help.agent`.
 */
export function completeStates(
  { project, path }: FileView,
  { replace, typed, flow, isTarget }: StateSlot,
): readonly Completion[] {
  // The parts of a file stay as they are while somebody types in one of them; the file as a whole would be indexed anew.
  const { index } = project;
  const here = flow === undefined ? index.parts.flowOf(path)?.name : undefined;
  const near = flow === undefined ? nearFlows(index, path) : new Set<string>();
  const states = statesByKey(index);
  const own: StateSymbol[] = [];
  const others: { readonly near: StateSymbol[]; readonly far: StateSymbol[] } = { near: [], far: [] };
  for (const state of states.values()) {
    if (state.flow === here) own.push(state);
    else if (flow === undefined || state.flow === flow) (near.has(state.flow) ? others.near : others.far).push(state);
  }
  const items: Completion[] = [];
  const place = isTarget ? "go" : "value";
  for (const state of byDistance(placed(index, path, own), replace.start))
    items.push(item(state, writeTarget(state.name, { place }), typed, replace));
  for (const list of [others.near, others.far])
    for (const state of list) items.push(item(state, writeStateName(state.flow, state.name), typed, replace));
  return items;
}

/** A state, and where it stands in its file. */
interface PlacedState extends Span {
  readonly state: StateSymbol;
}

/** The states of the flow of a file with their places; the file itself is gone through once, and no place is looked up. */
function placed(index: ProjectIndex, path: string, states: readonly StateSymbol[]): readonly PlacedState[] {
  const left = new Set(states);
  const found: PlacedState[] = [];
  const starts = index.files.get(path)?.parsed.parts ?? [];
  index.partsOf(path).forEach((part, at) => {
    const from = starts[at]?.start ?? 0;
    for (const state of part.states) {
      if (!left.delete(state)) continue;
      found.push({ state, start: state.span.start + from, end: state.span.end + from });
    }
  });
  for (const state of left) {
    const { start, end } = index.inFile({ path: state.path, start: state.span.start, end: state.span.end });
    found.push({ state, start, end });
  }
  return found;
}

/** The states below the cursor and those above by turns, each nearer one first; the one around the cursor comes last. */
function byDistance(states: readonly PlacedState[], offset: number): readonly StateSymbol[] {
  const below = states.filter(({ start }) => start > offset);
  const around = states.filter(({ start, end }) => start <= offset && offset <= end);
  const above = states.filter(({ end }) => end < offset).reverse();
  const sorted: StateSymbol[] = [];
  for (let at = 0; at < Math.max(below.length, above.length); at++) {
    const [next, last] = [below[at], above[at]];
    if (next !== undefined) sorted.push(next.state);
    if (last !== undefined) sorted.push(last.state);
  }
  for (const { state } of around) sorted.push(state);
  return sorted;
}

/** The flows that a file speaks of. */
function nearFlows(index: ProjectIndex, path: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { references } of index.partsOf(path))
    for (const { kind, name } of references) if (kind === "flow") found.add(name);
  return found;
}

/** Two states of one name are one suggestion. */
function statesByKey(index: ProjectIndex): ReadonlyMap<string, StateSymbol> {
  const byKey = new Map<string, StateSymbol>();
  index.eachState((state) => void byKey.set(state.key, state));
  return byKey;
}

function item(state: StateSymbol, text: string, typed: string, replace: Span): Completion {
  const label = text.includes("`") ? text.replaceAll("`", "") : text;
  // Typed letters are compared with what they look like: who types a backtick means the name in it.
  const filterText = typed.includes("`") ? text : label;
  const { id: detail, documentation, key } = state;
  return { label, kind: "state", detail, documentation, filterText, replace, text, key, commit: [","] };
}
