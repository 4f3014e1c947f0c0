import {
  DidChangeWatchedFilesNotification,
  type Disposable,
  type FileSystemWatcher,
  WatchKind,
} from "vscode-languageserver";
import { settingsFileName } from "../workspace/projectSettings.ts";
import type { Session } from "./session.ts";

/**
 * Conversation files and the settings of projects in all they do; of everything else what can hold them: a folder that comes or goes is told of
 * as itself, not file by file.
 */
const watchers: FileSystemWatcher[] = [
  { globPattern: "**/*.flow", kind: WatchKind.Change },
  { globPattern: "**/.gitignore", kind: WatchKind.Change },
  { globPattern: `**/${settingsFileName}`, kind: WatchKind.Change },
  { globPattern: "**/*", kind: WatchKind.Create | WatchKind.Delete },
];

/** Keeps the client watching files as long as a folder is open; the answer is to be called when the folders have changed. */
export function createWatching({
  connection,
  client,
  folders,
}: Pick<Session, "connection" | "client" | "folders">): () => Promise<void> {
  let registered: Promise<Disposable> | undefined;
  return async () => {
    if (!client.watchesFiles) return;
    if (folders.size > 0) {
      registered ??= connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
      await registered;
    } else if (registered !== undefined) {
      const last = registered;
      registered = undefined;
      (await last).dispose();
    }
  };
}
