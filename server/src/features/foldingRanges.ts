import { type Token, tokenEnd } from "../language/tokens.ts";
import type { FileView } from "../workspace/snapshot.ts";

/** What an editor may fold away: from the end of `startLine` to the end of `endLine`, zero-based. */
export interface FoldingRange {
  readonly start: number;
  readonly end: number;
  readonly kind: "block" | "comment";
}

const opening = new Set(["{", "[", "("]);
const closing = new Set(["}", "]", ")"]);

/**
 * Every pair of braces and brackets, every text in `"""` and every run of comments, as offsets. A brace that is
 * never closed folds nothing. Ranges within one line are left to the caller.
 */
export function foldingRanges({ parsed }: FileView): readonly FoldingRange[] {
  const found: FoldingRange[] = [];
  const open: Token[] = [];
  for (const token of parsed.tokens) {
    if (opening.has(token.image)) open.push(token);
    else if (closing.has(token.image)) {
      const from = open.pop();
      if (from !== undefined) found.push({ start: from.startOffset, end: token.startOffset, kind: "block" });
    } else if (token.image.startsWith('"""')) {
      found.push({ start: token.startOffset, end: tokenEnd(token), kind: "block" });
    }
  }
  return [...found, ...commentRuns(parsed)].toSorted((a, b) => a.start - b.start);
}

function commentRuns({ comments, text }: FileView["parsed"]): FoldingRange[] {
  const runs: { start: number; end: number }[] = [];
  for (const comment of comments) {
    const last = runs.at(-1);
    const touchesLast = last !== undefined && /^[^\S\n]*\r?\n?[^\S\n]*$/.test(text.slice(last.end, comment.start));
    if (touchesLast) last.end = comment.end;
    else runs.push({ start: comment.start, end: comment.end });
  }
  return runs.map((run) => ({ ...run, kind: "comment" }));
}
