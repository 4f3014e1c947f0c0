import type { Span } from "../../language/spans.ts";
import type { FileView } from "../../workspace/snapshot.ts";
import { completeStates } from "./states.ts";
import { tokenContext } from "./tokenContext.ts";

export type CompletionKind =
  | "keyword"
  | "state"
  | "variable"
  | "function"
  | "service"
  | "intent"
  | "entity"
  | "value"
  | "flow";

/** One thing that may be written at the cursor. */
export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  readonly detail: string | undefined;
  readonly documentation: string | undefined;
  /** What is typed to find it: begins as the replaced text does. */
  readonly filterText: string;
  /** The whole half-typed word or reference. */
  readonly replace: Span;
  readonly text: string;
}

/** What may be written at an offset, the likeliest first. */
export function completion(
  file: FileView,
  offset: number,
  _options: { readonly afterBlank: boolean },
): readonly Completion[] {
  const context = tokenContext(file.parsed, offset);
  return context === undefined ? [] : completeStates(file, context.replace);
}
