import type { SelectionRange, SelectionRangeParams } from "vscode-languageserver";
import { selectionRanges } from "../../features/selectionRanges.ts";
import { offsetOf, rangeOf } from "../convert.ts";
import { fileNow } from "../filePosition.ts";
import type { Session } from "../session.ts";

export function selectionRange(session: Session, params: SelectionRangeParams): SelectionRange[] | null {
  const file = fileNow(session, params.textDocument)?.file;
  if (file === undefined) return null;
  return params.positions.map((position) => {
    const spans = selectionRanges(file.parsed, offsetOf(session, file, position));
    const outermost: SelectionRange = { range: { start: position, end: position } };
    return (
      spans.reduceRight<SelectionRange | undefined>(
        (parent, span) => ({ range: rangeOf(session, file.parsed, span), ...(parent !== undefined && { parent }) }),
        undefined,
      ) ?? outermost
    );
  });
}
