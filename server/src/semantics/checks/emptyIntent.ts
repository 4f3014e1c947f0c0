import { writeName } from "../../language/names.ts";
import { inCode } from "../inCode.ts";
import { isHalfTyped } from "../syntaxProblems.ts";
import type { Check } from "./check.ts";

export const emptyIntent: Check = {
  code: "empty-intent",
  severity: "hint",
  summary: "An intent has no phrases.",
  documentation: `
An intent is recognised by its phrases: examples of what users write. Without any it is never understood. Write some, the
more different the better.
`,
  example: `
intent <|empty-intent|>sendMoney</> {}

on intent sendMoney -> start

state start {
  ask session.amount as number "How much do you want to send?"
  -> end
}
`,
  fixed: `
intent sendMoney {
  "send money" "transfer {amount: number}" "pay somebody"
}

on intent sendMoney -> start

state start {
  ask session.amount as number "How much do you want to send?"
  -> end
}
`,
  only: ["Intent"],
  *run({ file, path }) {
    for (const symbol of file.symbols) {
      if (symbol.kind !== "intent" || symbol.node.groups.some(({ phrases }) => phrases.length > 0)) continue;
      if (isHalfTyped(file, symbol.span)) continue;
      const message = `Intent ${inCode(writeName(symbol.name))} has no phrases, so it is never understood.`;
      yield { path, ...symbol.nameSpan, message };
    }
  },
};
