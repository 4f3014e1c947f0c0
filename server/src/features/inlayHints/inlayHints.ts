/**
 * What an author would have to look up, beside what is written: where a reply or an id leads when no name is near, the
 * type of a variable that nobody declares, and the value that a variable had last in a run.
 */
import { type Span, touches } from "../../language/spans.ts";
import type { FileView } from "../../workspace/snapshot.ts";
import type { ReadValue } from "../lastValue.ts";
import type { HintKind, InlayHint } from "./hint.ts";
import { targetHints } from "./targetHints.ts";
import { typeHints } from "./typeHints.ts";
import { valueHints } from "./valueHints.ts";

const order: readonly HintKind[] = ["target", "type", "value"];

/** The hints of these kinds in a stretch of a file, in order; `read` tells the last values of its project. */
export function inlayHints(
  file: FileView,
  range: Span,
  kinds: ReadonlySet<HintKind>,
  read: ReadValue,
): readonly InlayHint[] {
  return [
    ...(kinds.has("target") ? targetHints(file, range) : []),
    ...(kinds.has("type") ? typeHints(file, range) : []),
    ...(kinds.has("value") ? valueHints(file, range, read) : []),
  ]
    .filter(({ offset }) => touches(range, offset))
    .toSorted((a, b) => a.offset - b.offset || order.indexOf(a.kind) - order.indexOf(b.kind));
}
