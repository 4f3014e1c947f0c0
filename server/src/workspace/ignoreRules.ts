/**
 * Which folders are never read: `node_modules`, `.git`, and what git ignores. Git's rules stand in a `.gitignore` of
 * any folder from the repository's root down; the nearest one that says something about a name decides.
 */
import ignore, { type Ignore } from "ignore";
import type { FileSystem } from "./fileSystem.ts";
import { ancestors, baseName, joinUri, relativePath } from "./uris.ts";

interface Layer {
  readonly folder: string;
  readonly matcher: Ignore;
}

/** The rules that hold in one folder, outermost first. Immutable. */
export type IgnoreRules = readonly Layer[];

const neverRead = new Set(["node_modules", ".git"]);
const otherLanguages = [".js.flow", ".jsx.flow", ".mjs.flow", ".cjs.flow"];

/** True for the names of conversation files; `x.js.flow` holds the types of another language. */
export function isFlowFileName(name: string): boolean {
  return name.endsWith(".flow") && name !== ".flow" && !otherLanguages.some((ending) => name.endsWith(ending));
}

/** The rules above a folder: those of the repository that it lies in, from the repository's root down. */
export async function rulesAbove(fs: FileSystem, folder: string): Promise<IgnoreRules> {
  const above: string[] = [];
  if (await isRepository(fs, folder)) return exclude(fs, folder);
  for (const parent of ancestors(folder)) {
    above.unshift(parent);
    if (await isRepository(fs, parent)) return rulesThrough(fs, above, await exclude(fs, parent));
  }
  return [];
}

/** The rules with those of the folder's own `.gitignore` added. */
export async function withRulesOf(fs: FileSystem, rules: IgnoreRules, folder: string): Promise<IgnoreRules> {
  return withLayer(rules, folder, await fs.readFile(joinUri(folder, ".gitignore")));
}

/** True for a folder that is not to be read. `rules` are those of the folder that holds it. */
export function isIgnoredFolder(rules: IgnoreRules, folder: string): boolean {
  return neverRead.has(baseName(folder)) || decides(rules, folder, "/");
}

/** True for a file that git ignores. `rules` are those of the folder that holds it. */
export function isIgnoredFile(rules: IgnoreRules, file: string): boolean {
  return decides(rules, file, "");
}

/** True where the rules of a folder leave no conversation file in it to be read, e.g. a `.gitignore` that says `*`. */
export function ignoresItsFiles(rules: IgnoreRules, folder: string): boolean {
  return decides(rules, joinUri(folder, "any name.flow"), "");
}

/** What the nearest rule says that is about the name itself; that the folder above is read is known already. */
function decides(rules: IgnoreRules, uri: string, ending: "" | "/"): boolean {
  for (const { folder, matcher } of rules.toReversed()) {
    const path = relativePath(folder, uri);
    if (path === undefined) continue;
    const { ignored, unignored } = matcher.test(path + ending);
    if (unignored) return false;
    if (ignored && !isBelowIgnored(matcher, path)) return true;
  }
  return false;
}

function isBelowIgnored(matcher: Ignore, path: string): boolean {
  const above = path.lastIndexOf("/");
  return above > 0 && matcher.ignores(path.slice(0, above + 1));
}

/** The repository that a folder lies in, or the folder itself where it lies in none. */
export async function repositoryOf(fs: FileSystem, folder: string): Promise<string> {
  for (const each of [folder, ...ancestors(folder)]) if (await isRepository(fs, each)) return each;
  return folder;
}

async function rulesThrough(fs: FileSystem, folders: readonly string[], first: IgnoreRules): Promise<IgnoreRules> {
  let rules = first;
  for (const folder of folders) rules = await withRulesOf(fs, rules, folder);
  return rules;
}

async function exclude(fs: FileSystem, repository: string): Promise<IgnoreRules> {
  return withLayer([], repository, await fs.readFile(joinUri(repository, ".git/info/exclude")));
}

async function isRepository(fs: FileSystem, folder: string): Promise<boolean> {
  return (await fs.kindOf(joinUri(folder, ".git"))) !== undefined;
}

function withLayer(rules: IgnoreRules, folder: string, text: string | undefined): IgnoreRules {
  return text === undefined ? rules : [...rules, { folder, matcher: ignore().add(text) }];
}
