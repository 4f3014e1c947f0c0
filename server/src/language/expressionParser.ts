/** Names, paths, references and expressions. */
import type { IToken, ParserMethod } from "chevrotain";
import type { CallExpr, Expr, Index, Member, Name, Path, PathIndex, StateRef, Unary } from "./ast.ts";
import { GroupParser, valueStarts } from "./groupParser.ts";
import { T } from "./lexer.ts";
import { longestChain, type Mutable, type TokenTable, table } from "./parserCore.ts";
import { joinsConditions, OperatorStack } from "./precedence.ts";
import { Category, K, NumberTypes, tokenEnd } from "./tokens.ts";

type MutablePath = Mutable<Path> & { segments: (Name | PathIndex)[] };

const operandStarts = table(
  Category.NumberLike,
  NumberTypes.Duration,
  T.String,
  T.Pattern,
  Category.Name,
  T.LParen,
  T.LSquare,
  T.LCurly,
  T.Minus,
);
/** What may come behind a path or another value; where texts may, `textMayFollow` says so. */
const afterValue = table(
  Category.BinaryOperator,
  T.Question,
  T.Dot,
  T.LSquare,
  T.LParen,
  T.LCurly,
  T.Comma,
  T.Bar,
  Category.Arrow,
  T.Minus,
  K.else,
  K.when,
  K.in,
  K.times,
  K.header,
  K.every,
  K.sensitive,
  K.as,
);
/** What may come behind a member, of a value or of a path that is written. */
const afterLink = table(
  Category.BinaryOperator,
  Category.Arrow,
  ...[T.Question, T.Dot, T.LSquare, T.LParen, T.LCurly, T.Comma, T.Bar, T.Minus, T.Equals, T.Colon],
  ...[K.else, K.when, K.in, K.times, K.header, K.every, K.sensitive, K.as],
);
const nots = table(Category.Not);
const binaryOperators = table(Category.BinaryOperator);
const questions = table(T.Question);
const minuses = table(T.Minus);
const linkStarts = table(T.Dot, T.LSquare);
const parentheses = table(T.LParen);
const dots = table(T.Dot);
const noTokens: IToken[] = [];
const names = table(Category.Name);
/** What begins a block, but no key of an object. */
const blockOnly = table(Category.Arrow, Category.NumberLike, T.LSquare, T.LParen, T.Pattern);
const afterPathName = table(
  T.Dot,
  T.LSquare,
  T.Equals,
  T.Colon,
  K.as,
  K.in,
  K.when,
  K.sensitive,
  T.LCurly,
  Category.Arrow,
);
const textStarts = table(T.String, T.LCurly);

export abstract class ExpressionParser extends GroupParser {
  // Names and references

  /** `state` or `flow.state`. */
  protected readonly stateRef = this.RULE("stateRef", (): StateRef | undefined => {
    const followers = this.stateFollowers;
    const first = this.expectName(0, "state", this.stateMessage, followers);
    let second: Name | undefined;
    const qualified = this.next(dots);
    if (qualified) {
      this.option(0, () => {
        this.consume(1, T.Dot);
        second = this.expectName(2, "state", "After the `.` comes the name of a state.", followers);
      });
    }
    if (first === undefined) return undefined;
    const end = this.endFrom(first.end);
    if (!qualified) return { kind: "StateRef", start: first.start, end, flow: undefined, name: first };
    return { kind: "StateRef", start: first.start, end, flow: first, name: second };
  });

  /** What is said where `stateRef` finds no name, and what may come behind its name. */
  protected stateMessage = "The name of a state is missing.";
  protected stateFollowers: TokenTable = afterValue;

  /** `session.users[0].name`, where something is stored. */
  protected readonly path = this.RULE("path", (): Path | undefined => {
    const root = this.expectName(0, "variable", this.pathMessage, afterPathName);
    const segments: (Name | PathIndex)[] = [];
    if (this.next(linkStarts)) {
      this.many(0, () => {
        const link = this.or(0, this.links);
        const { start, index } = link;
        if (link.isIndex) segments.push({ kind: "PathIndex", start, end: this.endFrom(start), index });
        else if (link.name !== undefined) segments.push(link.name);
      });
    }
    if (root === undefined) return undefined;
    return { kind: "Path", start: root.start, end: this.endFrom(root.end), root, segments };
  });

