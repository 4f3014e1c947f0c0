/** How a file is laid out, so that what a fix writes looks as if its author had written it. */
import type { Span } from "../../language/spans.ts";

/** The line end that the file uses. */
export function lineEndOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}

/** One step of indentation as the file has it: that of its first indented line, else two blanks. */
export function indentOf(text: string): string {
  return /^(\t|[ ]{1,8})(?=[^\s/*])/m.exec(text)?.[1] ?? "  ";
}

/** The blanks that the line of an offset begins with. */
export function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? "";
}

/** The end of the offset's line, if nothing but a comment follows there; else the offset. */
export function endOfLineAfter(text: string, offset: number): number {
  return offset + (/^[ \t]*(?:\/\/[^\r\n]*)?(?=\r?$)/.exec(text.slice(offset, lineEnd(text, offset)))?.[0].length ?? 0);
}

/** The span with all of its lines, if nothing else stands on them; else with the blanks before it. */
export function wholeLines(text: string, span: Span): Span {
  const start = text.lastIndexOf("\n", span.start - 1) + 1;
  const end = lineEnd(text, span.end);
  const isAlone = text.slice(start, span.start).trim() === "" && text.slice(span.end, end).trim() === "";
  if (isAlone && (start > 0 || end < text.length)) return { start, end: Math.min(end + 1, text.length) };
  return { start: span.start - (/[ \t]*$/.exec(text.slice(start, span.start))?.[0].length ?? 0), end: span.end };
}

/** True where the two offsets stand on different lines. */
export function hasLineEnd(text: string, from: number, to: number): boolean {
  return text.slice(from, to).includes("\n");
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end === -1 ? text.length : end;
}
