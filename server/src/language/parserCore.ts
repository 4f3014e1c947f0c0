/**
 * What all rules of the parser share: looking at tokens, reporting, and reading on where something is missing.
 *
 * chevrotain's engine is used as it is fastest (actions that build our tree, one token of lookahead, tables made
 * once); its own recovery is off, because ours knows the author: a rule that misses something says so in words,
 * leaves the field empty and goes on where it is, and a list that meets a stranger skips to what may come next
 * (`listParser.ts`). No rule ever throws. One place of the file is reported once, so that one mistake gives one
 * message.
 *
 * Line breaks and indentation mean nothing to the grammar, but tell much about what an author meant. So a file is first
 * read strictly; only where that meets a mistake it is read again with guesses. No guess can change a correct file.
 */
import { EmbeddedActionsParser, EOF, type IToken, type TokenType, tokenMatcher } from "chevrotain";
import type { Expr, Name, TypeNode } from "./ast.ts";
import { lexerTypes } from "./lexer.ts";
import { createLineMap, type LineMap } from "./lineMap.ts";
import type { Span } from "./spans.ts";
import type { SyntaxProblem } from "./syntax.ts";
import { Category, Cursor, K, NumberTypes, tokenEnd } from "./tokens.ts";

/** A tree is built field by field; only the finished one is readonly. */
export type Mutable<N> = { -readonly [F in keyof N]: N[F] };

/** What a name stands for, where the grammar asks for one; the search for completions reads it. */
export type NameRole =
  | "new"
  | "state"
  | "variable"
  | "value"
  | "member"
  | "service"
  | "intent"
  | "type"
  | "preset"
  | "mock"
  | "language"
  | "context"
  | "profile"
  | "channel"
  | "key"
  | "namespace";

/** Groups and blocks may nest this deep, so that no recursion over a tree overflows. */
export const deepestNesting = 100;
/** An expression may join this many operands without parentheses. */
export const longestChain = 500;

/** How a stretch of the file is read. */
export interface Stretch {
  readonly depth: number;
  /** Nothing is reported: what is wrong has been said. */
  readonly silent: boolean;
  readonly insideText: boolean;
  readonly guessing: boolean;
  /** How far the line is indented in whose midst the stretch begins. */
  readonly indent: number | undefined;
}

/** A `{…}` of a text that waits to be read. */
export interface Hole {
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  /** False where its `}` is missing, which is already reported. */
  readonly closed: boolean;
  readonly fill: (parser: HoleReader) => void;
}

/** What fills a hole: the entry rules for the inside of a text. */
export interface HoleReader {
  readonly interpolation: () => Expr | undefined;
  readonly phraseMark: () => { readonly name: Name | undefined; readonly type: TypeNode | undefined } | undefined;
}

const allTypes: TokenType[] = [
  ...lexerTypes,
  ...Object.values(Category),
  ...Object.values(K),
  ...Object.values(NumberTypes),
  Cursor,
];
const tableSize = Math.max(...allTypes.map((type) => type.tokenTypeIdx ?? 0)) + 1;

/** A set of token types as a table by their index. */
export type TokenTable = Uint8Array;

/** The table of some types and all that belong to their categories; the cursor belongs to each. */
export function table(...types: readonly TokenType[]): TokenTable {
  const result = new Uint8Array(tableSize);
  for (const type of [...types, Cursor]) {
    result[type.tokenTypeIdx ?? 0] = 1;
    for (const member of type.categoryMatches ?? []) result[member] = 1;
  }
  return result;
}

const keywordIndexes = table(...Object.values(K));

/** The ground that the rules stand on. */
export abstract class ParserCore extends EmbeddedActionsParser {
  /** The role of the name that the next `consume` asks for. */
  protected role: NameRole = "new";
  protected depth = 0;
  protected found: SyntaxProblem[] = [];
  protected holes: Hole[] = [];
  protected source = "";
  /** True in a `{…}` of a text. */
  protected insideText = false;
  /** False while the file is read strictly: the first mistake then ends the reading. */
  protected guessing = false;
  /** Closing braces that may be missing or too many without a word, because their cause was reported. */
  protected forgiven = 0;
  private lines: LineMap | undefined;
  private firstIndent: number | undefined;
  private reportedAt = -2;
  private silent = false;
  private endIgnored = false;
  /** Where a mistake at the end of the text is shown. */
  private endSpan: Span = { start: 0, end: 0 };

  constructor(checked: boolean) {
    super(allTypes, { recoveryEnabled: false, maxLookahead: 1, skipValidations: !checked });
  }

  /** Prepares the reading of one stretch of the file. */
  protected begin(tokens: IToken[], endSpan: Span, { depth, silent, insideText, guessing, indent }: Stretch): void {
    this.input = tokens;
    this.lines = undefined;
    this.firstIndent = indent;
    this.guessing = guessing;
    this.endSpan = endSpan;
    this.depth = depth;
    this.silent = silent;
    this.insideText = insideText;
    this.endIgnored = false;
    this.reportedAt = -2;
    this.forgiven = 0;
  }

  /** Called by chevrotain behind the last rule: the tokens that are left are no mistake, but the next part. */
  protected onAfterParse(): void {
    while (this.input.at(-1)?.tokenType === EOF) this.input.pop();
  }

  // Looking

  protected is(type: TokenType): boolean {
    return tokenMatcher(this.LA(1), type);
  }

  /** True where the next token is in the table, and while chevrotain records the grammar. */
  protected next(types: TokenTable): boolean {
    return types[this.LA(1).tokenTypeIdx] === 1 || this.RECORDING_PHASE;
  }

