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
  const here = index.parts.flowOf(path)?.name;
  const states = unique([...index.parts.states()]);
  const own =
    flow === undefined
      ? byDistance(
          states.filter((state) => state.flow === here).map((state) => placed(index, state)),
          replace.start,
        )
      : [];
  const others = states.filter((state) => (flow === undefined ? state.flow !== here : state.flow === flow));
  const near = flow === undefined ? nearFlows(index, path) : new Set<string>();
  const sorted = [
    ...others.filter((state) => near.has(state.flow)),
    ...others.filter((state) => !near.has(state.flow)),
  ];
  return [
    ...own.map((state) => item(state, writeTarget(state.name, { place: isTarget ? "go" : "value" }), typed, replace)),
    ...sorted.map((state) => item(state, writeStateName(state.flow, state.name), typed, replace)),
  ];
}

/** A state, and where it stands in its file. */
interface PlacedState extends Span {
  readonly state: StateSymbol;
}

function placed(index: ProjectIndex, state: StateSymbol): PlacedState {
  const { start, end } = index.inFile({ path: state.path, start: state.span.start, end: state.span.end });
  return { state, start, end };
}

/** The states below the cursor and those above by turns, each nearer one first; the one around the cursor comes last. */
function byDistance(states: readonly PlacedState[], offset: number): readonly StateSymbol[] {
  const below = states.filter(({ start }) => start > offset);
  const around = states.filter(({ start, end }) => start <= offset && offset <= end);
  const above = states.filter(({ end }) => end < offset).toReversed();
  const sorted: StateSymbol[] = [];
  for (let at = 0; at < Math.max(below.length, above.length); at++) {
    for (const one of [below[at], above[at]]) if (one !== undefined) sorted.push(one.state);
  }
  return [...sorted, ...around.map(({ state }) => state)];
}

/** The flows that a file speaks of. */
function nearFlows(index: ProjectIndex, path: string): ReadonlySet<string> {
  const references = index.partsOf(path).flatMap((part) => part.references);
  return new Set(references.filter(({ kind }) => kind === "flow").map(({ name }) => name));
}

/** Two states of one name are one suggestion. */
function unique(states: readonly StateSymbol[]): readonly StateSymbol[] {
  return [...new Map(states.map((state) => [state.key, state])).values()];
}

function item(state: StateSymbol, text: string, typed: string, replace: Span): Completion {
  const label = text.replaceAll("`", "");
  // Typed letters are compared with what they look like: who types a backtick means the name in it.
  const filterText = typed.includes("`") ? text : label;
  const { id: detail, documentation, key } = state;
  return { label, kind: "state", detail, documentation, filterText, replace, text, key, commit: [","] };
}
