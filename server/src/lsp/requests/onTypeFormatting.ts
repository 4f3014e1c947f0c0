import type { DocumentOnTypeFormattingParams, TextEdit } from "vscode-languageserver";
import { onTypeFormatting as onTypeFormattingOf } from "../../features/formatting.ts";
import { textEditOf } from "../convert.ts";
import { filePosition } from "../filePosition.ts";
import type { Session } from "../session.ts";

export function onTypeFormatting(session: Session, params: DocumentOnTypeFormattingParams): TextEdit[] | null {
  const at = filePosition(session, params);
  if (at === undefined) return null;
  return onTypeFormattingOf(at.file, at.offset, params.ch).map((edit) => textEditOf(session, at.file.parsed, edit));
}
