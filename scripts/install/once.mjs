import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cache } from "../editor/paths.mjs";
import { onClose } from "../editor/processes.mjs";
import { SetupError } from "../ensure.mjs";

/** Native modules among the packages bring built files or are not needed: nothing is compiled, no script runs. */
export const npmOptions = ["--ignore-scripts", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"];

/**
 * Installs something into a folder of the cache on first use. Whatever ends this halfway leaves nothing that looks whole, and of
 * two processes that do it at once the first one's stays.
 *
 * @param {string} name of the folder below `.cache`, with `/`
 * @param {string} what package and version: another version is installed anew
 * @param {(line: string) => void} say
 * @param {(prefix: string) => void | Promise<void>} install
 * @returns {Promise<string>} the folder, absolute
 */
export async function installOnce(name, what, say, install) {
  const folder = join(cache, ...name.split("/"));
  if (isInstalled(folder, what)) return folder;
  say(`Installing ${what} into .cache/${name} (once)…`);
  const fresh = `${folder}-${process.pid}`;
  const removeFresh = onClose(() => rmSync(fresh, { recursive: true, force: true }));
  mkdirSync(fresh, { recursive: true });
  // A package.json of its own, or npm would climb up to the repository's.
  writeFileSync(join(fresh, "package.json"), '{ "private": true }\n');
  await install(fresh);
  writeFileSync(join(fresh, "installed.txt"), what);
  if (!isInstalled(folder, what)) {
    rmSync(folder, { recursive: true, force: true });
    renameSync(fresh, folder);
  }
  await removeFresh();
  return folder;
}

/**
 * @param {string} folder
 * @param {string} what
 */
function isInstalled(folder, what) {
  const stamp = join(folder, "installed.txt");
  return existsSync(stamp) && readFileSync(stamp, "utf8") === what;
}

/**
 * @param {readonly string[]} args
 * @param {string} cwd
 * @throws {SetupError} with the first lines of what npm said
 */
export function npm(args, cwd) {
  const windows = process.platform === "win32";
  const { status, error, stderr } = spawnSync(windows ? "npm.cmd" : "npm", args, {
    cwd,
    shell: windows,
    encoding: "utf8",
  });
  if (status === 0) return;
  const reason = error?.message ?? stderr.trim().split("\n").slice(0, 8).join("\n");
  throw new SetupError(`npm ${args.join(" ")} failed: ${reason}\nCheck the network and the registry, then try again.`);
}
