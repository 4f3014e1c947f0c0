import { visible } from "../visible.ts";
import type { ReportedRange } from "./report.ts";

/**
 * The line of a finding with carets under the place, as two indented lines; a place over several lines is marked to
 * the end of its first. Tabs become blanks so that the carets stand where they should.
 */
export function codeFrame(text: string, { start, end }: ReportedRange): string {
  const line = (text.split(/\r\n|\n|\r/)[start.line] ?? "").trimEnd();
  const until = end.line === start.line ? end.character : line.length;
  const width = Math.max(1, until - start.character);
  const number = String(start.line + 1);
  const carets = " ".repeat(start.character) + "^".repeat(width);
  return `  ${number} | ${visible(line.replaceAll("\t", " "))}\n  ${" ".repeat(number.length)} | ${carets}\n`;
}
