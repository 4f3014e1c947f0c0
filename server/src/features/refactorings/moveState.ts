/**
 * A state moves to another flow, and everything that speaks of it follows. Within a flow `temp` is kept, so a state does
 * not move where that would make a difference.
 */
import { isPlainName, writeName } from "../../language/names.ts";
import { contains, type Span } from "../../language/spans.ts";
import type { FileIndex } from "../../semantics/fileIndex.ts";
import type { FixEdit } from "../../semantics/fixes/fix.ts";
import { freeName } from "../../semantics/fixes/freeName.ts";
import { indentAt, lineEndOf } from "../../semantics/fixes/layout.ts";
import { removal } from "../../semantics/fixes/removal.ts";
import { writeString } from "../../semantics/fixes/writeString.ts";
import { inCode } from "../../semantics/inCode.ts";
import { writeBetween } from "../../semantics/neighbours/quotes.ts";
import type { StateReference, WireReference } from "../../semantics/references.ts";
import { stateOf } from "../../semantics/resolve.ts";
import { type FlowSymbol, type StateSymbol, stateKey, wireId, writeStateName } from "../../semantics/symbols.ts";
import { writeTarget } from "../../semantics/writeTarget.ts";
import { movedText, withComments } from "./movedText.ts";
import type { Change, Offer, Refactoring, RefactoringContext } from "./refactoring.ts";

/** More flows than these are not offered: the ones that have to do with the state come first. */
const MOST_FLOWS = 8;

export const moveState: Refactoring = {
  name: "move-state",
  kind: "refactor.move",
  offers(context): readonly Offer[] {
    const { index, file, selection } = context;
    const state = file.states.find(({ span, node, nameSpan }) =>
      contains({ start: span.start, end: node.body?.start ?? nameSpan.end }, selection),
    );
    if (state === undefined || index.symbols(state.key).length !== 1) return [];
    const name = inCode(writeName(state.name));
    const title = `Move state ${name} to another flow`;
    const reason = whyNot(context, state);
    if (reason !== undefined) return [{ title, disabled: reason }];
    const flows = flowsNear(context, state).filter((flow) => hasRoom(context, flow.name, state));
    return [
      ...flows.map((flow) => ({
        title: `Move state ${name} to flow ${inCode(writeName(flow.name))}`,
        change: () => changeFor(context, state, { flow: flow.name, path: flow.path }),
      })),
      { title: `Move state ${name} to a new file`, makesFile: true, change: () => toNewFile(context, state) },
    ];
  },
};

interface Destination {
  readonly flow: string;
  /** The file that it goes to; it may have to be made. */
  readonly path: string;
}

function whyNot({ index, file }: RefactoringContext, state: StateSymbol): string | undefined {
  const name = inCode(writeName(state.name));
  if (file.source.parsed.problems.length > 0) return "Mend the mistakes in this file first.";
  if (index.symbols(file.flow.key).length !== 1) return `There are two flows ${inCode(writeName(state.flow))}.`;
  const isFirst = state.name === "start" || state === file.states[0];
  if (index.bot === undefined && isFirst) return `The conversation may begin in ${name}.`;
  if (usesTemp(file, state.span)) return `${name} uses \`temp\`, which is forgotten on the way to another flow.`;
  const leadsOn = file.referencesIn.get(state)?.some((one) => one.kind === "state" && isOther(one, state));
  const others = file.states.filter((other) => other !== state);
  const isUsed = others.some((other) => usesTemp(file, other.span));
  if (leadsOn === true && isUsed) return `${name} leads on to its flow, where \`temp\` would be forgotten.`;
  if (isUsed && others.some((other) => isReachedFromAnywhere(index, other))) {
    return `A route of the bot or of the flow leads from ${name} back to its flow, where \`temp\` would be forgotten.`;
  }
  return undefined;
}

/** Whether a route leads there that holds in every state: one of the bot or of a flow. */
function isReachedFromAnywhere(index: RefactoringContext["index"], state: StateSymbol): boolean {
  return index.referencesTo(state.key).some(({ path, span }) => {
    const states = index.file(path)?.states ?? [];
    return !states.some((one) => contains(one.span, span));
  });
}

function isOther(reference: StateReference, state: StateSymbol): boolean {
  return reference.flow === state.flow && reference.key !== state.key;
}

function usesTemp(file: FileIndex, span: Span): boolean {
  return file.references.some((one) => one.kind === "variable" && one.scope === "temp" && contains(span, one.span));
}

/** False where the flow has such a state, or where the way through it would keep a `temp` that was forgotten before. */
function hasRoom({ index }: RefactoringContext, flow: string, state: StateSymbol): boolean {
  const symbols = index.symbols(`flow:${writeName(flow)}`);
  const there = index.file(symbols[0]?.path ?? "");
  const fullName = `${flow}.${state.name}`;
  const isFree =
    index.symbols(stateKey(flow, state.name)).length === 0 &&
    index.statesByFullName(fullName).length === 0 &&
    index.statesByWireId(fullName).every((other) => other === state);
  if (there === undefined || symbols.length !== 1 || there.source.parsed.problems.length > 0) return false;
  return isFree && !there.states.some((other) => usesTemp(there, other.span));
}

/** Flows that the state speaks of or that speak of it come first, then those of the same folder. */
function flowsNear({ index, path }: RefactoringContext, state: StateSymbol): readonly FlowSymbol[] {
  const near = new Set<string>();
  for (const reference of index.file(path)?.referencesIn.get(state) ?? []) {
    if (reference.kind === "state") near.add(index.flow(reference.flow)?.path ?? "");
  }
  for (const reference of index.referencesTo(state.key)) near.add(reference.path);
  const folder = folderOf(path);
  const rank = (flow: FlowSymbol): number => (near.has(flow.path) ? 0 : folderOf(flow.path) === folder ? 1 : 2);
  return [...index.symbolsOfKind("flow")]
    .filter((flow) => flow.path !== path)
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, MOST_FLOWS);
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

