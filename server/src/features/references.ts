import { namesOf } from "../semantics/occurrences.ts";
import { symbolAt } from "../semantics/symbolAt.ts";
import { type NamingFile, type Place, placeIn } from "../workspace/snapshot.ts";

/** Every place of the project that speaks of the thing at an offset, by file and position: the name alone. */
export function references({ project, path }: NamingFile, offset: number, withDeclaration: boolean): readonly Place[] {
  const found = symbolAt(project.index, path, offset);
  if (found === undefined) return [];
  // A `var` both declares and writes, at one place: it is listed once.
  const declared = new Set<string>();
  const names = namesOf(project.index, found.key).filter(({ start, end }) => end > start);
  for (const one of names) if (one.isDeclaration) declared.add(`${one.path}:${one.start}`);
  return names
    .filter((one) => (one.isDeclaration ? withDeclaration : !declared.has(`${one.path}:${one.start}`)))
    .map((one) => placeIn(project, { path: one.path, start: one.start, end: one.end }));
}
