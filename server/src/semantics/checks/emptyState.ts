import { writeName } from "../../language/names.ts";
import { inCode } from "../inCode.ts";
import { isHalfTyped } from "../syntaxProblems.ts";
import type { Check } from "./check.ts";

export const emptyState: Check = {
  code: "empty-state",
  severity: "hint",
  summary: "A dialog state has neither steps nor routes.",
  documentation: `
A conversation that comes here says nothing and rests. Write what happens in the state, or remove it.
`,
  example: `
state start {
  ask session.name as text "What is your name?"
  -> greet
}

state <|empty-state|>greet</> {}
`,
  fixed: `
state start {
  ask session.name as text "What is your name?"
  -> greet
}

state greet {
  say "Hello, {session.name}."
  -> end
}
`,
  only: ["State"],
  *run({ file, path }) {
    for (const state of file.states) {
      if (state.node.body?.items.length !== 0 || isHalfTyped(file, state.span)) continue;
      const message = `State ${inCode(writeName(state.name))} is empty: a conversation that comes here says nothing and rests.`;
      yield { path, ...state.nameSpan, message };
    }
  },
};
