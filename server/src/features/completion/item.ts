import type { Span } from "../../language/spans.ts";

export type CompletionKind =
  | "keyword"
  | "target"
  | "state"
  | "variable"
  | "function"
  | "service"
  | "intent"
  | "entity"
  | "type"
  | "preset"
  | "mock"
  | "language"
  | "context"
  | "profile"
  | "key"
  | "value";

/** One thing that may be written at the cursor. */
export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  /** What follows the label without being compared: a type, parameters. */
  readonly signature?: string | undefined;
  /** Characters that take the item when they are typed. */
  readonly commit?: readonly string[];
  /** The key of what is named, for more to be told about it. */
  readonly key?: string;
  /** A few words beside the label. */
  readonly detail?: string | undefined;
  /** Plain text. */
  readonly documentation?: string | undefined;
  /** What typed letters are compared with; the label where not said. */
  readonly filterText?: string;
  /** The whole half-typed word or reference. */
  readonly replace: Span;
  readonly text: string;
  /** Where the cursor goes in `text`; behind it where not said. */
  readonly cursor?: number;
}
