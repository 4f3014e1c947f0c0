import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

/** How many folders up from the program its documentation may stand. */
const MOST_UP = 4;

/**
 * The address of the documentation that is installed with the program, without a slash at the end: for clients that do not
 * say where it is. `undefined` where there is none.
 */
export function docsFolder(program: string | undefined = process.argv[1]): string | undefined {
  if (program === undefined || !existsSync(program)) return undefined;
  let folder = dirname(realpathSync(program));
  for (let up = 0; up < MOST_UP; up++) {
    const docs = join(folder, "docs");
    if (existsSync(join(docs, "checks", "README.md"))) return pathToFileURL(docs).href;
    folder = dirname(folder);
  }
  return undefined;
}
