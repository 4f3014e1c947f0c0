/**
 * The states of a file in the order in which a conversation comes to them: breadth first, from where it begins. What else
 * the file declares stays where it is: a state takes the place of another one, with its comments.
 */
import type { Span } from "../../language/spans.ts";
import type { FileIndex } from "../../semantics/fileIndex.ts";
import type { ProjectIndex } from "../../semantics/projectIndex.ts";
import { stateOf } from "../../semantics/resolve.ts";
import type { StateSymbol } from "../../semantics/symbols.ts";
import { withComments } from "./movedText.ts";
import type { Change, Offer, Refactoring, RefactoringContext } from "./refactoring.ts";

export const sortStates: Refactoring = {
  name: "sort-states",
  kind: "source.organizeStates",
  offers(context): readonly Offer[] {
    const { file, index } = context;
    const title = "Sort the states by the order of the flow";
    if (file.source.parsed.problems.length > 0) return [{ title, disabled: "Mend the mistakes in this file first." }];
    const order = flowOrder(index, file);
    if (order.every((state, at) => state === file.states[at])) return [];
    const pieces = piecesOf(file);
    if (pieces === undefined) return [{ title, disabled: "Two states share a line: format the file first." }];
    return [{ title, change: () => changeFor(context, order, pieces) }];
  },
};

/** The states breadth first; then those that nothing in the file leads to, each with what follows it. */
function flowOrder(index: ProjectIndex, file: FileIndex): readonly StateSymbol[] {
  const order = new Set<StateSymbol>();
  const follow = (root: StateSymbol): void => {
    const waiting = order.has(root) ? [] : [root];
    for (const state of waiting) {
      if (order.has(state)) continue;
      order.add(state);
      for (const reference of file.referencesIn.get(state) ?? []) waiting.push(...targetOf(index, file, reference));
    }
  };
  for (const root of rootsOf(index, file)) follow(root);
  return [...order];
}

/** Where conversations begin in this file, the likeliest first; at last every state. */
function rootsOf(index: ProjectIndex, file: FileIndex): readonly StateSymbol[] {
  const isOutside = file.references.filter(({ state }) => state === undefined);
  const started = isOutside.flatMap((one) =>
    one.kind === "state" && one.place === "start" ? targetOf(index, file, one) : [],
  );
  const first = file.states.find(({ name }) => name === "start") ?? file.states[0];
  const routed = isOutside.flatMap((one) =>
    one.kind === "state" && (one.place === "go" || one.place === "call") ? targetOf(index, file, one) : [],
  );
  return [...started, ...(first === undefined ? [] : [first]), ...routed, ...file.states];
}

function targetOf(
  index: ProjectIndex,
  file: FileIndex,
  reference: FileIndex["references"][number],
): readonly StateSymbol[] {
  if (reference.kind !== "state" && reference.kind !== "wire") return [];
  const state = stateOf(index, reference);
  return state !== undefined && state.path === file.source.path && file.states.includes(state) ? [state] : [];
}

/** Each state with its comments, on lines of its own; `undefined` where a line has something else too. */
function piecesOf(file: FileIndex): ReadonlyMap<StateSymbol, Span> | undefined {
  const { parsed } = file.source;
  const { text, tree } = parsed;
  const pieces = new Map<StateSymbol, Span>();
  for (const state of file.states) {
    const before = tree.declarations.findLast(({ end }) => end <= state.span.start);
    const piece = withComments(parsed, state.span, before?.end ?? tree.header?.end ?? 0);
    const line = text.slice(text.lastIndexOf("\n", piece.start - 1) + 1, piece.start);
    const rest = /^[^\n]*/.exec(text.slice(piece.end))?.[0] ?? "";
    if (line.trim() !== "" || rest.trim() !== "") return undefined;
    pieces.set(state, piece);
  }
  return pieces;
}

function changeFor(
  { file, path }: RefactoringContext,
  order: readonly StateSymbol[],
  pieces: ReadonlyMap<StateSymbol, Span>,
): Change {
  const { text } = file.source.parsed;
  const edits = file.states.flatMap((here, at) => {
    const place = pieces.get(here);
    const piece = pieces.get(order[at] ?? here);
    if (place === undefined || piece === undefined || place === piece) return [];
    return [{ path, ...place, text: text.slice(piece.start, piece.end) }];
  });
  return { edits };
}
