import { writeName } from "../../language/names.ts";
import type { Span } from "../../language/spans.ts";
import type { StateSymbol } from "../../semantics/symbols.ts";
import { writeStateName } from "../../semantics/symbols.ts";
import type { FileView } from "../../workspace/snapshot.ts";
import type { Completion } from "./completion.ts";

/** The states of the file's flow by their plain name, then those of other flows by their full name. */
export function completeStates({ project, path }: FileView, replace: Span): readonly Completion[] {
  const flow = project.index.flowOf(path)?.name;
  const all = [...project.index.states()];
  const own = all.filter((state) => state.flow === flow);
  const others = all.filter((state) => state.flow !== flow);
  return [
    ...own.map((state) => stateItem(state, writeName(state.name), replace)),
    ...others.map((state) => stateItem(state, writeStateName(state.flow, state.name), replace)),
  ];
}

function stateItem(state: StateSymbol, text: string, replace: Span): Completion {
  return {
    label: text,
    kind: "state",
    detail: undefined,
    documentation: state.documentation,
    filterText: text,
    replace,
    text,
  };
}
