import { Range, Uri, WorkspaceEdit, window, workspace } from "vscode";
import type { SaveTestBody } from "../../../server/src/debug/protocol.ts";

/** Writes a test at the end of its file, which is made where it is not there, saves it and shows it. Answers the file. */
export async function writeTest({ file, edit: { newText }, text }: SaveTestBody): Promise<Uri> {
  const uri = Uri.file(file);
  const edit = new WorkspaceEdit();
  // The file may have grown since the conversation began.
  const known = await workspace.openTextDocument(uri).then(undefined, () => undefined);
  if (known === undefined) edit.createFile(uri, { contents: new TextEncoder().encode(newText) });
  else edit.insert(uri, known.lineAt(known.lineCount - 1).range.end, newText);
  if (!(await workspace.applyEdit(edit))) throw new Error(`${file} cannot be written.`);
  const document = await workspace.openTextDocument(uri);
  await document.save();
  const start = document.positionAt(Math.max(0, document.getText().lastIndexOf(text.trim())));
  await window.showTextDocument(document, { selection: new Range(start, start), preview: false });
  return uri;
}
