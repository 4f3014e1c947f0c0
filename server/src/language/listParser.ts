/** Lists of things between braces, and how reading goes on behind a mistake in one. */
import { type IToken, type TokenType, tokenMatcher } from "chevrotain";
import type { Name } from "./ast.ts";
import { declarationSeemsToStart } from "./declarationStart.ts";
import { T } from "./lexer.ts";
import {
  deepestNesting,
  type NameRole,
  ParserCore,
  shortened,
  type TokenTable,
  table,
  unwritten,
} from "./parserCore.ts";
import { homeOf, nearestWord } from "./strangers.ts";
import { Category, K, NumberTypes, tokenEnd } from "./tokens.ts";

/** A place that holds a list of things: what may begin one, and how to say so. */
export interface ListContext {
  readonly starts: TokenTable;
  /** Completes the sentence "`x` does not fit here: …". */
  readonly expected: string;
  /** What follows the first token of a thing, where that tells things from strangers. */
  readonly second?: TokenTable;
  /** A value may begin a thing, so that `state a {` need be no declaration. */
  readonly ofValues?: true;
  /** What never stands in the list, so that it must have been left without its `}`. */
  readonly never?: TokenTable;
  /** An `on` begins the outcome of a request here, not a route. */
  readonly ofOutcomes?: true;
}

/** A list that is being read: its context, and where its `{` stands. */
interface OpenList {
  readonly list: ListContext;
  readonly start: number;
}

const names = table(Category.Name);
const nothing = new Uint8Array(names.length);
const noList: ListContext = { starts: nothing, expected: "" };
/** What may come behind a name whatever it names: the ends of things. */
const afterAnything = table(T.RCurly, T.RParen, T.RSquare);
const openers = new Map([
  [T.LCurly, T.RCurly],
  [T.LParen, T.RParen],
  [T.LSquare, T.RSquare],
]);
const closers = table(T.RCurly, T.RParen, T.RSquare);
/** What never follows the first word of a thing. */
const neverSecond = table(
  T.Dot,
  T.Equals,
  T.Colon,
  T.Comma,
  T.RParen,
  T.RSquare,
  T.Bar,
  T.Question,
  T.RCurly,
  Category.BinaryOperator,
);
/** What follows the first word of a thing in the midst of a line, where a name could mean anything. */
const surelySecond = table(T.String, T.LCurly, T.Pattern, Category.NumberLike, NumberTypes.Duration, Category.Method);

/** What follows the `on` of an outcome. */
export const outcomes = table(Category.OutcomeWord, Category.StatusLike);

export abstract class ListParser extends ParserCore {
  protected list: ListContext = noList;
  /** How far the last declaration is indented. */
  protected declarationIndent = 0;
  private readonly openLists: OpenList[] = [];

  protected override begin(...args: Parameters<ParserCore["begin"]>): void {
    super.begin(...args);
    this.list = noList;
    this.openLists.length = 0;
    this.declarationIndent = 0;
  }

