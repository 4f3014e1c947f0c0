/** What changes in a file that is formatted: only what has to, so that the cursor and all marks of the editor stay. */
import type { LineMap } from "../language/lineMap.ts";
import { defaultPrintOptions, type PrintEdit, printEdits } from "../language/print.ts";
import type { Span } from "../language/spans.ts";
import { tokenEnd } from "../language/tokens.ts";
import { lineMapOf } from "../workspace/lineMaps.ts";
import type { FileView } from "../workspace/snapshot.ts";

/** The edits that format a whole file, in order; width and indentation are those of its project. */
export function formatting(file: FileView): readonly PrintEdit[] {
  return printEdits(file.parsed, { ...defaultPrintOptions, ...file.project.settings.format });
}

/** The edits that format what stands in any of the ranges; the end of a range does not belong to it. */
export function rangeFormatting(file: FileView, ranges: readonly Span[]): readonly PrintEdit[] {
  const { text } = file.parsed;
  return formatting(file).filter((edit) =>
    ranges.some(
      ({ start, end }) => edit.end >= start && (edit.start < end || (edit.start === end && end === text.length)),
    ),
  );
}

/** The characters that format something when they are typed. */
export const formattingCharacters = ["}", "\n"] as const;

/**
 * The edits for a character just typed before `offset`: a `}` formats from the line of its `{` on, a line end the line
 * that it ended. What lies around the cursor stays as it is being typed.
 */
export function onTypeFormatting(file: FileView, offset: number, typed: string): readonly PrintEdit[] {
  const finished = typed === "}" ? closedBlock(file, offset) : lineBefore(lineMapOf(file.parsed), offset);
  if (finished === undefined) return [];
  return formatting(file).filter((edit) => edit.start >= finished.start && edit.end <= finished.end);
}

/** From the line of the `{` to its `}` that ends at the offset. */
function closedBlock({ parsed }: FileView, offset: number): Span | undefined {
  const { tokens } = parsed;
  let index = tokens.findIndex((token) => tokenEnd(token) === offset);
  if (tokens[index]?.image !== "}") return undefined;
  let depth = 0;
  for (; index >= 0; index--) {
    const image = tokens[index]?.image;
    if (image === "}") depth++;
    else if (image === "{") depth--;
    if (depth === 0) break;
  }
  const open = tokens[index]?.startOffset;
  if (open === undefined) return undefined;
  const lines = lineMapOf(parsed);
  return { start: lines.lineStart(lines.positionAt(open).line), end: offset };
}

function lineBefore(lines: LineMap, offset: number): Span | undefined {
  const { line } = lines.positionAt(offset);
  if (line === 0) return undefined;
  return {
    start: lines.lineStart(line - 1),
    end: lines.offsetAt({ line: line - 1, character: Number.MAX_SAFE_INTEGER }),
  };
}
