/**
 * Finds out what the grammar accepts at a place, by parsing up to it.
 *
 * The tokens before the place are followed by one that fits nowhere, the cursor. Where a rule meets it at something
 * optional, that is tried, and given up at its first token; where it meets it at something that must come, the parse
 * ends. Every token that was asked for on the way fits. So completion can never disagree with the parser: it is the
 * parser.
 */
import type { DSLMethodOpts, GrammarAction, IOrAlt, IToken, TokenType } from "chevrotain";
import { FlowParser } from "./parser.ts";
import type { NameRole, TokenTable } from "./parserCore.ts";
import { Category, Cursor, type Keyword, keywordTypes } from "./tokens.ts";

/** What the grammar accepts at a place, in its order. */
export interface WhatFits {
  readonly keywords: readonly Keyword[];
  /** What the names may stand for that fit. */
  readonly names: readonly NameRole[];
  /** True where a status such as 404 fits. */
  readonly status: boolean;
}

/** Where the tokens before the place come from. */
export type Stretch = "file" | "interpolation" | "phraseMark";

const reached: Error = new Error("the place is reached");

interface Alternative extends IOrAlt<unknown> {
  /** Understood, but only to say what is wrong with it. */
  readonly misplaced?: boolean;
}

class PlaceParser extends FlowParser {
  private readonly keywords = new Set<Keyword>();
  private readonly names = new Set<NameRole>();
  private status = false;
  /** How a rule decides that looks beyond the place: as if what it looks for came, or not. */
  private hopeful = true;

  /** Reads `tokens` up to the cursor at `offset`, once in each hope. */
  whatFits(source: string, tokens: readonly IToken[], offset: number, stretch: Stretch): WhatFits {
    this.keywords.clear();
    this.names.clear();
    this.status = false;
    for (const hopeful of [true, false]) {
      this.hopeful = hopeful;
      const cursor: IToken = {
        image: "",
        startOffset: offset,
        tokenType: Cursor,
        tokenTypeIdx: Cursor.tokenTypeIdx ?? 0,
      };
      this.readTo(source, [...tokens, cursor], stretch);
    }
    return { keywords: [...this.keywords], names: [...this.names], status: this.status };
  }

  private readTo(source: string, tokens: IToken[], stretch: Stretch): void {
    try {
      if (stretch === "file") this.readParts(source, tokens);
      else {
        const fill = stretch === "interpolation" ? () => this.interpolation() : () => this.phraseMark();
        this.readHole({ start: 0, end: source.length, depth: 0, closed: true, fill }, tokens);
      }
    } catch (reason) {
      if (reason !== reached) throw reason;
    }
  }

  private readParts(source: string, tokens: readonly IToken[]): void {
    let rest = tokens;
    for (let taken = true; taken && rest.length > 0; ) {
      const leads = rest === tokens;
      const at = { source, tokens: [...rest], comments: [], leads, endsOpen: false, indent: undefined };
      const strict = this.readPart(at, false);
      const { lastToken } = strict.tree === undefined ? this.readPart(at, true) : strict;
      const end = rest.indexOf(lastToken) + 1;
      taken = this.goesOn && end > 0;
      rest = rest.slice(end);
    }
  }

  protected override isAt(distance: number, types: TokenTable): boolean {
    if (distance > 1 && this.LA(distance).tokenType === Cursor) return this.hopeful;
    return super.isAt(distance, types);
  }

  protected override consume(...[index, type, options]: Parameters<FlowParser["consume"]>): IToken {
    if (!this.atCursor()) return super.consume(index, type, options);
    this.note(type);
    throw reached;
  }

  protected override option<R>(index: number, action: GrammarAction<R> | DSLMethodOpts<R>): R | undefined {
    if (!this.atCursor()) return super.option(index, action);
    this.explore(action);
    return undefined;
  }

  protected override many<R>(index: number, action: GrammarAction<R> | DSLMethodOpts<R>): void {
    if (!this.atCursor()) super.many(index, action);
    if (this.atCursor()) this.explore(action);
  }

  protected override or(index: number, alternatives: unknown): never {
    if (!this.atCursor()) return super.or(index, alternatives as never) as never;
    for (const { GATE, ALT, misplaced } of alternativesOf(alternatives)) {
      if (misplaced !== true) this.explore(GATE === undefined ? ALT : { GATE, DEF: ALT });
    }
    throw reached;
  }

  /** Tries something up to its first token. */
  private explore(action: GrammarAction<unknown> | DSLMethodOpts<unknown>): void {
    const { GATE, DEF } = typeof action === "function" ? { GATE: undefined, DEF: action } : action;
    if (GATE?.call(this) === false) return;
    const { depth, list } = this;
    try {
      DEF.call(this);
    } catch (reason) {
      if (reason !== reached) throw reason;
    }
    this.depth = depth;
    this.list = list;
  }

  private note(type: TokenType): void {
    if (type === Category.Name) this.names.add(this.role);
    else if (type === Category.StatusLike) this.status = true;
    for (const [word, keyword] of keywordTypes) {
      if (type === Category.BinaryOperator && this.comparing && comparisons.has(word)) continue;
      if (
        keyword === type ||
        (type !== Category.Name && type.categoryMatchesMap?.[keyword.tokenTypeIdx ?? -1] === true)
      ) {
        this.keywords.add(word as Keyword);
      }
    }
  }
}

const comparisons: ReadonlySet<string> = new Set(["in", "contains", "matches"]);

function alternativesOf(alternatives: unknown): readonly Alternative[] {
  return Array.isArray(alternatives) ? alternatives : (alternatives as { readonly DEF: readonly Alternative[] }).DEF;
}

let parser: PlaceParser | undefined;

/** What fits behind `tokens`, which end before `offset`. */
export function whatFits(source: string, tokens: readonly IToken[], offset: number, stretch: Stretch): WhatFits {
  parser ??= new PlaceParser();
  return parser.whatFits(source, tokens, offset, stretch);
}
