import type { TextChange } from "./fileParts.ts";

/** A place in a file as editors count: zero-based line, zero-based character in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Turns offsets into positions and back; both clamp to the file. */
export interface LineMap {
  readonly lineCount: number;
  /** The offset of the first character of a line. */
  lineStart(line: number): number;
  positionAt(offset: number): Position;
  offsetAt(position: Position): number;
  /** The map of the text that an edit makes of this one; only what the edit touches is read again. */
  after(change: TextChange, text: string): LineMap;
}

/** Reads the lines of a text; `\n`, `\r\n` and `\r` end a line. */
export function createLineMap(text: string): LineMap {
  const starts = [0];
  addLineStarts(starts, text, 0, text.length);
  return lineMapOf(text, Int32Array.from(starts));
}

/** The same for a text that is short and asked for little: its lines are read each time, and nothing of them is kept. */
export function passingLineMap(text: string): LineMap {
  const lines = (): LineMap => createLineMap(text);
  return {
    get lineCount() {
      return lines().lineCount;
    },
    lineStart: (line) => lines().lineStart(line),
    positionAt: (offset) => positionIn(text, offset),
    offsetAt: (position) => lines().offsetAt(position),
    after: (change, now) => lines().after(change, now),
  };
}

function positionIn(text: string, offset: number): Position {
  const at = Math.max(0, Math.min(offset, text.length));
  let [line, start] = [0, 0];
  for (let i = 0; i < at; i++) {
    if (!endsLine(text, i)) continue;
    line++;
    start = i + 1;
  }
  return { line, character: at - start };
}

function lineMapOf(text: string, starts: Int32Array): LineMap {
  const startOf = (line: number): number => starts[Math.max(0, line)] ?? text.length;
  return {
    lineCount: starts.length,
    lineStart: startOf,
    positionAt(offset) {
      const clamped = Math.max(0, Math.min(offset, text.length));
      const line = lineOf(starts, clamped);
      return { line, character: clamped - startOf(line) };
    },
    offsetAt({ line, character }) {
      if (line < 0) return 0;
      if (line >= starts.length) return text.length;
      return Math.min(startOf(line) + Math.max(0, character), lineEnd(text, startOf(line), startOf(line + 1)));
    },
    after: (change, now) => lineMapOf(now, changedStarts(starts, change, text.length, now)),
  };
}

/** The line starts after an edit. Two characters can end one line, so the neighbours of the edit are read again too. */
function changedStarts(starts: Int32Array, change: TextChange, length: number, now: string): Int32Array {
  const by = now.length - length;
  const first = lineOf(starts, Math.max(0, change.start - 1));
  const rest = lineOf(starts, Math.min(length, change.end + 1)) + 2;
  const from = starts[first] ?? 0;
  const found: number[] = [];
  addLineStarts(found, now, from, (starts[rest - 1] ?? length) + by);
  const kept = first + 1;
  const moved = Math.max(0, starts.length - rest);
  const result = new Int32Array(kept + found.length + moved);
  result.set(starts.subarray(0, kept));
  result.set(found, kept);
  const behind = kept + found.length;
  if (by === 0) result.set(starts.subarray(rest), behind);
  else for (let i = 0; i < moved; i++) result[behind + i] = (starts[rest + i] ?? 0) + by;
  return result;
}

function addLineStarts(starts: number[], text: string, from: number, to: number): void {
  for (let i = from; i < to; i++) {
    if (endsLine(text, i)) starts.push(i + 1);
  }
}

/** True for the last character of a line end. */
function endsLine(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10);
}

/** The end of a line without its line end. */
function lineEnd(text: string, start: number, next: number): number {
  let end = next;
  if (end > start && text.charCodeAt(end - 1) === 10) end--;
  if (end > start && text.charCodeAt(end - 1) === 13) end--;
  return end;
}

function lineOf(starts: Int32Array, offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
