import type { DidOpenTextDocumentParams } from "vscode-languageserver";
import type { Session } from "../session.ts";

export function didOpen({ workspace }: Session, { textDocument }: DidOpenTextDocumentParams): Promise<void> {
  return workspace.openDocument(textDocument.uri, textDocument.version, textDocument.text);
}
