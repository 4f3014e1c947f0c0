import { createLru } from "../base/lru.ts";
import type { FileSystem } from "./fileSystem.ts";
import { isInside } from "./uris.ts";

/** Reads the value of a JSON file that a flow names; `undefined` for one that is none, or that lies outside of the folder. */
export type ReadJson = (uri: string, folder: string) => Promise<unknown>;

/** Files of more bytes are not read. */
const longest = 4_000_000;
const mostKept = 4;

/** `textOf` gives the text of an open document, which goes before the disk. A text that was read before is not parsed again. */
export function createJsonDocuments(fs: FileSystem, textOf: (uri: string) => string | undefined): ReadJson {
  const parsed = createLru<string, { readonly text: string; readonly value: unknown }>(mostKept);
  return async (uri, folder) => {
    const [real, around] = await Promise.all([fs.realUri(uri), fs.realUri(folder)]);
    const text = isInside(around, real) ? (textOf(uri) ?? (await fs.readFile(uri, longest))) : undefined;
    if (text === undefined || text.length > longest) return undefined;
    const known = parsed.get(uri);
    if (known?.text === text) return known.value;
    const value = parseJson(text);
    parsed.set(uri, { text, value });
    return value;
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
