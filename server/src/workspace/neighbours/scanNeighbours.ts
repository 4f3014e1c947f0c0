/**
 * Looks for the neighbours of flows: files in JSON, JavaScript and TypeScript in which strings name a dialog state. What
 * git ignores, what builds make and what symbolic links lead to is left out.
 */
import { createPacer } from "../../base/slices.ts";
import type { ReadNeighbour } from "../../semantics/neighbours/neighbourFile.ts";
import { readNeighbour } from "../../semantics/neighbours/readNeighbour.ts";
import type { FileSystem } from "../fileSystem.ts";
import { type IgnoreRules, isIgnoredFile, isIgnoredFolder, withRulesOf } from "../ignoreRules.ts";
import { rulesBelow } from "../scan.ts";
import { ancestors, baseName, isInside, joinUri, parentUri } from "../uris.ts";
import { isMadeFolder, isNeighbourName, longestNeighbour } from "./neighbourNames.ts";

/** Few at once: nobody waits for them, and the disk is there for others too. */
const readsAtOnce = 16;

/** Calls `found` for each neighbour at or below `folder`, which is `root` or lies below it. */
export async function scanNeighbours(
  fs: FileSystem,
  root: string,
  folder: string,
  found: (uri: string, read: ReadNeighbour) => void,
): Promise<void> {
  const rules = await rulesFor(fs, root, joinUri(folder, "any"));
  if (rules === undefined) return;
  const pause = createPacer();
  const folders: { readonly uri: string; readonly rules: IgnoreRules }[] = [{ uri: folder, rules }];
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    const files: string[] = [];
    for (const { name, kind } of await fs.readFolder(next.uri)) {
      await pause();
      if (kind === "folder" && !isMadeFolder(name)) {
        const uri = joinUri(next.uri, name);
        if (!isIgnoredFolder(next.rules, uri)) folders.push({ uri, rules: await withRulesOf(fs, next.rules, uri) });
      } else if (kind === "file" && isNeighbourName(name)) {
        const uri = joinUri(next.uri, name);
        if (!isIgnoredFile(next.rules, uri)) files.push(uri);
      }
    }
    for (let at = 0; at < files.length; at += readsAtOnce) {
      await Promise.all(
        files.slice(at, at + readsAtOnce).map(async (uri) => {
          const read = await readFile(fs, uri);
          if (read !== undefined) found(uri, read);
        }),
      );
      await pause();
    }
  }
}

/** A file as a neighbour; `undefined` where no string in it names a state, or it is too long. */
export async function readFile(fs: FileSystem, uri: string): Promise<ReadNeighbour | undefined> {
  const text = await fs.readFile(uri, longestNeighbour);
  if (text === undefined || text.length > longestNeighbour) return undefined;
  const read = readNeighbour(text);
  return read.strings.length > 0 ? read : undefined;
}

/** Tells whether a scan of `root` would look at a file. */
export type PlaceTest = (root: string, uri: string) => Promise<boolean>;

/** Such a test for a moment: what it has read of a folder it does not read again. */
export function createPlaceTest(fs: FileSystem): PlaceTest {
  const known = new Map<string, Promise<IgnoreRules | undefined>>();
  return async (root, uri) => {
    if (!isNeighbourName(baseName(uri)) || !isInside(root, uri)) return false;
    const key = `${root}\n${parentUri(uri)}`;
    const found = known.get(key) ?? rulesFor(fs, root, uri);
    known.set(key, found);
    const rules = await found;
    return rules !== undefined && !isIgnoredFile(rules, uri);
  };
}

/** The rules in the folder that holds `uri`; `undefined` where no scan of `root` comes there. */
async function rulesFor(fs: FileSystem, root: string, uri: string): Promise<IgnoreRules | undefined> {
  const between = ancestors(uri).filter((above) => above !== root && isInside(root, above));
  return between.some((above) => isMadeFolder(baseName(above))) ? undefined : rulesBelow(fs, root, uri);
}
