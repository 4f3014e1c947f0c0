import type { ParsedFile } from "../language/parse.ts";
import type { SourceFile } from "../semantics/fileIndex.ts";
import { baseName, relativePath } from "./uris.ts";

/** A parsed file as a member of the project in `folder`. */
export function sourceFile(folder: string, uri: string, parsed: ParsedFile): SourceFile {
  return { path: relativePath(folder, uri) ?? baseName(uri), uri, parsed };
}
