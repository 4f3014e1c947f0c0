import { printValue, type Value } from "../expressions/values.ts";

/** The value of an expression, masked; where it has none it is `null` and `problem` says why. */
export interface Evaluation {
  readonly value: Value;
  readonly problem: string | null;
}

/** The value as a text prints it, or the reason why there is none. */
export function evaluationText({ value, problem }: Evaluation): string {
  return value === null && problem !== null ? `<${problem}>` : printValue(value);
}
