/** Files that the user has created, moved or deleted in the editor: news for a client that does not watch the disk. */
import type { CreateFilesParams, DeleteFilesParams, RenameFilesParams } from "vscode-languageserver";
import type { FileEvent } from "../../workspace/fileEvents.ts";
import type { Session } from "../session.ts";

export function didCreateFiles(session: Session, { files }: CreateFilesParams): Promise<void> | undefined {
  return apply(session, files.map(created));
}

export function didRenameFiles(session: Session, { files }: RenameFilesParams): Promise<void> | undefined {
  return apply(
    session,
    files.flatMap(({ oldUri, newUri }) => [deleted({ uri: oldUri }), created({ uri: newUri })]),
  );
}

export function didDeleteFiles(session: Session, { files }: DeleteFilesParams): Promise<void> | undefined {
  return apply(session, files.map(deleted));
}

/** A client that watches the disk tells of the same with `didChangeWatchedFiles`. */
function apply({ client, workspace }: Session, events: readonly FileEvent[]): Promise<void> | undefined {
  return client.watchesFiles ? undefined : workspace.applyFileEvents(events);
}

function created({ uri }: { readonly uri: string }): FileEvent {
  return { uri, kind: "created" };
}

function deleted({ uri }: { readonly uri: string }): FileEvent {
  return { uri, kind: "deleted" };
}
