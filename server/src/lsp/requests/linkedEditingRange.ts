import type { LinkedEditingRangeParams, LinkedEditingRanges } from "vscode-languageserver";
import { linkedEditingRanges } from "../../features/linkedEditingRanges.ts";
import { rangeOf } from "../convert.ts";
import { filePosition } from "../filePosition.ts";
import type { Session } from "../session.ts";

export function linkedEditingRange(session: Session, params: LinkedEditingRangeParams): LinkedEditingRanges | null {
  const at = filePosition(session, params);
  const spans = at && linkedEditingRanges(at.file, at.offset);
  if (at === undefined || spans === undefined) return null;
  // In backticks a name may hold all but backticks and line ends.
  return { ranges: spans.map((span) => rangeOf(session, at.file.parsed, span)), wordPattern: "[^`\\r\\n]*" };
}
