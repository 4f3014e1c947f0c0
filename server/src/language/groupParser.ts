/** What stands between parentheses, brackets and braces. */
import type { ParserMethod, TokenType } from "chevrotain";
import type { Expr, Name, ObjectEntry, ObjectLiteral, StringLiteral } from "./ast.ts";
import { T } from "./lexer.ts";
import { LiteralParser } from "./literalParser.ts";
import { shortened, table, unwritten } from "./parserCore.ts";
import { Category, NumberTypes } from "./tokens.ts";

/** What a value begins with. */
export const valueStarts = table(
  Category.NumberLike,
  NumberTypes.Duration,
  T.String,
  T.Pattern,
  Category.Name,
  T.LParen,
  T.LSquare,
  T.LCurly,
  T.Minus,
  Category.Not,
);
const entryStarts = table(Category.Name, T.String);
const colons = table(T.Colon);
const braces = table(T.LCurly);
const groupEnds = table(T.RCurly, T.RParen, T.RSquare, T.Comma);

const openers: ReadonlySet<TokenType> = new Set([T.LParen, T.LSquare]);

/** How the expression around a group is read. */
interface Surroundings {
  readonly conditions: number;
  readonly text: boolean;
  readonly block: boolean;
}

export abstract class GroupParser extends LiteralParser {
  protected abstract readonly expression: ParserMethod<[], Expr | undefined>;
  /** Inside `a ? … :` a name before a colon is a value, not the next key of an object. */
  protected openConditions = 0;
  /** Set where a text may follow the expression that is read. */
  protected textMayFollow = false;
  /** Set where `{` may follow the expression that is read, as in `if`. */
  protected mayOpenBlock = false;

  protected override begin(...args: Parameters<LiteralParser["begin"]>): void {
    super.begin(...args);
    this.openConditions = 0;
    this.textMayFollow = false;
    this.mayOpenBlock = false;
  }

  /** An expression one level deeper, where that is not too deep. */
  protected nested(index: number): Expr | undefined {
    if (this.tooDeep()) return undefined;
    return this.subrule(index, this.expression);
  }

  protected readonly callArguments = this.RULE("callArguments", (): readonly Expr[] => {
    const args: Expr[] = [];
    const open = this.consume(0, T.LParen);
    const outer = this.enterGroup();
    const add = (expr: Expr | undefined): void => {
      if (expr !== undefined) args.push(expr);
    };
    this.option(0, { GATE: () => !this.groupEnds(), DEF: () => add(this.nested(0)) });
    this.commas(
      () => {
        this.consume(1, T.Comma);
        add(this.nested(1));
      },
      T.RParen,
      add,
    );
    this.leaveGroup(outer);
    this.close(2, T.RParen, open, "the call");
    return args;
  });

  private groupEnds(): boolean {
    return this.isAt(1, groupEnds) && !this.atCursor();
  }

  /** The `, …` of a group; `add` takes a value that stands there without its comma. */
  private commas(read: () => void, closer: TokenType, add: (expr: Expr | undefined) => void): void {
    if (!this.RECORDING_PHASE && this.is(T.Comma) && openers.has(this.LA(0).tokenType)) {
      this.missing("Before `,` a value is missing.");
    }
    this.many(20, read);
    while (!this.RECORDING_PHASE && this.goesOnWithoutComma(closer)) {
      const stranger = this.LA(1);
      if (this.isAt(1, valueStarts)) add(this.subrule(30, this.expression));
      else this.SKIP_TOKEN();
      this.many(20, read);
      // What looks like a value may begin the next thing instead: then the group was left without its end.
      if (this.LA(1) === stranger) return;
    }
  }

  /** Reports what stands where a comma or the closing sign should. True where the group goes on with it. */
  private goesOnWithoutComma(closer: TokenType): boolean {
    if (this.is(closer) || this.atEnd() || this.atCursor()) return false;
    if (this.isAt(1, groupEnds) && this.LA(2).tokenType !== T.Comma) return false;
    if (this.isAt(1, valueStarts)) {
      if (this.lineBreakBefore(1) && (this.nextThingStarts(groupEnds) || this.declarationStarts(1))) return false;
      if (this.lineBreakBefore(1) && this.isAt(2, colons)) return false;
      this.missing(`\`,\` or \`${closer.PATTERN}\` is missing before \`${shortened(this.LA(1).image)}\`.`);
      return true;
    }
    const after = this.LA(2).tokenType;
    if (after !== closer && after !== T.Comma) return false;
    this.missing(`\`${shortened(this.LA(1).image)}\` does not fit here: \`,\` or \`${closer.PATTERN}\` is expected.`);
    return true;
  }

  protected parenthesized(): Expr | undefined {
    if (this.tooDeep()) return undefined;
    const open = this.consume(10, T.LParen);
    const outer = this.enterGroup();
    const expr = this.subrule(4, this.expression);
    this.leaveGroup(outer);
    this.skipBefore(T.RParen);
    this.close(11, T.RParen, open, "the value");
    return { kind: "Parenthesized", start: open.startOffset, end: this.endFrom(open.startOffset), expr };
  }

