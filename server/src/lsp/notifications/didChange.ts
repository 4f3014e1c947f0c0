import type { DidChangeTextDocumentParams } from "vscode-languageserver";
import type { Session } from "../session.ts";

export function didChange({ workspace }: Session, { textDocument, contentChanges }: DidChangeTextDocumentParams): void {
  workspace.changeDocument(textDocument.uri, textDocument.version, contentChanges);
}
