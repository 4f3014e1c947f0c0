import { createIntent } from "../fixes/createIntent.ts";
import { declaredNames, findUnknown, meantInstead, unknownAt } from "../unknownNames.ts";
import type { Check } from "./check.ts";

const kind = declaredNames("intent", (reference) => reference.kind === "intent" && reference.place === "route");

export const unknownIntent: Check = {
  code: "unknown-intent",
  severity: "error",
  summary: "A route waits for an intent that does not exist.",
  documentation: `
\`on intent\` names an intent of the project, with capitals as they are declared. The flow that declares it does not
matter. Take one of the names that are offered, or let the intent be created: it gets its own name as its first phrase,
and wants some more.
`,
  example: `
intent sendMoney {
  "send money" "transfer money"
}

on intent <|unknown-intent|>sendMony</> -> start

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
  only: ["intent"],
  run: (context) => findUnknown(context, kind),
  fixes(context, finding) {
    const reference = unknownAt(context, finding, kind);
    if (reference === undefined) return [];
    return [...meantInstead(context, finding, kind), createIntent(context.file, reference.name)];
  },
};
