import { printValue, type Value } from "../expressions/values.ts";
import type { Expr } from "../language/ast.ts";

/** The value of an expression, masked; where it has none it is `null` and `problem` says why. */
export interface Evaluation {
  readonly value: Value;
  readonly problem: string | null;
}

/** Why an expression has no value. That nothing was written to a path yet is no reason: its value is `null`. */
export function reasonOf({ problem }: Evaluation, expression: Expr): string | undefined {
  return problem === null || expression.kind === "Path" ? undefined : problem;
}

/** The value as a text prints it, `null` as such, or the reason why there is none. */
export function evaluationText(evaluation: Evaluation, expression: Expr): string {
  const reason = reasonOf(evaluation, expression);
  if (evaluation.value !== null) return printValue(evaluation.value);
  return reason === undefined ? "null" : `<${reason}>`;
}
