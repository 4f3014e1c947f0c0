import { writeName } from "../../language/names.ts";
import { appendStep } from "../fixes/appendStep.ts";
import { inCode } from "../inCode.ts";
import { callsSomething, isCalledOrFallback } from "../insideCalls.ts";
import { shapeOf } from "../stateShape.ts";
import type { StateSymbol } from "../symbols.ts";
import type { Check, CheckContext } from "./check.ts";

export const deadEnd: Check = {
  code: "dead-end",
  severity: "warning",
  summary: "A dialog state says something, waits for nothing and goes nowhere.",
  documentation: `
After the last step of such a state the conversation rests: the user has read a message, and nothing in the state says
what is to come. Only routes that hold everywhere would still answer. Say how it goes on: with a \`->\`, with quick replies,
a button or a route, or with \`-> end\` where the conversation is over.

A \`call\` of something that only says a thing and comes back is no way on, and neither is a step that no condition ever
lets through. States that are called come back by themselves, and after the bot's \`fallback\` and \`failure\` the conversation waits on
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
  only: ["State"],
  *run(context) {
    for (const [at, state] of context.file.states.entries()) {
      if (!isDeadEnd(context, at, state)) continue;
      const name = inCode(writeName(state.name));
      const message = `State ${name} says something, but then waits for nothing and goes nowhere. Add a \`->\`, or \`-> end\`.`;
      yield { path: context.path, ...state.nameSpan, message };
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

function isDeadEnd(context: CheckContext, at: number, state: StateSymbol): boolean {
  const shape = shapeOf(context.file).states[at];
  if (shape === undefined || shape.isUnclear) return false;
  const { says, offers, leaves, handsOver, asksBackendLast, names } = shape;
  if (!says || offers || leaves || handsOver || asksBackendLast || names) return false;
  return !callsSomething(context.index, shape) && !isCalledOrFallback(context.index, state);
}
