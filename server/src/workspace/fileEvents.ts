import { baseName } from "./uris.ts";

/** Something happened to a file or folder on the disk. */
export interface FileEvent {
  readonly uri: string;
  readonly kind: "created" | "changed" | "deleted";
}

/** One event a URI, the last one: a file that is deleted and written again has changed. */
export function latestEvents(events: readonly FileEvent[]): readonly FileEvent[] {
  return [...new Map(events.map((event) => [event.uri, event])).values()];
}

/** True where the event changes which folders git ignores. */
export function touchesIgnoreRules({ uri }: FileEvent): boolean {
  return baseName(uri) === ".gitignore" || uri.endsWith("/.git/info/exclude");
}
