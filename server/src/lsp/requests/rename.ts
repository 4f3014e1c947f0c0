import { LSPErrorCodes, type RenameParams, ResponseError, type WorkspaceEdit } from "vscode-languageserver";
import { rename as renameAt } from "../../features/rename.ts";
import { workspaceEditOf } from "../convert.ts";
import { namingPosition } from "../filePosition.ts";
import type { Session } from "../session.ts";

export function rename(session: Session, params: RenameParams): WorkspaceEdit | null {
  const at = namingPosition(session, params);
  if (at === undefined) return null;
  const renamed = renameAt(at.file, at.offset, String(params.newName));
  if (!renamed.ok) throw new ResponseError(LSPErrorCodes.RequestFailed, renamed.reason);
  return workspaceEditOf(session, at.snapshot, renamed.value);
}
