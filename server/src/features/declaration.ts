import { symbolAt } from "../semantics/symbolAt.ts";
import type { NamingFile } from "../workspace/snapshot.ts";
import { type Definition, linkToSymbol, linkToWriter, originOf, writersOf } from "./definitionLinks.ts";

/**
 * Where the thing at an offset is declared. A variable is declared by its `var`, else by the contracts and questions that
 * tell its type, else by whatever writes it.
 */
export function declaration(file: NamingFile, offset: number): readonly Definition[] {
  const { project, path } = file;
  const found = symbolAt(project.index, path, offset);
  if (found === undefined) return [];
  const origin = originOf(file, found);
  if (found.symbols.length > 0) return found.symbols.map((symbol) => linkToSymbol(project, origin, symbol));
  const writers = writersOf(project, found.key);
  const telling = writers.filter(({ type }) => type !== undefined);
  return (telling.length > 0 ? telling : writers).map((writer) => linkToWriter(project, origin, writer));
}
