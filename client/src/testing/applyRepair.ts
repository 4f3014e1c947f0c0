import { Range, window, workspace } from "vscode";
import type { Repair } from "./repairs.ts";

/** Makes a change and shows its place. */
export async function applyRepair({ edit, uri, range }: Repair): Promise<void> {
  if (!(await workspace.applyEdit(edit))) return;
  await window.showTextDocument(uri, { selection: new Range(range.start, range.start), preserveFocus: false });
}
