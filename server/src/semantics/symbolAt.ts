import { type Span, touches } from "../language/spans.ts";
import type { Place } from "./finding.ts";
import type { ProjectIndex } from "./projectIndex.ts";
import type { Reference } from "./references.ts";
import { stateOf } from "./resolve.ts";
import type { ProjectSymbol } from "./symbols.ts";

/** What a place in a file is about. */
export interface NamedPlace extends Place {
  /** The key of the symbol that is meant; declared or not. */
  readonly key: string;
  /** The name alone, without its flow, backticks or quotes. */
  readonly nameAlone: Span;
  /** What is declared under the key, by path and place; none where the name means nothing. */
  readonly symbols: readonly ProjectSymbol[];
  /** The reference that stands there; `undefined` on a declaration. */
  readonly reference: Reference | undefined;
}

/**
 * What the cursor is on: the name of a declaration, or a reference. The whole of `help.agent` means the state. A cursor
 * right behind a name is still on it.
 */
export function symbolAt(index: ProjectIndex, path: string, offset: number): NamedPlace | undefined {
  for (const symbol of index.file(path)?.symbols ?? []) {
    if (!touches(symbol.nameSpan, offset) || symbol.nameSpan.start === symbol.nameSpan.end) continue;
    return { path, ...symbol.nameSpan, ...named(index, symbol.key), nameAlone: symbol.nameAlone, reference: undefined };
  }
  const reference = index
    .referencesIn(path)
    .filter((candidate) => candidate.kind !== "flow" && touches(candidate.span, offset))
    .reduce<Reference | undefined>(narrower, undefined);
  if (reference === undefined) return undefined;
  const key = keyOf(index, reference);
  return { path, ...reference.span, ...named(index, key), nameAlone: reference.nameAlone, reference };
}

function named(index: ProjectIndex, key: string) {
  return { key, symbols: index.symbols(key) };
}

/** A string means the state that the project makes of it. */
function keyOf(index: ProjectIndex, reference: Reference): string {
  return reference.kind === "wire" ? (stateOf(index, reference)?.key ?? reference.key) : reference.key;
}

function narrower(a: Reference | undefined, b: Reference): Reference {
  return a === undefined || b.span.end - b.span.start < a.span.end - a.span.start ? b : a;
}
