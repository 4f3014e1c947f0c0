/** Comments that hide findings: `// flowstate-ignore CODE: reason`, for what begins on the next line. */
import type { Comment, FilePart, ParsedFile, ParsedPart } from "../language/parse.ts";
import type { Span } from "../language/spans.ts";

/** A comment that hides findings. */
export interface Ignore extends Span {
  /** None where it names none, so that it hides nothing. */
  readonly codes: readonly IgnoredCode[];
  /** The line that it acts on, without its line end. */
  readonly line: Span;
}

/** A code in such a comment. */
export interface IgnoredCode extends Span {
  readonly code: string;
}

/** What all of them hold. */
const WORD = "flowstate-ignore";
const FORM = /^\/\/[ \t]*flowstate-ignore[ \t]+([^\s:,]+(?:[ \t]*,[ \t]*[^\s:,]+)*)/;
/** What is meant to hide something, whether or not it says what. */
const INTENT = /^\/\/[ \t]*flowstate-ignore(?![\w-])/;
const LINE_END = /\r\n|\n|\r/g;
const NONE: readonly Ignore[] = [];

/** A text with its comments; of a file also the parts, which keep what was found in them. */
type Commented = Pick<ParsedFile, "text" | "comments"> & Partial<Pick<ParsedFile, "parts">>;

const known = new WeakMap<Commented, readonly Ignore[]>();
const knownInParts = new WeakMap<ParsedPart, readonly Ignore[]>();

/** The comments of a file that hide findings, in order. */
export function ignoresOf(parsed: Commented): readonly Ignore[] {
  const before = known.get(parsed);
  if (before !== undefined) return before;
  const ignores = parsed.parts === undefined ? ignoresAmong(parsed) : ignoresOfParts(parsed.text, parsed.parts);
  known.set(parsed, ignores);
  return ignores;
}

function ignoresOfParts(text: string, parts: readonly FilePart[]): readonly Ignore[] {
  // In most texts nothing is hidden, and to look for the word takes less than to ask all parts.
  if (!text.includes(WORD)) return NONE;
  const ignores: Ignore[] = [];
  for (const { start, parsed } of parts) {
    const inPart = knownInParts.get(parsed) ?? ignoresAmong(parsed);
    knownInParts.set(parsed, inPart);
    // The line that a comment acts on may belong to the next part.
    for (const ignore of inPart) ignores.push({ ...moved(ignore, start), line: lineAfter(text, ignore.end + start) });
  }
  return ignores.length === 0 ? NONE : ignores;
}

function moved(ignore: Ignore, by: number): Ignore {
  const codes = ignore.codes.map(({ code, start, end }) => ({ code, start: start + by, end: end + by }));
  return { ...ignore, start: ignore.start + by, end: ignore.end + by, codes };
}

function ignoresAmong({ text, comments }: Pick<ParsedFile, "text" | "comments">): readonly Ignore[] {
  const found = comments.flatMap((comment) => ignoreIn(text, comment));
  return found.length === 0 ? NONE : found;
}

/** True where a comment on the line above hides findings of that code. */
export function isIgnored(
  parsed: Commented,
  { code, start }: { readonly code: string; readonly start: number },
): boolean {
  return ignoresOf(parsed).some(
    (ignore) => actsOn(ignore, start) && ignore.codes.some((ignored) => ignored.code === code),
  );
}

/** True where what begins at the offset stands on the line of the comment. */
export function actsOn({ line }: Ignore, start: number): boolean {
  return line.start <= start && start <= line.end;
}

function ignoreIn(text: string, comment: Comment): readonly Ignore[] {
  if (comment.form !== "line") return [];
  const written = text.slice(comment.start, comment.end);
  const [whole, codes] = FORM.exec(written) ?? [];
  if (whole === undefined || codes === undefined) {
    if (!INTENT.test(written)) return [];
    return [{ start: comment.start, end: comment.end, codes: [], line: lineAfter(text, comment.end) }];
  }
  const from = comment.start + whole.length - codes.length;
  return [{ start: comment.start, end: comment.end, codes: codesIn(codes, from), line: lineAfter(text, comment.end) }];
}

function codesIn(list: string, from: number): readonly IgnoredCode[] {
  return list
    .matchAll(/[^\s,]+/g)
    .map((match) => {
      const start = from + match.index;
      return { code: match[0], start, end: start + match[0].length };
    })
    .toArray();
}

function lineAfter(text: string, offset: number): Span {
  const ends = new RegExp(LINE_END);
  ends.lastIndex = offset;
  const own = ends.exec(text);
  // Nothing begins behind the end of the file.
  if (own === null) return { start: text.length + 1, end: text.length + 1 };
  return { start: ends.lastIndex, end: ends.exec(text)?.index ?? text.length };
}
