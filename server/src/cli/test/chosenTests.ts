import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { normalizeUri } from "../../workspace/uris.ts";
import { uriOfArgument } from "../locations.ts";
import { UsageError, unreadable } from "../usageError.ts";

/** The tests of a list: names by the URI of their file, `null` for all of the file. */
export type ChosenTests = ReadonlyMap<string, ReadonlySet<string> | null>;

const list = z.array(z.object({ file: z.string(), name: z.string().optional() }));

/** Reads the list of `--only`, a JSON file, or standard input for `-`. Throws `UsageError` where it is none. */
export async function readChosenTests(path: string): Promise<ChosenTests> {
  const read = path === "-" ? text(process.stdin) : readFile(path, "utf8");
  const content = await read.catch(() => {
    throw unreadable(path, "cannot be read");
  });
  const entries = parseList(content);
  if (entries === undefined)
    throw new UsageError('--only takes a JSON list such as [{ "file": "a.flow", "name": "b" }].');
  const chosen = new Map<string, Set<string> | null>();
  for (const { file, name } of entries) {
    const uri = normalizeUri(uriOfArgument(file));
    const known = chosen.get(uri);
    if (name === undefined || known === null) chosen.set(uri, null);
    else chosen.set(uri, (known ?? new Set()).add(name));
  }
  return chosen;
}

function parseList(content: string): z.infer<typeof list> | undefined {
  try {
    return list.safeParse(JSON.parse(content)).data;
  } catch {
    return undefined;
  }
}

/** Whether a test is on the list, by its name with or without row and language. */
export function isOnList(chosen: ChosenTests, uri: string, ...names: readonly string[]): boolean {
  const inFile = chosen.get(normalizeUri(uri));
  return inFile === null || (inFile !== undefined && names.some((name) => inFile.has(name)));
}
