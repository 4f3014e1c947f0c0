import type { VariableReference } from "../semantics/references.ts";
import type { NamedPlace } from "../semantics/symbolAt.ts";
import type { ProjectSymbol } from "../semantics/symbols.ts";
import { type NamingFile, type Place, type Project, placeIn } from "../workspace/snapshot.ts";

/** Where a name leads, and what was clicked. */
export interface Definition {
  /** The whole reference as written. */
  readonly origin: Place;
  /** The whole declaration, or the name where nothing declares it. */
  readonly target: Place;
  /** The name alone. */
  readonly name: Place;
}

/** The place that was clicked. */
export function originOf({ uri }: NamingFile, { start, end }: NamedPlace): Place {
  return { uri, start, end };
}

/** The way to a declaration. */
export function linkToSymbol(project: Project, origin: Place, symbol: ProjectSymbol): Definition {
  return {
    origin,
    target: placeIn(project, { path: symbol.path, ...symbol.span }),
    name: placeIn(project, { path: symbol.path, ...symbol.nameAlone }),
  };
}

/** The places that write what a key means, in order. */
export function writersOf({ index }: Project, key: string): readonly VariableReference[] {
  return index
    .references(key)
    .filter((one) => one.kind === "variable")
    .filter(({ access }) => access === "write");
}

/** The way to a place that writes a variable. */
export function linkToWriter(project: Project, origin: Place, writer: VariableReference): Definition {
  const name = placeIn(project, { path: writer.path, ...writer.nameAlone });
  return { origin, target: name, name };
}
