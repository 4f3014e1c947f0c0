import { type Span, touches } from "../../language/spans.ts";
import type { FileView } from "../../workspace/snapshot.ts";
import { excerpt, lastValue, type ReadValue } from "../lastValue.ts";
import { codeSpan } from "../markdown.ts";
import type { InlayHint } from "./hint.ts";
import { isPlaceInList } from "./isPlaceInList.ts";

/** Longer values are cut beside the text, and less so in the note about them. */
const [shortest, longest] = [40, 600];

/** At every place of the file that writes a variable of which a run has told a value. */
export function* valueHints({ project, path }: FileView, range: Span, read: ReadValue): Generator<InlayHint> {
  for (const reference of project.index.file(path)?.references ?? []) {
    if (reference.kind !== "variable" || reference.access !== "write" || reference.writer === "preset") continue;
    if (!touches(range, reference.span.end) || isPlaceInList(reference.node)) continue;
    const value = lastValue(project.index, reference, read);
    if (value === undefined) continue;
    const offset = reference.span.end;
    const tooltip = `Last value in a run: ${codeSpan(excerpt(value, longest))}`;
    yield { kind: "value", offset, label: ` = ${excerpt(value, shortest)}`, tooltip, target: undefined };
  }
}
