/** Names, paths, references, expressions and objects. */
import type { IToken } from "chevrotain";
import type {
  CallExpr, DurationLiteral, Expr, Index, Interpolation, Member, Name, NumberLiteral, ObjectEntry, ObjectLiteral, Path,
  PathIndex, PatternLiteral, StateRef, StringLiteral, Unary,
} from "./ast.ts";
import { T } from "./lexer.ts";
import { durationValue, numberValue } from "./numbers.ts";
import { longestChain, type Mutable, ParserCore, table, type TokenTable } from "./parserCore.ts";
import { OperatorStack } from "./precedence.ts";
import { simplePath } from "./simplePath.ts";
import { Category, K, NumberTypes, tokenEnd } from "./tokens.ts";

type MutablePath = Mutable<Path> & { segments: (Name | PathIndex)[] };

const valueStarts = table(
  Category.NumberLike, NumberTypes.Duration, T.String, T.Pattern, Category.Name, T.LParen, T.LSquare, T.LCurly,
  T.Minus, Category.Not,
);
const operandStarts = table(
  Category.NumberLike, NumberTypes.Duration, T.String, T.Pattern, Category.Name, T.LParen, T.LSquare, T.LCurly, T.Minus,
);
/** What may come behind a path or another value; where texts may, `textMayFollow` says so. */
const afterValue = table(
  Category.BinaryOperator, T.Question, T.Dot, T.LSquare, T.LParen, T.LCurly, T.Comma, T.Bar, Category.Arrow, T.Minus,
  K.else, K.when, K.in, K.times, K.header, K.every, K.sensitive, K.as,
);
const entryStarts = table(Category.Name, T.String);
const colons = table(T.Colon);
const groupEnds = table(T.RCurly, T.RParen, T.RSquare, T.Comma);
const path: TokenTable = table(Category.Name);
const afterPathName = table(T.Dot, T.LSquare, T.Equals, T.Colon, K.as, K.in, K.when, K.sensitive, T.LCurly, Category.Arrow);
export const afterState = table(
  T.Dot, T.Comma, T.LCurly, K.else, K.in, K.each, K.then, Category.Arrow, T.String, NumberTypes.Number,
);
const textStarts = table(T.String, T.LCurly);

export abstract class ExpressionParser extends ParserCore {
  /** Inside `a ? … :` a name before a colon is a value, not the next key of an object. */
  private openConditions = 0;
  /** Set where a text may follow the expression that is read. */
  protected textMayFollow = false;

  // Names and references

  /** `state` or `flow.state`. */
  protected readonly stateRef = this.RULE("stateRef", (): StateRef | undefined => {
    const first = this.expectName(0, "state", this.stateMessage, afterState);
    let dot: IToken | undefined;
    let second: Name | undefined;
    this.option(0, () => {
      dot = this.consume(1, T.Dot);
      second = this.expectName(2, "state", "After the `.` comes the name of a state.", afterState);
    });
    if (first === undefined) return undefined;
    const end = this.endFrom(first.end);
    if (dot === undefined) return { kind: "StateRef", start: first.start, end, flow: undefined, name: first };
    return { kind: "StateRef", start: first.start, end, flow: first, name: second };
  });

  /** What is said where `stateRef` finds no name. */
  protected stateMessage = "The name of a state is missing.";

  /** `session.users[0].name`, where something is stored. */
  protected readonly path = this.RULE("path", (): Path | undefined => {
    const root = this.expectName(0, "variable", this.pathMessage, afterPathName);
    const segments: (Name | PathIndex)[] = [];
    this.many(0, () => {
      this.or(0, [
        { ALT: () => {
          this.consume(1, T.Dot);
          const name = this.expectName(1, "member", "After the `.` comes a name.", afterPathName);
          if (name !== undefined) segments.push(name);
        } },
        { ALT: () => {
          const index = this.index();
          segments.push({ kind: "PathIndex", start: index.start, end: this.endFrom(index.start), index: index.value });
        } },
      ]);
    });
    if (root === undefined) return undefined;
    return { kind: "Path", start: root.start, end: this.endFrom(root.end), root, segments };
  });

  /** What is said where `path` finds no name. */
  protected pathMessage = "The name of a variable is missing, such as `session.name`.";

