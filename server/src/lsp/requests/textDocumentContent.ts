import type { TextDocumentContentParams, TextDocumentContentResult } from "vscode-languageserver";
import { generatedText } from "../generatedTexts.ts";
import type { Session } from "../session.ts";

/** A generated text; from now on the client is told when it may be another. */
export function textDocumentContent(session: Session, { uri }: TextDocumentContentParams): TextDocumentContentResult {
  const text = generatedText(session.workspace.snapshot(), uri);
  session.generated.add(uri);
  return { text: text ?? "The flows that this was made from are not open any more.\n" };
}
