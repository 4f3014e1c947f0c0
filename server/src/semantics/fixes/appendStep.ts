import type { FileIndex } from "../fileIndex.ts";
import type { StateSymbol } from "../symbols.ts";
import type { FixEdit } from "./fix.ts";
import { endOfLineAfter, hasLineEnd, indentAt, lineEndOf } from "./layout.ts";

/** The edit that writes a step behind the last one of a state; `undefined` for a state without steps. */
export function appendStep(file: FileIndex, state: StateSymbol, step: string): FixEdit | undefined {
  const { text } = file.source.parsed;
  const { body } = state.node;
  const last = body?.items.at(-1);
  if (body === undefined || last === undefined) return undefined;
  const { path } = state;
  if (!hasLineEnd(text, body.start, last.start)) return { path, start: last.end, end: last.end, text: ` ${step}` };
  const at = endOfLineAfter(text, last.end);
  return { path, start: at, end: at, text: lineEndOf(text) + indentAt(text, last.start) + step };
}
