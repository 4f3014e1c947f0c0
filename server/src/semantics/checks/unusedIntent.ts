import { writeName } from "../../language/names.ts";
import { removal } from "../fixes/removal.ts";
import { inCode } from "../inCode.ts";
import { isHalfTyped } from "../syntaxProblems.ts";
import type { Check } from "./check.ts";

export const unusedIntent: Check = {
  code: "unused-intent",
  severity: "hint",
  summary: "Nothing happens when an intent is understood.",
  documentation: `
No route of the project waits for the intent with \`on intent\`, and nothing compares \`event.intent.name\` with its name. It
would be understood, and nothing would come of it; other intents could lose their phrases to it. Write a route for it, or
remove it.
`,
  example: `
intent sendMoney {
  "send money" "transfer money"
}

intent <|unused-intent|>balance</> {
  "what is my balance" "how much do I have"
}

on intent sendMoney -> start

state start {
  ask session.amount as number "How much do you want to send?"
  -> end
}
`,
  fixed: `
intent sendMoney {
  "send money" "transfer money"
}

on intent sendMoney -> start

state start {
  ask session.amount as number "How much do you want to send?"
  -> end
}
`,
  only: ["Intent"],
  *run({ index, file, path }) {
    for (const symbol of file.symbols) {
      if (symbol.kind !== "intent" || index.references(symbol.key).length > 0) continue;
      if (isHalfTyped(file, symbol.span)) continue;
      const message = `Nothing happens when ${inCode(writeName(symbol.name))} is understood: no route waits for it.`;
      yield { path, ...symbol.nameSpan, message, unnecessary: true };
    }
  },
  fixes({ file, path }, finding) {
    const symbol = file.symbols.find(({ kind, nameSpan }) => kind === "intent" && nameSpan.start === finding.start);
    if (symbol === undefined) return [];
    const edit = { path, ...removal(file.source.parsed.text, symbol.span), text: "" };
    const title = `Remove intent ${inCode(writeName(symbol.name))}`;
    return [{ title, kind: "quickfix", preferred: false, edits: [edit] }];
  },
};
