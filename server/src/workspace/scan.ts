/**
 * Reads a folder: every conversation file below it, and the settings of projects, once. Symbolic links are followed within the repository: one
 * that came with it must not have the whole disk read, nor have a rename write there. A real folder goes before a link to it, and no folder
 * is entered twice: loops end, and no file appears under two names.
 */
import { createLimiter } from "../base/limiter.ts";
import { createPacer } from "../base/slices.ts";
import type { FileSystem, FolderEntry } from "./fileSystem.ts";
import {
  type IgnoreRules,
  ignoresItsFiles,
  isFlowFileName,
  isIgnoredFolder,
  repositoryOf,
  rulesAbove,
  withRulesOf,
} from "./ignoreRules.ts";
import { settingsFileName } from "./projectSettings.ts";
import { ancestors, baseName, isInside, joinUri } from "./uris.ts";

/** A conversation file, or the settings of a project, as it stands on the disk. */
export interface ScannedFile {
  readonly uri: string;
  readonly text: string;
}

const readsAtOnce = 32;

/** True for the names of files that a scan reads. */
export function isReadFileName(name: string): boolean {
  return isFlowFileName(name) || name === settingsFileName;
}

/** Every file below a folder that is to be read, sorted by URI. */
export async function scanFolder(fs: FileSystem, folder: string): Promise<readonly ScannedFile[]> {
  const walk = createWalk(fs, await boundaryOf(fs, folder));
  await walk.enter(folder, await rulesAt(fs, folder));
  await walk.followLinks();
  return walk.found().toSorted((a, b) => (a.uri < b.uri ? -1 : 1));
}

/** What a scan of `root` finds in a folder below it; nothing where it would not come there. */
export async function scanBelow(fs: FileSystem, root: string, folder: string): Promise<readonly ScannedFile[]> {
  if (folder === root) return scanFolder(fs, root);
  const rules = await rulesBelow(fs, root, folder);
  if (rules === undefined || isIgnoredFolder(rules, folder)) return [];
  const inner = await withRulesOf(fs, rules, folder);
  if (ignoresItsFiles(inner, folder)) return [];
  const walk = createWalk(fs, await boundaryOf(fs, root));
  await walk.enter(folder, inner);
  await walk.followLinks();
  return walk.found();
}

/** True where a scan of `folder` would read a file or folder below it (symbolic links aside). */
export async function isScanned(fs: FileSystem, folder: string, uri: string): Promise<boolean> {
  return isInside(folder, uri) && (await rulesBelow(fs, folder, uri)) !== undefined;
}

/** The rules in the folder that holds `uri`, for a scan that began at `root`; `undefined` where it does not come there. */
export async function rulesBelow(fs: FileSystem, root: string, uri: string): Promise<IgnoreRules | undefined> {
  let rules = await rulesAt(fs, root);
  const between = ancestors(uri).filter((above) => above !== root && isInside(root, above));
  for (const inner of between.toReversed()) {
    if (isIgnoredFolder(rules, inner)) return undefined;
    rules = await withRulesOf(fs, rules, inner);
    if (ignoresItsFiles(rules, inner)) return undefined;
  }
  return rules;
}

/** The rules in the folder that a scan begins at; it is read even where git ignores it. */
async function rulesAt(fs: FileSystem, folder: string): Promise<IgnoreRules> {
  const above = await rulesAbove(fs, folder);
  return withRulesOf(fs, isIgnoredFolder(above, folder) ? [] : above, folder);
}

/** Links that lead out of here are not followed. */
async function boundaryOf(fs: FileSystem, root: string): Promise<string> {
  const real = await fs.realUri(root);
  return repositoryOf(fs, real);
}

interface Link {
  readonly uri: string;
  readonly rules: IgnoreRules;
}

function createWalk(fs: FileSystem, boundary: string) {
  const limit = createLimiter(readsAtOnce);
  const pause = createPacer();
  const entered = new Set<string>();
  const files = new Map<string, ScannedFile>();
  const realFiles = new Set<string>();
  let links: Link[] = [];

  const readFile = async (uri: string, real: string) => {
    if (realFiles.has(real)) return;
    realFiles.add(real);
    const text = await limit(async () => {
      await pause();
      return fs.readFile(uri);
    });
    if (text !== undefined) files.set(uri, { uri, text });
  };

  const visit = async (folder: string, real: string, rules: IgnoreRules, entry: FolderEntry): Promise<void> => {
    const uri = joinUri(folder, entry.name);
    if (entry.kind === "link") links.push({ uri, rules });
    else if (entry.kind === "file" && isReadFileName(entry.name)) await readFile(uri, joinUri(real, entry.name));
    else if (entry.kind === "folder") await enterChild(uri, joinUri(real, entry.name), rules);
  };

  const enterChild = async (uri: string, real: string, rules: IgnoreRules) => {
    if (isIgnoredFolder(rules, uri)) return;
    const inner = await withRulesOf(fs, rules, uri);
    if (!ignoresItsFiles(inner, uri)) await enterReal(uri, real, inner);
  };

  const enterReal = async (folder: string, real: string, rules: IgnoreRules): Promise<void> => {
    if (entered.has(real)) return;
    entered.add(real);
    const entries = await limit(() => fs.readFolder(folder));
    await Promise.all(entries.map((entry) => visit(folder, real, rules, entry)));
  };

  const follow = async ({ uri, rules }: Link) => {
    const [real, kind] = await Promise.all([fs.realUri(uri), fs.kindOf(uri)]);
    if (!isInside(boundary, real)) return;
    if (kind === "folder") await enterChild(uri, real, rules);
    else if (kind === "file" && isReadFileName(baseName(uri))) await readFile(uri, real);
  };

  return {
    enter: async (folder: string, rules: IgnoreRules) => enterReal(folder, await fs.realUri(folder), rules),
    followLinks: async () => {
      while (links.length > 0) {
        const found = links.toSorted((a, b) => (a.uri < b.uri ? -1 : 1));
        links = [];
        for (const link of found) await follow(link);
      }
    },
    found: () => [...files.values()],
  };
}
