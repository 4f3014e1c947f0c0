import type { DocumentFormattingParams, TextEdit } from "vscode-languageserver";
import { formatting as formattingOf } from "../../features/formatting.ts";
import { textEditOf } from "../convert.ts";
import { fileNow } from "../filePosition.ts";
import type { Session } from "../session.ts";

/** The width and indentation are the project's, not the client's: a file looks the same whoever formats it. */
export function formatting(session: Session, params: DocumentFormattingParams): TextEdit[] | null {
  const file = fileNow(session, params.textDocument)?.file;
  return file === undefined ? null : formattingOf(file).map((edit) => textEditOf(session, file.parsed, edit));
}