  // Names

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
    if (!this.guessing || !this.isKeyword(token)) return false;
    if (this.list.starts[token.tokenTypeIdx] !== 1 && token.tokenType !== K.else && !this.declarationStarts(1))
      return false;
    const follower = this.LA(2);
    if (follower.startOffset < 0) return false;
    if (this.list.starts[follower.tokenTypeIdx] === 1 || afterAnything[follower.tokenTypeIdx] === 1) return false;
    return after[follower.tokenTypeIdx] !== 1 && this.lineBreakBefore(1);
  }

  // Lists

  /** Enters a list whose `{` is `open`. */
  protected enter(list: ListContext, open: IToken | undefined): void {
    this.list = list;
    this.openLists.push({ list, start: open?.startOffset ?? -1 });
  }

  protected leave(): void {
    this.openLists.pop();
    this.list = this.openLists.at(-1)?.list ?? noList;
  }

  /**
   * Reads `{`, the things of a list, and `}`. `read` reads one thing; it may have a gate. Gives the `{`, or nothing
   * where there is neither that nor what belongs behind it.
   */
  protected braces(
    index: number,
    list: ListContext,
    what: string,
    message: string,
    read: Parameters<ListParser["many"]>[1],
  ): IToken | undefined {
    const open = this.openBrace(index, list, message);
    if (open === undefined) return undefined;
    this.things(index, list, open, read);
    this.close(index + 1, T.RCurly, open, what);
    return open;
  }

  /** Reads the things of a list behind its `{`, and what they are mixed with. */
  protected things(
    index: number,
    list: ListContext,
    open: IToken | undefined,
    read: Parameters<ListParser["many"]>[1],
  ): void {
    this.enter(list, open);
    this.many(index, read);
    while (this.resume()) this.many(index, read);
    this.leave();
  }

  /** Reads `{`. Where it was forgotten, but what belongs behind it is there, it is read as if it were, too. */
  protected openBrace(index: number, list: ListContext, message: string): IToken | undefined {
    if (this.RECORDING_PHASE || this.is(T.LCurly) || this.atCursor()) return this.consume(index, T.LCurly);
    this.missing(message);
    if (this.skipToBrace()) return this.consume(index, T.LCurly);
    return this.belongsBehindBrace(list) ? unwritten(T.LCurly, this.LA(0)) : undefined;
  }

  /** Skips what stands before a `{` on the line. */
  private skipToBrace(): boolean {
    for (let distance = 1; distance < 12; distance++) {
      const type = this.LA(distance).tokenType;
      if (this.LA(distance).startOffset < 0 || type === T.RCurly || this.lineBreakBefore(distance)) return false;
      if (type !== T.LCurly) continue;
      while (!this.is(T.LCurly)) this.SKIP_TOKEN();
      return true;
    }
    return false;
  }

  /** True where a thing of the list begins on the line, or on a later one that is indented more deeply. */
  protected belongsBehindBrace(list: ListContext): boolean {
    if (this.atEnd() || !this.seemsToStart(list) || this.declarationStarts(1)) return false;
    return !this.lineBreakBefore(1) || this.indentAt(this.LA(1).startOffset) > this.indentAt(tokenEnd(this.LA(0)));
  }

  /**
   * Called where a list met something that begins none of its things: reports it and skips to what the list can go on
   * with. True where it can.
   */
  protected resume(): boolean {
    if (this.RECORDING_PHASE) return false;
    if (this.is(T.RCurly)) return this.guessing && this.skipEarlyBrace();
    if (this.listEnds()) return false;
    const stranger = this.LA(1);
    this.missing(this.strangerMessage(stranger));
    if (this.isDoubledBrace()) this.SKIP_TOKEN();
    else this.skipOne();
    while (!this.listEnds()) {
      if (this.thingStarts()) return true;
      this.skipOne();
    }
    if (this.atCursor()) return this.lineBreakBefore(1);
    this.hush();
    return false;
  }

  /** True at the second `{` of two on a line that opens more than it closes. */
  protected isDoubledBrace(): boolean {
    if (!this.is(T.LCurly) || this.LA(0).tokenType !== T.LCurly || this.lineBreakBefore(1)) return false;
    let open = 2;
    for (let distance = 2; distance < 60; distance++) {
      const { startOffset, tokenType } = this.LA(distance);
      if (startOffset < 0 || this.lineBreakBefore(distance)) break;
      if (tokenType === T.LCurly) open++;
      if (tokenType === T.RCurly) open--;
    }
    return open > 0;
  }

  /** Leaves out a `}` behind which, indented more deeply, this list goes on with what fits in no list around it. */
  private skipEarlyBrace(): boolean {
    const inner = this.openLists.at(-1);
    const outer = this.openLists.at(-2)?.list;
    const next = this.LA(2);
    if (inner === undefined || outer === undefined || inner.start < 0 || outer.ofValues === true) return false;
    if (!this.seemsToStart(inner.list, 2) || this.seemsToStart(outer, 2)) return false;
    if (!this.isKeywordOrArrow(next) || !this.lineBreakBefore(2)) return false;
    const indent = this.indentAt(inner.start);
    if (this.indentAt(next.startOffset) <= indent) return false;
    if (this.lineBreakBefore(1) && this.indentAt(this.LA(1).startOffset) <= indent) return false;
    this.missing("This `}` is one too many.");
    this.SKIP_TOKEN();
    return true;
  }

  protected strangerMessage(stranger: IToken): string {
    const written = `\`${shortened(stranger.image)}\``;
    const home = homeOf(stranger.image);
    if (home !== undefined && this.isKeyword(stranger)) return `${written} does not fit here: it stands ${home}.`;
    const meant = nearestWord(stranger.image, this.list.starts);
    if (meant !== undefined && names[stranger.tokenTypeIdx] === 1)
      return `${written} does not fit here. Did you mean \`${meant}\`?`;
    return `${written} does not fit here: ${this.list.expected}.`;
  }

  /**
   * True at the closing brace, at the end, and where the list was surely left without its `}`: at the next declaration,
   * or at a thing of an outer list on a line that is indented no more than the line of the `{`.
   */
  protected listEnds(): boolean {
    const token = this.LA(1);
    if (token.startOffset < 0 || token.tokenType === T.RCurly || this.atCursor()) return true;
    if (this.guessing && this.list.never?.[token.tokenTypeIdx] === 1) return true;
    return this.declarationStarts(1) || this.outerThingStarts();
  }

  private outerThingStarts(): boolean {
    const innermost = this.openLists.at(-1);
    if (innermost === undefined || innermost.start < 0 || this.openLists.length < 3) return false;
    const token = this.LA(1);
    if (!this.isKeywordOrArrow(token) || !this.lineBreakBefore(1)) return false;
    if (innermost.list.second === undefined && this.seemsToStart(innermost.list)) return false;
    if (this.indentAt(token.startOffset) > this.indentAt(innermost.start)) return false;
    const from = Math.max(1, this.openLists.length - 9);
    return this.openLists.slice(from, -1).some(({ list }) => this.seemsToStart(list));
  }

  private isKeywordOrArrow(token: IToken): boolean {
    return this.isKeyword(token) || tokenMatcher(token, Category.Arrow);
  }

  /** True where a thing of the list seems to begin behind something that was skipped. */
  protected thingStarts(): boolean {
    if (!this.seemsToStart(this.list)) return false;
    if (this.lineBreakBefore(1) || !this.isKeyword(this.LA(1))) return true;
    return this.isAt(2, surelySecond);
  }

  /** True where the next tokens look like the beginning of a thing of the list. */
  protected seemsToStart({ starts, second, ofOutcomes }: ListContext, distance = 1): boolean {
    const token = this.LA(distance);
    if (starts[token.tokenTypeIdx] !== 1) return false;
    if (second !== undefined) return this.isAt(distance + 1, second);
    if (token.tokenType === K.on) return this.isAt(distance + 1, outcomes) === (ofOutcomes === true);
    return !this.isKeyword(token) || !this.isAt(distance + 1, neverSecond);
  }

  /** Skips a token, with all that it encloses. */
  protected skipOne(): void {
    const closer = openers.get(this.LA(1).tokenType);
    this.SKIP_TOKEN();
    if (closer === undefined) return;
    let open = 1;
    while (open > 0 && !this.atEnd() && !this.atCursor() && !this.declarationStarts(1)) {
      const type = this.LA(1).tokenType;
      if (openers.has(type)) open++;
      else if (closers[this.LA(1).tokenTypeIdx] === 1) open--;
      this.SKIP_TOKEN();
    }
  }

  /** True where a declaration surely begins, although the one before it is not closed. */
  protected declarationStarts(distance: number): boolean {
    if (!this.guessing || !this.isKeyword(this.LA(distance))) return false;
    const startsLine = (): boolean => this.declarationLine(distance);
    if (this.list.ofValues === true && !startsLine()) return false;
    return declarationSeemsToStart((step) => this.LA(distance + step), startsLine, this.list.starts);
  }

  /** True on a line that is indented no more than the declarations before it. */
  protected declarationLine(distance: number): boolean {
    return this.lineBreakBefore(distance) && this.indentAt(this.LA(distance).startOffset) <= this.declarationIndent;
  }

  // Closing

  /** Reads a closing sign, or says what is never closed. */
  protected close(index: number, type: TokenType, opening: IToken, what: string): void {
    if (this.RECORDING_PHASE || tokenMatcher(this.LA(1), type) || this.atCursor()) {
      this.consume(index, type);
      return;
    }
    if (opening.image === "") return;
    if (type === T.RCurly && this.forgiven > 0) {
      this.forgiven--;
      this.hush();
      return;
    }
    if (type === T.RCurly && this.declarationStarts(1)) {
      this.missing(`\`}\` is missing before this: ${what} is never closed.`);
      return;
    }
    const span = { start: opening.startOffset, end: tokenEnd(opening) };
    this.reportHere(`This \`${opening.image}\` is never closed: \`${type.PATTERN}\` is missing.`, span);
  }

  /** True where a group would nest too deep; it is then skipped whole. */
  protected tooDeep(): boolean {
    if (this.RECORDING_PHASE || this.depth < deepestNesting) return false;
    this.missing(`This is nested too deeply: ${deepestNesting} levels are the most.`);
    this.skipOne();
    this.hush();
    return true;
  }
}
