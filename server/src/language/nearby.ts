/** What stands around a place of a file, without a look at the rest. */
import type { Node } from "./ast.ts";
import { beginsLine, type FilePart } from "./fileParts.ts";
import { fileOfParts, type ParsedFile, placedTree } from "./parsedFile.ts";
import { tokenEnd } from "./tokens.ts";
import { nodePathAt } from "./traverse.ts";

/** A stretch of a file as a file of its own: all positions count from `start`. */
export interface Nearby {
  readonly start: number;
  readonly file: ParsedFile;
}

/**
 * The part around an offset. Up to behind its first word the part before it comes along, which what is typed there may
 * still belong to; and so do those on its line.
 */
export function nearby({ text, parts }: ParsedFile, offset: number): Nearby {
  const at = partIndexAt(parts, offset);
  const part = parts[at];
  const first = part?.parsed.tokens[0];
  let from = at;
  if (part !== undefined && (first === undefined || offset <= part.start + tokenEnd(first))) from--;
  while (from > 0 && !beginsLine(text, parts[from]?.start ?? 0)) from--;
  const start = parts[Math.max(0, from)]?.start ?? 0;
  const around = parts.slice(Math.max(0, from), at + 1).map((one) => ({ ...one, start: one.start - start }));
  return { start, file: fileOfParts(text.slice(start, parts[at + 1]?.start ?? text.length), around) };
}

/** The nodes of a file that an offset touches, outermost first; the first is a `File` that holds one part alone. */
export function nodePathIn({ parts }: ParsedFile, offset: number): readonly Node[] {
  const at = partIndexAt(parts, offset);
  const [part, before] = [parts[at], parts[at - 1]];
  const path = part === undefined ? [] : nodePathAt(placedTree(part), offset);
  if (path.length > 1 || before === undefined || part?.start !== offset) return path;
  const endsHere = nodePathAt(placedTree(before), offset);
  return endsHere.length > 1 ? endsHere : path;
}

/** The index of the last part that begins no later than the offset. */
export function partIndexAt(parts: readonly FilePart[], offset: number): number {
  let low = 0;
  let high = parts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((parts[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
