import type * as ast from "../../language/ast.ts";
import type { FileIndex } from "../fileIndex.ts";
import { isInsideCall } from "../insideCalls.ts";
import { nodesOf } from "../nodesOf.ts";
import type { StateSymbol } from "../symbols.ts";
import { isHalfTyped } from "../syntaxProblems.ts";
import type { Check } from "./check.ts";

export const returnOutsideCall: Check = {
  code: "return-outside-call",
  severity: "warning",
  summary: "A `-> return` stands where no call can be open.",
  documentation: `
\`-> return\` goes back to the step behind the \`call\` that led here. No state from which jumps lead here is called anywhere
in the project, so there is nothing to return to; the runner would do what \`-> back\` does. Say where it goes instead, or
\`call\` the state. A route that holds everywhere drops the calls that are open, so it cannot return from one: write the
route into the called state, where it can.

What the bot's \`fallback\` and \`failure\` lead to may be inside of a call, and is not looked at.
`,
  example: `
state start {
  ask session.name as text "What is your name?"
  -> greet
}

state greet {
  say "Hello, {session.name}."
  -> <|return-outside-call|>return</>
}
`,
  fixed: `
state start {
  ask session.name as text "What is your name?"
  call greet
  -> end
}

state greet {
  say "Hello, {session.name}."
  -> return
}
`,
  only: ["TargetWord"],
  *run({ index, file, path }) {
    for (const word of nodesOf(file, "TargetWord")) {
      if (word.word !== "return") continue;
      const state = stateAround(file, word);
      if ((state !== undefined && isInsideCall(index, state)) || isHalfTyped(file, word)) continue;
      const message =
        state === undefined
          ? "A route that holds everywhere drops the open calls, so this does what `-> back` does. Say where it goes, or write the route into the called state."
          : "No call can be open here, so this does what `-> back` does. Say where it goes, or `call` the state.";
      yield { path, start: word.start, end: word.end, message };
    }
  },
  fixes({ path }, { start, end }) {
    return ["back", "end"].map((word) => ({
      title: `Write \`-> ${word}\``,
      kind: "quickfix",
      preferred: false,
      edits: [{ path, start, end, text: word }],
    }));
  },
};

/** The state that a word stands in; none where it stands in a route of the file or the bot. */
function stateAround(file: FileIndex, { start }: ast.TargetWord): StateSymbol | undefined {
  return file.states.find(({ span }) => span.start <= start && start < span.end);
}
