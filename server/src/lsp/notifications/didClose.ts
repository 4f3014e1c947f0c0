import type { DidCloseTextDocumentParams } from "vscode-languageserver";
import { normalizeUri } from "../../workspace/uris.ts";
import type { Session } from "../session.ts";

export function didClose({ workspace, reports }: Session, { textDocument }: DidCloseTextDocumentParams): Promise<void> {
  reports.forget(normalizeUri(textDocument.uri));
  return workspace.closeDocument(textDocument.uri);
}
