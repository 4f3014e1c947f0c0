/**
 * Inside, places are counted in UTF-16 code units. A client may count the characters of a line in bytes of UTF-8 or in code points; what
 * it sends and gets is counted its way. A place inside of a character counts as the place before it.
 */
import type { LineMap, Position } from "../language/lineMap.ts";

/** How a client counts the characters of a line. */
export type PositionEncoding = "utf-8" | "utf-16" | "utf-32";

/** The encoding to speak with a client: the first of its list, which begins with what it likes best, that we know. */
export function chosenEncoding(offered: readonly string[] | undefined): PositionEncoding {
  return offered?.find(isKnown) ?? "utf-16";
}

/** The position of an offset (UTF-16) in a text, counted as `encoding` says. */
export function encodedPosition(text: string, lines: LineMap, offset: number, encoding: PositionEncoding): Position {
  const at = lines.positionAt(offset);
  if (encoding === "utf-16" || at.character === 0) return at;
  const start = lines.lineStart(at.line);
  return { line: at.line, character: lengthBetween(text, start, start + at.character, encoding) };
}

/** The offset (UTF-16) of a position that was counted as `encoding` says; clamps to the line and to the file. */
export function offsetOfEncoded(text: string, lines: LineMap, position: Position, encoding: PositionEncoding): number {
  if (encoding === "utf-16" || position.character <= 0) return lines.offsetAt(position);
  const start = lines.offsetAt({ line: position.line, character: 0 });
  const end = lines.offsetAt({ line: position.line, character: Number.MAX_SAFE_INTEGER });
  let left = position.character;
  let offset = start;
  while (offset < end) {
    const code = text.codePointAt(offset) ?? 0;
    left -= unitsOf(code, encoding);
    if (left < 0) return offset;
    offset += code > 0xffff ? 2 : 1;
  }
  return end;
}

/** How many units of the encoding a stretch of a text (UTF-16) has. */
export function lengthBetween(text: string, start: number, end: number, encoding: PositionEncoding): number {
  if (encoding === "utf-16") return end - start;
  let length = 0;
  for (let at = start; at < end; ) {
    const code = text.codePointAt(at) ?? 0;
    length += unitsOf(code, encoding);
    at += code > 0xffff ? 2 : 1;
  }
  return length;
}

function unitsOf(code: number, encoding: PositionEncoding): number {
  if (encoding === "utf-32") return 1;
  if (encoding === "utf-16") return code > 0xffff ? 2 : 1;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code > 0xffff ? 4 : 3;
}

function isKnown(encoding: string): encoding is PositionEncoding {
  return encoding === "utf-8" || encoding === "utf-16" || encoding === "utf-32";
}