  protected isAt(distance: number, types: TokenTable): boolean {
    return types[this.LA(distance).tokenTypeIdx] === 1;
  }

  protected atEnd(): boolean {
    return this.LA(1).startOffset < 0;
  }

  /** True where completions are looked for and this is the place. */
  protected atCursor(): boolean {
    return this.LA(1).tokenType === Cursor;
  }

  /** The end of the last token read, but no earlier than `start`. */
  protected endFrom(start: number): number {
    return Math.max(start, tokenEnd(this.LA(0)));
  }

  protected isKeyword(token: IToken): boolean {
    return keywordIndexes[token.tokenTypeIdx] === 1;
  }

  protected lineBreakBefore(distance: number): boolean {
    const before = this.LA(distance - 1);
    const start = this.LA(distance).startOffset;
    if (start < 0) return true;
    return before.startOffset < 0 || lineEnd.test(this.source.slice(tokenEnd(before), start));
  }

  /** How far the line of an offset is indented, in characters; a very wide indentation is cut short. */
  protected indentAt(offset: number): number {
    this.lines ??= createLineMap(this.source);
    const { line } = this.lines.positionAt(offset);
    if (line === 0 && this.firstIndent !== undefined) return this.firstIndent;
    const start = this.lines.lineStart(line);
    let i = start;
    while (i < offset && i - start < widestIndent && blank.test(this.source.charAt(i))) i++;
    return i - start;
  }

  // Reporting

  /** Reports at the next token, once a place. Gives nothing, so that a rule can return it. */
  protected missing(message: string): undefined {
    const token = this.LA(1);
    this.reportHere(message, token.startOffset < 0 ? this.endSpan : { start: token.startOffset, end: tokenEnd(token) });
  }

  /** Reports at `span` what is wrong at the next token, once a place. */
  protected reportHere(message: string, span: Span): undefined {
    const at = this.LA(1).startOffset;
    if (at === this.reportedAt || (at < 0 && this.endIgnored)) return;
    this.reportedAt = at;
    this.report(message, span);
  }

  /** Reports something that does not keep the parser from reading on. */
  protected report(message: string, span: Span, code: SyntaxProblem["code"] = "syntax"): undefined {
    if (this.silent || this.RECORDING_PHASE) return;
    if (!this.guessing && !this.insideText) throw notCorrect;
    this.found.push({ code, message, start: span.start, end: span.end });
  }

  /** No more words about the next token: what is wrong with it has been said. */
  protected hush(): void {
    this.reportedAt = this.LA(1).startOffset;
  }

  /** Says nothing of what is missing at the end, because a comment that is never closed hides it. */
  protected ignoreEnd(): void {
    this.endIgnored = true;
  }

  // Reading

  /** Reads a token of the type, or reports that it is missing. */
  protected expect(index: number, type: TokenType, message: string): IToken | undefined {
    const token = this.LA(1);
    if (this.RECORDING_PHASE || tokenMatcher(token, type) || token.tokenType === Cursor)
      return this.consume(index, type);
    this.missing(message);
    if (!this.isOneTooMany(type)) return undefined;
    this.SKIP_TOKEN();
    return this.consume(index, type);
  }

  /** True where what is expected stands right behind the next token, on its line. */
  private isOneTooMany(type: TokenType): boolean {
    if (this.atEnd() || !tokenMatcher(this.LA(2), type) || tokenMatcher(this.LA(2), Category.Name)) return false;
    return !this.lineBreakBefore(1) && !this.lineBreakBefore(2);
  }

  /** Reads a sign such as `:` or `=`, or reports that it is missing. A second one is reported and left out. */
  protected expectSign(index: number, type: TokenType, message: string): IToken | undefined {
    const token = this.expect(index, type, message);
    if (token !== undefined) this.skipDoubled(type);
    return token;
  }

  /** Leaves out a sign that was just read and stands there again. */
  protected skipDoubled(type: TokenType): void {
    if (this.RECORDING_PHASE || !this.is(type)) return;
    this.missing(`\`${this.LA(1).image}\` stands here twice.`);
    while (this.is(type)) this.SKIP_TOKEN();
  }

  protected nameNode(token: IToken): Name {
    const { image, startOffset: start } = token;
    const end = start + image.length;
    if (image.charCodeAt(0) !== 96) return { kind: "Name", start, end, text: image, quoted: false };
    const closed = image.length > 1 && image.endsWith("`");
    const text = image.slice(1, closed ? -1 : undefined);
    if (!closed) this.report("This name is never closed: a backtick is missing.", { start, end: start + 1 });
    else if (text === "") this.report("A name cannot be empty.", { start, end });
    return { kind: "Name", start, end, text, quoted: true };
  }

  /** Leaves a `{…}` for later. */
  protected postpone(hole: Hole): void {
    this.holes.push(hole);
  }

  /** One closing brace more or less will not be reported. */
  protected forgive(count: number): void {
    this.forgiven += count;
  }
}

/** What ends the strict reading of a file with a mistake. */
export const notCorrect: Error = new Error("a mistake");

/** Indentation is counted up to this many characters. */
export const widestIndent = 200;
const lineEnd = /[\n\r]/;
const blank = /[ \t]/;

/** The first characters of what is written, for a message. */
export function shortened(image: string): string {
  const line = image.split(/[\n\r]/, 1)[0] ?? "";
  return line.length > 24 || line.length < image.length ? `${line.slice(0, 24)}…` : line;
}

/** A token that is not written; it stands behind the one before it. */
export function unwritten(type: TokenType, before: IToken): IToken {
  const startOffset = Math.max(0, tokenEnd(before));
  return { image: "", startOffset, tokenType: type, tokenTypeIdx: type.tokenTypeIdx ?? 0 };
}
