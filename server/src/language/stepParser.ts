/** Steps, blocks and routes. */
import type { IToken, ParserMethod } from "chevrotain";
import type {
  Block,
  Call,
  Clear,
  Context,
  Go,
  Handover,
  If,
  IfBranch,
  Language,
  Match,
  MatchArm,
  Path,
  Route,
  SetStep,
  Step,
  Target,
  TargetWord,
  Track,
  Wait,
} from "./ast.ts";
import { valueStarts } from "./groupParser.ts";
import { T } from "./lexer.ts";
import { type ListContext, outcomes } from "./listParser.ts";
import { type TokenTable, table, unwritten } from "./parserCore.ts";
import { TextParser } from "./textParser.ts";
import { Category, K, tokenEnd } from "./tokens.ts";

const stepWords = [
  K.say,
  K.ask,
  K.api,
  K.set,
  K.clear,
  K.if,
  K.match,
  K.call,
  K.wait,
  K.track,
  K.handover,
  K.language,
  K.context,
  Category.Arrow,
];
/** The things that may stand in a block. */
const stepList: ListContext = {
  starts: table(...stepWords),
  expected: "a step is expected, such as `say`, `ask`, `api`, `set`, `if` or `->`",
};
/** The things that may stand in a state. */
export const stateList: ListContext = {
  starts: table(...stepWords, K.on),
  expected: "a step or a route is expected, such as `say`, `ask`, `api`, `set`, `if`, `->` or `on`",
};
/** In the arms of a `match` any value may begin the next thing; a word never tells. */
const armList: ListContext = {
  starts: table(),
  expected: "a value and what to do are expected, or `else`",
  ofValues: true,
};
const blockStarts = table(T.LCurly, Category.Arrow);
const afterTarget = table(K.else, K.then, T.Dot);
const afterContext = table(K.for);
const afterElse = table(K.if, T.LCurly, Category.Arrow);
const names = table(Category.Name);
const afterState = table(T.Comma, K.else, K.then);

export abstract class StepParser extends TextParser {
  protected abstract readonly say: ParserMethod<[], Step>;
  protected abstract readonly ask: ParserMethod<[], Step>;
  protected abstract readonly api: ParserMethod<[], Step>;
  protected abstract readonly route: ParserMethod<[], Route>;

  // Blocks

  /** A block, or what is said where none begins. */
  protected expectBlock(index: number, message: string): Block | undefined {
    if (this.next(blockStarts)) return this.subrule(index, this.block);
    this.missing(message);
    return this.blockAfterMistake(index);
  }

  /** The block behind something on its line that does not fit, or one whose `{` was forgotten. */
  protected blockAfterMistake(index: number): Block | undefined {
    while (!this.listEnds() && !this.next(blockStarts) && !this.lineBreakBefore(1) && !this.seemsToStart(stepList)) {
      this.skipOne();
    }
    if (this.next(blockStarts) ? !this.lineBreakBefore(1) : this.belongsBehindBrace(stepList))
      return this.subrule(index, this.block);
    this.hush();
    return undefined;
  }

  /** Entered at `{` or `->`, or at a step where the `{` was forgotten. */
  protected readonly block = this.RULE("block", (): Block | undefined => {
    if (this.tooDeep()) return undefined;
    if (this.next(blockStarts)) return this.or(0, this.blockForms);
    return this.stepsOf(unwritten(T.LCurly, this.LA(0)));
  });

  private readonly blockForms = [
    { ALT: (): Block => this.stepsOf(this.consume(0, T.LCurly)) },
    {
      ALT: (): Block => {
        const go = this.subrule(0, this.go);
        return { kind: "Block", start: go.start, end: go.end, braced: false, steps: [go] };
      },
    },
  ];

  private stepsOf(open: IToken): Block {
    const start = open.startOffset;
    const steps: Step[] = [];
    this.depth++;
    this.things(0, stepList, open, {
      GATE: () => !this.isRouteOfOuterList(open),
      DEF: () => {
        const step = this.or(1, this.blockSteps);
        if (step !== undefined) steps.push(step);
      },
    });
    this.depth--;
    this.close(1, T.RCurly, open, "the block");
    return { kind: "Block", start, end: this.endFrom(start), braced: true, steps };
  }

