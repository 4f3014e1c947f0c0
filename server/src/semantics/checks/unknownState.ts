import { writeName } from "../../language/names.ts";
import type { Span } from "../../language/spans.ts";
import type { FoundPlace } from "../finding.ts";
import { createStateFor } from "../fixes/createState.ts";
import { didYouMean, suggestStates } from "../fixes/didYouMean.ts";
import type { Fix } from "../fixes/fix.ts";
import { inCode } from "../inCode.ts";
import type { ProjectIndex } from "../projectIndex.ts";
import type { Reference, StateReference, WireReference } from "../references.ts";
import { stateOf } from "../resolve.ts";
import type { Check } from "./check.ts";

export const unknownState: Check = {
  code: "unknown-state",
  severity: "error",
  summary: "A dialog state is named that does not exist.",
  documentation: `
Every place that names a dialog state is checked: \`->\`, \`call\`, the values \`state X\`, the \`nextDialogstate\` list of an
API step, \`start\`, \`fallback\` and \`failure\` of the bot, \`at\` and \`expect state\` of a test, and every string under a key
\`nextDialogstate\` or \`nextDialogstateId\` of an object, such as the body of a mock.

The project's JSON, JavaScript and TypeScript files are looked at too, for strings under the same keys: a string there that
means no state is a warning (see [Files of the backend](../neighbours.md)).

A plain name means a state of the same flow; a state of another flow is written with its flow, \`help.agent\`. A string is
compared with the ids, then the full names, then the plain names of the flow.

Take one of the names that are offered, or let the state be created.
`,
  example: `
--- transfer.flow
state start {
  say "I will find somebody for you."
  -> <|unknown-state|>help.agnt</>
}
--- help.flow
state agent {
  say "Hello, I am Sam."
  -> end
}
`,
  fixed: `
--- transfer.flow
state start {
  say "I will find somebody for you."
  -> help.agent
}
--- help.flow
state agent {
  say "Hello, I am Sam."
  -> end
}
`,
  only: ["state", "wire"],
  run: ({ index, file, path }) => unknownStates(index, path, file.references),
  fixes: ({ index, file }, finding) => fixesOfUnknown(index, file.references, finding),
};

/** The references of a file, flow or not, that mean no state. */
export function* unknownStates(
  index: ProjectIndex,
  path: string,
  references: readonly Reference[],
): Generator<FoundPlace> {
  for (const reference of references) {
    if (!isUnknown(index, reference)) continue;
    yield { path, ...reference.span, message: whatIsMissing(index, reference), question: questionBehind(reference) };
  }
}

/** The ways to put one of them right. */
export function fixesOfUnknown(
  index: ProjectIndex,
  references: readonly Reference[],
  { start, end }: Span,
): readonly Fix[] {
  const reference = references.find(
    ({ kind, span }) => (kind === "state" || kind === "wire") && span.start === start && span.end === end,
  );
  if (reference === undefined || !isUnknown(index, reference)) return [];
  const created = createStateFor(index, reference);
  return [...didYouMean(index, reference), ...(created === undefined ? [] : [created])];
}

function isUnknown(index: ProjectIndex, reference: Reference): reference is StateReference | WireReference {
  if (reference.kind === "state") return !index.isDeclared(reference.key);
  return reference.kind === "wire" && stateOf(index, reference) === undefined;
}

/** The question is the same as long as everything in the project is called as it is: a finding is shown with every key. */
function questionBehind(reference: StateReference | WireReference): (index: ProjectIndex) => string {
  let known: { readonly names: object; readonly text: string } | undefined;
  return (index) => {
    if (known?.names !== index.names) known = { names: index.names, text: questionFor(index, reference) };
    return known.text;
  };
}

function questionFor(index: ProjectIndex, reference: StateReference | WireReference): string {
  const [nearest] = suggestStates(index, reference);
  return nearest === undefined ? "" : ` Did you mean ${inCode(nearest.shown)}?`;
}

function whatIsMissing(index: ProjectIndex, reference: StateReference | WireReference): string {
  if (reference.kind === "wire") return `There is no state with the id or name ${inCode(reference.name)}.`;
  const flow = inCode(writeName(reference.flow));
  if (reference.node.flow !== undefined && index.flow(reference.flow) === undefined) return `There is no flow ${flow}.`;
  return `There is no state ${inCode(writeName(reference.name))} in flow ${flow}.`;
}
