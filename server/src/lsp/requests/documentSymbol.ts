import type { DocumentSymbol, DocumentSymbolParams, SymbolInformation } from "vscode-languageserver";
import { documentSymbols, type OutlineEntry } from "../../features/documentSymbols.ts";
import type { FileView } from "../../workspace/snapshot.ts";
import { rangeOf, symbolKindOf } from "../convert.ts";
import { fileNow } from "../filePosition.ts";
import type { Session } from "../session.ts";

export function documentSymbol(
  session: Session,
  params: DocumentSymbolParams,
): DocumentSymbol[] | SymbolInformation[] | null {
  const now = fileNow(session, params.textDocument);
  if (now === undefined) return null;
  const entries = documentSymbols(now.file);
  if (session.client.hierarchicalSymbols) return entries.map((entry) => nested(session, now.file, entry));
  return entries.flatMap((entry) => flat(session, now.file, entry, undefined));
}

function nested(session: Session, file: FileView, entry: OutlineEntry): DocumentSymbol {
  return {
    name: entry.name,
    ...(entry.detail !== undefined && { detail: entry.detail }),
    kind: symbolKindOf(entry.kind),
    range: rangeOf(session, file.parsed, entry.span),
    selectionRange: rangeOf(session, file.parsed, entry.selection),
    children: entry.children.map((child) => nested(session, file, child)),
  };
}

function flat(
  session: Session,
  file: FileView,
  entry: OutlineEntry,
  container: string | undefined,
): SymbolInformation[] {
  const location = { uri: session.workspace.clientUri(file.uri), range: rangeOf(session, file.parsed, entry.span) };
  const own = { name: entry.name, kind: symbolKindOf(entry.kind), location };
  const children = entry.children.flatMap((child) => flat(session, file, child, entry.name));
  return [container === undefined ? own : { ...own, containerName: container }, ...children];
}
