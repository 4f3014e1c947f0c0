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
export interface ParsedPart extends ReadText {
  /** True where the grammar found no mistake (in its texts there may be one). */
  readonly sound: boolean;
}

/** Where a part stands in one version of a file. */
export interface FilePart {
  readonly start: number;
  readonly parsed: ParsedPart;
  /**
   * How many characters from its beginning were looked at to read it: to the first word of the next part, and where the
   * part is wrong, further. Infinite where all that follows counts.
   */
  readonly reach: number;
}

/**
 * Where a part begins whose first token stands at `first`, behind a part whose last token ends at `last`. `comments` are
 * those of the file from the index `from` on, which is the first behind `last`.
 */
export function partStart(
  text: string,
  last: number,
  first: number,
  comments: readonly Comment[],
  from: number,
): number {
  let at = last;
  for (let i = from; i < comments.length; i++) {
    const comment = comments[i];
    if (comment === undefined || comment.start >= first) break;
    const line = nextLine(text, at, comment.start);
    if (line !== undefined) return line;
    if (comment.form === "documentation") return last;
    at = comment.end;
  }
  return nextLine(text, at, first) ?? last;
}

/** The beginning of the line behind the first line end between two places. */
function nextLine(text: string, from: number, to: number): number | undefined {
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    if (code === 10) return i + 1;
    if (code === 13) return text.charCodeAt(i + 1) === 10 ? i + 2 : i + 1;
  }
  return undefined;
}

/** True where a line begins at the offset. */
export function beginsLine(text: string, offset: number): boolean {
  if (offset === 0) return true;
  const before = text.charCodeAt(offset - 1);
  return before === 10 || (before === 13 && text.charCodeAt(offset) !== 10);
}

/** One edit of a text: what stands from `start` to `end` is replaced. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}
