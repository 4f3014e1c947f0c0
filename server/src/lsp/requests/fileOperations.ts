/** Files and folders that the user is about to create, move or delete in the editor. */

import type { CreateFilesParams, DeleteFilesParams, RenameFilesParams } from "vscode-languageserver";
import { MessageType, ShowMessageNotification, type WorkspaceEdit } from "vscode-languageserver";
import { referencesLost } from "../../features/fileDeletes.ts";
import { editsForRenames } from "../../features/fileRenames.ts";
import { baseName, normalizeUri } from "../../workspace/uris.ts";
import { workspaceEditOf } from "../convert.ts";
import type { Session } from "../session.ts";

/** Edits what speaks of a flow that is called as its file is; `null` where nothing follows. */
export function willRenameFiles(session: Session, { files }: RenameFilesParams): WorkspaceEdit | null {
  const snapshot = session.workspace.snapshot();
  const renames = files.map(({ oldUri, newUri }) => ({ from: normalizeUri(oldUri), to: normalizeUri(newUri) }));
  const edits = editsForRenames(snapshot, renames);
  return edits.length === 0 ? null : workspaceEditOf(session, snapshot, edits);
}

/** Nothing speaks of a file that is not there yet. */
export function willCreateFiles(_: Session, __: CreateFilesParams): null {
  return null;
}

/** Nothing is edited: what named the states that go is for its author to decide. It says what will lead nowhere. */
export function willDeleteFiles({ workspace, connection }: Session, { files }: DeleteFilesParams): null {
  const uris = files.map(({ uri }) => normalizeUri(uri));
  const lost = referencesLost(workspace.snapshot(), uris);
  if (lost.places === 0) return null;
  const [first = "", ...others] = uris.map(baseName);
  const what = others.length === 0 ? first : `${first} and ${others.length} more`;
  const places = lost.places === 1 ? "1 place" : `${lost.places} places`;
  const shown = lost.files.slice(0, 3).join(", ");
  const where = lost.files.length > 3 ? `${shown} and ${lost.files.length - 3} more files` : shown;
  const message = `Without ${what}, ${places} in ${where} will name states that are gone. The problems list shows each.`;
  void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message });
  return null;
}
