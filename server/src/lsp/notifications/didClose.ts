import type { DidCloseTextDocumentParams } from "vscode-languageserver";
import { normalizeUri } from "../../workspace/uris.ts";
import type { Session } from "../session.ts";

export function didClose({ workspace, reports }: Session, { textDocument }: DidCloseTextDocumentParams): Promise<void> {
  // What its client shows of it is not what those who watch all files were told.
  for (const forget of reports.watchers) forget(normalizeUri(textDocument.uri));
  return workspace.closeDocument(textDocument.uri);
}
