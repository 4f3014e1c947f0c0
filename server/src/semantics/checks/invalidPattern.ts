import { whyNoPattern } from "../../expressions/patterns.ts";
import { nodesOf } from "../nodesOf.ts";
import type { Check } from "./check.ts";

export const invalidPattern: Check = {
  code: "invalid-pattern",
  severity: "error",
  summary: "A pattern cannot be read.",
  documentation: `
Patterns are regular expressions in the syntax of RE2, which takes linear time on any input. Because of that they have no
lookahead or lookbehind (\`(?=…)\`, \`(?<!…)\`) and no references back to a group (\`\\1\`).
`,
  example: `
state start {
  ask session.code as text "What is the code on your card?" {
    check value matches <|invalid-pattern|>r"([A-Z]{2}[0-9]+"</> else "Two letters and some digits, please."
  }
  -> end
}
`,
  fixed: `
state start {
  ask session.code as text "What is the code on your card?" {
    check value matches r"[A-Z]{2}[0-9]+" else "Two letters and some digits, please."
  }
  -> end
}
`,
  only: ["Pattern"],
  *run({ file, path }) {
    for (const { start, end, source, ignoreCase } of nodesOf(file, "Pattern")) {
      const reason = whyNoPattern(source, ignoreCase);
      if (reason !== undefined) yield { path, start, end, message: `This pattern cannot be read: ${reason}.` };
    }
  },
};