  private index(): { start: number; value: Expr | undefined } {
    const open = this.consume(10, T.LSquare);
    this.depth++;
    const value = this.subrule(10, this.expression);
    this.depth--;
    this.close(11, T.RSquare, open, "the index");
    return { start: open.startOffset, value };
  }

  // Expressions

  /** A whole expression; reports where it begins with no value. */
  protected readonly expression = this.RULE("expression", (): Expr | undefined => {
    const start = this.LA(1).startOffset;
    const test = this.operators();
    let result = test;
    this.option(10, () => {
      this.consume(0, T.Question);
      this.openConditions++;
      this.depth++;
      const whenTrue = this.nested(20);
      this.openConditions--;
      const colon = this.expect(1, T.Colon, "After `?` come two values with `:` between them.");
      const whenFalse = colon !== undefined || this.RECORDING_PHASE ? this.nested(21) : undefined;
      this.depth--;
      if (test === undefined) return;
      result = { kind: "Conditional", start, end: this.endFrom(start), test, whenTrue, whenFalse };
    });
    return result;
  });

  /** An expression one level deeper, where that is not too deep. */
  private nested(index: number): Expr | undefined {
    if (this.tooDeep()) return undefined;
    return this.subrule(index, this.expression);
  }

  private operators(): Expr | undefined {
    let stack: OperatorStack | undefined;
    const operators = (): OperatorStack => (stack ??= new OperatorStack((message, token) => {
      this.report(message, { start: token.startOffset, end: tokenEnd(token) });
    }));
    let joined = 0;
    this.many(0, () => operators().not(this.consume(2, Category.Not)));
    const first = this.operand(0);
    stack?.operand(first);
    this.many(1, () => {
      const operator = this.consume(3, Category.BinaryOperator);
      const wanted = ++joined <= longestChain;
      if (joined === longestChain + 1) this.tooLong(operator);
      if (wanted && !this.RECORDING_PHASE) {
        if (stack === undefined) operators().operand(first);
        operators().join(operator);
      }
      this.many(2, () => {
        const not = this.consume(4, Category.Not);
        if (wanted && ++joined <= longestChain) operators().not(not);
      });
      const right = this.operand(1);
      if (wanted) operators().operand(right);
    });
    return stack === undefined ? first : (stack as OperatorStack).finish(this.endFrom(0));
  }

  private tooLong(operator: IToken): void {
    this.report(`This expression joins too many values: ${longestChain} are the most. Split it with \`set\`.`, {
      start: operator.startOffset, end: tokenEnd(operator),
    });
  }

  private operand(index: number): Expr | undefined {
    if (!this.next(operandStarts) || this.valueIsMissing()) return this.missing(this.valueMessage());
    return this.subrule(index, this.value);
  }

  private valueMessage(): string {
    const previous = this.LA(0).image;
    return previous === "" ? "A value is missing." : `After \`${previous.length > 24 ? "…" : previous}\` a value is missing.`;
  }

  /** True where a name in the place of a value begins something else: the next step, or the next key. */
  private valueIsMissing(): boolean {
    const token = this.LA(1);
    if (!this.isAt(1, path)) return false;
    const after = this.LA(2).tokenType;
    if (after === T.Equals) return this.lineBreakBefore(1);
    if (after === T.Colon) return this.openConditions === 0 && this.lineBreakBefore(1);
    if (token.tokenType === K.state && this.declarationStarts(1)) return !this.mayOpenBlock && this.lineBreakBefore(1);
    if (!this.isKeyword(token)) return false;
    if (this.textMayFollow && this.isAt(2, textStarts)) return false;
    return this.nextThingStarts(afterValue);
  }

  /** Set where `{` may follow the expression that is read, as in `if`. */
  protected mayOpenBlock = false;

  /** Minus signs, a value, and what is read from it with `.` and `[]`. */
  private readonly value = this.RULE("value", (): Expr | undefined => {
    const signs: IToken[] = [];
    this.many(0, () => {
      const sign = this.consume(0, T.Minus);
      if (signs.length < longestChain) signs.push(sign);
    });
    let value: Expr | undefined;
    if (this.next(valueStarts)) value = this.or(0, this.primaries);
    else this.missing(this.valueMessage());
    let links = 0;
    this.many(1, () => {
      const link = this.or(1, this.links);
      if (value !== undefined && ++links <= longestChain * 20) value = this.attach(value, link, links);
    });
    for (let sign = signs.pop(); sign !== undefined; sign = signs.pop()) {
      const start = sign.startOffset;
      const unary: Unary = { kind: "Unary", start, end: this.endFrom(start), operator: "-", operand: value };
      value = unary;
    }
    return value;
  });

