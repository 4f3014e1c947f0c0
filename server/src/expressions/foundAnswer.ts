import type { Value } from "./values.ts";

/** A value that stands in a text, with where it stands. */
export interface FoundAnswer {
  readonly start: number;
  readonly end: number;
  readonly value: Value;
}
