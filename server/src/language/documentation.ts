import type { Comment } from "./syntax.ts";

/**
 * The text of the `///` lines between `before` and `start`, lines joined by `\n`: of several groups with blank lines
 * between them, the last. `from` is the first comment not yet looked at, `next` the one for the next call.
 */
export function documentationBefore(
  source: string,
  comments: readonly Comment[],
  from: number,
  before: number,
  start: number,
): { readonly text: string | undefined; readonly next: number } {
  let next = from;
  let lines: string[] = [];
  let lastEnd = -1;
  for (; next < comments.length; next++) {
    const comment = comments[next];
    if (comment === undefined || comment.start >= start) break;
    if (comment.form !== "documentation" || comment.start < before) continue;
    if (lastEnd >= 0 && blankLine.test(source.slice(lastEnd, comment.start))) lines = [];
    lines.push(
      source
        .slice(comment.start + 3, comment.end)
        .replace(/^ /, "")
        .trimEnd(),
    );
    lastEnd = comment.end;
  }
  return { text: lines.length === 0 ? undefined : lines.join("\n"), next };
}

const blankLine = /(?:\r\n|\r(?!\n)|\n)[ \t]*[\n\r]/;
