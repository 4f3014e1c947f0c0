/**
 * What all rules of the parser share: reading tokens, reporting, and going on after a mistake.
 *
 * chevrotain's engine is used as it is fastest (actions that build our tree, one token of lookahead, tables made
 * once); its own recovery is off, because ours knows the author: a rule that misses something says so in words,
 * leaves the field empty and goes on where it is, and a list that meets a stranger skips to what may come next. No
 * rule ever throws. One place of the file is reported once, so that one mistake gives one message.
 */
import { EmbeddedActionsParser, type IToken, tokenMatcher, type TokenType } from "chevrotain";
import type { Expr, Name, StringLiteral, TypeNode } from "./ast.ts";
import { lexerTypes, T, type TextPayload } from "./lexer.ts";
import { declarationSeemsToStart } from "./declarationStart.ts";
import type { SyntaxProblem } from "./parse.ts";
import type { Span } from "./spans.ts";
import { splitText } from "./textParts.ts";
import { Category, Cursor, K, NumberTypes, tokenEnd } from "./tokens.ts";

/** A tree is built field by field; only the finished one is readonly. */
export type Mutable<N> = { -readonly [F in keyof N]: N[F] };

/** What a name stands for, where the grammar asks for one; the search for completions reads it. */
export type NameRole =
  | "new" | "state" | "variable" | "value" | "member" | "service" | "intent" | "type" | "preset" | "mock" | "language"
  | "context" | "profile" | "channel" | "key" | "namespace";

/** A place that holds a list of things: what may begin one, and how to say so. */
export interface ListContext {
  readonly starts: TokenTable;
  /** Completes the sentence "`x` does not fit here: …". */
  readonly expected: string;
}

/** A set of token types as a table by their index. */
export type TokenTable = Uint8Array;

/** Groups and blocks may nest this deep, so that no recursion over a tree overflows. */
export const deepestNesting = 100;
/** An expression may join this many operands without parentheses. */
export const longestChain = 500;

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
  ...lexerTypes, ...Object.values(Category), ...Object.values(K), ...Object.values(NumberTypes), Cursor,
];
const tableSize = Math.max(...allTypes.map((type) => type.tokenTypeIdx ?? 0)) + 1;

/** The table of some types and all that belong to their categories; the cursor belongs to each. */
export function table(...types: readonly TokenType[]): TokenTable {
  const result = new Uint8Array(tableSize);
  for (const type of [...types, Cursor]) {
    result[type.tokenTypeIdx ?? 0] = 1;
    for (const member of type.categoryMatches ?? []) result[member] = 1;
  }
  return result;
}

const names = table(Category.Name);
const keywordIndexes = table(...Object.values(K));
const nothing: TokenTable = new Uint8Array(tableSize);
const noList: ListContext = { starts: nothing, expected: "" };
/** What may come behind a name whatever it names: the ends of things. */
const afterAnything = table(T.RCurly, T.RParen, T.RSquare);
const openers = new Map([[T.LCurly, T.RCurly], [T.LParen, T.RParen], [T.LSquare, T.RSquare]]);
const closers: TokenTable = table(T.RCurly, T.RParen, T.RSquare);

/** The ground that the rules stand on. */
export abstract class ParserCore extends EmbeddedActionsParser {
  /** The role of the name that the next `consume` asks for. */
  protected role: NameRole = "new";
  protected list: ListContext = noList;
  protected depth = 0;
  protected found: SyntaxProblem[] = [];
  protected holes: Hole[] = [];
  protected source = "";
  private reportedAt = -2;
  private silent = false;
  /** Closing braces that are known to be missing or too many, because their opening was reported. */
  private forgiven = 0;
  /** Where a mistake at the end of the text is shown. */
  private endSpan: Span = { start: 0, end: 0 };

  constructor(checked: boolean) {
    super(allTypes, { recoveryEnabled: false, maxLookahead: 1, skipValidations: !checked });
  }