  private readonly links = [
    { ALT: (): Link => {
      const dot = this.consume(1, T.Dot);
      const name = this.expectName(1, "member", "After the `.` comes a name.", afterValue);
      return { start: dot.startOffset, name, index: undefined, isIndex: false };
    } },
    { ALT: (): Link => {
      const { start, value } = this.index();
      return { start, name: undefined, index: value, isIndex: true };
    } },
  ];

  private attach(value: Expr, link: Link, links: number): Expr {
    const end = this.endFrom(value.start);
    if (value.kind === "Path") {
      const target = value as MutablePath;
      if (link.isIndex) target.segments.push({ kind: "PathIndex", start: link.start, end, index: link.index });
      else if (link.name !== undefined) target.segments.push(link.name);
      target.end = end;
      return target;
    }
    if (links > longestChain) return value;
    if (link.isIndex) {
      return { kind: "Index", start: value.start, end, object: value, index: link.index } satisfies Index;
    }
    return { kind: "Member", start: value.start, end, object: value, name: link.name } satisfies Member;
  }

  private readonly primaries = {
    IGNORE_AMBIGUITIES: true,
    DEF: [
      { ALT: (): Expr => this.numberNode(this.consume(1, NumberTypes.Number)) },
      { ALT: (): Expr => this.durationNode(this.consume(2, Category.DurationLike)) },
      { ALT: (): Expr => this.stringNode(this.consume(3, T.String)) },
      { ALT: (): Expr => this.patternNode(this.consume(4, T.Pattern)) },
      { ALT: (): Expr => this.booleanNode(this.consume(5, K.true), true) },
      { ALT: (): Expr => this.booleanNode(this.consume(6, K.false), false) },
      { ALT: (): Expr => this.nullNode(this.consume(7, K.null)) },
      { ALT: (): Expr => this.stateValue() },
      { ALT: (): Expr => this.misplacedNot() },
      { ALT: (): Expr => this.nameOrCall() },
      { ALT: (): Expr | undefined => this.parenthesized() },
      { ALT: (): Expr | undefined => this.listLiteral() },
      { ALT: (): Expr | undefined => this.subrule(0, this.object) },
    ],
  };

  private booleanNode(token: IToken, value: boolean): Expr {
    return { kind: "Boolean", start: token.startOffset, end: tokenEnd(token), value };
  }

  private nullNode(token: IToken): Expr {
    return { kind: "Null", start: token.startOffset, end: tokenEnd(token) };
  }

  private stateValue(): Expr {
    const start = this.consume(8, K.state).startOffset;
    this.stateMessage = "`state` needs the name of a state. A variable called `state` is written with its scope: `session.state`.";
    const ref = this.subrule(1, this.stateRef);
    return { kind: "StateValue", start, end: this.endFrom(start), ref };
  }

  /** `-not x`. */
  private misplacedNot(): Expr {
    const token = this.consume(13, Category.Not);
    this.report("Put this `not` and what it negates in parentheses.", { start: token.startOffset, end: tokenEnd(token) });
    const operand = this.tooDeep() ? undefined : this.subrule(3, this.value);
    const start = token.startOffset;
    return { kind: "Unary", start, end: this.endFrom(start), operator: "not", operand };
  }

  private nameOrCall(): Expr {
    this.role = "value";
    const name = this.nameNode(this.consume(9, Category.Name));
    let result: Expr = { kind: "Path", start: name.start, end: name.end, root: name, segments: [] };
    this.option(0, () => {
      const args = this.subrule(2, this.callArguments);
      const call: CallExpr = { kind: "CallExpr", start: name.start, end: this.endFrom(name.start), callee: name, args };
      result = call;
    });
    return result;
  }

  private readonly callArguments = this.RULE("callArguments", (): readonly Expr[] => {
    const args: Expr[] = [];
    const open = this.consume(0, T.LParen);
    const outer = this.enterGroup();
    const add = (expr: Expr | undefined): void => {
      if (expr !== undefined) args.push(expr);
    };
    this.option(0, { GATE: () => !this.isAt(1, groupEnds), DEF: () => add(this.nested(0)) });
    this.commas(() => {
      this.consume(1, T.Comma);
      add(this.nested(1));
    }, T.RParen);
    this.leaveGroup(outer);
    this.close(2, T.RParen, open, "the call");
    return args;
  });

