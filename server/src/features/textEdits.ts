import type { Place } from "../workspace/snapshot.ts";

/** A stretch of a file and what shall stand there. */
export interface FileEdit extends Place {
  readonly text: string;
  /** The heading under which an editor lists the edit when it shows edits before they are made. */
  readonly heading?: string;
}
