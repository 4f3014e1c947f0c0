import { createLineMap, type LineMap, passingLineMap } from "../language/lineMap.ts";

/** A file that was read, flow or not. */
interface ReadFile {
  readonly text: string;
}

const known = new WeakMap<ReadFile, LineMap>();

/** Shorter texts are gone through again: for one place in each of thousands of files that takes less time and room than a map of each. */
const SHORT = 4_000;

/** The line map of a file; made once, unless the file is short. */
export function lineMapOf(parsed: ReadFile): LineMap {
  const before = known.get(parsed);
  if (before !== undefined) return before;
  if (parsed.text.length < SHORT) return passingLineMap(parsed.text);
  const map = createLineMap(parsed.text);
  known.set(parsed, map);
  return map;
}

/** Takes over the line map of a file that somebody has brought along. */
export function keepLineMap(file: ReadFile, map: LineMap): void {
  known.set(file, map);
}
