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
  for (const { states } of index.partsOf(path)) {
    for (const state of states) {
      for (const key of [state.key, ...[wireId(state), state.fullName, state.name].map(wireKey)]) {
        for (const other of index.filesReferring(key)) found.add(other);
      }
    }
  }
  byPath.set(path, found);
  return found;
}
