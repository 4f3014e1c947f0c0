import { isInside, joinUri, parentUri } from "../workspace/uris.ts";

/** The URI of a file that a flow names by its path from there; `undefined` for one outside of the project's folder. */
export function namedFile(folder: string, uri: string, path: string): string | undefined {
  const segments = path.replaceAll("\\", "/").split("/");
  if (path.startsWith("/") || segments.includes("..")) return undefined;
  const target = joinUri(parentUri(uri), segments.filter((segment) => segment !== ".").join("/"));
  return isInside(folder, target) ? target : undefined;
}
