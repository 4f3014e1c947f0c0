import { writeName } from "../../language/names.ts";
import { appendStep } from "../fixes/appendStep.ts";
import { edgesFrom } from "../flowGraph.ts";
import { inCode } from "../inCode.ts";
import { isCalledOrFallback } from "../insideCalls.ts";
import type { ProjectIndex } from "../projectIndex.ts";
import type { StateSymbol } from "../symbols.ts";
import { isHalfTyped } from "../syntaxProblems.ts";
import type { Check } from "./check.ts";

export const deadEnd: Check = {
  code: "dead-end",
  severity: "warning",
  summary: "A dialog state says something, waits for nothing and goes nowhere.",
  documentation: `
After the last step of such a state the conversation rests: the user has read a message, and nothing in the state says
what is to come. Only routes that hold everywhere would still answer. Say how it goes on: with a \`->\`, with quick replies,
a button or a route, or with \`-> end\` where the conversation is over.

States that are called come back by themselves, and after the bot's \`fallback\` and \`failure\` the conversation waits on
where it waited: they need none. An API step that comes last may lead on by its response, and after a \`handover\` a human
goes on.
`,
  example: `
state start {
  ask session.name as text "What is your name?"
  -> greet
}

state <|dead-end|>greet</> {
  say "Nice to meet you, {session.name}."
}
`,
  fixed: `
state start {
  ask session.name as text "What is your name?"
  -> greet
}

state greet {
  say "Nice to meet you, {session.name}."
  -> end
}
`,
  *run({ index, file, path }) {
    for (const state of file.states) {
      if (!isDeadEnd(index, state) || isHalfTyped(file, state.span)) continue;
      const name = inCode(writeName(state.name));
      const message = `State ${name} says something, but then waits for nothing and goes nowhere. Add a \`->\`, or \`-> end\`.`;
      yield { path, ...state.nameSpan, message };
    }
  },
  fixes({ file }, finding) {
    const state = file.states.find(({ nameSpan }) => nameSpan.start === finding.start);
    if (state === undefined) return [];
    return [
      { title: "End the conversation here: `-> end`", step: "-> end" },
      { title: "Go back to where it last waited: `-> back`", step: "-> back" },
    ].flatMap(({ title, step }) => {
      const edit = appendStep(file, state, step);
      return edit === undefined ? [] : [{ title, kind: "quickfix" as const, preferred: false, edits: [edit] }];
    });
  },
};

function isDeadEnd(index: ProjectIndex, state: StateSymbol): boolean {
  const { says, offers, leaves, asksBackendLast } = index.traitsOf(state);
  if (!says || offers || leaves || asksBackendLast) return false;
  return edgesFrom(index, state).length === 0 && !isCalledOrFallback(index, state);
}
