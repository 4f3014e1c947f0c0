import type { DidCloseTextDocumentParams } from "vscode-languageserver";
import type { Session } from "../session.ts";

export function didClose({ workspace }: Session, { textDocument }: DidCloseTextDocumentParams): Promise<void> {
  return workspace.closeDocument(textDocument.uri);
}
