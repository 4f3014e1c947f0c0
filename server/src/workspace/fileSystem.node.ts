import { type Dirent, readFileSync, statSync } from "node:fs";
import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { URI } from "vscode-uri";
import type { FileSystem, FolderEntry } from "./fileSystem.ts";
import { normalizeUri } from "./uris.ts";

/** Bytes; nobody writes flows as large as this. */
const largestFile = 64_000_000;

/** The disk of this machine; URIs of any other scheme than `file` are not there. */
export const nodeFileSystem: FileSystem = {
  async readFile(uri, most = largestFile) {
    return attempt(async () => {
      const path = diskPath(uri);
      // A link may lead to what never ends, such as a device; and most of what is asked for is not there.
      const stats = statSync(path, { throwIfNoEntry: false });
      if (stats?.isFile() !== true || stats.size > most) return undefined;
      return withoutByteOrderMark(await textOf(path));
    });
  },
  async readFolder(uri) {
    const entries = await attempt(() => readdir(diskPath(uri), { withFileTypes: true }));
    return (entries ?? []).flatMap(folderEntry);
  },
  async kindOf(uri) {
    const stats = await attempt(() => stat(diskPath(uri)));
    if (stats?.isFile()) return "file";
    return stats?.isDirectory() ? "folder" : undefined;
  },
  async realUri(uri) {
    const real = await attempt(() => realpath(diskPath(uri)));
    return real === undefined ? uri : fileUri(real);
  },
};

/** The normalised URI of an absolute path of this machine. */
export function fileUri(path: string): string {
  return URI.file(path).toString();
}

/** The absolute path of a `file` URI. */
export function diskPath(uri: string): string {
  const parsed = URI.parse(normalizeUri(uri));
  if (parsed.scheme !== "file") throw new Error(`${uri} is not on this machine's disk.`);
  return parsed.fsPath;
}

function folderEntry(entry: Dirent): FolderEntry[] {
  if (entry.isSymbolicLink()) return [{ name: entry.name, kind: "link" }];
  if (entry.isDirectory()) return [{ name: entry.name, kind: "folder" }];
  return entry.isFile() ? [{ name: entry.name, kind: "file" }] : [];
}

/** From here on, in the time of `performance.now()`, the disk is taken to be quick again. */
let slowUntil = 0;
const slow = { read: 2, pause: 1_000, among: 10 } as const;
/** How many of the next files have to be there at once before a slow one is forgotten. */
let sinceSlow = 0;

/**
 * A file that the machine has in its memory is there in a small part of the time that it takes to ask for it in the
 * background. Where two were not, one soon after the other, the next ones are asked for, many at a time: a single one may have waited for a
 * busy processor.
 */
async function textOf(path: string): Promise<string> {
  const began = performance.now();
  if (began < slowUntil) return readFile(path, "utf8");
  const text = readFileSync(path, "utf8");
  const ended = performance.now();
  const isSlow = ended - began > slow.read;
  if (isSlow && sinceSlow > 0) slowUntil = ended + slow.pause;
  sinceSlow = isSlow ? slow.among : Math.max(0, sinceSlow - 1);
  return text;
}

function withoutByteOrderMark(text: string): string {
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}

/** What cannot be read is not there: files come and go while they are listed. */
async function attempt<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch {
    return undefined;
  }
}
