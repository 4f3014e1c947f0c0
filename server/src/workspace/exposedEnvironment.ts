import type { FileSystem } from "./fileSystem.ts";
import { isIgnoredFile, isIgnoredFolder, rulesAbove, withRulesOf } from "./ignoreRules.ts";
import { ancestors, joinUri } from "./uris.ts";

/**
 * A sentence for the author where the `.env` of a project's folder (a URI) lies in a git repository that does not ignore
 * it: it holds secrets, and the next commit would publish them. `undefined` where all is well.
 */
export async function exposedEnvironment(fs: FileSystem, folder: string): Promise<string | undefined> {
  const file = joinUri(folder, ".env");
  if ((await fs.kindOf(file)) !== "file" || !(await isInRepository(fs, folder))) return undefined;
  const rules = await withRulesOf(fs, await rulesAbove(fs, folder), folder);
  const isIgnored =
    isIgnoredFile(rules, file) || [folder, ...ancestors(folder)].some((each) => isIgnoredFolder(rules, each));
  return isIgnored
    ? undefined
    : "`.env` is not ignored by git: write `.env` into `.gitignore`, or the secrets in it get into the repository.";
}

async function isInRepository(fs: FileSystem, folder: string): Promise<boolean> {
  for (const each of [folder, ...ancestors(folder)]) {
    if ((await fs.kindOf(joinUri(each, ".git"))) !== undefined) return true;
  }
  return false;
}
