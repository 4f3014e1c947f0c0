import type { FlowFile } from "./ast.ts";
import type { Span } from "./spans.ts";
import type { Token } from "./tokens.ts";

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

/** One file read: its text, its tokens and comments in order, its tree and what is wrong with it. Immutable. */
export interface ParsedFile {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
  readonly tree: FlowFile;
  readonly problems: readonly SyntaxProblem[];
}
