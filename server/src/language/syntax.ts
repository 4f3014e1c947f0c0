import type { Span } from "./spans.ts";

/** What the parser found wrong: data beside the tree, never an exception. */
export interface SyntaxProblem extends Span {
  readonly code: "syntax" | "invalid-duration";
  /** One sentence in the author's words. */
  readonly message: string;
}

/** A `//`, `/* *​/` or `///` comment with its delimiters. */
export interface Comment extends Span {
  readonly form: "line" | "block" | "documentation";
}
