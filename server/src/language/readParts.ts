/**
 * Reads a text part by part.
 *
 * Where a part ends only the grammar can tell. So a part is read from a run of tokens that is probably long enough, and
 * from a longer one where it came too near to the end of the run. First it is read strictly; only where that meets a
 * mistake, with guesses. So a mistake in one declaration changes nothing in how the others are read. While a part is
 * read, the tokens of its run count from its beginning; then those behind it count from the beginning of the text again.
 */
import type { IToken } from "chevrotain";
import { beginsLine, type FilePart, partStart } from "./fileParts.ts";
import { type LexResult, lex, T } from "./lexer.ts";
import { FlowParser, partStarts, type ReadPart } from "./parser.ts";
import { widestIndent } from "./parserCore.ts";
import { lineEndAfter } from "./scanText.ts";
import { shiftedSpan } from "./shifted.ts";
import type { Span } from "./spans.ts";
import type { Comment, SyntaxProblem } from "./syntax.ts";
import { tokenEnd } from "./tokens.ts";

/** A stretch of a file that is to be read. It begins a line. */
export interface Stretch {
  readonly text: string;
  /** True where it begins with the file. */
  readonly leads: boolean;
  /** True where it ends with the file. */
  readonly ends: boolean;
  /** True where reading may stop, because the part that begins there and all behind it are known. */
  readonly isKnown: (start: number) => boolean;
}

/** The parts that were read; those from `until` on are known. */
export interface Reading {
  readonly parts: readonly FilePart[];
  readonly until: number;
}

/** More problems than these are not listed: they help nobody, and a file with so many is no flow. */
export const mostProblems = 1_000;

/** The problems in the order of their places, as many as are listed. */
export function sortedProblems(problems: SyntaxProblem[]): readonly SyntaxProblem[] {
  if (problems.length > 1) problems.sort((a, b) => a.start - b.start || a.end - b.end);
  return problems.length > mostProblems ? problems.slice(0, mostProblems) : problems;
}

/** How many tokens beyond those that it takes the parser may look at; a guess looks so far on one line only. */
const look = { strict: 4, guessing: 64, beyondLine: 4 } as const;
const longestFirstRun = 1_024;
const unknownLength = 64;

let parser: FlowParser | undefined;

/** The parser, made when the first file is read: that takes as long as all else that a process does at its start. */
function flowParser(): FlowParser {
  parser ??= new FlowParser();
  return parser;
}

/** Reads the parts of a stretch; `undefined` where more of the file has to be looked at. */
export function readParts(stretch: Stretch): Reading | undefined {
  const lexed = lex(stretch.text);
  const isWhole = stretch.leads && stretch.ends;
  if (lexed.endsOpen && !stretch.ends) return undefined;
  if (lexed.openBlocks.length > 0 && !isWhole) return undefined;
  const reader = new PartReader(stretch, lexed);
  const parts: FilePart[] = [];
  do {
    if (parts.length > 0 && stretch.isKnown(reader.start)) return { parts, until: reader.start };
    const part = reader.next();
    if (part === undefined) return undefined;
    parts.push(part);
  } while (!reader.isAtEnd());
  return stretch.ends ? { parts, until: stretch.text.length } : undefined;
}

/** One reading of a part from a run of tokens that was long enough. */
interface Attempt {
  readonly read: ReadPart;
  readonly run: readonly IToken[];
  /** How many of the tokens belong to the part. */
  readonly taken: number;
}

class PartReader {
  /** Where the next part begins. */
  start = 0;
  readonly #stretch: Stretch;
  readonly #lexed: LexResult;
  #token = 0;
  #comment = 0;
  #problem = 0;
  #openBlock = 0;
  #indent: number | undefined;
  /** The line looked at last, from some place in it on. */
  #line: Span = { start: 0, end: -1 };

  constructor(stretch: Stretch, lexed: LexResult) {
    this.#stretch = stretch;
    this.#lexed = lexed;
    lexed.problems.sort((a, b) => a.start - b.start);
  }

  isAtEnd(): boolean {
    return this.#token >= this.#lexed.tokens.length;
  }

