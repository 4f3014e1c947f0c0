import { touches } from "../../language/spans.ts";
import { writeBetween } from "../../semantics/neighbours/quotes.ts";
import { type StateSymbol, wireId } from "../../semantics/symbols.ts";
import type { NeighbourView } from "../../workspace/snapshot.ts";
import type { Completion } from "./item.ts";

/**
 * What may be written in a string that names a state, in a file beside the flows: first the wire ids, by which backends
 * should name states, then full names, then plain names. Each text once, and only where it means that state.
 */
export function neighbourCompletion({ parsed, project }: NeighbourView, offset: number): readonly Completion[] {
  const string = parsed.strings.find(({ inside }) => touches(inside, offset));
  if (string === undefined) return [];
  const { inside, isClosed, quote } = string;
  // A string without its end reaches to that of the line: what stands behind the cursor may be something else.
  const replace = isClosed ? inside : { start: inside.start, end: offset };
  const states = [...project.index.states()];
  const texts = new Map<string, StateSymbol>();
  for (const textOf of [wireId, fullName, plainName]) {
    for (const state of states) {
      const text = textOf(state);
      if (!texts.has(text) && project.index.stateMeantBy(text, undefined)?.key === state.key) texts.set(text, state);
    }
  }
  return Array.from(texts, ([text, state]) => ({
    label: text,
    kind: "state",
    detail: text === state.fullName ? undefined : state.fullName,
    documentation: state.documentation,
    replace,
    text: writeBetween(quote, text),
  }));
}

function fullName(state: StateSymbol): string {
  return state.fullName;
}

function plainName(state: StateSymbol): string {
  return state.name;
}
