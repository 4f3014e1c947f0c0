import { symbolAt } from "../semantics/symbolAt.ts";
import { type NamingFile, type Place, placeIn } from "../workspace/snapshot.ts";

/** Where a name leads, and what was clicked. */
export interface Definition {
  /** The whole reference as written. */
  readonly origin: Place;
  /** The whole declaration, or the name where nothing declares it. */
  readonly target: Place;
  /** The name alone. */
  readonly name: Place;
}

/** Where the thing at an offset is declared; a variable that nobody declares, where it is given a value. */
export function definition({ project, path, uri }: NamingFile, offset: number): readonly Definition[] {
  const found = symbolAt(project.index, path, offset);
  if (found === undefined) return [];
  const origin = { uri, start: found.start, end: found.end };
  if (found.symbols.length > 0) {
    return found.symbols.map((symbol) => ({
      origin,
      target: placeIn(project, { path: symbol.path, ...symbol.span }),
      name: placeIn(project, { path: symbol.path, ...symbol.nameAlone }),
    }));
  }
  const writers = project.index
    .references(found.key)
    .filter((one) => one.kind === "variable" && one.access === "write");
  return writers.map((writer) => {
    const name = placeIn(project, { path: writer.path, ...writer.nameAlone });
    return { origin, target: name, name };
  });
}
