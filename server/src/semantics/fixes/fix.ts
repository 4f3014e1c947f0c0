import type { Place } from "../finding.ts";

/** Replaces a place of a file by a text. */
export interface FixEdit extends Place {
  readonly text: string;
}

/** A change that the author may choose, to put one finding right. */
export interface Fix {
  /** What it does, as an order: "Create state `done`". */
  readonly title: string;
  readonly kind: "quickfix";
  /** The one to take without a choice. */
  readonly preferred: boolean;
  /** They do not overlap. */
  readonly edits: readonly FixEdit[];
}
