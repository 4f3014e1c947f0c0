/**
 * URIs are compared as strings everywhere, so they are brought into one form where they come in: clients encode the
 * same path in different ways (`c:` and `c%3A`, `(` and `%28`). A folder's URI has no `/` at its end.
 */
import { URI, Utils } from "vscode-uri";

/** The one form of a URI. */
export function normalizeUri(uri: string): string {
  const normal = URI.parse(uri).toString();
  return normal.endsWith("/") && !normal.endsWith(":///") ? normal.slice(0, -1) : normal;
}

/** The name of a file or folder that is written in a URI as it is: those of most are, and a folder may hold thousands. */
const plainName = /^(?!\.{1,2}$)[\w.~-]+$/;

/** The URI of `path` (with `/`, not encoded) below a folder. */
export function joinUri(folder: string, path: string): string {
  if (plainName.test(path) && isPlain(folder)) return folder.endsWith("/") ? folder + path : `${folder}/${path}`;
  return Utils.joinPath(URI.parse(folder), path).toString();
}

/** The folder that holds a file or folder; the root's is itself. */
export function parentUri(uri: string): string {
  const path = pathStart(uri);
  const cut = uri.lastIndexOf("/");
  if (cut > path) return uri.slice(0, cut);
  return path < 0 ? uri : uri.slice(0, path + 1);
}

/** The last part of the path, not encoded. */
export function baseName(uri: string): string {
  const last = uri.slice(uri.lastIndexOf("/") + 1);
  if (plainName.test(last) && isPlain(uri)) return last;
  return Utils.basename(URI.parse(uri));
}

/** True for the folder itself and everything below it. */
export function isInside(folder: string, uri: string): boolean {
  return uri === folder || uri.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}

/** The path of `uri` below `folder`, with `/` and not encoded; `undefined` where it is not below. */
export function relativePath(folder: string, uri: string): string | undefined {
  if (uri === folder || !isInside(folder, uri)) return undefined;
  if (isPlain(uri)) return uri.slice(folder.endsWith("/") ? folder.length : folder.length + 1);
  return URI.parse(uri).path.slice(URI.parse(folder).path.length).replace(/^\//, "");
}

/** True where nothing is encoded, and nothing stands behind the path. */
function isPlain(uri: string): boolean {
  return plainUri.test(uri);
}

const plainUri = /^file:\/\/\/[\w.~/-]*$/;

/** The folders above a URI, nearest first, down to the root. */
export function ancestors(uri: string): string[] {
  const found: string[] = [];
  for (let at = parentUri(uri), last = uri; at !== last; last = at, at = parentUri(at)) found.push(at);
  return found;
}

/** Where the path begins, behind the scheme and the authority; -1 where it has no `/`. */
function pathStart(uri: string): number {
  const authority = uri.indexOf("://");
  return uri.indexOf("/", authority < 0 ? 0 : authority + 3);
}