  /** The next part; `undefined` where more tokens have to be known. */
  next(): FilePart | undefined {
    const count = probableLength(this.#lexed.tokens, this.#token);
    const strict = this.#attempt(false, count);
    if (strict === undefined) return undefined;
    if (strict.read.tree !== undefined) return this.#finish(strict, strict.taken + 1);
    this.#restore(strict.run, 0);
    const guessed = this.#attempt(true, count);
    return guessed && this.#finish(guessed, Math.max(strict.taken, guessed.taken) + look.beyondLine);
  }

  #attempt(guessing: boolean, atFirst: number): Attempt | undefined {
    const { tokens, endsOpen } = this.#lexed;
    const lookAhead = guessing ? look.guessing : look.strict;
    const leads = this.#stretch.leads && this.#token === 0;
    const comments = this.#leadingComments();
    for (let count = atFirst; ; count *= 2) {
      const until = Math.min(this.#token + count + lookAhead, tokens.length);
      const atEnd = until === tokens.length;
      const source = this.#source(atEnd ? undefined : tokens[until - 1]);
      const run = this.#run(until);
      const from = { source, tokens: run, comments, leads, endsOpen: endsOpen && atEnd, indent: this.#indent };
      const read = flowParser().readPart(from, guessing);
      const taken = indexOf(run, read.lastToken) + 1;
      if (taken + lookAhead <= run.length || (atEnd && this.#stretch.ends)) return { read, run, taken };
      this.#restore(run, 0);
      if (atEnd) return undefined;
    }
  }

  /** The text from the beginning of the part to the end of a token, or of the text. */
  #source(last: IToken | undefined): string {
    return this.#stretch.text.slice(this.start, last === undefined ? undefined : tokenEnd(last));
  }

  /** The tokens up to an index, counted from the beginning of the part. */
  #run(until: number): IToken[] {
    const run = this.#lexed.tokens.slice(this.#token, until);
    if (this.start > 0) for (const token of run) token.startOffset -= this.start;
    return run;
  }

  /** Counts the tokens of a run, from an index on, from the beginning of the text again. */
  #restore(run: readonly IToken[], from: number): void {
    if (this.start === 0) return;
    for (let i = from; i < run.length; i++) {
      const token = run[i];
      if (token !== undefined) token.startOffset += this.start;
    }
  }

  #leadingComments(): readonly Comment[] {
    const first = this.#lexed.tokens[this.#token]?.startOffset ?? Number.POSITIVE_INFINITY;
    let end = this.#comment;
    while ((this.#lexed.comments[end]?.start ?? first) < first) end++;
    return this.#commentsUpTo(end);
  }

  #commentsUpTo(end: number): readonly Comment[] {
    return this.#lexed.comments.slice(this.#comment, end).map((comment) => shiftedSpan(comment, -this.start));
  }

  /** Makes the part of what was read, `looked` tokens being looked at, and goes on to the next. */
  #finish({ read, run, taken }: Attempt, looked: number): FilePart {
    const { start } = this;
    const lexicalInHoles = readHoles(read, this.#source(undefined));
    this.#restore(run, taken);
    const furthest = this.#lexed.tokens[this.#token + looked - 1];
    const last = run[taken - 1];
    const end = this.#endBehind(last === undefined ? start : tokenEnd(last) + start, this.#token + taken);
    const { text, comments, problems } = this.#take(end);
    const { header, declaration } = read.tree ?? {};
    const sound = looked === taken + 1;
    const parsed = {
      text,
      tokens: run.slice(0, taken),
      comments,
      tree: { kind: "File", start: 0, end: text.length, header, declarations: declaration ? [declaration] : [] },
      problems: sortedProblems(problems.concat(lexicalInHoles, read.problems)),
      sound,
    } as const;
    this.#token += taken;
    this.#indent = this.#indentOfLine(end);
    this.start = end;
    const reach = this.#reach(furthest, sound) - start;
    while ((this.#lexed.openBlocks[this.#openBlock] ?? end) < end) this.#openBlock++;
    return { start, parsed, reach };
  }

  /** Where the looking ends that went to a token, or beyond the last. */
  #reach(furthest: IToken | undefined, sound: boolean): number {
    if (furthest === undefined && !sound) return Number.POSITIVE_INFINITY;
    const end = furthest === undefined ? this.start : tokenEnd(furthest);
    const reach = sound ? end : this.#lineEndBehind(end);
    return (this.#lexed.openBlocks[this.#openBlock] ?? reach) < reach ? Number.POSITIVE_INFINITY : reach;
  }

  /** The end of the line of a place: where a text ends may depend on all of its line. */
  #lineEndBehind(place: number): number {
    const { start, end } = this.#line;
    if (start <= place && place <= end) return end;
    this.#line = { start: place, end: lineEndAfter(this.#stretch.text, place) };
    return this.#line.end;
  }

  /** Where the part ends whose last token ends at `lastEnd`, before the token `next`. */
  #endBehind(lastEnd: number, next: number): number {
    const { comments, tokens } = this.#lexed;
    const token = tokens[next];
    if (token === undefined) return this.#stretch.text.length;
    let comment = this.#comment;
    while ((comments[comment]?.start ?? lastEnd) < lastEnd) comment++;
    return partStart(this.#stretch.text, lastEnd, token.startOffset, comments, comment);
  }

  /** Takes what stands between the beginning of the part and its end, beside the tokens. */
  #take(end: number) {
    const { comments, problems } = this.#lexed;
    const { start } = this;
    const limit = end === this.#stretch.text.length ? Number.POSITIVE_INFINITY : end;
    let comment = this.#comment;
    while ((comments[comment]?.start ?? limit) < limit) comment++;
    const taken = this.#commentsUpTo(comment);
    this.#comment = comment;
    const found: SyntaxProblem[] = [];
    for (; this.#problem < problems.length; this.#problem++) {
      const problem = problems[this.#problem];
      if (problem === undefined || problem.start >= limit) break;
      found.push(shiftedSpan(problem, -start));
    }
    return { text: this.#stretch.text.slice(start, end), comments: taken, problems: found };
  }

  /** How far the line is indented in whose midst a place stands; at the beginning of a line `undefined`. */
  #indentOfLine(end: number): number | undefined {
    const { text } = this.#stretch;
    if (beginsLine(text, end)) return undefined;
    let line = end;
    while (line > this.start && !beginsLine(text, line)) line--;
    if (!beginsLine(text, line)) return this.#indent;
    let first = line;
    while (first < end && first - line < widestIndent && isBlank(text.charCodeAt(first))) first++;
    return first - line;
  }
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

/** The index of a token of a run; -1 for one without a place. */
function indexOf(run: readonly IToken[], { startOffset }: IToken): number {
  let low = -1;
  let high = run.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((run[middle]?.startOffset ?? 0) <= startOffset) low = middle;
    else high = middle - 1;
  }
  return startOffset >= 0 ? low : -1;
}

/** How many tokens a part probably takes: those up to a word that could begin the next, outside of braces. */
function probableLength(tokens: readonly IToken[], at: number): number {
  let depth = 0;
  const last = Math.min(tokens.length, at + longestFirstRun);
  for (let i = at; i < last; i++) {
    const token = tokens[i];
    if (token?.tokenType === T.LCurly) depth++;
    else if (token?.tokenType === T.RCurly) depth--;
    else if (i > at && depth <= 0 && token !== undefined && partStarts[token.tokenTypeIdx] === 1) return i - at;
  }
  return Math.min(last - at, unknownLength) || 1;
}

/** Reads the `{…}` of the texts of a part; gives what is wrong with their tokens. The rest joins the part's problems. */
function readHoles({ holes }: ReadPart, source: string): SyntaxProblem[] {
  const lexical: SyntaxProblem[] = [];
  for (let i = 0; i < holes.length; i++) {
    const hole = holes[i];
    if (hole === undefined) continue;
    const inside = lex(source.slice(hole.start, hole.end), hole.start);
    if (hole.closed) for (const problem of inside.problems) lexical.push(problem);
    flowParser().readHole(hole, inside.tokens);
  }
  return lexical;
}
