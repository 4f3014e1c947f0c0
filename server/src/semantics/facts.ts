/**
 * What the checks of a part depend on beyond the part itself: each look into the project has a name, and a change of the
 * project tells the names of the looks that may answer otherwise now.
 */
import type { FileIndex } from "./fileIndex.ts";
import type { PartChange } from "./indexedParts.ts";
import { DECLARED, keysOf, READ, WRITTEN } from "./keyTables.ts";
import type { Reference } from "./references.ts";
import type { ProjectSymbol } from "./symbols.ts";

export const symbolsFact = (key: string): string => `symbols ${key}`;
export const referencesFact = (key: string): string => `references ${key}`;
/** The references whose keys begin so; the prefix ends with a dot. */
export const prefixFact = (prefix: string): string => `below ${prefix}`;
export const kindFact = (kind: string): string => `kind ${kind}`;
/** The state that a file begins with. */
export const firstStateFact = (path: string): string => `first ${path}`;

/** The looks into the tables of a project that a change of its parts concerns. */
export function factsChangedBy(changes: readonly PartChange[]): ReadonlySet<string> {
  const facts = new Set<string>();
  for (const { before, after, inPlace } of changes) {
    const [old, now] = [before, after].map((one) => (one === undefined ? undefined : keysOf(one)));
    for (const key of new Set([...(old?.symbols.keys() ?? []), ...(now?.symbols.keys() ?? [])])) {
      const [a, b] = [old?.symbols.get(key), now?.symbols.get(key)];
      if (inPlace && saidBySymbols(before, a) === saidBySymbols(after, b)) continue;
      facts.add(symbolsFact(key));
      for (const { kind } of [...(a ?? []), ...(b ?? [])]) facts.add(kindFact(kind));
    }
    for (const key of new Set([...(old?.references.keys() ?? []), ...(now?.references.keys() ?? [])])) {
      const [a, b] = [old?.references.get(key), now?.references.get(key)];
      if (inPlace && saidByReferences(before, a) === saidByReferences(after, b)) continue;
      facts.add(referencesFact(key));
      for (const prefix of prefixesOf(key)) facts.add(prefixFact(prefix));
    }
  }
  return facts;
}

/** What others read in symbols: of a state its names, of everything else all that stands there. */
function saidBySymbols(file: FileIndex | undefined, symbols: readonly ProjectSymbol[] | undefined): string {
  if (file === undefined || symbols === undefined) return "";
  const { text } = file.source.parsed;
  return JSON.stringify(
    symbols.map((symbol) =>
      symbol.kind === "state" || symbol.kind === "flow"
        ? [symbol.kind, symbol.key, symbol.kind === "state" ? symbol.node.id !== undefined && symbol.id : ""]
        : [symbol.key, text.slice(symbol.span.start, symbol.span.end)],
    ),
  );
}

/** What others read in references: everything but where they stand. */
function saidByReferences(file: FileIndex | undefined, references: readonly Reference[] | undefined): string {
  if (file === undefined || references === undefined) return "";
  return JSON.stringify(references.map((reference) => saidBy(file, reference)));
}

function saidBy(file: FileIndex, reference: Reference): readonly unknown[] {
  const { kind, key } = reference;
  switch (kind) {
    case "variable": {
      const { access, writer, type, node } = reference;
      const { text } = file.source.parsed;
      const written = type === undefined ? "" : text.slice(type.start, type.end);
      const isIndexed = node.kind === "Path" && node.segments.some((segment) => segment.kind === "PathIndex");
      return [key, access, writer, written, isIndexed];
    }
    case "state":
      return [key, reference.state?.key, reference.place, reference.cause, reference.flow];
    case "wire":
      return [key, reference.place, reference.flow];
    default:
      return [key, "place" in reference ? reference.place : ""];
  }
}

/** The beginnings of a key that somebody may look below. */
function* prefixesOf(key: string): Generator<string> {
  if (!key.startsWith("variable:") && ![WRITTEN, READ, DECLARED].some((access) => key.startsWith(access))) return;
  for (let dot = key.indexOf("."); dot !== -1; dot = key.indexOf(".", dot + 1)) yield key.slice(0, dot + 1);
}
