import type {
  DocumentRangeFormattingParams,
  DocumentRangesFormattingParams,
  Range,
  TextDocumentIdentifier,
  TextEdit,
} from "vscode-languageserver";
import { rangeFormatting as rangeFormattingOf } from "../../features/formatting.ts";
import { offsetOf, textEditOf } from "../convert.ts";
import { fileNow } from "../filePosition.ts";
import type { Session } from "../session.ts";

export function rangeFormatting(session: Session, params: DocumentRangeFormattingParams): TextEdit[] | null {
  return inRanges(session, params.textDocument, [params.range]);
}

export function rangesFormatting(session: Session, params: DocumentRangesFormattingParams): TextEdit[] | null {
  return inRanges(session, params.textDocument, params.ranges);
}

function inRanges(session: Session, document: TextDocumentIdentifier, ranges: readonly Range[]): TextEdit[] | null {
  const file = fileNow(session, document)?.file;
  if (file === undefined) return null;
  const spans = ranges.map(({ start, end }) => ({
    start: offsetOf(session, file, start),
    end: offsetOf(session, file, end),
  }));
  return rangeFormattingOf(file, spans).map((edit) => textEditOf(session, file.parsed, edit));
}
