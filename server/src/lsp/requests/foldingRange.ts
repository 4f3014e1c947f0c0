import { type FoldingRange, FoldingRangeKind, type FoldingRangeParams } from "vscode-languageserver";
import { foldingRanges } from "../../features/foldingRanges.ts";
import { rangeOf } from "../convert.ts";
import { fileNow } from "../filePosition.ts";
import type { Session } from "../session.ts";

export function foldingRange(session: Session, params: FoldingRangeParams): FoldingRange[] | null {
  const now = fileNow(session, params.textDocument);
  if (now === undefined) return null;
  return foldingRanges(now.file).flatMap((fold) => {
    const { start, end } = rangeOf(session, now.file.parsed, fold);
    // The line of a closing brace stays visible below what is folded.
    const endLine = fold.kind === "comment" ? end.line : end.line - 1;
    if (endLine <= start.line) return [];
    return [{ startLine: start.line, endLine, ...(fold.kind === "comment" && { kind: FoldingRangeKind.Comment }) }];
  });
}
