import { type DidChangeWatchedFilesParams, FileChangeType } from "vscode-languageserver";
import type { FileEvent } from "../../workspace/fileEvents.ts";
import type { Session } from "../session.ts";

const kinds: Readonly<Record<FileChangeType, FileEvent["kind"]>> = {
  [FileChangeType.Created]: "created",
  [FileChangeType.Changed]: "changed",
  [FileChangeType.Deleted]: "deleted",
};

export function didChangeWatchedFiles({ workspace }: Session, { changes }: DidChangeWatchedFilesParams): Promise<void> {
  return workspace.applyFileEvents(changes.map(({ uri, type }) => ({ uri, kind: kinds[type] })));
}
