import { createLineMap } from "../../server/src/language/lineMap.ts";
import { parse } from "../../server/src/language/parse.ts";
import { type ProjectIndex, updateProjectIndex } from "../../server/src/semantics/projectIndex.ts";
import type { TestEdit } from "../../server/src/testing/testPlace.ts";

/** The project after an edit of one of its files, or with a new file. */
export function indexOf(index: ProjectIndex, { file, range, newText }: TestEdit): ProjectIndex {
  const before = index.files.get(file);
  const text = before?.parsed.text ?? "";
  const lines = createLineMap(text);
  const after = text.slice(0, lines.offsetAt(range.start)) + newText + text.slice(lines.offsetAt(range.end));
  return updateProjectIndex(index, {
    changed: [{ path: file, uri: before?.uri ?? `file:///project/${file}`, parsed: parse(after) }],
    removed: [],
  });
}
