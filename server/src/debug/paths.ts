/** Paths of memory as the debugger writes them: the full path, as it stands in `memory` events. */
import { type PathKey, printPath } from "../expressions/paths.ts";
import type { Path } from "../language/ast.ts";
import { fullKeys, isScopeName } from "../runtime/scopes.ts";
import { readExpression } from "./expressions.ts";

/** The full path that a text names, e.g. `session.amount` for `amount`; `undefined` where it names none of a scope of memory. */
export function readPath(text: string): string | undefined {
  const read = readExpression(text);
  if (!read.ok || read.expression.kind !== "Path") return undefined;
  const keys = plainKeys(read.expression);
  return keys === undefined ? undefined : printPath(keys);
}

/** The keys of a path whose indexes are written out; `undefined` for another one, and outside of memory's scopes. */
export function plainKeys(path: Path): readonly PathKey[] | undefined {
  const keys: PathKey[] = [path.root.text];
  for (const segment of path.segments) {
    const key = segment.kind === "PathIndex" ? plainIndex(segment.index) : segment.text;
    if (key === undefined) return undefined;
    keys.push(key);
  }
  const full = fullKeys(keys);
  return isScopeName(full[0]) ? full : undefined;
}

type Index = Extract<Path["segments"][number], { readonly kind: "PathIndex" }>["index"];

function plainIndex(index: Index): PathKey | undefined {
  if (index?.kind === "Number") return index.value;
  if (index?.kind !== "String") return undefined;
  return index.parts.every((part) => part.kind === "Chunk")
    ? index.parts.map((part) => (part.kind === "Chunk" ? part.text : "")).join("")
    : undefined;
}
