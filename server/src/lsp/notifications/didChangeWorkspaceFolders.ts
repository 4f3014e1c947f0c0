import type { DidChangeWorkspaceFoldersParams } from "vscode-languageserver";
import type { Session } from "../session.ts";

export function didChangeWorkspaceFolders(
  { workspace }: Session,
  { event: { added, removed } }: DidChangeWorkspaceFoldersParams,
): Promise<void> {
  return workspace.changeFolders(
    added.map((folder) => folder.uri),
    removed.map((folder) => folder.uri),
  );
}
