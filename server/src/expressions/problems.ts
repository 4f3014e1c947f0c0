/** What an expression could not do: it went on with `null`. */
export interface ExpressionProblem {
  readonly code: "unset-variable" | "bad-argument" | "limit";
  /** One sentence for the author. */
  readonly message: string;
}

/** Takes the problems of an evaluation, in order. */
export type Report = (problem: ExpressionProblem) => void;