  /** What is said where `path` finds no name. */
  protected pathMessage = "The name of a variable is missing, such as `session.name`.";

  private index(): { start: number; value: Expr | undefined } {
    const start = this.LA(1).startOffset;
    if (this.tooDeep()) return { start, value: undefined };
    const open = this.consume(10, T.LSquare);
    this.depth++;
    const value = this.subrule(10, this.expression);
    this.depth--;
    this.close(11, T.RSquare, open, "the index");
    return { start: open.startOffset, value };
  }

  // Expressions

  /** A whole expression; reports where it begins with no value. */
  protected override readonly expression: ParserMethod<[], Expr | undefined> = this.RULE(
    "expression",
    (): Expr | undefined => {
      const start = this.LA(1).startOffset;
      const test = this.operators();
      if (!this.next(questions)) return test;
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
    },
  );

  /** For the search for completions: whether the operator that is asked for may be no comparison. */
  protected comparing = false;

  private operators(): Expr | undefined {
    if (this.next(nots)) return this.joined(undefined);
    const first = this.operand(0);
    return this.next(binaryOperators) ? this.joined({ operand: first }) : first;
  }

  /** Operands with their operators, the first perhaps read already. */
  private joined(read: { readonly operand: Expr | undefined } | undefined): Expr | undefined {
    const stack = new OperatorStack((message, token) => {
      this.report(message, { start: token.startOffset, end: tokenEnd(token) });
    });
    let count = 0;
    /** Counts an operator; false for those beyond the limit, the first of which is reported. */
    const counts = (operator: IToken): boolean => {
      if (++count === longestChain + 1) this.tooLong(operator);
      return count <= longestChain && !this.RECORDING_PHASE;
    };
    if (read === undefined) {
      this.many(0, () => {
        const not = this.consume(2, Category.Not);
        if (counts(not)) stack.not(not);
      });
    }
    stack.operand(read === undefined ? this.operand(0) : read.operand);
    this.many(1, () => {
      if (this.atCursor()) this.comparing = stack.comparing;
      const operator = this.consume(3, Category.BinaryOperator);
      const wanted = counts(operator);
      if (wanted) stack.join(operator);
      this.many(2, {
        GATE: () => !this.atCursor() || joinsConditions(operator),
        DEF: () => {
          const not = this.consume(4, Category.Not);
          if (counts(not) && wanted) stack.not(not);
        },
      });
      const right = this.operand(1);
      if (wanted) stack.operand(right);
    });
    return stack.finish(this.endFrom(0));
  }

  private tooLong(operator: IToken): void {
    this.report(`This expression joins too many values: ${longestChain} are the most. Split it with \`set\`.`, {
      start: operator.startOffset,
      end: tokenEnd(operator),
    });
  }

  private operand(index: number): Expr | undefined {
    if (!this.next(operandStarts) || (this.guessing && this.valueIsMissing())) return this.missing(this.valueMessage());
    return this.subrule(index, this.value);
  }

  private valueMessage(): string {
    const previous = this.LA(0).image;
    if (previous === "" && this.insideText) return "Between `{` and `}` a value is missing.";
    return previous === ""
      ? "A value is missing."
      : `After \`${previous.length > 24 ? "…" : previous}\` a value is missing.`;
  }

  /** True where a name in the place of a value begins something else: the next step, or the next key. */
  private valueIsMissing(): boolean {
    const token = this.LA(1);
    if (token.tokenType === T.LCurly) return this.isBlock();
    if (!this.isAt(1, names)) return false;
    const after = this.LA(2).tokenType;
    if (after === T.Equals) return this.lineBreakBefore(1);
    if (after === T.Colon) return this.openConditions === 0 && this.lineBreakBefore(1);
    if (token.tokenType === K.state && this.declarationStarts(1)) return !this.mayOpenBlock && this.lineBreakBefore(1);
    if (!this.isKeyword(token)) return false;
    if (this.textMayFollow && this.isAt(2, textStarts)) return false;
    return this.nextThingStarts(afterValue);
  }

