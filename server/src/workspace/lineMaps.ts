import { createLineMap, type LineMap } from "../language/lineMap.ts";

/** A file that was read, flow or not. */
interface ReadFile {
  readonly text: string;
}

const known = new WeakMap<ReadFile, LineMap>();

/** The line map of a file, made once. */
export function lineMapOf(parsed: ReadFile): LineMap {
  const map = known.get(parsed) ?? createLineMap(parsed.text);
  known.set(parsed, map);
  return map;
}

/** Takes over the line map of a file that somebody has brought along. */
export function keepLineMap(file: ReadFile, map: LineMap): void {
  known.set(file, map);
}