function toNewFile(context: RefactoringContext, state: StateSymbol): Change {
  const { index, path } = context;
  const files = new Set([...index.files.keys()].map((one) => one.toLowerCase()));
  const pathOf = (name: string): string => `${folderOf(path)}${name}.flow`;
  const isTaken = (name: string): boolean => {
    const fullName = `${name}.${state.name}`;
    if (files.has(pathOf(name).toLowerCase()) || index.flow(name) !== undefined) return true;
    return index.statesByWireId(fullName).length > 0;
  };
  const flow = freeName(isPlainName(state.name) ? state.name : "newFlow", isTaken);
  return changeFor(context, state, { flow, path: pathOf(flow) });
}

function changeFor(context: RefactoringContext, state: StateSymbol, to: Destination): Change {
  const { index, file, path } = context;
  const { parsed } = file.source;
  const inside = insideEdits(context, state, to);
  const before = parsed.tree.declarations.findLast(({ end }) => end <= state.span.start);
  const span = withComments(parsed, state.span, before?.end ?? parsed.tree.header?.end ?? 0);
  const there = index.files.get(to.path)?.parsed.text;
  const newLine = lineEndOf(there ?? parsed.text);
  const piece = edited(movedWith(context, span, inside), newLine);
  const edits = [
    { path, ...removal(parsed.text, span), text: "" },
    ...outsideEdits(context, state, to).filter((edit) => edit.path !== path || !contains(span, edit)),
  ];
  const named = { path: to.path, key: stateKey(to.flow, state.name) };
  if (there === undefined) {
    const header = file.flow.node === undefined ? "" : `flow ${writeName(to.flow)}${newLine}${newLine}`;
    return { edits, newFile: { path: to.path, text: `${header}${piece}${newLine}` }, named };
  }
  const at = there.trimEnd().length;
  const between = at === 0 ? "" : newLine + newLine;
  return { edits: [...edits, { path: to.path, start: at, end: there.length, text: between + piece + newLine }], named };
}

/** The text of a span after edits that lie in it, indented as at the beginning of a line. */
function movedWith({ file }: RefactoringContext, span: Span, edits: readonly FixEdit[]): string {
  const { text } = file.source.parsed;
  if (indentAt(text, span.start) !== "" && edits.length === 0) return movedText(file.source.parsed, span, "");
  let piece = "";
  let from = span.start;
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    piece += text.slice(from, edit.start) + edit.text;
    from = edit.end;
  }
  return piece + text.slice(from, span.end);
}

function edited(text: string, newLine: string): string {
  return text.replace(/\r?\n/g, newLine);
}

/** What the state itself says of other states: plain names get their flow, those of the new flow lose it. */
function insideEdits(
  { index, file, path }: RefactoringContext,
  state: StateSymbol,
  to: Destination,
): readonly FixEdit[] {
  return (file.referencesIn.get(state) ?? []).flatMap((reference): FixEdit[] => {
    if (reference.kind === "state") {
      if (reference.key === state.key) return [nameEdit(reference, state, to, to.flow)];
      if (reference.node.flow === undefined) {
        return [{ path, ...reference.span, text: writeStateName(reference.flow, reference.name) }];
      }
      return reference.flow === to.flow
        ? [{ path, ...reference.span, text: writeTarget(reference.name, reference) }]
        : [];
    }
    if (reference.kind !== "wire") return [];
    const meant = stateOf(index, reference);
    if (meant === undefined || wireId(meant) === reference.name) {
      return meant === state && state.id === undefined ? [fullNameEdit(reference, state, to)] : [];
    }
    if (meant === state) return reference.name === state.name ? [] : [fullNameEdit(reference, state, to)];
    return reference.name === meant.fullName ? [] : [stringEdit(reference, meant.fullName)];
  });
}

function outsideEdits({ index }: RefactoringContext, state: StateSymbol, to: Destination): readonly FixEdit[] {
  return index.referencesTo(state.key).flatMap((reference): FixEdit[] => {
    if (reference.kind === "state") {
      return [nameEdit(reference, state, to, index.flowOf(reference.path)?.name)];
    }
    if (reference.kind !== "wire" || reference.name === state.id) return [];
    if (reference.name === state.fullName) return [fullNameEdit(reference, state, to)];
    // A plain name fits in any flow where no step is known; else only in the state's own.
    const fits =
      reference.flow === to.flow || (reference.flow === undefined && index.statesNamed(state.name).length === 1);
    return fits ? [] : [fullNameEdit(reference, state, to)];
  });
}

function nameEdit(reference: StateReference, state: StateSymbol, to: Destination, flow: string | undefined): FixEdit {
  const text = flow === to.flow ? writeTarget(state.name, reference) : writeStateName(to.flow, state.name);
  return { path: reference.path, ...reference.span, text };
}

function fullNameEdit(reference: WireReference, state: StateSymbol, to: Destination): FixEdit {
  return stringEdit(reference, `${to.flow}.${state.name}`);
}

/** A file that is no flow has quotes of its own. */
function stringEdit({ path, quote, span, nameAlone }: WireReference, text: string): FixEdit {
  if (quote === undefined) return { path, ...span, text: writeString(text) };
  return { path, start: nameAlone.start, end: nameAlone.end, text: writeBetween(quote, text) };
}
