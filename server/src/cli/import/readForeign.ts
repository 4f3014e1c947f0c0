import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join, relative, sep } from "node:path";
import type { ForeignFile } from "../../interop/conversations/imported.ts";
import { unreadable } from "../usageError.ts";

/** The most that is read of one file: more is no conversation. */
const largest = 20_000_000;

/**
 * The files with one of the endings at or below a path, by path; throws a `UsageError` for what cannot be read. `shown` is
 * how they are told of: as the path was typed.
 */
export async function readForeign(path: string, endings: readonly string[]): Promise<readonly ForeignFile[]> {
  const kind = await stat(path).catch(() => undefined);
  if (kind === undefined) throw unreadable(path, "it does not exist or cannot be read.");
  const found = kind.isDirectory() ? await filesBelow(path) : [path];
  const wanted = found.filter((file) => endings.some((ending) => file.toLowerCase().endsWith(ending))).sort();
  if (wanted.length === 0) throw unreadable(path, `there is no file that ends in ${endings.join(" or ")}.`);
  const files: ForeignFile[] = [];
  // All at once would open more files than a machine lets a program have.
  for (let at = 0; at < wanted.length; at += 64)
    files.push(...(await Promise.all(wanted.slice(at, at + 64).map(readOne))));
  return files;
}

async function readOne(file: string): Promise<ForeignFile> {
  const { size } = await stat(file);
  if (size > largest) throw unreadable(file, "it is larger than 20 MB.");
  return { path: file.split(sep).join("/"), text: await readFile(file, "utf8") };
}

/** Nothing is read of hidden folders and of packages; links are not followed. */
async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(
      (file) =>
        !relative(folder, file)
          .split(sep)
          .some((part) => part === "node_modules" || part.startsWith(".")),
    )
    .filter((file) => basename(file) !== "");
}
