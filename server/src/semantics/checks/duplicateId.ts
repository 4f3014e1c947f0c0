import type { RelatedPlace } from "../finding.ts";
import { inCode } from "../inCode.ts";
import type { ProjectIndex } from "../projectIndex.ts";
import { type StateSymbol, writeStateName } from "../symbols.ts";
import type { Check } from "./check.ts";

export const duplicateId: Check = {
  code: "duplicate-id",
  severity: "error",
  summary: "Two dialog states go by the same name outside.",
  documentation: `
The \`id\` of a state is the name by which backends and channels know it. A state without one goes by its full name,
\`flow.state\`. No two states of a project may go by the same: a \`nextDialogstate\` that a backend sends could not tell
which is meant.

Change one of the ids, or take it away.
`,
  example: `
state start {
  -> done
}

state done id <|duplicate-id|>"dialogstate-1"</> {
  say "Done."
  -> end
}

state failed id <|duplicate-id|>"dialogstate-1"</> {
  say "That did not work."
  -> end
}
`,
  fixed: `
state start {
  -> done
}

state done id "dialogstate-1" {
  say "Done."
  -> end
}

state failed id "dialogstate-2" {
  say "That did not work."
  -> end
}
`,
  only: ["id"],
  *run({ index, file, path }) {
    for (const state of file.states) {
      const literal = state.node.id;
      if (literal === undefined || state.id === undefined) continue;
      const others = clashesOf(index, state, state.id);
      const [first] = others;
      if (first === undefined) continue;
      yield {
        path,
        start: literal.start,
        end: literal.end,
        message: `${first.is} ${inCode(state.id)} too. Every state needs a name of its own outside.`,
        related: others.map((other) => other.place),
      };
    }
  },
  fixes({ file, path }, finding) {
    const state = file.states.find(({ node }) => node.id?.start === finding.start);
    if (state?.node.id === undefined) return [];
    const edit = { path, start: state.nameSpan.end, end: state.node.id.end, text: "" };
    const title = `Take the id away: the state goes by ${inCode(state.fullName)}`;
    return [{ title, kind: "quickfix", preferred: false, edits: [edit] }];
  },
};

interface Clash {
  readonly is: string;
  readonly place: RelatedPlace;
}

function clashesOf(index: ProjectIndex, state: StateSymbol, id: string): readonly Clash[] {
  const byId = index.statesByWireId(id).filter((other) => other !== state && other.node.id !== undefined);
  const byName = index.statesByFullName(id).filter((other) => other.key !== state.key && !byId.includes(other));
  return [
    ...byId.map((other) => ({
      is: `The id of state ${inCode(writeStateName(other.flow, other.name))} is`,
      place: { ...placeOf(other, other.node.id ?? other.nameSpan), message: "The same id stands here." },
    })),
    ...byName.map((other) => ({
      is: "The full name of another state is",
      place: { ...placeOf(other, other.nameSpan), message: "This state has it as its full name." },
    })),
  ];
}

function placeOf(state: StateSymbol, span: { readonly start: number; readonly end: number }) {
  return { path: state.path, start: span.start, end: span.end };
}
