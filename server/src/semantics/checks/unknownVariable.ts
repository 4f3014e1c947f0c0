import { writeName } from "../../language/names.ts";
import { declareVariable } from "../fixes/declareVariable.ts";
import { nameDistance } from "../fixes/didYouMean.ts";
import type { Fix } from "../fixes/fix.ts";
import { isReadOnlyScope } from "../givenVariables.ts";
import { inCode } from "../inCode.ts";
import { isKnownVariable } from "../knownVariables.ts";
import type { ProjectIndex } from "../projectIndex.ts";
import type { Reference, VariableReference } from "../references.ts";
import { variablesInScope } from "../variablesInScope.ts";
import type { Check } from "./check.ts";

export const unknownVariable: Check = {
  code: "unknown-variable",
  severity: "warning",
  summary: "A variable is read that nothing in the project declares or writes.",
  documentation: `
What is never stored is never there: the text stays empty, the condition never holds. Most often the name is misspelled;
a name without a scope is one of \`session\`.

A variable is known if a \`var\` declares it, if a \`set\`, an \`ask\`, a \`save\` or a preset writes it (or what it stands in, or
something below it), or if an API step says with \`session NAME { … }\` that the answer stores it. Where such a contract is
all that writes a namespace, a member that it does not name is unknown; so it is with a \`var\` whose type names its members. Of \`event\`, \`conversation\` and \`user\` the runner
gives what the language lists.
`,
  example: `
state start {
  ask session.firstName as text "What is your name?"
  say "Hello, {<|unknown-variable|>session.fristName</>}."
  -> end
}
`,
  fixed: `
state start {
  ask session.firstName as text "What is your name?"
  say "Hello, {session.firstName}."
  -> end
}
`,
  only: ["variable"],
  *run({ index, file, path }) {
    const known = new Map<string, boolean>();
    for (const reference of file.references) {
      if (known.get(reference.key) === true) continue;
      const found = isUnknown(index, reference);
      if (reference.kind === "variable" && reference.access === "read") known.set(reference.key, !found);
      if (found) yield { path, ...reference.span, message: messageFor(reference) };
    }
  },
  fixes({ index, file }, { start, end }) {
    const reference = file.references.find(({ span }) => span.start === start && span.end === end);
    if (reference === undefined || !isUnknown(index, reference)) return [];
    const changes = changesFor(index, reference);
    return isReadOnlyScope(reference.scope) ? changes : [...changes, ...declareVariable(index, file, reference)];
  },
};

function isUnknown(index: ProjectIndex, reference: Reference): reference is VariableReference {
  if (reference.kind !== "variable" || reference.access !== "read") return false;
  return !isKnownVariable(index, reference.scope, reference.names);
}

function messageFor(reference: VariableReference): string {
  const name = inCode(pathOf(reference));
  if (isReadOnlyScope(reference.scope)) return `${name} is nothing that the runner gives.`;
  return `${name} is read here, but nothing in the project declares or writes it.`;
}

function pathOf({ scope, names }: Pick<VariableReference, "scope" | "names">): string {
  return [scope, ...names.map(writeName)].join(".");
}

const MOST = 5;

/** Changes to the names of known variables that are near, the nearest first. */
function changesFor(index: ProjectIndex, reference: VariableReference): readonly Fix[] {
  const wrong = reference.names.join(".");
  const near = variablesInScope(index).flatMap((variable) => {
    if (variable.scope !== reference.scope || isPartOf(variable.names, reference.names)) return [];
    const distance = nameDistance(wrong, variable.names.join("."));
    return distance === undefined ? [] : [{ variable, distance }];
  });
  near.sort((a, b) => a.distance - b.distance);
  // What follows the last name, such as `[0]`, stays.
  const tail = { start: reference.span.start, end: tailOf(reference) };
  return near.slice(0, MOST).map(({ variable, distance }, at) => ({
    title: `Change to ${inCode(pathOf(variable))}`,
    kind: "quickfix",
    preferred: at === 0 && distance < (near[1]?.distance ?? Number.POSITIVE_INFINITY),
    edits: [{ path: reference.path, ...tail, text: pathOf(variable) }],
  }));
}

/** Without its last name a path is another thing, however short that name is. */
function isPartOf(outer: readonly string[], names: readonly string[]): boolean {
  return outer.length < names.length && outer.every((name, at) => names[at] === name);
}

/** Where the last name ends, with its backticks, or with the bracket that it stands in. */
function tailOf({ node }: VariableReference): number {
  if (node.kind === "Name") return node.end;
  const last = node.segments.findIndex((segment) => segment.kind === "PathIndex" && segment.index?.kind !== "String");
  const named = last === -1 ? node.segments : node.segments.slice(0, last);
  return named.at(-1)?.end ?? node.root.end;
}
