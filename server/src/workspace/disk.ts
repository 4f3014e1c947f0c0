/**
 * The conversation files and project settings of the opened folders as they stand on the disk. A file belongs to the outermost folder
 * whose scan finds it, so that folders may overlap. Whoever calls makes sure that no two changes run at once.
 */
import { createPacer } from "../base/slices.ts";
import { type ForgettableFile, forgettableFile } from "../language/forgettableFile.ts";
import type { FileEvent } from "./fileEvents.ts";
import { latestEvents, touchesIgnoreRules } from "./fileEvents.ts";
import type { FileSystem } from "./fileSystem.ts";
import { settingsFileName } from "./projectSettings.ts";
import { isReadFileName, isScanned, type ScannedFile, scanBelow, scanFolder } from "./scan.ts";
import { ancestors, baseName, isInside, joinUri, parentUri } from "./uris.ts";

/** A file that a scan found. */
interface DiskFile {
  /** The folder whose scan found it. */
  readonly root: string;
  readonly text: string;
  readonly file: ForgettableFile;
}

/** The files of the opened folders. */
export interface Disk {
  file(uri: string): DiskFile | undefined;
  hasRoot(folder: string): boolean;
  addRoot(folder: string): Promise<void>;
  removeRoot(folder: string): Promise<void>;
  apply(events: readonly FileEvent[]): Promise<void>;
  /** The settings of the project in a folder: the text of its `flowstate.json`. */
  settings(folder: string): string | undefined;
  /** The outermost folder whose scan reads the file, or would if it were saved. */
  rootOf(uri: string): Promise<string | undefined>;
}

/** A disk without folders; `changed` hears of every file that came, went or changed its text, settings included. */
export function createDisk(fs: FileSystem, changed: (uri: string) => void): Disk {
  const files = new Map<string, DiskFile>();
  const roots = new Set<string>();

  const outermostFirst = () => [...roots].toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1));
  const put = (root: string, { uri, text }: ScannedFile) => {
    const before = files.get(uri);
    const owner = before !== undefined && before.root !== root && isInside(before.root, root) ? before.root : root;
    if (before?.text === text && before.root === owner) return;
    files.set(uri, { root: owner, text, file: before?.text === text ? before.file : forgettableFile(text) });
    changed(uri);
  };
  const drop = (uri: string) => {
    if (files.delete(uri)) changed(uri);
  };
  const rescan = async (root: string) => {
    const found = await scanFolder(fs, root);
    const pause = createPacer();
    const kept = new Set(found.map((file) => file.uri));
    for (const [uri, file] of files) if (file.root === root && !kept.has(uri)) drop(uri);
    for (const file of found) {
      put(root, file);
      await pause();
    }
  };
  const rescanAround = async (folder: string) => {
    for (const root of outermostFirst()) {
      if (isInside(root, folder) || isInside(folder, root)) await rescan(root);
    }
  };
  const rootOf = async (uri: string) => {
    const known = files.get(uri)?.root;
    if (known !== undefined) return known;
    for (const root of outermostFirst()) if (await isScanned(fs, root, uri)) return root;
    return undefined;
  };
  const read = async (uri: string, rootOf: Disk["rootOf"]) => {
    const root = await rootOf(uri);
    const text = root === undefined ? undefined : await fs.readFile(uri);
    if (root === undefined || text === undefined) drop(uri);
    else put(root, { uri, text });
  };
  const lookInto = async (uri: string, rootOf: Disk["rootOf"]) => {
    const root = await rootOf(uri);
    if (root === undefined || (await fs.kindOf(uri)) !== "folder") return;
    const pause = createPacer();
    for (const file of await scanBelow(fs, root, uri)) {
      put(root, file);
      await pause();
    }
  };
  /** Which root reads a file is the same for all files of a folder, as long as no rule changes. */
  const rootByFolder = (): Disk["rootOf"] => {
    const known = new Map<string, Promise<string | undefined>>();
    return (uri) => {
      const folder = parentUri(uri);
      const root = known.get(folder) ?? rootOf(uri);
      known.set(folder, root);
      return root;
    };
  };

  return {
    file: (uri) => (isSettingsFile(uri) ? undefined : files.get(uri)),
    settings: (folder) => files.get(joinUri(folder, settingsFileName))?.text,
    hasRoot: (folder) => roots.has(folder),
    rootOf,
    async addRoot(folder) {
      roots.add(folder);
      // A file that nobody has told of yet belongs to the outermost folder too.
      for (const root of outermostFirst()) if (isInside(root, folder)) await rescan(root);
    },
    async removeRoot(folder) {
      if (!roots.delete(folder)) return;
      for (const [uri, file] of files) if (file.root === folder) drop(uri);
      await rescanAround(folder);
    },
    async apply(events) {
      const latest = latestEvents(events);
      for (const { uri } of latest.filter(touchesIgnoreRules)) await rescanAround(parentUri(uri));
      // A folder that went and came back holds what is found in it then, and nothing else.
      const replaced = events.filter(({ uri, kind }) => kind === "deleted" && !isReadFileName(baseName(uri)));
      const deleted = new Set([...latest.filter(({ kind }) => kind === "deleted"), ...replaced].map(({ uri }) => uri));
      if (deleted.size > 0) {
        for (const file of [...files.keys()])
          if (deleted.has(file) || ancestors(file).some((folder) => deleted.has(folder))) drop(file);
      }
      const pause = createPacer();
      const root = rootByFolder();
      for (const { uri, kind } of latest) {
        if (kind === "deleted") continue;
        if (isReadFileName(baseName(uri))) await read(uri, root);
        else if (kind === "created") await lookInto(uri, root);
        await pause();
      }
    },
  };
}

/** True for the settings of a project, which are no conversation file. */
export function isSettingsFile(uri: string): boolean {
  return baseName(uri) === settingsFileName;
}
