import { type FSWatcher, watch } from "node:fs";

/** Milliseconds of quiet after a change: several files that are saved together are one change. */
const QUIET = 150;

/** Calls back when a `.flow` file below the folder has changed; the answer ends it. A folder that cannot be watched is not. */
export function watchFlows(folder: string, changed: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const watcher = attempt(folder, (name) => {
    if (name !== null && !name.endsWith(".flow")) return;
    clearTimeout(timer);
    timer = setTimeout(changed, QUIET);
  });
  // Folders come and go: what cannot be watched any more is no reason to end a conversation.
  watcher?.on("error", () => {});
  return () => {
    clearTimeout(timer);
    watcher?.close();
  };
}

function attempt(folder: string, listener: (name: string | null) => void): FSWatcher | undefined {
  try {
    return watch(folder, { recursive: true, persistent: false }, (_event, name) => listener(name));
  } catch {
    return undefined;
  }
}
