import type { DidChangeTextDocumentParams } from "vscode-languageserver";
import { createLineMap } from "../../language/lineMap.ts";
import type { ContentChange } from "../../workspace/documents.ts";
import { offsetOfEncoded, type PositionEncoding } from "../positionEncoding.ts";
import type { Session } from "../session.ts";

export function didChange(
  { workspace, client }: Session,
  { textDocument: { uri, version }, contentChanges }: DidChangeTextDocumentParams,
): void {
  const text = workspace.textOf(uri);
  if (text === undefined) return;
  const { positionEncoding } = client;
  const isOurs = positionEncoding === "utf-16";
  workspace.changeDocument(uri, version, isOurs ? contentChanges : inUtf16(text, contentChanges, positionEncoding));
}

/** The edits with their places counted in UTF-16; each place is one of the text that the edit before it left. */
function inUtf16(
  text: string,
  changes: readonly ContentChange[],
  encoding: PositionEncoding,
): readonly ContentChange[] {
  let now = text;
  return changes.map((change) => {
    const { range } = change;
    if (range === undefined) {
      now = change.text;
      return change;
    }
    const lines = createLineMap(now);
    const start = offsetOfEncoded(now, lines, range.start, encoding);
    const end = Math.max(start, offsetOfEncoded(now, lines, range.end, encoding));
    now = now.slice(0, start) + change.text + now.slice(end);
    return { range: { start: lines.positionAt(start), end: lines.positionAt(end) }, text: change.text };
  });
}
