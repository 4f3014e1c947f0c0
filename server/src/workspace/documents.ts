/**
 * The documents that are open in the editor. Their text goes before what stands on the disk. A version is read from the
 * last one that was read, as far as the edits since concern it.
 */
import type { TextChange } from "../language/fileParts.ts";
import { createLineMap, type LineMap, type Position } from "../language/lineMap.ts";
import { type ParsedFile, parse } from "../language/parse.ts";
import { applyChange, changeBetween, mostEdits, reparse } from "../language/reparse.ts";
import { keepLineMap } from "./lineMaps.ts";

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
  lines(): LineMap;
  parsed(): ParsedFile;
  /** What the next version can be read from; `undefined` where no version was read yet. */
  basis(): Basis | undefined;
}

/** A version that was read, and the edits since. */
interface Basis {
  readonly file: ParsedFile;
  readonly edits: readonly TextChange[];
}

/** An open document whose text came from the client. */
export function openDocument(clientUri: string, version: number, text: string): OpenDocument {
  return versionOf({ clientUri, version, text }, undefined, undefined);
}

/** The document after edits, which apply one after the other. */
export function changeDocument(
  document: OpenDocument,
  version: number,
  changes: readonly ContentChange[],
): OpenDocument {
  let { text } = document;
  let lines = document.lines();
  const edits: TextChange[] = [];
  for (const change of changes) {
    const edit = textChange(text, lines, change);
    const now = applyChange(text, edit);
    lines = lines.after(edit, now);
    text = now;
    edits.push(edit);
  }
  if (text === document.text) return { ...document, version };
  const basis = document.basis();
  // Where edits are too many to be taken one by one, it is enough to know that they are.
  const since = basis && { file: basis.file, edits: [...basis.edits, ...edits].slice(0, mostEdits + 1) };
  return versionOf({ clientUri: document.clientUri, version, text }, lines, since);
}

type Version = Pick<OpenDocument, "clientUri" | "version" | "text">;

/** Nothing that is kept may hold on to the version before, or all versions would stay. */
function versionOf(version: Version, lines: LineMap | undefined, since: Basis | undefined): OpenDocument {
  const { text } = version;
  let map = lines;
  let basis = since;
  let file: ParsedFile | undefined;
  const mapOf = (): LineMap => {
    map ??= createLineMap(text);
    return map;
  };
  return {
    ...version,
    lines: mapOf,
    parsed() {
      if (file === undefined) {
        file = basis === undefined ? parse(text) : reparse(basis.file, basis.edits, text);
        basis = { file, edits: [] };
        keepLineMap(file, mapOf());
      }
      return file;
    },
    basis: () => basis,
  };
}

function textChange(text: string, lines: LineMap, { range, text: inserted }: ContentChange): TextChange {
  if (range === undefined) return changeBetween(text, inserted);
  const start = lines.offsetAt(range.start);
  return { start, end: Math.max(start, lines.offsetAt(range.end)), text: inserted };
}
