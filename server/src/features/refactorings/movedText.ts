/** How pieces of a file are taken to another place: with their comments, and indented as they are there. */
import type { ReadText } from "../../language/parse.ts";
import type { Span } from "../../language/spans.ts";
import { tokenEnd } from "../../language/tokens.ts";
import { endOfLineAfter, indentAt } from "../../semantics/fixes/layout.ts";

/** The span with the comments right above it (no empty line between, none before `floor`) and the one behind it on its line. */
export function withComments({ text, comments }: ReadText, span: Span, floor: number): Span {
  let { start } = span;
  for (const comment of comments.toReversed()) {
    if (comment.end > start) continue;
    const between = text.slice(comment.end, start);
    const isAbove = between.trim() === "" && between.split("\n").length <= 2;
    if (!isAbove || comment.start < floor || !beginsLine(text, comment.start)) break;
    ({ start } = comment);
  }
  return { start, end: endOfLineAfter(text, span.end) };
}

/** A piece of a file indented as at another place; the first line has no blanks before it. Texts over several lines stay. */
export function movedText({ text, tokens }: ReadText, { start, end }: Span, indent: string): string {
  const from = indentAt(text, start);
  const texts = tokens.filter(
    (token) => token.startOffset < end && tokenEnd(token) > start && token.image.includes("\n"),
  );
  let moved = "";
  let at = start;
  for (let line = text.indexOf("\n", start); line !== -1 && line < end; line = text.indexOf("\n", line + 1)) {
    if (texts.some((token) => token.startOffset < line && line < tokenEnd(token))) continue;
    const next = line + 1;
    moved += text.slice(at, next);
    const blanks = /^[ \t]*/.exec(text.slice(next, end))?.[0] ?? "";
    const isEmpty = /^[ \t]*\r?(?:\n|$)/.test(text.slice(next, end));
    const deeper = blanks.startsWith(from) ? blanks.slice(from.length) : "";
    if (!isEmpty) moved += indent + deeper;
    at = Math.min(end, next + blanks.length);
  }
  return moved + text.slice(at, end);
}

function beginsLine(text: string, offset: number): boolean {
  return text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset).trim() === "";
}
