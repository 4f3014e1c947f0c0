import type { Span } from "../../language/spans.ts";
import type { FixEdit } from "./fix.ts";
import { endOfLineAfter, hasLineEnd, indentAt, indentOf, lineEndOf } from "./layout.ts";

/** A construct whose items stand in braces. */
interface Braced extends Span {
  /** Where its head ends: the braces open behind it, if it has any. */
  readonly headEnd: number;
  readonly lastItem: Span | undefined;
}

/** The edit that writes lines (indented from each other only) as the last item; braces are added where there are none. */
export function appendItem(text: string, owner: Braced, lines: readonly string[]): Omit<FixEdit, "path"> {
  const newLine = lineEndOf(text);
  const outer = indentAt(text, owner.start);
  const item = lines.map((line) => newLine + outer + indentOf(text) + line).join("");
  const open = text.indexOf("{", owner.headEnd);
  if (open === -1 || open >= owner.end) {
    return { start: owner.headEnd, end: owner.headEnd, text: ` {${item}${newLine}${outer}}` };
  }
  const start = endOfLineAfter(text, owner.lastItem?.end ?? open + 1);
  if (hasLineEnd(text, start, owner.end)) return { start, end: start, text: item };
  const blanks = /^[ \t]*/.exec(text.slice(start, owner.end))?.[0].length ?? 0;
  return { start, end: start + blanks, text: item + newLine + outer };
}