  /** The `, …` of a group, and one stranger between them. */
  private commas(read: () => void, closer: typeof T.RParen | typeof T.RSquare): void {
    this.many(20, read);
    while (!this.RECORDING_PHASE && this.skipStranger(closer)) this.many(20, read);
  }

  /** Skips one token that does not fit before a comma or the closing sign. */
  private skipStranger(closer: typeof T.RParen): boolean {
    if (this.is(closer) || this.atEnd()) return false;
    const after = this.LA(2).tokenType;
    if (after !== closer && after !== T.Comma) return false;
    if (this.isAt(1, groupEnds)) return false;
    this.missing(`\`${this.LA(1).image}\` does not fit here: \`,\` or \`${closer.PATTERN}\` is expected.`);
    this.SKIP_TOKEN();
    return !this.is(closer);
  }

  private parenthesized(): Expr | undefined {
    if (this.tooDeep()) return undefined;
    const open = this.consume(10, T.LParen);
    const outer = this.enterGroup();
    const expr = this.subrule(4, this.expression);
    this.leaveGroup(outer);
    this.skipBefore(T.RParen);
    this.close(11, T.RParen, open, "the value");
    return { kind: "Parenthesized", start: open.startOffset, end: this.endFrom(open.startOffset), expr };
  }

  private skipBefore(closer: typeof T.RParen): void {
    if (this.RECORDING_PHASE || this.is(closer) || this.atEnd() || this.LA(2).tokenType !== closer) return;
    if (this.isAt(1, groupEnds)) return;
    this.missing(`\`${this.LA(1).image}\` does not fit here: \`${closer.PATTERN}\` is expected.`);
    this.SKIP_TOKEN();
  }

