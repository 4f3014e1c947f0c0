import { writeName } from "../../language/names.ts";
import type { Span } from "../../language/spans.ts";
import { freeStateName } from "../../semantics/fixes/freeName.ts";
import { endOfLineAfter, indentAt, indentOf, lineEndOf } from "../../semantics/fixes/layout.ts";
import { type StateSymbol, stateKey } from "../../semantics/symbols.ts";
import { isHalfTyped } from "../../semantics/syntaxProblems.ts";
import { movedText, withComments } from "./movedText.ts";
import type { Change, Offer, Refactoring, RefactoringContext } from "./refactoring.ts";
import { difference, type Passage } from "./sameWay.ts";
import { holds, type StepList, stepListsOf } from "./stepLists.ts";

const title = "Extract into a new dialog state";

/** The selected steps become a state of their own, behind the one that they stand in, and a `->` leads there. */
export const extractState: Refactoring = {
  name: "extract-state",
  kind: "refactor.extract",
  offers(context): readonly Offer[] {
    const { file } = context;
    const selection = trimmed(file.source.parsed.text, context.selection);
    const host = file.states.find(({ span }) => span.start < selection.start && selection.end < span.end);
    if (host === undefined || selection.start === selection.end || isHalfTyped(file, host.span)) return [];
    const passage = selectedSteps(host, selection);
    if (passage === undefined || (passage !== "parts" && isGo(passage))) return [];
    if (passage === "parts") return [{ title, disabled: "Select whole steps to make a state of them." }];
    const reason = difference(context, passage);
    return [
      reason === undefined
        ? { title, change: () => changeFor(context, passage, selection) }
        : { title, disabled: reason },
    ];
  },
};

/** A `->` alone would become another `->`. */
function isGo({ steps }: Passage): boolean {
  return steps.length === 1 && steps[0]?.kind === "Go";
}

function trimmed(text: string, { start, end }: Span): Span {
  const selected = text.slice(start, end);
  const from = start + selected.length - selected.trimStart().length;
  return { start: from, end: Math.max(from, start + selected.trimEnd().length) };
}

/** The steps that are selected whole; `parts` where the selection cuts through one. */
function selectedSteps(host: StateSymbol, selection: Span): Passage | "parts" | undefined {
  let meetsSteps = false;
  for (const list of stepListsOf(host.node)) {
    if (!holds(list, selection)) continue;
    const met = [...list.items.keys()].filter((at) => meets(list, at, selection));
    const [first] = met;
    const last = met.at(-1);
    if (first === undefined || last === undefined) continue;
    meetsSteps = true;
    const steps = list.items.slice(first, last + 1);
    if (steps.every((step) => selection.start <= step.start && step.end <= selection.end)) {
      return { host, list, first, last, steps };
    }
  }
  return meetsSteps ? "parts" : undefined;
}

function meets({ items }: StepList, at: number, selection: Span): boolean {
  const item = items[at];
  return item !== undefined && item.start < selection.end && selection.start < item.end;
}

function changeFor({ index, file, path }: RefactoringContext, passage: Passage, selection: Span): Change {
  const { host, list, first, steps } = passage;
  const { parsed } = file.source;
  const { text, comments } = parsed;
  const name = freeStateName(index, host.flow, "newState");
  const floor = list.items[first - 1]?.end ?? list.block.start;
  const commented = withComments(parsed, joined(steps), floor);
  const selected = comments.filter(({ start, end }) => selection.start <= start && end <= selection.end);
  const span = {
    start: Math.min(commented.start, ...selected.map(({ start }) => start)),
    end: Math.max(commented.end, ...selected.map(({ end }) => end)),
  };
  const newLine = lineEndOf(text);
  const outer = indentAt(text, host.span.start);
  const inner = outer + indentOf(text);
  const block = `${outer}state ${writeName(name)} {${newLine}${inner}${movedText(parsed, span, inner)}${newLine}${outer}}`;
  const behind = endOfLineAfter(text, host.span.end);
  return {
    edits: [
      { path, ...span, text: `-> ${writeName(name)}` },
      { path, start: behind, end: behind, text: newLine + newLine + block },
    ],
    named: { path, key: stateKey(host.flow, name) },
  };
}

function joined(steps: readonly Span[]): Span {
  return { start: Math.min(...steps.map(({ start }) => start)), end: Math.max(...steps.map(({ end }) => end)) };
}
