import type { Position, TextDocumentIdentifier } from "vscode-languageserver";
import type { FileView, NamingFile, NeighbourView, Snapshot } from "../workspace/snapshot.ts";
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

/** A flow or neighbour at this moment, and the moment. */
export interface NamingNow {
  readonly snapshot: Snapshot;
  readonly file: NamingFile;
}

/** The place in a flow or neighbour that a request is about. */
export function namingPosition(
  session: Session,
  { textDocument, position }: { readonly textDocument: TextDocumentIdentifier; readonly position: Position },
): (NamingNow & { readonly offset: number }) | undefined {
  const snapshot = session.workspace.snapshot();
  const file = snapshot.naming(normalizeUri(textDocument.uri));
  return file && { snapshot, file, offset: offsetOf(session, file, position) };
}

/** The place in a neighbour that a request is about. */
export function neighbourPosition(
  session: Session,
  { textDocument, position }: { readonly textDocument: TextDocumentIdentifier; readonly position: Position },
): { readonly file: NeighbourView; readonly offset: number } | undefined {
  const file = session.workspace.snapshot().neighbour(normalizeUri(textDocument.uri));
  return file && { file, offset: offsetOf(session, file, position) };
}
