import {
  LSPErrorCodes,
  type PrepareRenameParams,
  type PrepareRenameResult,
  ResponseError,
} from "vscode-languageserver";
import { prepareRename as prepareRenameAt } from "../../features/rename.ts";
import { rangeOf } from "../convert.ts";
import { namingPosition } from "../filePosition.ts";
import type { Session } from "../session.ts";

export function prepareRename(session: Session, params: PrepareRenameParams): PrepareRenameResult | null {
  const at = namingPosition(session, params);
  const prepared = at && prepareRenameAt(at.file, at.offset);
  if (at === undefined || prepared === undefined) return null;
  if (!prepared.ok) throw new ResponseError(LSPErrorCodes.RequestFailed, prepared.reason);
  return { range: rangeOf(session, at.file.parsed, prepared.value), placeholder: prepared.value.name };
}
