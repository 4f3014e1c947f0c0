/** The documents that are open in the editor. Their text goes before what stands on the disk. */
import { createLineMap, type Position } from "../language/lineMap.ts";
import { type ParsedFile, parse } from "../language/parse.ts";

/** One edit of a document: the range is replaced; without a range the whole text is. */
export interface ContentChange {
  readonly range?: { readonly start: Position; readonly end: Position };
  readonly text: string;
}

/** An open document in one version. It is parsed when it is first read, so that a burst of edits costs little. */
export interface OpenDocument {
  /** The URI as the client writes it; answers about this document name it so. */
  readonly clientUri: string;
  readonly version: number;
  readonly text: string;
  parsed(): ParsedFile;
}

/** An open document whose text was read from the client. */
export function openDocument(clientUri: string, version: number, text: string): OpenDocument {
  return { clientUri, version, text, parsed: lazilyParsed(text) };
}

/** The document after edits, which apply one after the other. */
export function changeDocument(
  document: OpenDocument,
  version: number,
  changes: readonly ContentChange[],
): OpenDocument {
  const text = changes.reduce(applyChange, document.text);
  return text === document.text ? { ...document, version } : openDocument(document.clientUri, version, text);
}

/** A parse that happens at the first call, and then no more. */
export function lazilyParsed(text: string): () => ParsedFile {
  let parsed: ParsedFile | undefined;
  return () => {
    parsed ??= parse(text);
    return parsed;
  };
}

function applyChange(text: string, { range, text: inserted }: ContentChange): string {
  if (range === undefined) return inserted;
  const lines = createLineMap(text);
  const start = lines.offsetAt(range.start);
  const end = Math.max(start, lines.offsetAt(range.end));
  return text.slice(0, start) + inserted + text.slice(end);
}