  private skipBefore(closer: TokenType): void {
    if (this.RECORDING_PHASE || this.is(closer) || this.atEnd() || this.LA(2).tokenType !== closer) return;
    if (this.isAt(1, groupEnds)) return;
    this.missing(`\`${this.LA(1).image}\` does not fit here: \`${closer.PATTERN}\` is expected.`);
    this.SKIP_TOKEN();
  }

  protected listLiteral(): Expr | undefined {
    if (this.tooDeep()) return undefined;
    return this.subrule(5, this.list_);
  }

  private readonly list_ = this.RULE("list", (): Expr => {
    const items: Expr[] = [];
    const open = this.consume(0, T.LSquare);
    const outer = this.enterGroup();
    const add = (expr: Expr | undefined): void => {
      if (expr !== undefined) items.push(expr);
    };
    this.option(0, { GATE: () => !this.groupEnds(), DEF: () => add(this.subrule(0, this.expression)) });
    this.commas(
      () => {
        this.consume(1, T.Comma);
        this.option(1, { GATE: () => !this.is(T.RSquare), DEF: () => add(this.subrule(1, this.expression)) });
        if (!this.RECORDING_PHASE && this.is(T.Comma) && this.LA(0).tokenType === T.Comma) {
          this.missing("After `,` a value is missing.");
        }
      },
      T.RSquare,
      add,
    );
    this.leaveGroup(outer);
    this.close(2, T.RSquare, open, "the list");
    return { kind: "List", start: open.startOffset, end: this.endFrom(open.startOffset), items };
  });

  private enterGroup(): Surroundings {
    const outer = { conditions: this.openConditions, text: this.textMayFollow, block: this.mayOpenBlock };
    this.depth++;
    this.openConditions = 0;
    this.textMayFollow = false;
    this.mayOpenBlock = false;
    return outer;
  }

  private leaveGroup(outer: Surroundings): void {
    this.depth--;
    this.openConditions = outer.conditions;
    this.textMayFollow = outer.text;
    this.mayOpenBlock = outer.block;
  }

  // Objects

  /** `{ key: value }`; entered at its `{`, or at a key where that was forgotten. */
  protected readonly object = this.RULE("object", (): ObjectLiteral | undefined => {
    if (this.tooDeep()) return undefined;
    const open = this.next(braces) ? this.consume(0, T.LCurly) : unwritten(T.LCurly, this.LA(0));
    const outer = this.enterGroup();
    const entries: ObjectEntry[] = [];
    const read = (): void => {
      entries.push(this.subrule(0, this.objectEntry));
      this.option(0, () => this.consume(1, T.Comma));
    };
    const inside = { GATE: () => this.entryStartsHere(), DEF: read };
    this.many(0, inside);
    while (!this.RECORDING_PHASE && this.skipInObject()) this.many(0, inside);
    this.leaveGroup(outer);
    this.close(2, T.RCurly, open, "the object");
    return { kind: "Object", start: open.startOffset, end: this.endFrom(open.startOffset), entries };
  });

  /** A name that begins the next item of a step, and is followed by no colon, is no key: a `}` is missing before it. */
  private entryStartsHere(): boolean {
    if (this.isAt(2, colons)) return true;
    return !this.nextThingStarts(groupEnds) && !this.declarationStarts(1);
  }

  /** Skips what is no entry, up to what could be one. */
  private skipInObject(): boolean {
    if (this.listEnds() || this.isAt(1, entryStarts)) return false;
    this.missing(
      `\`${shortened(this.LA(1).image)}\` does not fit here: in an object every key has a \`:\` and a value.`,
    );
    if (this.isDoubledBrace()) this.SKIP_TOKEN();
    else this.skipOne();
    while (!this.listEnds() && !(this.isAt(1, entryStarts) && this.isAt(2, colons))) {
      if (this.nextThingStarts(groupEnds)) return false;
      this.skipOne();
    }
    this.hush();
    return !this.listEnds();
  }

  private readonly objectEntry = this.RULE("objectEntry", (): ObjectEntry => {
    const key = this.or(0, this.keys);
    const start = key.start;
    const colon = this.expectSign(0, T.Colon, `After the key \`${this.LA(0).image}\` comes \`:\` and its value.`);
    let value: Expr | undefined;
    if (colon !== undefined || this.RECORDING_PHASE || this.valueFollowsKey()) value = this.subrule(0, this.expression);
    return { kind: "ObjectEntry", start, end: this.endFrom(start), key, value };
  });

  private readonly keys = [
    {
      ALT: (): Name | StringLiteral => {
        this.role = "key";
        return this.nameNode(this.consume(1, Category.Name));
      },
    },
    {
      ALT: (): Name | StringLiteral => {
        const token = this.consume(2, T.String);
        return this.isAt(1, colons) ? this.plainStringNode(token) : this.stringNode(token);
      },
    },
  ];

  /** After a key whose colon was forgotten: a value on its line. */
  private valueFollowsKey(): boolean {
    return this.isAt(1, valueStarts) && !this.isAt(2, colons) && !this.lineBreakBefore(1);
  }
}
