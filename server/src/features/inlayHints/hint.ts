import type { Place } from "../../workspace/snapshot.ts";

/** `target`: where something leads; `type` of a variable; `value`: the last one of a run. */
export type HintKind = "target" | "type" | "value";

/** A note of the editor between the characters of a file. */
export interface InlayHint {
  readonly kind: HintKind;
  readonly offset: number;
  readonly label: string;
  /** Markdown. */
  readonly tooltip: string;
  /** Where a click on the hint leads. */
  readonly target: Place | undefined;
}
