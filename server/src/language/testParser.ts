/** Tests. */

import type {
  Expect,
  ExpectError,
  ExpectRequest,
  ExpectState,
  MockRequest,
  Name,
  Test,
  TestBot,
  TestBotPart,
  TestEvent,
  TestMock,
  TestStep,
} from "./ast.ts";
import { T } from "./lexer.ts";
import type { ListContext } from "./listParser.ts";
import { MockParser, type Undocumented } from "./mockParser.ts";
import { table } from "./parserCore.ts";
import { Category, Cursor, K, NumberTypes } from "./tokens.ts";

const testList: ListContext = {
  starts: table(K.mock, K.user, K.tap, K.event, K.attach, K.wait, K.bot, K.expect),
  expected: "a step of a test is expected, such as `user`, `tap`, `bot` or `expect`",
};
const botPartList: ListContext = {
  starts: table(K.reply, K.button, K.image),
  expected: "`reply`, `button` or `image` is expected",
};
const names = table(Category.Name);
const botForms = table(T.String, T.LCurly, T.Pattern, K.contains, K.nothing);
const afterTestName = table(K.with, K.at, K.in, K.each, T.LCurly, T.Comma);
const afterLanguage = table(K.each, T.LCurly, T.Comma);
const expectStarts = table(
  Category.Name,
  Category.NumberLike,
  NumberTypes.Duration,
  T.String,
  T.Pattern,
  T.LParen,
  T.LSquare,
  T.LCurly,
  T.Minus,
  Category.Not,
);
const operators = table(Category.BinaryOperator, T.Question);
/** What makes the word before it a value instead of a keyword of `expect`. */
const goesOn = table(Category.BinaryOperator, T.Dot, T.LSquare, T.LParen, T.Question);

export abstract class TestParser extends MockParser {
  // Tests

  protected readonly test = this.RULE("test", (): Undocumented<Test> => {
    const presets: Name[] = [];
    const languages: Name[] = [];
    let at: Test["at"];
    let each: Test["each"];
    const start = this.consume(0, K.test).startOffset;
    const name = this.expectString(0, "A test needs a name between quotes.");
    const add = (list: Name[], name: Name | undefined): void => {
      if (name !== undefined) list.push(name);
    };
    this.option(0, () => {
      this.consume(0, K.with);
      add(presets, this.expectName(0, "preset", "`with` needs the name of a preset.", afterTestName));
      this.many(0, () => {
        this.consume(1, T.Comma);
        add(presets, this.expectName(1, "preset", "After the `,` comes another preset.", afterTestName));
      });
    });
    this.option(1, () => {
      this.consume(0, K.at);
      at = this.expectState(0, "`at` needs the name of a state.", afterTestName);
    });
    this.option(2, () => {
      this.consume(0, K.in);
      add(languages, this.expectName(2, "language", "`in` needs a language.", afterLanguage));
      this.many(1, () => {
        this.consume(2, T.Comma);
        add(languages, this.expectName(3, "language", "After the `,` comes another language.", afterLanguage));
      });
    });
    this.option(3, () => {
      this.consume(0, K.each);
      each = this.condition(0);
    });
    const steps = this.testSteps();
    return { kind: "Test", start, end: this.endFrom(start), name, presets, at, languages, each, steps };
  });

  private testSteps(): TestStep[] {
    const steps: TestStep[] = [];
    const read = (): void => {
      steps.push(this.or(0, this.testForms));
    };
    this.braces(10, testList, "the test", "A test needs its steps between `{` and `}`.", {
      GATE: () => !this.declarationStarts(1),
      DEF: read,
    });
    return steps;
  }

  private readonly testForms: { readonly ALT: () => TestStep }[] = [
    { ALT: (): TestStep => this.testMock() },
    {
      ALT: (): TestStep => {
        const start = this.consume(0, K.user).startOffset;
        const value = this.subrule(1, this.expression);
        return { kind: "TestUser", start, end: this.endFrom(start), value };
      },
    },
    {
      ALT: (): TestStep => {
        const start = this.consume(0, K.tap).startOffset;
        const value = this.subrule(2, this.expression);
        return { kind: "TestTap", start, end: this.endFrom(start), value };
      },
    },
    { ALT: (): TestStep => this.testEvent() },
    {
      ALT: (): TestStep => {
        const start = this.consume(0, K.attach).startOffset;
        const value = this.subrule(3, this.expression);
        return { kind: "TestAttach", start, end: this.endFrom(start), value };
      },
    },
    { ALT: (): TestStep => this.wait(0) },
    { ALT: (): TestStep => this.subrule(0, this.testBot) },
    { ALT: (): TestStep => this.subrule(0, this.expectation) },
  ];

  private testMock(): TestMock {
    const start = this.consume(1, K.mock).startOffset;
    let name: Name | undefined;
    let request: MockRequest | undefined;
    if (this.next(names)) {
      this.or(1, {
        IGNORE_AMBIGUITIES: true,
        DEF: [
          {
            ALT: () => {
              request = this.subrule(0, this.mockRequest);
            },
          },
          {
            ALT: () => {
              name = this.expectName(4, "mock", "`mock` needs a request or the name of a mock.");
            },
          },
        ],
      });
    } else this.missing('`mock` needs a request, such as `GET "/accounts"`, or the name of a mock.');
    return { kind: "TestMock", start, end: this.endFrom(start), name, request };
  }

