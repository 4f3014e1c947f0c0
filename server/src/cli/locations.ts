import { isAbsolute, relative, resolve, sep } from "node:path";
import { diskPath, fileUri } from "../workspace/fileSystem.node.ts";

/** The URI of a path as it was typed. */
export function uriOfArgument(path: string): string {
  return fileUri(resolve(path));
}

/** A file's path as the command line shows it: relative to the working directory, with `/`. */
export function shownPath(uri: string, cwd: string = process.cwd()): string {
  const path = diskPath(uri);
  const shown = relative(cwd, path);
  // On another drive there is no relative path.
  return (isAbsolute(shown) || shown === "" ? path : shown).split(sep).join("/");
}
