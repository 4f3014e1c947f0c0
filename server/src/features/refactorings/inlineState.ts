import { writeName } from "../../language/names.ts";
import type { ReadText } from "../../language/parse.ts";
import { contains, touches } from "../../language/spans.ts";
import { endOfLineAfter, indentAt, indentOf, lineEndOf } from "../../semantics/fixes/layout.ts";
import { removal } from "../../semantics/fixes/removal.ts";
import { inCode } from "../../semantics/inCode.ts";
import type { Reference } from "../../semantics/references.ts";
import type { StateSymbol } from "../../semantics/symbols.ts";
import { isHalfTyped } from "../../semantics/syntaxProblems.ts";
import { movedText } from "./movedText.ts";
import type { Change, Offer, Refactoring, RefactoringContext } from "./refactoring.ts";
import { difference, type Passage } from "./sameWay.ts";
import { stepListsOf } from "./stepLists.ts";

/** The steps of a state take the place of the only `->` that leads there, and the state goes. */
export const inlineState: Refactoring = {
  name: "inline-state",
  kind: "refactor.inline",
  offers(context): readonly Offer[] {
    const state = stateAt(context);
    if (state === undefined) return [];
    const title = `Inline state ${inCode(writeName(state.name))}`;
    const passage = passageFor(context, state);
    if (typeof passage === "string") return [{ title, disabled: passage }];
    const reason = difference(context, passage);
    return [
      reason === undefined ? { title, change: () => changeFor(context, state, passage) } : { title, disabled: reason },
    ];
  },
};

/** The state of this file whose name, or a `->` to which, is at the cursor. */
function stateAt({ index, file, selection }: RefactoringContext): StateSymbol | undefined {
  const declared = file.states.find(({ nameSpan }) => touches(nameSpan, selection.start));
  const reference = file.references.find(({ kind, span }) => kind === "state" && touches(span, selection.start));
  const state = declared ?? file.states.find(({ key }) => key === reference?.key);
  if (state === undefined || index.symbols(state.key).length !== 1 || !contains(state.span, selection)) {
    if (state === undefined || reference === undefined || !contains(reference.span, selection)) return undefined;
  }
  return isHalfTyped(file, state.span) ? undefined : state;
}

/** Where the steps would stand, or why there is no such place. */
function passageFor({ index, file }: RefactoringContext, state: StateSymbol): Passage | string {
  const name = inCode(writeName(state.name));
  if (index.symbols(state.key).length !== 1) return `There are two states ${name}.`;
  const [only, second] = index.referencesTo(state.key);
  if (only === undefined) return `Nothing leads to ${name}.`;
  if (second !== undefined) return `More than one place speaks of ${name}.`;
  if (state.id !== undefined) return `${name} has an \`id\`, by which a backend may name it.`;
  if (isBeginning(index, file.states[0], state)) return `The conversation may begin in ${name}.`;
  const host = only.state;
  if (!isJump(only) || host === undefined) return `${name} is not reached by a \`->\` of a dialog state.`;
  if (host.flow !== state.flow || host.path !== state.path) return `The \`->\` to ${name} stands in another flow.`;
  if (host.key === state.key) return `${name} leads to itself.`;
  if (isHalfTyped(file, host.span)) return `State ${inCode(writeName(host.name))} has a mistake.`;
  for (const list of stepListsOf(host.node)) {
    const at = list.items.findIndex((item) => item.kind === "Go" && item.target?.start === only.span.start);
    if (at !== -1) return { host, list, first: at, last: at, steps: state.node.body?.items ?? [] };
  }
  return "After `attempts` there is only room for a `->`.";
}

/** In a project without a bot every flow may begin by itself. */
function isBeginning(index: RefactoringContext["index"], first: StateSymbol | undefined, state: StateSymbol): boolean {
  return index.bot === undefined && (state.name === "start" || state === first);
}

function isJump(reference: Reference): reference is Extract<Reference, { kind: "state" }> {
  return reference.kind === "state" && reference.place === "go";
}

function changeFor({ file, path }: RefactoringContext, state: StateSymbol, { list, first }: Passage): Change {
  const { parsed } = file.source;
  const { text } = parsed;
  const go = list.items[first] ?? list.block;
  const newLine = lineEndOf(text);
  const [only, second] = state.node.body?.items ?? [];
  const isGo = only?.kind === "Go" && second === undefined;
  const isBare = list.block.kind === "Block" && !list.block.braced && !isGo;
  const outer = indentAt(text, go.start);
  const inner = isBare ? outer + indentOf(text) : outer;
  const notes = (state.documentation ?? "").split("\n").filter((line) => line !== "");
  const pieces = [
    ...notes.map((line) => `// ${line.trim()}`),
    ...noteBeside(text, state),
    ...bodyText(state, parsed, inner),
  ];
  const steps = pieces.join(newLine + inner);
  const written = isBare ? `{${newLine}${inner}${steps}${newLine}${outer}}` : steps;
  return {
    edits: [
      { path, start: go.start, end: go.end, text: written },
      { path, ...removal(text, state.span), text: "" },
    ],
  };
}

/** The comment on the last line of the state, which goes where the state goes. */
function noteBeside(text: string, { span }: StateSymbol): readonly string[] {
  const end = endOfLineAfter(text, span.end);
  const note = text.slice(span.end, end).trim();
  return note === "" || removal(text, span).end < end ? [] : [note];
}

/** All between the braces of the state, comments too. */
function bodyText(state: StateSymbol, parsed: ReadText, indent: string): readonly string[] {
  const { body } = state.node;
  if (body === undefined) return [];
  const start = parsed.text.indexOf("{", body.start) + 1;
  const inside = parsed.text.slice(start, body.end - 1);
  const from = start + inside.length - inside.trimStart().length;
  const to = start + inside.trimEnd().length;
  if (from >= to) return [];
  const moved = movedText(parsed, { start: from, end: to }, indent);
  // What follows on the line of the `->` must not become a part of a comment.
  return endsInLineComment(parsed, to) ? [moved, ""] : [moved];
}

function endsInLineComment({ comments }: ReadText, end: number): boolean {
  return comments.some(
    (comment: { readonly form: string; readonly end: number }) => comment.form !== "block" && comment.end === end,
  );
}
