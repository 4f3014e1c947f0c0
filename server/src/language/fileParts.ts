/**
 * A file as the parts that it is read in: each one declaration, so that an edit concerns few of them.
 *
 * A part begins at the line behind the declaration before it and holds what stands before its own declaration: its
 * documentation and other comments. A comment behind a declaration on its last line belongs to that declaration. Where
 * two declarations share a line, the second part begins right behind the first declaration.
 */
import type { FlowFile } from "./ast.ts";
import type { Comment, SyntaxProblem } from "./syntax.ts";
import type { Token } from "./tokens.ts";

/** What was read from a text: a whole file, or one part of it. */
export interface ReadText {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
  readonly tree: FlowFile;
  readonly problems: readonly SyntaxProblem[];
}

/**
 * One part of a file. All positions count from its beginning. Its tree holds the one declaration, or the header, or
 * (in the first part) nothing. It stays the same value through every edit that does not concern it. A problem may
 * stand behind the end of the text: on the first word of the next part.
 */
export interface ParsedPart extends ReadText {}

/** Where a part stands in one version of a file. */
export interface FilePart {
  readonly start: number;
  readonly parsed: ParsedPart;
}

/** One edit of a text: what stands from `start` to `end` is replaced. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Where a part begins whose first token stands at `first`, behind a part whose last token ends at `last`; `comments` are
 * those between the two.
 */
export function partStart(text: string, last: number, first: number, comments: Iterable<Comment>): number {
  let at = last;
  for (const { form, start, end } of comments) {
    const line = nextLine(text, at, start);
    if (line !== undefined) return line;
    if (form === "documentation") return last;
    at = end;
  }
  return nextLine(text, at, first) ?? last;
}

/** The beginning of the line behind the first line end between two places. */
function nextLine(text: string, from: number, to: number): number | undefined {
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    if (code === 10) return i + 1;
    if (code === 13) return i + 1 < to && text.charCodeAt(i + 1) === 10 ? i + 2 : i + 1;
  }
  return undefined;
}
