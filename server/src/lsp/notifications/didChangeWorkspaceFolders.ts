import type { DidChangeWorkspaceFoldersParams } from "vscode-languageserver";
import { changeFolders } from "../changeFolders.ts";
import type { Session } from "../session.ts";

export async function didChangeWorkspaceFolders(
  session: Session,
  { event: { added, removed } }: DidChangeWorkspaceFoldersParams,
): Promise<void> {
  const changed = changeFolders(session, {
    added: added.map((folder) => folder.uri),
    removed: removed.map((folder) => folder.uri),
  });
  await Promise.all([changed, session.watch()]);
}
