import type { DocumentLink, DocumentLinkParams } from "vscode-languageserver";
import { documentLinks, linkTarget } from "../../features/documentLinks.ts";
import { rangeOf } from "../convert.ts";
import { fileNow } from "../filePosition.ts";
import { numberIn, textIn } from "../itemData.ts";
import type { Session } from "../session.ts";

export function documentLink(session: Session, params: DocumentLinkParams): DocumentLink[] | null {
  const file = fileNow(session, params.textDocument)?.file;
  if (file === undefined) return null;
  const uri = session.workspace.clientUri(file.uri);
  return documentLinks(file).map(({ target, ...span }) => ({
    range: rangeOf(session, file.parsed, span),
    ...(target === undefined ? { data: { uri, version: file.version, start: span.start } } : { target }),
  }));
}

/** Tells where a link leads that depends on a service; one that depends on the run leads nowhere. */
export function documentLinkResolve(session: Session, link: DocumentLink): DocumentLink {
  const [uri, start] = [textIn(link.data, "uri"), numberIn(link.data, "start")];
  const file = uri === undefined ? undefined : fileNow(session, { uri })?.file;
  if (file === undefined || start === undefined || file.version !== numberIn(link.data, "version")) return link;
  const target = linkTarget(file, start);
  return target === undefined ? link : { ...link, target, tooltip: target };
}
