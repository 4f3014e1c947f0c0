/** Routes: what an input, an event or a change leads to. */
import type { ParserMethod } from "chevrotain";
import type { Name, PatternLiteral, Route, StringLiteral, Trigger } from "./ast.ts";
import { T } from "./lexer.ts";
import { table } from "./parserCore.ts";
import { StepParser } from "./stepParser.ts";
import { Category, K } from "./tokens.ts";

const triggerWords = table(K.intent, K.text, K.event, K.attachment, K.silence, K.change, K.any);
const stringsOrPatterns = table(T.String, T.Pattern);
const routeRest = table(K.in, K.when, T.LCurly, Category.Arrow);

export abstract class RouteParser extends StepParser {
  protected override readonly route: ParserMethod<[], Route> = this.RULE("route", (): Route => {
    const start = this.consume(0, K.on).startOffset;
    const trigger = this.trigger();
    let context: Name | undefined;
    let when: Route["when"];
    this.option(0, () => {
      this.consume(0, K.in);
      context = this.expectName(0, "context", "`in` needs the name of a context.", routeRest);
    });
    this.option(1, () => {
      this.consume(0, K.when);
      when = this.condition(0);
    });
    const block = this.expectBlock(0, "A route needs what to do: `-> state` or `{ … }`.");
    return { kind: "Route", start, end: this.endFrom(start), trigger, context, when, block };
  });

  private trigger(): Trigger | undefined {
    if (this.next(triggerWords)) return this.or(0, this.triggers);
    if (!this.is(T.LCurly) && !this.is(Category.Arrow)) {
      return this.missing("`on` needs what it waits for: intent, text, event, attachment, silence, change or any.");
    }
    return this.missing("Between `on` and what to do comes what it waits for, such as `intent help` or `any`.");
  }

  private readonly triggers = [
    {
      ALT: (): Trigger => {
        const start = this.consume(0, K.intent).startOffset;
        const intent = this.expectName(1, "intent", "`on intent` needs the name of an intent.", routeRest);
        return { kind: "IntentTrigger", start, end: this.endFrom(start), intent };
      },
    },
    { ALT: (): Trigger => this.textTrigger() },
    {
      ALT: (): Trigger => {
        const start = this.consume(0, K.event).startOffset;
        const event = this.expectString(3, "`on event` needs the name of an event between quotes.");
        return { kind: "EventTrigger", start, end: this.endFrom(start), event };
      },
    },
    {
      ALT: (): Trigger => {
        const start = this.consume(0, K.attachment).startOffset;
        return { kind: "AttachmentTrigger", start, end: this.endFrom(start) };
      },
    },
    {
      ALT: (): Trigger => {
        const start = this.consume(0, K.silence).startOffset;
        const duration = this.expectDuration(0, "`on silence` needs a duration, such as `on silence 5m`.");
        return { kind: "SilenceTrigger", start, end: this.endFrom(start), duration };
      },
    },
    {
      ALT: (): Trigger => {
        const start = this.consume(0, K.change).startOffset;
        const path = this.expectPath(0, "`on change` needs a variable, such as `session.amount`.");
        return { kind: "ChangeTrigger", start, end: this.endFrom(start), path };
      },
    },
    {
      ALT: (): Trigger => {
        const start = this.consume(0, K.any).startOffset;
        return { kind: "AnyTrigger", start, end: this.endFrom(start) };
      },
    },
  ];

  private textTrigger(): Trigger {
    const start = this.consume(0, K.text).startOffset;
    const texts: (StringLiteral | PatternLiteral)[] = [];
    const read = (index: number, message: string): void => {
      if (this.next(stringsOrPatterns)) texts.push(this.or(index, this.textsToMatch(index)));
      else this.missing(message);
    };
    read(4, '`on text` needs a text between quotes, or a pattern such as `r"…"`.');
    this.many(4, () => {
      this.consume(4, T.Comma);
      read(5, "After the `,` comes another text.");
    });
    return { kind: "TextTrigger", start, end: this.endFrom(start), texts };
  }

  private textsToMatch(index: number) {
    return [
      { ALT: (): StringLiteral | PatternLiteral => this.plainStringNode(this.consume(index, T.String)) },
      { ALT: (): StringLiteral | PatternLiteral => this.patternNode(this.consume(index, T.Pattern)) },
    ];
  }
}
