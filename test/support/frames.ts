/** A stretch of a text with what is said about it. */
export interface Remark {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/** Draws each remark under its line, in the order of the file; a stretch over several lines is drawn on its first. */
export function drawFrames(text: string, remarks: readonly Remark[]): string {
  return remarks.map((remark) => drawFrame(text, remark)).join("\n");
}

function drawFrame(text: string, { start, end, message }: Remark): string {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const lineEnd = endOfLine(text, start);
  const number = `${text.slice(0, lineStart).split("\n").length}`;
  const width = Math.max(1, Math.min(end, lineEnd) - start);
  const margin = " ".repeat(number.length);
  const carets = end > lineEnd ? `${"^".repeat(width)}…` : end === start ? "|" : "^".repeat(width);
  return [
    `${number} | ${text.slice(lineStart, lineEnd)}`,
    `${margin} | ${" ".repeat(start - lineStart)}${carets} ${message}`,
  ].join("\n");
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}
