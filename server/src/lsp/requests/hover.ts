import { type Hover, type HoverParams, MarkupKind } from "vscode-languageserver";
import { hover as hoverAt } from "../../features/hover.ts";
import { rangeOf } from "../convert.ts";
import { filePosition } from "../filePosition.ts";
import type { Session } from "../session.ts";

export function hover(session: Session, params: HoverParams): Hover | null {
  const at = filePosition(session, params);
  const found = at && hoverAt(at.file, at.offset, session.client.docs);
  if (at === undefined || found === undefined) return null;
  return {
    contents: { kind: MarkupKind.Markdown, value: found.markdown },
    range: rangeOf(session, at.file.parsed, found.span),
  };
}
