import { isAbsolute, join, relative } from "node:path";
import { Range, type TextEditor, Uri, ViewColumn, window, workspace } from "vscode";
import type { RunEventBody } from "../../../server/src/debug/protocol.ts";

type Place = NonNullable<RunEventBody["source"]>;

/** The file of a place, undefined where it lies outside of the project's folder. */
export function fileOf(folder: string, place: Place): Uri | undefined {
  const path = join(folder, place.file);
  const inside = relative(folder, path);
  return inside.startsWith("..") || isAbsolute(inside) ? undefined : Uri.file(path);
}

/** The range of a place in the editor's own terms. */
export function rangeOf({ range }: Place): Range {
  return new Range(range.start.line, range.start.character, range.end.line, range.end.character);
}

/** Shows a place of a flow in the editor beside the panel and selects where it begins. */
export async function revealPlace(folder: string, place: Place): Promise<TextEditor | undefined> {
  const file = fileOf(folder, place);
  if (file === undefined) return undefined;
  const open = window.visibleTextEditors.find((editor) => editor.document.uri.fsPath === file.fsPath);
  const document = await workspace.openTextDocument(file);
  const { start } = rangeOf(place);
  return window.showTextDocument(document, {
    viewColumn: open?.viewColumn ?? ViewColumn.One,
    selection: new Range(start, start),
  });
}
