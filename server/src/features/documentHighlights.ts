import type { Span } from "../language/spans.ts";
import { occurrencesOf } from "../semantics/occurrences.ts";
import { symbolAt } from "../semantics/symbolAt.ts";
import type { NamingFile } from "../workspace/snapshot.ts";

/** A place of the file that speaks of what the cursor is on. */
export interface Highlight extends Span {
  readonly access: "read" | "write";
}

/** The places of the same file that speak of the thing at an offset, in order. */
export function documentHighlights({ project, path }: NamingFile, offset: number): readonly Highlight[] {
  const { index } = project;
  const found = symbolAt(index, path, offset);
  if (found === undefined) return [];
  const writes = new Set(
    index
      .references(found.key)
      .filter((one) => one.path === path && one.kind === "variable" && one.access === "write")
      .map((one) => one.nameAlone.start),
  );
  const places = new Map<number, Highlight>();
  for (const { path: where, nameAlone, isDeclaration } of occurrencesOf(index, found.key)) {
    if (where !== path || nameAlone.start === nameAlone.end) continue;
    const isWrite = isDeclaration || writes.has(nameAlone.start) || places.get(nameAlone.start)?.access === "write";
    places.set(nameAlone.start, { ...nameAlone, access: isWrite ? "write" : "read" });
  }
  return [...places.values()].toSorted((a, b) => a.start - b.start);
}