  private readonly plainSteps = [
    { ALT: (): Step => this.subrule(10, this.say) },
    { ALT: (): Step => this.subrule(11, this.go) },
    { ALT: (): Step => this.subrule(12, this.set) },
    { ALT: (): Step => this.subrule(13, this.ask) },
    { ALT: (): Step => this.subrule(14, this.api) },
    { ALT: (): Step => this.subrule(15, this.if) },
    { ALT: (): Step => this.subrule(16, this.match) },
    { ALT: (): Step => this.clear() },
    { ALT: (): Step => this.call() },
    { ALT: (): Step => this.wait(0) },
    { ALT: (): Step => this.track() },
    { ALT: (): Step => this.handover() },
    { ALT: (): Step => this.languageStep() },
    { ALT: (): Step => this.contextStep() },
  ];

  private readonly blockSteps = [...this.plainSteps, { ALT: (): undefined => this.misplacedRoute(), misplaced: true }];

  /** The steps and routes of a state; read in its rule. */
  protected readonly stateItems: { readonly ALT: () => Step | Route }[] = [
    ...this.plainSteps,
    { ALT: (): Route => this.subrule(17, this.route) },
  ];

  /** An `on` of the list around a block, where the block was left without its `}`. */
  private isRouteOfOuterList(open: IToken): boolean {
    if (!this.guessing || !this.is(K.on)) return false;
    if (this.isAt(2, outcomes)) return true;
    if (!this.lineBreakBefore(1)) return false;
    return this.indentAt(this.LA(1).startOffset) <= this.indentAt(open.startOffset);
  }

  private misplacedRoute(): undefined {
    if (!this.RECORDING_PHASE) {
      this.missing("A route stands directly in its state or in an `ask`, not in a block.");
    }
    this.subrule(18, this.route);
  }

  // Jumps

  protected readonly go = this.RULE("go", (): Go => {
    const start = this.consume(0, Category.Arrow).startOffset;
    const target = this.target();
    return { kind: "Go", start, end: this.endFrom(start), target };
  });

  private target(): Target | undefined {
    if (!this.next(names) || this.nextThingStarts(this.targetFollowers())) {
      return this.missing("`->` needs a target: a state, or end, back, return, restart.");
    }
    return this.or(0, this.targets);
  }

  /** What may come behind a target; in a `match`, the value of the next case. */
  private targetFollowers(): TokenTable {
    return this.list === armList ? valueStarts : afterTarget;
  }

  private readonly targets = [
    {
      GATE: () => this.LA(2).tokenType !== T.Dot,
      ALT: (): Target => {
        const token = this.consume(0, Category.TargetWord);
        const word = token.image as TargetWord["word"];
        return { kind: "TargetWord", start: token.startOffset, end: tokenEnd(token), word };
      },
    },
    { ALT: (): Target | undefined => this.expectState(0, "`->` needs the name of a state.", this.targetFollowers()) },
  ];

  /** A state, or what is said where none is named. `after` is what may follow it. */
  protected expectState(index: number, message: string, after: TokenTable = afterState) {
    this.stateMessage = message;
    this.stateFollowers = after;
    return this.subrule(index, this.stateRef);
  }

  private call(): Call {
    const start = this.consume(0, K.call).startOffset;
    const state = this.expectState(0, "`call` needs the name of a state.");
    return { kind: "Call", start, end: this.endFrom(start), state };
  }

  // Memory

  /** A path, or what is said where none begins. */
  protected expectPath(index: number, message: string): Path | undefined {
    this.pathMessage = message;
    return this.subrule(index, this.path);
  }

  private readonly set = this.RULE("set", (): SetStep => {
    const start = this.consume(0, K.set).startOffset;
    const target = this.expectPath(0, '`set` needs a variable, such as `set session.name = "Ann"`.');
    const equals = this.expectSign(0, T.Equals, "After the variable comes `=` and its value.");
    const value = equals !== undefined || this.valueOnLine() ? this.subrule(0, this.expression) : undefined;
    return { kind: "Set", start, end: this.endFrom(start), target, value };
  });

  private clear(): Clear {
    const start = this.consume(0, K.clear).startOffset;
    const target = this.expectPath(0, "`clear` needs a variable or a scope, such as `clear session`.");
    return { kind: "Clear", start, end: this.endFrom(start), target };
  }

  // Choices

  /** A condition, behind which a block follows. */
  protected condition(index: number) {
    const outer = this.mayOpenBlock;
    this.mayOpenBlock = true;
    const condition = this.subrule(index, this.expression);
    this.mayOpenBlock = outer;
    return condition;
  }

