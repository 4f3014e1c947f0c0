/** API steps, and what services share with them. */
import type { ParserMethod } from "chevrotain";
import type {
  Api,
  ApiItem,
  Auth,
  Body,
  Form,
  Headers,
  Method,
  MethodName,
  Name,
  NextDialogstate,
  OnOutcome,
  Outcome,
  Query,
  Retry,
  Save,
  SessionContract,
  StateRef,
  Step,
  Timeout,
} from "./ast.ts";
import { T } from "./lexer.ts";
import { type ListContext, outcomes } from "./listParser.ts";
import { MessageParser } from "./messageParser.ts";
import { table } from "./parserCore.ts";
import { Category, K, tokenEnd } from "./tokens.ts";

const apiList: ListContext = {
  starts: table(
    K.query,
    K.headers,
    K.body,
    K.form,
    K.auth,
    K.timeout,
    K.retry,
    K.save,
    K.session,
    K.nextDialogstate,
    K.on,
  ),
  expected:
    "`query`, `headers`, `body`, `form`, `auth`, `timeout`, `retry`, `save`, `session`, `nextDialogstate` or `on` is expected",
  ofOutcomes: true,
};
const methods = table(Category.Method);
const schemes = table(K.bearer, K.basic, K.hmac);
const afterNamespace = table(Category.ScalarType, K.one, K.list, T.Word, T.QuotedName, T.LCurly, T.Pattern);

export abstract class ApiParser extends MessageParser {
  protected override readonly api: ParserMethod<[], Step> = this.RULE("api", (): Api => {
    let service: Name | undefined;
    const start = this.consume(0, K.api).startOffset;
    this.option(0, {
      GATE: () => !this.isMethod() && !this.nextThingStarts(methods),
      DEF: () => {
        service = this.expectName(0, "service", "", methods);
      },
    });
    const method = this.expectMethod(0);
    const url = method === undefined && !this.RECORDING_PHASE ? this.urlWithoutMethod() : this.condition(0);
    let items: ApiItem[] = [];
    this.option(1, () => {
      items = this.subrule(0, this.apiItems);
    });
    if (items.length === 0 && this.itemsWithoutBrace(apiList)) items = this.subrule(1, this.apiItems);
    return { kind: "Api", start, end: this.endFrom(start), service, method, url, items };
  });

  private isMethod(): boolean {
    return !this.RECORDING_PHASE && this.LA(1).image !== "" && this.isAt(1, methods);
  }

  /** The URL of a step whose method is missing: a text, which cannot be anything else. */
  private urlWithoutMethod(): Api["url"] {
    return this.is(T.String) ? this.subrule(1, this.expression) : undefined;
  }

  protected expectMethod(index: number): Method | undefined {
    const token = this.expect(
      index,
      Category.Method,
      "The method is missing: GET, POST, PUT, PATCH, DELETE or HEAD, in capitals.",
    );
    if (token === undefined) return undefined;
    return { kind: "Method", start: token.startOffset, end: tokenEnd(token), name: token.image as MethodName };
  }

  private readonly apiItems = this.RULE("apiItems", (): ApiItem[] => {
    const items: ApiItem[] = [];
    this.braces(0, apiList, "the block of the API step", "`{` is missing before the items of the API step.", () => {
      items.push(this.or(0, this.apiForms));
    });
    return items;
  });

  /** Items that services have too; read in the rule that lists them. */
  protected readonly sharedItems = [
    { ALT: (): Headers => this.headers() },
    {
      ALT: (): Query => {
        const start = this.consume(0, K.query).startOffset;
        const object = this.expectObject(1, "`query` needs an object: `{ name: value }`.");
        return { kind: "Query", start, end: this.endFrom(start), object };
      },
    },
    { ALT: (): Auth => this.subrule(0, this.auth) },
    {
      ALT: (): Timeout => {
        const start = this.consume(0, K.timeout).startOffset;
        const duration = this.expectDuration(0, "`timeout` needs a duration, such as `timeout 5s`.");
        return { kind: "Timeout", start, end: this.endFrom(start), duration };
      },
    },
    { ALT: (): Retry => this.retry() },
  ];

  private readonly apiForms: { readonly ALT: () => ApiItem }[] = [
    { ALT: (): Body => this.body() },
    { ALT: (): OnOutcome => this.onOutcome() },
    { ALT: (): NextDialogstate => this.nextDialogstate() },
    {
      ALT: (): SessionContract => {
        const start = this.consume(0, K.session).startOffset;
        const namespace = this.expectName(
          0,
          "namespace",
          "`session` needs a name for what the response stores.",
          afterNamespace,
        );
        const type = this.expectType(
          0,
          "After the name comes what the response may store, such as `{ limit: number }`.",
        );
        return { kind: "SessionContract", start, end: this.endFrom(start), namespace, type };
      },
    },
    ...this.sharedItems,
    {
      ALT: (): Form => {
        const start = this.consume(0, K.form).startOffset;
        const object = this.expectObject(2, "`form` needs an object: `{ name: value }`.");
        return { kind: "Form", start, end: this.endFrom(start), object };
      },
    },
    {
      ALT: (): Save => {
        const start = this.consume(0, K.save).startOffset;
        const target = this.expectPath(0, "`save` needs a variable, such as `save temp.answer`.");
        return { kind: "Save", start, end: this.endFrom(start), target };
      },
    },
  ];

