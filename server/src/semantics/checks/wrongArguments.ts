import { functions } from "../../expressions/functions.ts";
import { printSignature, takesCount } from "../../expressions/signature.ts";
import type * as ast from "../../language/ast.ts";
import { inCode } from "../inCode.ts";
import { nodesOf } from "../nodesOf.ts";
import { isHalfTyped } from "../syntaxProblems.ts";
import type { Check } from "./check.ts";

export const wrongArguments: Check = {
  code: "wrong-arguments",
  severity: "error",
  summary: "A function is given too few or too many arguments.",
  documentation: `
Such a call gives \`null\`. The message shows how the function is written: what has a \`?\` may be left out, \`…\` may be repeated.
Whether the arguments are of the right types is another check, \`type-mismatch\`.
`,
  example: `
state start {
  say "That is {<|wrong-arguments|>formatCurrency(12.5)</>}."
  -> end
}
`,
  fixed: `
state start {
  say "That is {formatCurrency(12.5, "EUR")}."
  -> end
}
`,
  only: ["CallExpr"],
  *run({ file, path }) {
    for (const call of nodesOf(file, "CallExpr")) {
      const message = problemOf(call);
      if (message !== undefined && !isHalfTyped(file, call)) yield { path, start: call.start, end: call.end, message };
    }
  },
};

function problemOf({ callee, args }: ast.CallExpr): string | undefined {
  const fn = functions.get(callee.text);
  if (fn === undefined) return undefined;
  if (takesCount(fn, args.length)) return undefined;
  const given = args.length === 1 ? "1 argument is" : `${args.length === 0 ? "no" : args.length} arguments are`;
  return `${inCode(printSignature(fn))}: ${given} given here.`;
}
