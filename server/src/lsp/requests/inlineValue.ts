import type { InlineValue, InlineValueParams } from "vscode-languageserver";
import { inlineValues } from "../../features/inlineValues.ts";
import { offsetOf, rangeOf } from "../convert.ts";
import { fileNow } from "../filePosition.ts";
import type { Session } from "../session.ts";

export function inlineValue(session: Session, params: InlineValueParams): InlineValue[] | null {
  const file = fileNow(session, params.textDocument)?.file;
  const stopped = params.context?.stoppedLocation;
  if (file === undefined || stopped === undefined) return null;
  const spanOf = ({ start, end }: InlineValueParams["range"]) => ({
    start: offsetOf(session, file, start),
    end: offsetOf(session, file, end),
  });
  return inlineValues(file, spanOf(params.range), spanOf(stopped)).map(({ expression, ...span }) => ({
    range: rangeOf(session, file.parsed, span),
    expression,
  }));
}
