/** Which files beside the flows are looked at: what people write in JSON, JavaScript and TypeScript. */
import { settingsFileName } from "../projectSettings.ts";

/** Longer files are data or made by programs; in UTF-16 code units as well as in bytes. */
export const longestNeighbour = 1_000_000;

/** The endings of their names, without the dot. */
export const neighbourEndings = ["json", "jsonc", "js", "mjs", "cjs", "jsx", "ts", "mts", "cts", "tsx"] as const;

const neighbourName = new RegExp(`\\.(?:${neighbourEndings.join("|")})$`);

/** Lock files, settings, and what was made smaller by a program. */
const madeByPrograms =
  /^(?:package-lock\.json|npm-shrinkwrap\.json|packages\.lock\.json|.*[-.]lock\.json|lock\.json|.*\.min\.[cm]?js|.*\.bundle\.js)$/;

/** Where builds and tools put what they make. */
const madeFolders: ReadonlySet<string> = new Set([
  "node_modules",
  "bower_components",
  "jspm_packages",
  "dist",
  "build",
  "out",
  "coverage",
  "target",
]);

/** True for the names of files that are looked at. */
export function isNeighbourName(name: string): boolean {
  return neighbourName.test(name) && name !== settingsFileName && !madeByPrograms.test(name);
}

/** True for names of files in these languages, looked at or not: none of them is a flow. */
export function isOfOtherLanguage(name: string): boolean {
  return neighbourName.test(name);
}

/** True for folders that are not looked into; those whose names begin with a dot belong to tools. */
export function isMadeFolder(name: string): boolean {
  return madeFolders.has(name) || name.startsWith(".");
}
