import type { Span } from "../../language/spans.ts";
import { endOfLineAfter, hasLineEnd, wholeLines } from "./layout.ts";

/** The span of a declaration with the `///` lines above it, the comment beside it, and with one of the blank lines around it. */
export function removal(text: string, declaration: Span): Span {
  let { start } = declaration;
  for (let line = lineBefore(text, start); line?.text.startsWith("///"); line = lineBefore(text, start)) {
    ({ start } = line);
  }
  // What is said beside it is said of it, unless something else begins the line.
  const isFirstOnLine = text.slice(text.lastIndexOf("\n", start - 1) + 1, start).trim() === "";
  const end = isFirstOnLine ? endOfLineAfter(text, declaration.end) : declaration.end;
  const lines = wholeLines(text, { start, end });
  if (lines.end < text.length && !hasLineEnd(text, lines.start, lines.end)) return lines;
  const before = text.slice(0, lines.start).trimEnd();
  // At the end of the file no empty line stays behind.
  if (before !== "" && text.slice(lines.end).trim() === "") {
    const lineEnd = text.indexOf("\n", before.length);
    return { start: lineEnd === -1 || lineEnd >= lines.start ? lines.start : lineEnd + 1, end: text.length };
  }
  const blanks = /^(?:[ \t]*\r?\n)+/.exec(text.slice(lines.end))?.[0].length ?? 0;
  const isFirst = text.slice(0, lines.start).trim() === "" || /\n[ \t]*\r?\n$/.test(text.slice(0, lines.start));
  return { start: lines.start, end: lines.end + (isFirst ? blanks : 0) };
}

/** The line above that of the offset, if nothing but blanks stands before the offset. */
function lineBefore(text: string, offset: number): { readonly start: number; readonly text: string } | undefined {
  const own = text.lastIndexOf("\n", offset - 1) + 1;
  if (own === 0 || text.slice(own, offset).trim() !== "") return undefined;
  const above = text.lastIndexOf("\n", own - 2) + 1;
  const line = text.slice(above, own);
  return { start: above + line.length - line.trimStart().length, text: line.trim() };
}
