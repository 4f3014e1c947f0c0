import type { Snapshot } from "../workspace/snapshot.ts";
import { ancestors } from "../workspace/uris.ts";

/** What breaks when files go: how many places in the files that stay name a state of theirs, and in which files. */
export interface LostReferences {
  readonly places: number;
  /** Sorted; paths relative to their project. */
  readonly files: readonly string[];
}

/** What deleting files and folders (normalised URIs) would leave without a target. */
export function referencesLost(snapshot: Snapshot, uris: readonly string[]): LostReferences {
  const deleted = new Set(uris);
  let places = 0;
  const files = new Set<string>();
  for (const { index } of snapshot.projects) {
    const going = [...index.files.values()].filter(({ uri }) =>
      [uri, ...ancestors(uri)].some((one) => deleted.has(one)),
    );
    const paths = new Set(going.map(({ path }) => path));
    const states = going.flatMap(({ path }) => index.file(path)?.states ?? []);
    // A second state of the same name that stays is what is named then.
    const lost = states.filter(({ key }) => index.symbols(key).every((symbol) => paths.has(symbol.path)));
    for (const reference of lost.flatMap(({ key }) => index.referencesTo(key))) {
      if (paths.has(reference.path)) continue;
      places++;
      files.add(reference.path);
    }
  }
  return { places, files: [...files].toSorted() };
}
