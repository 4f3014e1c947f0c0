import type { DidSaveTextDocumentParams } from "vscode-languageserver";
import type { Session } from "../session.ts";

/** What was saved is read again, so that a client that watches nothing keeps the disk known. */
export function didSave(
  { client, workspace }: Session,
  { textDocument: { uri } }: DidSaveTextDocumentParams,
): Promise<void> | undefined {
  return client.watchesFiles ? undefined : workspace.applyFileEvents([{ uri, kind: "changed" }]);
}
