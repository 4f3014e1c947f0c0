import type { DocumentLink, DocumentLinkParams } from "vscode-languageserver";
import { documentLinks } from "../../features/documentLinks.ts";
import { rangeOf } from "../convert.ts";
import { fileNow } from "../filePosition.ts";
import type { Session } from "../session.ts";

export function documentLink(session: Session, params: DocumentLinkParams): DocumentLink[] | null {
  const file = fileNow(session, params.textDocument)?.file;
  if (file === undefined) return null;
  return documentLinks(file.parsed).map(({ target, ...span }) => ({
    range: rangeOf(session, file.parsed, span),
    target,
  }));
}
