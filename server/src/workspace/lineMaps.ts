import { createLineMap, type LineMap } from "../language/lineMap.ts";
import type { ParsedFile } from "../language/parse.ts";

const known = new WeakMap<ParsedFile, LineMap>();

/** The line map of a parsed file, made once. */
export function lineMapOf(parsed: ParsedFile): LineMap {
  const map = known.get(parsed) ?? createLineMap(parsed.text);
  known.set(parsed, map);
  return map;
}