  private testEvent(): TestStep {
    const start = this.consume(0, K.event).startOffset;
    const event = this.expectString(1, "`event` needs the name of an event between quotes.");
    let data: TestEvent["data"];
    this.option(4, () => {
      data = this.subrule(0, this.object);
    });
    return { kind: "TestEvent", start, end: this.endFrom(start), event, data };
  }

  private readonly testBot = this.RULE("testBot", (): TestBot => {
    let match: TestBot["match"];
    let text: TestBot["text"];
    let pattern: TestBot["pattern"];
    const parts: TestBotPart[] = [];
    const start = this.consume(0, K.bot).startOffset;
    if (this.next(botForms)) {
      this.or(0, [
        {
          ALT: () => {
            match = "text";
            text = this.subrule(0, this.text);
          },
        },
        {
          ALT: () => {
            match = "pattern";
            pattern = this.patternNode(this.consume(0, T.Pattern));
          },
        },
        {
          ALT: () => {
            this.consume(0, K.contains);
            match = "contains";
            text = this.expectText(1, "`contains` needs a text between quotes.");
          },
        },
        {
          ALT: () => {
            this.consume(0, K.nothing);
            match = "nothing";
          },
        },
      ]);
    } else this.missing("`bot` needs what the bot says: a text, a pattern, `contains` with a text, or `nothing`.");
    this.option(0, () => this.botParts(parts));
    return { kind: "TestBot", start, end: this.endFrom(start), match, text, pattern, parts };
  });

  private botParts(parts: TestBotPart[]): void {
    this.braces(0, botPartList, "the block of `bot`", "`{` is missing before what belongs to `bot`.", () => {
      parts.push(this.or(1, this.botPartForms));
    });
  }

  private readonly botPartForms = [
    {
      ALT: (): TestBotPart => {
        const start = this.consume(1, K.reply).startOffset;
        const title = this.expectString(1, "`reply` needs its title between quotes.");
        return { kind: "TestBotPart", start, end: this.endFrom(start), part: "reply", title };
      },
    },
    {
      ALT: (): TestBotPart => {
        const start = this.consume(1, K.button).startOffset;
        const title = this.expectString(2, "`button` needs its title between quotes.");
        return { kind: "TestBotPart", start, end: this.endFrom(start), part: "button", title };
      },
    },
    {
      ALT: (): TestBotPart => {
        const start = this.consume(1, K.image).startOffset;
        return { kind: "TestBotPart", start, end: this.endFrom(start), part: "image", title: undefined };
      },
    },
  ];

  // Expectations

  private readonly expectation = this.RULE("expectation", (): Expect => {
    const start = this.consume(0, K.expect).startOffset;
    if (!this.next(expectStarts) || this.nextThingStarts(goesOn)) {
      this.missing("`expect` needs what is expected: state, ended, request, no request, error or a condition.");
      return { kind: "ExpectValue", start, end: this.endFrom(start), value: undefined };
    }
    this.expectStart = start;
    return this.or(0, this.expectForms);
  });

  private expectStart = 0;

  /** A word of `expect`, unless what follows makes it a value. */
  private readonly isWord = (): boolean =>
    this.RECORDING_PHASE || !this.isAt(2, goesOn) || this.LA(2).tokenType === Cursor;

  private readonly expectForms = [
    {
      GATE: () => this.isWord() && !this.isAt(this.LA(3).tokenType === T.Dot ? 5 : 3, operators),
      ALT: (): ExpectState => {
        this.consume(1, K.state);
        const state = this.expectState(0, "`expect state` needs the name of a state.");
        return { kind: "ExpectState", start: this.expectStart, end: this.endFrom(this.expectStart), state };
      },
    },
    {
      GATE: () => this.isWord(),
      ALT: (): Expect => {
        this.consume(1, K.ended);
        return { kind: "ExpectEnded", start: this.expectStart, end: this.endFrom(this.expectStart) };
      },
    },
    { GATE: () => this.isWord(), ALT: (): Expect => this.expectRequest() },
    {
      GATE: () => this.isWord(),
      ALT: (): Expect => {
        this.consume(1, K.no);
        this.expect(2, K.request, "After `expect no` comes `request`.");
        return { kind: "ExpectNoRequest", start: this.expectStart, end: this.endFrom(this.expectStart) };
      },
    },
    {
      GATE: () => this.isWord(),
      ALT: (): ExpectError => {
        this.consume(1, K.error);
        const code = this.expectString(1, "`expect error` needs the code of an error between quotes.");
        return { kind: "ExpectError", start: this.expectStart, end: this.endFrom(this.expectStart), code };
      },
    },
    {
      ALT: (): Expect => {
        const start = this.expectStart;
        const value = this.subrule(0, this.expression);
        return { kind: "ExpectValue", start, end: this.endFrom(start), value };
      },
    },
  ];

  private expectRequest(): ExpectRequest {
    const start = this.expectStart;
    let when: ExpectRequest["when"];
    let times: ExpectRequest["times"];
    this.consume(1, K.request);
    const method = this.expectMethod(1);
    const url = this.expectString(2, "After the method comes the path of the request between quotes.");
    this.option(0, () => {
      this.consume(1, K.when);
      when = this.subrule(1, this.expression);
    });
    this.option(1, () => {
      this.consume(1, K.times);
      times = this.expectNumber(1, "`times` needs a number, such as `times 2`.");
    });
    return { kind: "ExpectRequest", start, end: this.endFrom(start), method, url, when, times };
  }
}
