import { writeName } from "../language/names.ts";
import type { FixEdit } from "./fixes/fix.ts";
import { writeString } from "./fixes/writeString.ts";
import { writeBetween } from "./neighbours/quotes.ts";
import type { ProjectIndex } from "./projectIndex.ts";
import { type WireReference, wireKey } from "./references.ts";
import { type FlowSymbol, symbolKey } from "./symbols.ts";

/**
 * What has to be written where others speak of a flow that gets a new name: before the dot of its states, and in the strings that name a
 * state by its full name. The flow's own header, if it has one, is not among the edits.
 */
export function renameFlowReferences(index: ProjectIndex, flow: FlowSymbol, name: string): readonly FixEdit[] {
  const named = index.references(symbolKey("flow", flow.name)).flatMap((reference): FixEdit[] => {
    return reference.kind === "flow" ? [{ path: reference.path, ...reference.span, text: writeName(name) }] : [];
  });
  const strings = (index.file(flow.path)?.states ?? []).flatMap((state) =>
    state.id === state.fullName
      ? []
      : index.references(wireKey(state.fullName)).flatMap((reference) => {
          const means = reference.kind === "wire" && index.stateMeantBy(reference.name, reference.flow) === state;
          return means ? [stringEdit(reference, `${name}.${state.name}`)] : [];
        }),
  );
  return [...named, ...strings];
}

function stringEdit({ path, nameAlone, quote }: WireReference, text: string): FixEdit {
  const written = quote === undefined ? writeString(text).slice(1, -1) : writeBetween(quote, text);
  return { path, start: nameAlone.start, end: nameAlone.end, text: written };
}
