import { writeName } from "../language/names.ts";
import type { ProjectIndex } from "./projectIndex.ts";
import { wireKey } from "./references.ts";
import { wireId } from "./symbols.ts";

const known = new WeakMap<object, Map<string, ReadonlySet<string>>>();

/**
 * The paths of the files that name states of a file, also by strings that may mean one of them; worked out again only when
 * a key comes or goes somewhere.
 */
export function filesNaming(index: ProjectIndex, path: string): ReadonlySet<string> {
  const byPath = known.get(index.keys) ?? new Map<string, ReadonlySet<string>>();
  known.set(index.keys, byPath);
  const before = byPath.get(path);
  if (before !== undefined) return before;
  const found = new Set<string>();
  const states = index.partsOf(path).flatMap((part) => part.states);
  const keys = new Set(states.map(({ key }) => key));
  // The states of a file are of one flow, so their keys begin alike.
  const [first] = states;
  const ofFlow = first === undefined ? [] : index.referenceKeys(`state:${writeName(first.flow)}.`);
  for (const { key, path: other } of ofFlow) if (keys.has(key)) found.add(other);
  let texts: ReadonlySet<string> | undefined;
  for (const { key, path: other } of index.referenceKeys(wireKey(""))) {
    texts ??= new Set(states.flatMap((state) => [wireId(state), state.fullName, state.name].map(wireKey)));
    if (texts.has(key)) found.add(other);
  }
  byPath.set(path, found);
  return found;
}