  private readonly if = this.RULE("if", (): If => {
    const branches: IfBranch[] = [];
    let otherwise: If["otherwise"];
    const start = this.consume(0, K.if).startOffset;
    const condition = this.condition(0);
    const block = this.expectBlock(0, "`if` needs a block behind its condition: `{ … }` or `-> state`.");
    branches.push({ kind: "IfBranch", start, end: this.endFrom(start), condition, block });
    this.many(0, {
      GATE: () => otherwise === undefined,
      DEF: () => {
        const first = this.consume(1, K.else).startOffset;
        if (!this.next(afterElse)) return this.missing("`else` needs a block: `{ … }` or `-> state`.");
        this.or(0, [
          {
            ALT: () => {
              this.consume(2, K.if);
              const test = this.condition(1);
              const then = this.expectBlock(1, "`else if` needs a block behind its condition: `{ … }` or `-> state`.");
              branches.push({ kind: "IfBranch", start: first, end: this.endFrom(first), condition: test, block: then });
            },
          },
          {
            ALT: () => {
              otherwise = this.subrule(2, this.block);
            },
          },
        ]);
      },
    });
    return { kind: "If", start, end: this.endFrom(start), branches, otherwise };
  });

  private readonly match = this.RULE("match", (): Match => {
    const start = this.consume(0, K.match).startOffset;
    const subject = this.condition(0);
    const open = this.openBrace(0, armList, "`match` needs its cases between `{` and `}`.");
    const arms: MatchArm[] = [];
    let otherwise: Match["otherwise"];
    if (open !== undefined) {
      this.enter(armList, open);
      const read = (): void => {
        arms.push(this.subrule(0, this.matchArm));
      };
      const arm = { GATE: () => this.LA(1).tokenType !== K.else && !this.declarationStarts(1), DEF: read };
      this.many(0, arm);
      while (this.resumeArms()) this.many(0, arm);
      this.option(0, () => {
        this.consume(1, K.else);
        otherwise = this.expectBlock(0, "`else` needs a block: `{ … }` or `-> state`.");
      });
      while (this.resume()) {
        /* nothing may follow `else` */
      }
      this.leave();
      this.close(2, T.RCurly, open, "the `match`");
    }
    return { kind: "Match", start, end: this.endFrom(start), subject, arms, otherwise };
  });

  /** Skips what begins no value. */
  private resumeArms(): boolean {
    if (this.RECORDING_PHASE || this.listEnds() || this.is(K.else) || this.isAt(1, valueStarts)) return false;
    this.missing(this.strangerMessage(this.LA(1)));
    while (!this.listEnds() && !this.isAt(1, valueStarts)) this.skipOne();
    this.hush();
    return !this.listEnds() && !this.is(K.else);
  }

  private readonly matchArm = this.RULE("matchArm", (): MatchArm => {
    const start = this.LA(1).startOffset;
    const values = [this.condition(0)];
    this.many(0, () => {
      this.consume(0, T.Comma);
      values.push(this.condition(1));
    });
    const block = this.expectBlock(0, "After the value comes what to do: `-> state` or `{ … }`.");
    return { kind: "MatchArm", start, end: this.endFrom(start), values: values.filter((v) => v !== undefined), block };
  });

  // Time and signals

  /** `wait` with its duration; `index` keeps apart several places of one rule. */
  protected wait(index: number): Wait {
    const start = this.consume(index, K.wait).startOffset;
    const duration = this.expectDuration(index, "`wait` needs a duration, such as `wait 2s`.");
    return { kind: "Wait", start, end: this.endFrom(start), duration };
  }

  private track(): Track {
    const start = this.consume(0, K.track).startOffset;
    const event = this.expectString(0, "`track` needs the name of an event between quotes.");
    let data: Track["data"];
    this.option(0, () => {
      data = this.subrule(0, this.object);
    });
    return { kind: "Track", start, end: this.endFrom(start), event, data };
  }

  private handover(): Handover {
    const start = this.consume(0, K.handover).startOffset;
    const to = this.expectString(1, "`handover` needs the name of who takes over, between quotes.");
    let text: Handover["text"];
    this.option(1, () => {
      text = this.subrule(0, this.text);
    });
    return { kind: "Handover", start, end: this.endFrom(start), to, text };
  }

  private languageStep(): Language {
    const start = this.consume(0, K.language).startOffset;
    const value = this.subrule(0, this.expression);
    return { kind: "Language", start, end: this.endFrom(start), value };
  }

  private contextStep(): Context {
    const start = this.consume(0, K.context).startOffset;
    const name = this.expectName(0, "context", "`context` needs a name.", afterContext);
    let turns: Context["turns"];
    this.option(2, () => {
      this.consume(0, K.for);
      turns = this.expectNumber(0, "`for` needs a number of turns, such as `for 3`.");
    });
    return { kind: "Context", start, end: this.endFrom(start), name, turns };
  }
}