  private listLiteral(): Expr | undefined {
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
    this.option(0, { GATE: () => !this.isAt(1, groupEnds), DEF: () => add(this.subrule(0, this.expression)) });
    this.commas(() => {
      this.consume(1, T.Comma);
      this.option(1, { GATE: () => !this.is(T.RSquare), DEF: () => add(this.subrule(1, this.expression)) });
    }, T.RSquare);
    this.leaveGroup(outer);
    this.close(2, T.RSquare, open, "the list");
    return { kind: "List", start: open.startOffset, end: this.endFrom(open.startOffset), items };
  });

  private enterGroup(): { conditions: number; text: boolean; block: boolean } {
    const outer = { conditions: this.openConditions, text: this.textMayFollow, block: this.mayOpenBlock };
    this.depth++;
    this.openConditions = 0;
    this.textMayFollow = false;
    this.mayOpenBlock = false;
    return outer;
  }

  private leaveGroup(outer: { conditions: number; text: boolean; block: boolean }): void {
    this.depth--;
    this.openConditions = outer.conditions;
    this.textMayFollow = outer.text;
    this.mayOpenBlock = outer.block;
  }

  // Objects

  /** `{ key: value }`; the rule is entered at its `{` only. */
  protected readonly object = this.RULE("object", (): ObjectLiteral | undefined => {
    if (this.tooDeep()) return undefined;
    const open = this.consume(0, T.LCurly);
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
    this.missing(`\`${this.LA(1).image}\` does not fit here: in an object every key has a \`:\` and a value.`);
    this.skipOne();
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
    const colon = this.expect(0, T.Colon, `After the key \`${this.LA(0).image}\` comes \`:\` and its value.`);
    let value: Expr | undefined;
    if (colon !== undefined || this.RECORDING_PHASE || this.valueFollowsKey()) value = this.subrule(0, this.expression);
    return { kind: "ObjectEntry", start, end: this.endFrom(start), key, value };
  });

  private readonly keys = [
    { ALT: (): Name | StringLiteral => {
      this.role = "key";
      return this.nameNode(this.consume(1, Category.Name));
    } },
    { ALT: (): Name | StringLiteral => this.plainStringNode(this.consume(2, T.String)) },
  ];

  /** After a key whose colon was forgotten: a value on its line. */
  private valueFollowsKey(): boolean {
    return this.isAt(1, valueStarts) && !this.isAt(2, colons) && !this.lineBreakBefore(1);
  }

  // Leaves

  /** A text where neither `{…}` nor alternatives may stand. */
  protected plainStringNode(token: IToken): StringLiteral {
    const waiting = this.holes.length;
    const node = this.stringNode(token);
    for (const part of node.parts) {
      if (part.kind === "Chunk") continue;
      this.report("This text is taken as it is: write `\\{` for a brace, or leave the `{…}` out.", part);
    }
    this.holes.length = Math.min(this.holes.length, waiting);
    return node;
  }

  protected expectString(index: number, message: string): StringLiteral | undefined {
    const token = this.expect(index, T.String, message);
    return token === undefined ? undefined : this.plainStringNode(token);
  }

  protected patternNode(token: IToken): PatternLiteral {
    const start = token.startOffset;
    const [, source = "", flags = ""] = /^r"(.*?)(?:"([^"]*))?$/su.exec(token.image) ?? [];
    const closed = token.payload?.closed === true;
    if (!closed) this.neverClosed(token);
    else if (flags !== "" && flags !== "i") {
      this.report("The only letter behind a pattern is `i`, for any case.", {
        start: tokenEnd(token) - flags.length, end: tokenEnd(token),
      });
    }
    return { kind: "Pattern", start, end: tokenEnd(token), source, ignoreCase: flags === "i" };
  }

  protected numberNode(token: IToken): NumberLiteral {
    const node: NumberLiteral = {
      kind: "Number", start: token.startOffset, end: tokenEnd(token), value: numberValue(token.image),
    };
    if (token.tokenType !== NumberTypes.Number) this.badNumber(token);
    else if (!Number.isFinite(node.value)) this.report("This number is too large.", node);
    return node;
  }

  protected durationNode(token: IToken): DurationLiteral {
    const node: DurationLiteral = {
      kind: "Duration", start: token.startOffset, end: tokenEnd(token), value: durationValue(token.image),
    };
    if (token.tokenType !== NumberTypes.Duration) this.badNumber(token);
    else if (!Number.isFinite(node.value)) this.report("This duration is too long.", node);
    return node;
  }

  private badNumber(token: IToken): void {
    this.report(
      `\`${token.image}\` is no duration: write one number and \`ms\`, \`s\`, \`m\`, \`h\` or \`d\`, such as \`5s\`.`,
      { start: token.startOffset, end: tokenEnd(token) },
      "invalid-duration",
    );
  }

  protected expectNumber(index: number, message: string): NumberLiteral | undefined {
    const token = this.expect(index, Category.NumberLike, message);
    return token === undefined ? undefined : this.numberNode(token);
  }

  protected expectDuration(index: number, message: string): DurationLiteral | undefined {
    if (!this.RECORDING_PHASE && this.is(NumberTypes.Number)) {
      this.badNumber(this.LA(1));
      this.hush();
      this.SKIP_TOKEN();
      return undefined;
    }
    const token = this.expect(index, Category.DurationLike, message);
    return token === undefined ? undefined : this.durationNode(token);
  }

  // Inside texts

  /** The inside of a `{…}`. */
  readonly interpolation = this.RULE("interpolation", (): Expr | undefined => {
    const expr = this.subrule(0, this.expression);
    this.restOfHole();
    return expr;
  });

  /** Nothing may be left before the `}`. */
  protected restOfHole(): void {
    if (this.RECORDING_PHASE || this.atEnd()) return;
    this.missing(`\`${this.LA(1).image}\` does not fit here: \`}\` is expected.`);
    while (!this.atEnd()) this.SKIP_TOKEN();
  }

  protected override interpolationNode(start: number, end: number, closed: boolean): Interpolation {
    const node: Mutable<Interpolation> = { kind: "Interpolation", start, end, expr: undefined };
    const inside = { start: start + 1, end: closed ? end - 1 : end };
    if (!closed) this.unclosedHole(node);
    const simple = closed ? simplePath(this.source, inside.start, inside.end) : undefined;
    if (simple !== undefined) node.expr = simple;
    else {
      this.postpone({
        ...inside, depth: this.depth + 1, closed,
        fill: (parser) => { node.expr = parser.interpolation(); },
      });
    }
    return node;
  }

  protected unclosedHole(node: { start: number }): void {
    this.report("This `{` is never closed: `}` is missing. A brace itself is written `\\{`.", {
      start: node.start, end: node.start + 1,
    });
  }
}

interface Link {
  readonly start: number;
  readonly name: Name | undefined;
  readonly index: Expr | undefined;
  readonly isIndex: boolean;
}
