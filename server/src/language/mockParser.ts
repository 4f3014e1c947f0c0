/** Mocks and presets. */

import { ApiParser } from "./apiParser.ts";
import type { Answer, AnswerFault, AnswerItem, Mock, MockRequest, Preset, PresetEntry } from "./ast.ts";
import { T } from "./lexer.ts";
import type { ListContext } from "./listParser.ts";
import { table } from "./parserCore.ts";
import { Category, K } from "./tokens.ts";

/** A declaration without its documentation, as its rule gives it. */
export type Undocumented<D> = D extends unknown ? Omit<D, "documentation"> : never;

const answerList: ListContext = {
  starts: table(K.status, K.headers, K.body, K.delay, K.fault),
  expected: "`status`, `headers`, `body`, `delay` or `fault` is expected",
};
const presetList: ListContext = {
  starts: table(Category.Name),
  second: table(T.Dot, T.LSquare, T.Equals),
  expected: "a variable with `=` and its value is expected",
};
const faults = table(Category.Fault);
const groupStart = table(T.LCurly);
/** What the request of a mock begins with. */
const requestStarts = table(Category.Method);

export abstract class MockParser extends ApiParser {
  // Mocks

  protected readonly mock = this.RULE("mock", (): Undocumented<Mock> => {
    const start = this.consume(0, K.mock).startOffset;
    const name = this.expectName(0, "new", "A mock needs a name.", requestStarts);
    let request: MockRequest | undefined;
    if (this.next(requestStarts)) request = this.subrule(0, this.mockRequest);
    else this.missing('A mock needs the request that it answers, such as `GET "/accounts"`.');
    return { kind: "Mock", start, end: this.endFrom(start), name, request };
  });

  protected readonly mockRequest = this.RULE("mockRequest", (): MockRequest => {
    const start = this.LA(1).startOffset;
    const answers: Answer[] = [];
    let when: MockRequest["when"];
    const method = this.expectMethod(0);
    const url = this.expectString(
      0,
      'After the method comes the path of the request between quotes, such as `"/accounts/*"`.',
    );
    this.option(0, () => {
      this.consume(0, K.when);
      when = this.condition(0);
    });
    const answer = (index: number): void => {
      if (this.next(groupStart)) answers.push(this.subrule(index, this.answer));
      else this.missing("A mock needs its answer between `{` and `}`.");
    };
    answer(0);
    this.many(0, () => {
      this.consume(1, K.then);
      answer(1);
    });
    return { kind: "MockRequest", start, end: this.endFrom(start), method, url, when, answers };
  });

  private readonly answer = this.RULE("answer", (): Answer => {
    const start = this.LA(1).startOffset;
    const items: AnswerItem[] = [];
    this.braces(0, answerList, "the answer", "`{` is missing before the answer.", () => {
      items.push(this.or(0, this.answerForms));
    });
    return { kind: "Answer", start, end: this.endFrom(start), items };
  });

  private readonly answerForms: { readonly ALT: () => AnswerItem }[] = [
    {
      ALT: () => {
        const start = this.consume(0, K.status).startOffset;
        const value = this.expectNumber(0, "`status` needs a number, such as `status 404`.");
        return { kind: "AnswerStatus", start, end: this.endFrom(start), value };
      },
    },
    { ALT: () => this.headers() },
    { ALT: () => this.body() },
    {
      ALT: () => {
        const start = this.consume(0, K.delay).startOffset;
        const duration = this.expectDuration(0, "`delay` needs a duration, such as `delay 2s`.");
        return { kind: "AnswerDelay", start, end: this.endFrom(start), duration };
      },
    },
    {
      ALT: () => {
        const start = this.consume(0, K.fault).startOffset;
        let fault: AnswerFault["fault"];
        if (this.next(faults)) fault = this.consume(1, Category.Fault).image as AnswerFault["fault"];
        else this.missing("`fault` needs what goes wrong: timeout, reset, malformed or empty.");
        return { kind: "AnswerFault", start, end: this.endFrom(start), fault };
      },
    },
  ];

  // Presets

  protected readonly preset = this.RULE("preset", (): Undocumented<Preset> => {
    const start = this.consume(0, K.preset).startOffset;
    const name = this.expectName(0, "new", "A preset needs a name.", groupStart);
    const entries: PresetEntry[] = [];
    const read = (): void => {
      const entry = this.subrule(0, this.presetEntry);
      if (entry !== undefined) entries.push(entry);
    };
    this.braces(0, presetList, "the preset", "A preset needs its variables between `{` and `}`.", {
      GATE: () => !this.declarationStarts(1),
      DEF: read,
    });
    return { kind: "Preset", start, end: this.endFrom(start), name, entries };
  });

  private readonly presetEntry = this.RULE("presetEntry", (): PresetEntry | undefined => {
    const path = this.expectPath(0, "The name of a variable is missing.");
    const equals = this.expectSign(0, T.Equals, "After the variable comes `=` and its value.");
    const value = equals !== undefined || this.valueOnLine() ? this.subrule(0, this.expression) : undefined;
    if (path === undefined) return undefined;
    return { kind: "PresetEntry", start: path.start, end: this.endFrom(path.start), path, value };
  });
}
