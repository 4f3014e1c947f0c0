import { writeName } from "../language/names.ts";
import { fileOfPart } from "./partPaths.ts";
import type { ProjectIndex } from "./projectIndex.ts";
import { wireKey } from "./references.ts";
import type { StateSymbol } from "./symbols.ts";

const WIRE = wireKey("");

const known = new WeakMap<object, Map<string, ReadonlySet<string>>>();

/**
 * The paths of the other files that name states of a file, also by strings that may mean one of them; worked out again only when
 * a key comes or goes somewhere. What the file itself refers to does not matter.
 */
export function filesNaming(index: ProjectIndex, path: string): ReadonlySet<string> {
  const { keys } = index;
  const byPath = known.get(keys) ?? new Map<string, ReadonlySet<string>>();
  known.set(keys, byPath);
  const last = keys.since?.path === path ? keys.since.before.deref() : undefined;
  const before = byPath.get(path) ?? (last && known.get(last)?.get(path));
  if (before !== undefined) {
    byPath.set(path, before);
    return before;
  }
  const found = new Set<string>();
  const isHere = (symbol: { readonly path: string }): boolean => fileOfPart(symbol.path) === path;
  // The states of a file are of one flow, so their keys begin alike.
  const flow = index.parts.flowOf(path)?.name ?? "";
  // Nearly all that a long file speaks of are its own states.
  const isNew = (other: string): boolean => other !== path && !found.has(other);
  index.eachReferenceKey(`state:${writeName(flow)}.`, (key, other) => {
    if (isNew(other) && index.parts.symbols(key).some(isHere)) found.add(other);
  });
  index.eachReferenceKey(WIRE, (key, other) => {
    if (isNew(other) && meantBy(index.parts, key.slice(WIRE.length)).some(isHere)) found.add(other);
  });
  byPath.set(path, found);
  return found;
}

/** The states that a string may mean. */
function meantBy(parts: ProjectIndex, text: string): readonly StateSymbol[] {
  return [...parts.statesByWireId(text), ...parts.statesByFullName(text), ...parts.statesNamed(text)];
}
