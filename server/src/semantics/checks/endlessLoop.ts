import { type Cycle, endlessCycleFrom } from "../cycles.ts";
import { inCode } from "../inCode.ts";
import { writeStateName } from "../symbols.ts";
import type { Check } from "./check.ts";

export const endlessLoop: Check = {
  code: "endless-loop",
  severity: "error",
  summary: "A cycle of dialog states has no way out and never waits.",
  documentation: `
Each of these states leads to the next without an \`ask\`, a quick reply, a route, a \`wait\` or an API step, and none leads
anywhere else: the conversation would run in circles until the runner stops it after 1,000 steps. Let one of the states
wait for the user, or lead out of the cycle.

The finding stands at the first state of the cycle; the others are shown with it.
`,
  example: `
state <|endless-loop|>start</> {
  say "Let us see."
  -> again
}

state again {
  say "Let us see again."
  -> start
}
`,
  fixed: `
state start {
  say "Let us see."
  -> again
}

state again {
  ask session.goOn as boolean "Shall I look again?"
  if session.goOn -> start
  -> end
}
`,
  only: ["State"],
  *run({ index, file, path }) {
    for (const state of file.states) {
      const cycle = endlessCycleFrom(index, state);
      if (cycle === undefined) continue;
      const [first = state, ...others] = cycle;
      const related = others.map((state) => ({
        path: state.path,
        ...state.nameSpan,
        message: "This state is on the cycle.",
      }));
      yield { path, ...first.nameSpan, message: messageFor(cycle), related };
    }
  },
};

const MOST_NAMES = 5;

function messageFor(cycle: Cycle): string {
  const names = cycle.map((state) => inCode(writeStateName(state.flow, state.name)));
  const [first] = names;
  if (names.length === 1) return `State ${first} leads to itself without ever waiting. Let it wait or lead elsewhere.`;
  const shown = names.slice(0, MOST_NAMES).join(", ");
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : "";
  return `The states ${shown}${more} lead in circles without ever waiting. Let one of them wait or lead elsewhere.`;
}
