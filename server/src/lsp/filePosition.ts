import type { Position, TextDocumentIdentifier } from "vscode-languageserver";
import type { FileView, Snapshot } from "../workspace/snapshot.ts";
import { normalizeUri } from "../workspace/uris.ts";
import { offsetOf } from "./convert.ts";
import type { Session } from "./session.ts";

/** A file at this moment, and the moment. */
export interface FileNow {
  readonly snapshot: Snapshot;
  readonly file: FileView;
}

/** The file that a request is about; `undefined` where the workspace does not have it. */
export function fileNow(session: Session, { uri }: TextDocumentIdentifier): FileNow | undefined {
  const snapshot = session.workspace.snapshot();
  const file = snapshot.file(normalizeUri(uri));
  return file && { snapshot, file };
}

/** The place that a request is about. */
export function filePosition(
  session: Session,
  params: { readonly textDocument: TextDocumentIdentifier; readonly position: Position },
): (FileNow & { readonly offset: number }) | undefined {
  const now = fileNow(session, params.textDocument);
  return now && { ...now, offset: offsetOf(session, now.file, params.position) };
}
