import { accessSync, constants, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { onClose } from "./processes.mjs";

/** The folder of the repository, absolute. */
export const root = fileURLToPath(new URL("../../", import.meta.url)).replace(/[\\/]$/, "");

/** The ignored folder for what is downloaded and written while testing. */
export const cache = join(root, ".cache");

/**
 * An empty folder that is removed when this process ends. It lies among the temporary files, because an editor's sockets need short paths.
 *
 * @param {string} name for the eye
 * @returns {string} absolute, without symbolic links
 */
export function freshFolder(name) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `flowstate-${name}-`)));
  onClose(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/**
 * The first of some programs that is on PATH.
 *
 * @param {...string} names without a suffix
 * @returns {string | undefined} absolute
 */
export function findProgram(...names) {
  const suffixes = process.platform === "win32" ? [".cmd", ".exe"] : [""];
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const files = names.flatMap((name) =>
    folders.flatMap((folder) => suffixes.map((suffix) => join(folder, name + suffix))),
  );
  return files.find(isExecutable);
}

/** @param {string} file */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
