import { parse } from "../language/parse.ts";
import type { FileSystem } from "./fileSystem.ts";
import { isFlowFileName } from "./ignoreRules.ts";
import { holdsBot } from "./projects.ts";
import { isScanned } from "./scan.ts";
import { ancestors, joinUri } from "./uris.ts";

/** The nearest folder, at or above a place, that holds a `bot` and whose scan reaches the place. */
export async function nearestBotFolder(fs: FileSystem, place: string): Promise<string | undefined> {
  for (const folder of [place, ...ancestors(place)]) {
    if (await holdsBotFile(fs, folder)) return (await isScanned(fs, folder, place)) ? folder : undefined;
    if ((await fs.kindOf(joinUri(folder, ".git"))) !== undefined) return undefined;
  }
  return undefined;
}

async function holdsBotFile(fs: FileSystem, folder: string): Promise<boolean> {
  for (const { name, kind } of await fs.readFolder(folder)) {
    if (kind === "folder" || !isFlowFileName(name)) continue;
    const text = await fs.readFile(joinUri(folder, name));
    // Most files hold no bot: looking for the word first spares parsing them.
    if (text !== undefined && /\bbot\b/.test(text) && holdsBot(parse(text))) return true;
  }
  return false;
}