  /** True at a `{` that begins a block or a Text, for no key with its colon stands in it. */
  private isBlock(): boolean {
    if (!this.mayOpenBlock && !this.textMayFollow) return false;
    const first = this.LA(2);
    if (this.LA(3).tokenType === T.Colon) return false;
    if (first.tokenType === T.RCurly) return this.mayOpenBlock;
    if (this.isAt(2, names) && this.LA(3).tokenType === T.String) return this.textMayFollow || this.isKeyword(first);
    return this.isKeyword(first) || this.isAt(2, blockOnly) || first.tokenType === T.String;
  }

  /** Behind a forgotten `=`: a value on the line. */
  protected valueOnLine(): boolean {
    if (this.lineBreakBefore(1) || !this.isAt(1, valueStarts)) return false;
    return !this.isAt(1, names) || !this.isAt(2, afterPathName);
  }

  /** Minus signs, a value, and what is read from it with `.` and `[]`. */
  private readonly value = this.RULE("value", (): Expr | undefined => {
    const signs = this.next(minuses) ? this.signs() : noTokens;
    let value: Expr | undefined;
    if (this.next(valueStarts)) value = this.or(0, this.primaries);
    else this.missing(this.valueMessage());
    if (this.next(linkStarts)) value = this.linked(value);
    if (signs.length === 0) return value;
    for (let sign = signs.pop(); sign !== undefined; sign = signs.pop()) {
      const start = sign.startOffset;
      const unary: Unary = { kind: "Unary", start, end: this.endFrom(start), operator: "-", operand: value };
      value = unary;
    }
    return value;
  });

  private signs(): IToken[] {
    const signs: IToken[] = [];
    let count = 0;
    this.many(0, () => {
      const sign = this.consume(0, T.Minus);
      if (++count <= longestChain) signs.push(sign);
      else if (count === longestChain + 1) this.tooLong(sign);
    });
    return signs;
  }

  private linked(start: Expr | undefined): Expr | undefined {
    let value = start;
    let count = 0;
    this.many(1, () => {
      const link = this.or(1, this.links);
      if (value === undefined) return;
      if (++count === longestChain + 1 && value.kind !== "Path") this.tooLong(this.LA(0));
      value = this.attach(value, link, count);
    });
    return value;
  }

  private readonly links = [
    {
      ALT: (): Link => {
        const dot = this.consume(1, T.Dot);
        const name = this.expectName(1, "member", "After the `.` comes a name.", afterLink);
        return { start: dot.startOffset, name, index: undefined, isIndex: false };
      },
    },
    {
      ALT: (): Link => {
        const { start, value } = this.index();
        return { start, name: undefined, index: value, isIndex: true };
      },
    },
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
      { ALT: (): Expr => this.misplacedNot(), misplaced: true },
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
    this.stateMessage =
      "`state` needs the name of a state. A variable called `state` is written with its scope: `session.state`.";
    this.stateFollowers = afterValue;
    const ref = this.subrule(1, this.stateRef);
    return { kind: "StateValue", start, end: this.endFrom(start), ref };
  }

  /** `-not x`. */
  private misplacedNot(): Expr {
    const token = this.consume(13, Category.Not);
    this.report("Put this `not` and what it negates in parentheses.", {
      start: token.startOffset,
      end: tokenEnd(token),
    });
    const operand = this.tooDeep() ? undefined : this.subrule(3, this.value);
    const start = token.startOffset;
    return { kind: "Unary", start, end: this.endFrom(start), operator: "not", operand };
  }

  private nameOrCall(): Expr {
    this.role = "value";
    const name = this.nameNode(this.consume(9, Category.Name));
    let result: Expr = { kind: "Path", start: name.start, end: name.end, root: name, segments: [] };
    if (!this.next(parentheses)) return result;
    this.option(0, () => {
      const args = this.subrule(2, this.callArguments);
      const call: CallExpr = { kind: "CallExpr", start: name.start, end: this.endFrom(name.start), callee: name, args };
      result = call;
    });
    return result;
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
}

interface Link {
  readonly start: number;
  readonly name: Name | undefined;
  readonly index: Expr | undefined;
  readonly isIndex: boolean;
}
