import { readFile, writeFile } from "node:fs/promises";
import { parse } from "../../language/parse.ts";
import { defaultPrintOptions, printEdits, printed } from "../../language/print.ts";
import { diskPath, nodeFileSystem } from "../../workspace/fileSystem.node.ts";
import { loadProjects } from "../../workspace/loadProject.ts";
import { settingsFileName } from "../../workspace/projectSettings.ts";
import { isInside, joinUri } from "../../workspace/uris.ts";
import { shownPath, uriOfArgument } from "../locations.ts";
import { compareTexts } from "../reports/report.ts";
import { unreadable } from "../usageError.ts";

/** A file as it stands and as it should. */
export interface FormattedFile {
  /** Relative to the working directory, with `/`. */
  readonly shown: string;
  readonly before: string;
  readonly after: string;
  /** True where a part was left alone because it has mistakes. */
  readonly hasMistakes: boolean;
  /** Writes the file as it should stand. */
  readonly write: () => Promise<void>;
}

/**
 * Formats every file at or below the paths, each as the `flowstate.json` of its project says, and sorts them by path;
 * writes nothing yet. Throws a `UsageError` for a path that cannot be read.
 */
export async function formatPaths(paths: readonly string[]): Promise<readonly FormattedFile[]> {
  const files = new Map<string, FormattedFile>();
  for (const path of paths) {
    const uri = uriOfArgument(path);
    const loaded = await loadProjects(nodeFileSystem, uri);
    if (!loaded.ok) throw unreadable(path, loaded.reason);
    for (const { folder, index, settings } of loaded.value) {
      const [problem] = settings.problems;
      if (problem !== undefined) throw unreadable(shownPath(joinUri(folder, settingsFileName)), problem);
      const options = { ...defaultPrintOptions, ...settings.settings.format };
      for (const file of index.files.values()) {
        if (!isInside(uri, file.uri) || files.has(file.uri)) continue;
        files.set(file.uri, await formatFile(diskPath(file.uri), shownPath(file.uri), options));
      }
    }
  }
  return [...files.values()].sort((a, b) => compareTexts(a.shown, b.shown));
}

async function formatFile(path: string, shown: string, options: typeof defaultPrintOptions): Promise<FormattedFile> {
  const before = await readText(path, shown);
  const parsed = parse(before);
  const after = printed(before, printEdits(parsed, options));
  return { shown, before, after, hasMistakes: parsed.problems.length > 0, write: () => writeText(path, shown, after) };
}

/** The text of a file, with its byte order mark; what is no UTF-8 would not survive being written again. */
async function readText(path: string, shown: string): Promise<string> {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await readFile(path));
  } catch (error) {
    throw unreadable(shown, error instanceof TypeError ? "It is no UTF-8 text." : reasonOf(error));
  }
}

async function writeText(path: string, shown: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    throw unreadable(shown, reasonOf(error));
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
