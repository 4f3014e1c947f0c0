import type { Span } from "../../language/spans.ts";
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
 * The states of the file's flow by their plain name, then those of other flows by their full name; behind a flow and
 * its dot the states of that flow. Each replaces the whole reference, so that `help.ag` becomes `help.agent`.
 */
export function completeStates(
  { project, path }: FileView,
  { replace, typed, flow, isTarget }: StateSlot,
): readonly Completion[] {
  const here = project.index.flowOf(path)?.name;
  const states = unique([...project.index.states()]);
  const own = flow === undefined ? states.filter((state) => state.flow === here) : [];
  const others = states.filter((state) => (flow === undefined ? state.flow !== here : state.flow === flow));
  return [
    ...own.map((state) => item(state, writeTarget(state.name, { place: isTarget ? "go" : "value" }), typed, replace)),
    ...others.map((state) => item(state, writeStateName(state.flow, state.name), typed, replace)),
  ];
}

/** Two states of one name are one suggestion. */
function unique(states: readonly StateSymbol[]): readonly StateSymbol[] {
  return [...new Map(states.map((state) => [state.key, state])).values()];
}

function item(state: StateSymbol, text: string, typed: string, replace: Span): Completion {
  const label = text.replaceAll("`", "");
  // Typed letters are compared with what they look like: who types a backtick means the name in it.
  const filterText = typed.includes("`") ? text : label;
  return { label, kind: "state", detail: state.id, documentation: state.documentation, filterText, replace, text };
}
