import type { FileSystem, FolderEntry } from "../../server/src/workspace/fileSystem.ts";
import { normalizeUri } from "../../server/src/workspace/uris.ts";

/** A disk in memory: files by absolute path; links name the absolute path that they lead to. */
export interface MemoryFileSystem extends FileSystem {
  write(path: string, text: string): void;
  /** Removes a file, or a folder with all below it. */
  remove(path: string): void;
  link(path: string, target: string): void;
  /** Makes all reading wait until the answer is called. */
  hold(): () => void;
  /** How many files were read so far. */
  reads(): number;
}

/** A disk with these files (`{ "/bot/main.flow": "…" }`). */
export function memoryFileSystem(files: Readonly<Record<string, string>> = {}): MemoryFileSystem {
  const texts = new Map(Object.entries(files));
  const links = new Map<string, string>();
  let reads = 0;
  let held: Promise<void> = Promise.resolve();

  const resolve = (path: string, hops = 0): string => {
    const link = [...links].find(([from]) => path === from || path.startsWith(`${from}/`));
    if (link === undefined || hops > 40) return path;
    return resolve(link[1] + path.slice(link[0].length), hops + 1);
  };
  const isFolder = (path: string) => [...texts.keys(), ...links.keys()].some((file) => file.startsWith(`${path}/`));
  const entries = (path: string): FolderEntry[] => {
    const below = (names: Iterable<string>) =>
      [...names].filter((name) => name.startsWith(`${path}/`)).map((name) => name.slice(path.length + 1).split("/"));
    const found = new Map<string, FolderEntry>();
    for (const [name = "", ...rest] of below(texts.keys())) {
      found.set(name, { name, kind: rest.length === 0 ? "file" : "folder" });
    }
    for (const [name = "", ...rest] of below(links.keys())) {
      found.set(name, { name, kind: rest.length === 0 ? "link" : "folder" });
    }
    return [...found.values()];
  };

  return {
    readFile: async (uri) => {
      reads++;
      await held;
      return texts.get(resolve(pathOf(uri)));
    },
    hold: () => {
      let release: () => void = () => undefined;
      held = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },
    readFolder: async (uri) => entries(resolve(pathOf(uri))),
    kindOf: async (uri) => {
      const path = resolve(pathOf(uri));
      if (texts.has(path)) return "file";
      return isFolder(path) ? "folder" : undefined;
    },
    realUri: async (uri) => memoryUri(resolve(pathOf(uri))),
    write: (path, text) => void texts.set(path, text),
    remove: (path) => {
      for (const file of texts.keys()) if (file === path || file.startsWith(`${path}/`)) texts.delete(file);
    },
    link: (path, target) => void links.set(path, target),
    reads: () => reads,
  };
}

/** The URI of a path on the disk in memory. */
export function memoryUri(path: string): string {
  return normalizeUri(`file://${encodeURI(path)}`);
}

function pathOf(uri: string): string {
  return decodeURIComponent(uri.replace(/^file:\/\//, ""));
}
