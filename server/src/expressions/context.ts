import type { StateRef } from "../language/ast.ts";
import type { Report } from "./problems.ts";
import type { Value } from "./values.ts";

/** What an expression sees of the world. Reading has no side effects but on the random number generator. */
export interface EvaluationContext {
  /**
   * The value of a path's first word where that is a scope or one of the names of the place (`value` in a `check`);
   * `undefined` for any other word, which then is a member of `session`.
   */
  root(name: string): Value | undefined;
  /** The member of a scope that is made when it is read (`secret.NAME`); `undefined` where there is none. */
  member?(scope: string, name: string): Value | undefined;
  /** The wire id of the state that a reference means, or `null`. */
  stateId(ref: StateRef): string | null;
  /** The user's language, e.g. `nl` or `pt-BR`; `format…`, `plural` and `sort` follow it. */
  readonly language: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The next random number, at least 0 and less than 1. */
  random(): number;
  /** A variable of the environment that expressions may read; `undefined` where there is none. */
  environment(name: string): string | undefined;
  readonly report: Report;
  /** Counts work that is worth counting, in characters read; false where there has been too much of it. */
  spend?(characters: number): boolean;
}
