import { writeName } from "../../language/names.ts";
import { removal } from "../fixes/removal.ts";
import { inCode } from "../inCode.ts";
import { isReached } from "../reachability.ts";
import type { Reference } from "../references.ts";
import { isHalfTyped } from "../syntaxProblems.ts";
import type { Check } from "./check.ts";

export const unreachableState: Check = {
  code: "unreachable-state",
  severity: "hint",
  summary: "Nothing leads to a dialog state.",
  documentation: `
No way from where conversations begin comes here. Ways in are: the \`start\`, \`fallback\` and \`failure\` of the bot, routes
that hold everywhere, a \`->\` or \`call\` of a state that can be reached, replies and buttons, a state that is handed to a
backend, stored or sent (\`state X\`, or a string under \`nextDialogstate\`), the \`nextDialogstate\` list of an API step, the
answers of mocks, and the state where a test starts. The answer of an API step without such a list may name any state
that has an \`id\`. In a project without a \`bot\` every flow may begin by itself, at its
state \`start\` or else at its first.

Lead to it, or remove it.
`,
  example: `
bot bank {
  start hello
}

state hello {
  ask session.topic as text "Welcome to the bank. What can I do for you?"
  -> end
}

state <|unreachable-state|>goodbye</> {
  say "See you soon."
  -> end
}
`,
  fixed: `
bot bank {
  start hello
}

state hello {
  ask session.topic as text "Welcome to the bank. What can I do for you?"
  -> goodbye
}

state goodbye {
  say "See you soon."
  -> end
}
`,
  only: ["State"],
  *run({ index, file, path }) {
    for (const state of file.states) {
      if (isReached(index, state) || isHalfTyped(file, state.nameSpan)) continue;
      const message = `Nothing leads to state ${inCode(writeName(state.name))}.`;
      yield { path, ...state.nameSpan, message, unnecessary: true };
    }
  },
  fixes({ index, file, path }, finding) {
    const state = file.states.find(({ nameSpan }) => nameSpan.start === finding.start);
    if (state === undefined || index.referencesTo(state.key).some((reference) => reference.state !== state)) return [];
    if (file.referencesIn.get(state)?.some(matters) === true) return [];
    const edit = { path, ...removal(file.source.parsed.text, state.span), text: "" };
    const title = `Remove state ${inCode(writeName(state.name))}`;
    return [{ title, kind: "quickfix", preferred: false, edits: [edit] }];
  },
};

/** True for what makes a difference even where it never runs: to what is called, and to which variables there are. */
function matters(reference: Reference): boolean {
  if (reference.kind === "state") return reference.place === "call";
  return reference.kind === "variable" && reference.access === "write";
}