  /** Prepares the reading of one stretch of the file. */
  protected begin(tokens: IToken[], endSpan: Span, depth: number, silent: boolean): void {
    this.input = tokens;
    this.endSpan = endSpan;
    this.depth = depth;
    this.silent = silent;
    this.list = noList;
    this.reportedAt = -2;
    this.forgiven = 0;
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

  /** The end of the last token read, but no earlier than `start`. */
  protected endFrom(start: number): number {
    return Math.max(start, tokenEnd(this.LA(0)));
  }

  protected lineBreakBefore(distance: number): boolean {
    const before = this.LA(distance - 1);
    const start = this.LA(distance).startOffset;
    if (start < 0) return true;
    return before.startOffset < 0 || /[\n\r]/.test(this.source.slice(tokenEnd(before), start));
  }

  protected isKeyword(token: IToken): boolean {
    return keywordIndexes[token.tokenTypeIdx] === 1;
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
    if (at === this.reportedAt) return;
    this.reportedAt = at;
    this.report(message, span);
  }

  /** Reports something that does not keep the parser from reading on. */
  protected report(message: string, span: Span, code: SyntaxProblem["code"] = "syntax"): undefined {
    if (this.silent || this.RECORDING_PHASE) return;
    this.found.push({ code, message, start: span.start, end: span.end });
  }

  /** No more words about the next token: what is wrong with it has been said. */
  protected hush(): void {
    this.reportedAt = this.LA(1).startOffset;
  }

  /** One closing brace more or less will not be reported. */
  protected forgive(count: number): void {
    this.forgiven += count;
  }

  protected resetForgiven(): void {
    this.forgiven = 0;
  }

  // Reading

  /** Reads a token of the type, or reports that it is missing. */
  protected expect(index: number, type: TokenType, message: string): IToken | undefined {
    const token = this.LA(1);
    if (this.RECORDING_PHASE || tokenMatcher(token, type) || token.tokenType === Cursor) return this.consume(index, type);
    return this.missing(message);
  }

  /**
   * Reads a name, or reports that it is missing. A keyword on a new line that begins the next thing of the list is no
   * name, if what follows it could not come after the name: `after` lists what could, beside the next thing of the list.
   */
  protected expectName(index: number, role: NameRole, message: string, after: TokenTable = nothing): Name | undefined {
    if (!this.next(names) || this.nextThingStarts(after)) return this.missing(message);
    this.role = role;
    return this.nameNode(this.consume(index, Category.Name));
  }

  protected nextThingStarts(after: TokenTable): boolean {
    const token = this.LA(1);
    if (keywordIndexes[token.tokenTypeIdx] !== 1) return false;
    if (this.list.starts[token.tokenTypeIdx] !== 1 && token.tokenType !== K.else && !this.declarationStarts(1)) return false;
    const follower = this.LA(2);
    if (follower.startOffset < 0) return false;
    if (this.list.starts[follower.tokenTypeIdx] === 1 || afterAnything[follower.tokenTypeIdx] === 1) return false;
    return after[follower.tokenTypeIdx] !== 1 && this.lineBreakBefore(1);
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

  /** Reads a closing sign, or says what is never closed. */
  protected close(index: number, type: TokenType, opening: IToken | undefined, what: string): void {
    if (this.RECORDING_PHASE || tokenMatcher(this.LA(1), type) || this.LA(1).tokenType === Cursor) {
      this.consume(index, type);
      return;
    }
    if (opening === undefined) return;
    if (type === T.RCurly && this.forgiven > 0) {
      this.forgiven--;
      this.hush();
      return;
    }
    const span = { start: opening.startOffset, end: tokenEnd(opening) };
    if (type === T.RCurly && this.declarationStarts(1)) {
      this.missing(`\`}\` is missing before this: ${what} is never closed.`);
    } else this.reportHere(`This \`${opening.image}\` is never closed: \`${type.PATTERN}\` is missing.`, span);
  }

  // Lists

  /** Enters a list; what it returns is to be given to `leave`. */
  protected enter(list: ListContext): ListContext {
    const outer = this.list;
    this.list = list;
    return outer;
  }

  protected leave(outer: ListContext): void {
    this.list = outer;
  }

  /**
   * Called where a list met something that begins none of its things: reports it and skips to what the list can go on
   * with. True where it can.
   */
  protected resume(): boolean {
    if (this.RECORDING_PHASE || this.listEnds()) return false;
    const stranger = this.LA(1);
    this.missing(this.strangerMessage(stranger));
    if (stranger.tokenType === T.LCurly) {
      this.SKIP_TOKEN();
      this.forgive(1);
    } else this.skipOne();
    while (!this.listEnds()) {
      if (this.thingStarts()) return true;
      this.skipOne();
    }
    if (this.forgiven > 0 && this.is(T.RCurly) && stranger.tokenType === T.LCurly) return this.skipForgiven();
    this.hush();
    return false;
  }

  private skipForgiven(): boolean {
    this.forgiven--;
    this.SKIP_TOKEN();
    return !this.listEnds();
  }

  protected strangerMessage(stranger: IToken): string {
    return `\`${shortened(stranger.image)}\` does not fit here: ${this.list.expected}.`;
  }

  /** True at the closing brace, at the end, and where the next declaration begins before the list was closed. */
  protected listEnds(): boolean {
    const token = this.LA(1);
    if (token.startOffset < 0 || token.tokenType === T.RCurly || token.tokenType === Cursor) return true;
    return this.declarationStarts(1);
  }

  /** True where a thing of the list seems to begin behind something that was skipped. */
  protected thingStarts(): boolean {
    const token = this.LA(1);
    if (this.list.starts[token.tokenTypeIdx] !== 1) return false;
    return !this.isKeyword(token) || this.lineBreakBefore(1) || !names[this.LA(2).tokenTypeIdx];
  }

  /** Skips a token, with all that it encloses. */
  protected skipOne(): void {
    const closer = openers.get(this.LA(1).tokenType);
    this.SKIP_TOKEN();
    if (closer === undefined) return;
    let open = 1;
    while (open > 0 && !this.atEnd() && this.LA(1).tokenType !== Cursor && !this.declarationStarts(1)) {
      const type = this.LA(1).tokenType;
      if (openers.has(type)) open++;
      else if (closers[this.LA(1).tokenTypeIdx] === 1) open--;
      this.SKIP_TOKEN();
    }
  }

  /** True where a declaration surely begins, although the one before it is not closed. */
  protected declarationStarts(distance: number): boolean {
    return declarationSeemsToStart(
      (step) => this.LA(distance + step), () => this.lineBreakBefore(distance), this.list.starts,
    );
  }

  /** True where a group would nest too deep; it is then skipped whole. */
  protected tooDeep(): boolean {
    if (this.RECORDING_PHASE || this.depth < deepestNesting) return false;
    this.missing(`This is nested too deeply: ${deepestNesting} levels are the most.`);
    this.skipOne();
    this.hush();
    return true;
  }

  // Texts

  /** The node of a text; its `{…}` are read after the rest of the file. */
  protected stringNode(token: IToken): StringLiteral {
    const { image, startOffset: start } = token;
    const end = start + image.length;
    const payload: TextPayload | undefined = token.payload;
    if (payload === undefined) {
      if (image.length < 3) return { kind: "String", start, end, parts: [], block: false };
      const chunk = { kind: "Chunk", start: start + 1, end: end - 1, text: image.slice(1, -1) } as const;
      return { kind: "String", start, end, parts: [chunk], block: false };
    }
    if (!payload.closed) this.neverClosed(token);
    return this.splitString(image, start, payload.closed);
  }

  private splitString(image: string, start: number, closed: boolean): StringLiteral {
    const parts: Mutable<StringLiteral>["parts"][number][] = [];
    const split = splitText(image, start, closed);
    for (const part of split.parts) {
      if (part.kind === "literal") parts.push({ kind: "Chunk", start: part.start, end: part.end, text: part.text });
      else parts.push(this.interpolationNode(part.start, part.end, part.closed && closed));
    }
    for (const bad of split.badEscapes) {
      const written = this.source.slice(bad.start, bad.end);
      this.report(`\`${written}\` means nothing in a text; a backslash itself is written \`\\\\\`.`, bad);
    }
    return { kind: "String", start, end: start + image.length, parts, block: split.block };
  }

  protected abstract interpolationNode(start: number, end: number, closed: boolean): StringLiteral["parts"][number];

  /** Reports a text or pattern without its closing quote, and forgives the braces that it swallowed. */
  protected neverClosed(token: IToken): void {
    const start = token.startOffset;
    const quotes = /^r?"(?:"")?/.exec(token.image)?.[0] ?? '"';
    const missing = quotes.replace("r", "");
    const what = quotes.startsWith("r") ? "pattern" : "text";
    this.report(`This ${what} is never closed: \`${missing}\` is missing.`, { start, end: start + quotes.length });
    this.forgive(token.image.split("}").length - token.image.split("{").length);
  }

  /** Leaves a `{…}` for later. */
  protected postpone(hole: Hole): void {
    this.holes.push(hole);
  }
}

function shortened(image: string): string {
  const line = image.split(/[\n\r]/, 1)[0] ?? "";
  return line.length > 24 || line.length < image.length ? `${line.slice(0, 24)}…` : line;
}