  protected headers(): Headers {
    const start = this.consume(0, K.headers).startOffset;
    const object = this.expectObject(0, "`headers` needs an object: `{ Name: value }`.");
    return { kind: "Headers", start, end: this.endFrom(start), object };
  }

  protected body(): Body {
    const start = this.consume(0, K.body).startOffset;
    const value = this.subrule(0, this.expression);
    return { kind: "Body", start, end: this.endFrom(start), value };
  }

  private retry(): Retry {
    const start = this.consume(0, K.retry).startOffset;
    const count = this.expectNumber(0, "`retry` needs a number, such as `retry 2 every 1s`.");
    let every: Retry["every"];
    this.option(0, () => {
      this.consume(0, K.every);
      every = this.expectDuration(1, "`every` needs a duration, such as `every 1s`.");
    });
    return { kind: "Retry", start, end: this.endFrom(start), count, every };
  }

  private nextDialogstate(): NextDialogstate {
    const start = this.consume(0, K.nextDialogstate).startOffset;
    const states: StateRef[] = [];
    const add = (state: StateRef | undefined): void => {
      if (state !== undefined) states.push(state);
    };
    add(this.expectState(0, "`nextDialogstate` needs the states where the response may lead."));
    this.many(1, () => {
      this.consume(0, T.Comma);
      add(this.expectState(1, "After the `,` comes another state."));
    });
    return { kind: "NextDialogstate", start, end: this.endFrom(start), states };
  }

  private onOutcome(): OnOutcome {
    const start = this.consume(0, K.on).startOffset;
    let outcome: Outcome | undefined;
    if (this.next(outcomes)) outcome = this.or(1, this.outcomeForms);
    else
      this.missing(
        "`on` needs an outcome: success, failure, timeout, invalid, a status such as 404, or a class such as 4xx.",
      );
    const block = this.expectBlock(0, "After the outcome comes what to do: `-> state` or `{ … }`.");
    return { kind: "OnOutcome", start, end: this.endFrom(start), outcome, block };
  }

  private readonly outcomeForms = [
    {
      ALT: (): Outcome => {
        const token = this.consume(0, Category.OutcomeWord);
        return { kind: "Outcome", start: token.startOffset, end: tokenEnd(token), text: token.image };
      },
    },
    {
      ALT: (): Outcome => {
        const token = this.consume(0, Category.StatusLike);
        const outcome: Outcome = { kind: "Outcome", start: token.startOffset, end: tokenEnd(token), text: token.image };
        if (!/^(?:\d+|[2-5]xx)$/.test(token.image)) {
          this.report("An outcome is a status such as 404, or a class: 2xx, 3xx, 4xx or 5xx.", outcome);
        }
        return outcome;
      },
    },
  ];

  protected readonly auth = this.RULE("auth", (): Auth => {
    const start = this.consume(0, K.auth).startOffset;
    if (!this.next(schemes)) {
      this.missing("`auth` needs its kind: `bearer`, `basic` or `hmac`.");
      return {
        kind: "Auth",
        start,
        end: this.endFrom(start),
        scheme: undefined,
        first: undefined,
        second: undefined,
        header: undefined,
      };
    }
    return this.or(0, [
      {
        ALT: (): Auth => {
          this.consume(1, K.bearer);
          const first = this.subrule(0, this.expression);
          return {
            kind: "Auth",
            start,
            end: this.endFrom(start),
            scheme: "bearer",
            first,
            second: undefined,
            header: undefined,
          };
        },
      },
      {
        ALT: (): Auth => {
          this.consume(2, K.basic);
          const first = this.subrule(1, this.expression);
          const comma = this.expect(3, T.Comma, "`auth basic` needs two values: the user, then `,` and the password.");
          const second = comma === undefined ? undefined : this.subrule(2, this.expression);
          return { kind: "Auth", start, end: this.endFrom(start), scheme: "basic", first, second, header: undefined };
        },
      },
      {
        ALT: (): Auth => {
          this.consume(4, K.hmac);
          const first = this.subrule(3, this.expression);
          const word = this.expect(
            5,
            K.header,
            "`auth hmac` needs `header` and the name of the header behind the key.",
          );
          const header =
            word === undefined
              ? undefined
              : this.expectString(6, "`header` needs the name of a header between quotes.");
          return { kind: "Auth", start, end: this.endFrom(start), scheme: "hmac", first, second: undefined, header };
        },
      },
    ]);
  });
}
