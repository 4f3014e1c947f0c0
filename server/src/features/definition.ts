import { symbolAt } from "../semantics/symbolAt.ts";
import type { NamingFile } from "../workspace/snapshot.ts";
import { type Definition, linkToSymbol, linkToWriter, originOf, writersOf } from "./definitionLinks.ts";

/** Where the thing at an offset is declared; a variable that nobody declares, where it is given a value. */
export function definition(file: NamingFile, offset: number): readonly Definition[] {
  const { project, path } = file;
  const found = symbolAt(project.index, path, offset);
  if (found === undefined) return [];
  const origin = originOf(file, found);
  if (found.symbols.length > 0) return found.symbols.map((symbol) => linkToSymbol(project, origin, symbol));
  return writersOf(project, found.key).map((writer) => linkToWriter(project, origin, writer));
}
