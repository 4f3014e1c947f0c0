import { type DocumentHighlight, DocumentHighlightKind, type DocumentHighlightParams } from "vscode-languageserver";
import { documentHighlights } from "../../features/documentHighlights.ts";
import { rangeOf } from "../convert.ts";
import { namingPosition } from "../filePosition.ts";
import type { Session } from "../session.ts";

export function documentHighlight(session: Session, params: DocumentHighlightParams): DocumentHighlight[] | null {
  const at = namingPosition(session, params);
  if (at === undefined) return null;
  return documentHighlights(at.file, at.offset).map((highlight) => ({
    range: rangeOf(session, at.file.parsed, highlight),
    kind: highlight.access === "read" ? DocumentHighlightKind.Read : DocumentHighlightKind.Write,
  }));
}
