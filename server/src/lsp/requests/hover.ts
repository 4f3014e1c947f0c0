import type { Hover, HoverParams } from "vscode-languageserver";
import { hover as hoverAt, hoverOfName } from "../../features/hover.ts";
import { rangeOf } from "../convert.ts";
import { filePosition, neighbourPosition } from "../filePosition.ts";
import { markupOf } from "../markup.ts";
import type { Session } from "../session.ts";

export function hover(session: Session, params: HoverParams): Hover | null {
  const inFlow = filePosition(session, params);
  const at = inFlow ?? neighbourPosition(session, params);
  const { docs } = session.client;
  const found = inFlow ? hoverAt(inFlow.file, inFlow.offset, docs) : at && hoverOfName(at.file, at.offset, docs);
  if (at === undefined || found === undefined) return null;
  return {
    contents: markupOf(found.markdown, session.client.markdown.hover),
    range: rangeOf(session, at.file.parsed, found.span),
  };
}
