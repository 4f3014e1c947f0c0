/** What a bot says and asks: `say`, `ask` and the parts of a message. */
import type { IToken, ParserMethod } from "chevrotain";
import type {
  Ask,
  AskItem,
  Attempts,
  Button,
  Card,
  CardItem,
  Check,
  Expr,
  Invalid,
  Item,
  Location,
  Media,
  Part,
  Payload,
  Reply,
  Route,
  Say,
  SkipWhen,
  Step,
  Subtitle,
  Text,
} from "./ast.ts";
import { T } from "./lexer.ts";
import type { ListContext } from "./listParser.ts";
import { table } from "./parserCore.ts";
import { RouteParser } from "./routeParser.ts";
import { Category, K, tokenEnd } from "./tokens.ts";

const partWords = [K.reply, K.button, K.card, K.item, Category.Media, K.location, K.payload];
const partStarts = table(...partWords);
const partList: ListContext = {
  starts: partStarts,
  expected: "a part of a message is expected, such as `reply`, `button`, `card` or `image`",
};
const askList: ListContext = {
  starts: table(...partWords, K.on, K.check, K.invalid, K.attempts, K.skip),
  expected: "`reply`, `check`, `invalid`, `attempts`, `skip when`, `on` or a part of a message is expected",
};
const cardList: ListContext = {
  starts: table(K.subtitle, K.image, K.button),
  expected: "`subtitle`, `image` or `button` is expected",
};
const objects = table(T.LCurly);
const keys = table(Category.Name, T.String);
const colons = table(T.Colon);
const afterChannel = table(T.LCurly);
const lists = table(K.list);
const ofs = table(K.of);
const objectAnswer = "An object cannot be asked for: ask for its members one by one.";

export abstract class MessageParser extends RouteParser {
  // say

  protected override readonly say: ParserMethod<[], Step> = this.RULE("say", (): Say => {
    const start = this.consume(0, K.say).startOffset;
    let text: Text | undefined;
    let parts: Part[] = [];
    if (this.RECORDING_PHASE || !this.partsFollow()) {
      text = this.expectText(0, "`say` needs a text between quotes, or parts such as `reply` between `{` and `}`.");
    }
    this.option(0, {
      GATE: () => text !== undefined || this.partsFollow(),
      DEF: () => {
        parts = this.subrule(0, this.parts);
      },
    });
    if (parts.length === 0 && this.itemsWithoutBrace(partList)) parts = this.subrule(1, this.parts);
    return { kind: "Say", start, end: this.endFrom(start), text, parts };
  });

  /** True at a `{` whose first word begins a part: that is no block of languages. */
  private partsFollow(): boolean {
    if (!this.is(T.LCurly)) return false;
    return this.isAt(2, partStarts) || (this.guessing && this.LA(2).tokenType === T.LCurly && this.isAt(3, partStarts));
  }

  private readonly parts = this.RULE("parts", (): Part[] => {
    const found: Part[] = [];
    this.braces(0, partList, "the block of the message", "`{` is missing before the parts of the message.", () => {
      found.push(this.or(0, this.partForms));
    });
    return found;
  });

  /** True where things of the list follow, but not the `{` that belongs before them. */
  protected itemsWithoutBrace(list: ListContext): boolean {
    if (!this.guessing || this.LA(0).tokenType === T.RCurly || this.atCursor()) return false;
    return !this.seemsToStart(this.list) && this.isKeyword(this.LA(1)) && this.belongsBehindBrace(list);
  }

  // Parts

  private readonly partForms: { readonly ALT: () => Part }[] = [
    { ALT: () => this.subrule(0, this.reply) },
    { ALT: () => this.subrule(1, this.button) },
    { ALT: () => this.subrule(2, this.card) },
    { ALT: () => this.subrule(3, this.item) },
    { ALT: () => this.subrule(4, this.media) },
    { ALT: () => this.location() },
    { ALT: () => this.payload() },
  ];

  private readonly reply = this.RULE("reply", (): Reply => {
    const start = this.consume(0, K.reply).startOffset;
    const title = this.expectText(0, "`reply` needs its title between quotes.");
    let value: Reply["value"];
    let block: Reply["block"];
    this.option(0, () => {
      this.consume(0, K.value);
      value = this.condition(0);
    });
    this.option(1, () => {
      block = this.subrule(0, this.block);
    });
    return { kind: "Reply", start, end: this.endFrom(start), title, value, block };
  });

  private readonly button = this.RULE("button", (): Button => {
    const start = this.consume(0, K.button).startOffset;
    const title = this.expectText(0, "`button` needs its title between quotes.");
    let block: Button["block"];
    let open: Expr | undefined;
    let dial: Expr | undefined;
    if (this.next(buttonActions)) {
      this.or(0, [
        {
          ALT: () => {
            block = this.subrule(0, this.block);
          },
        },
        {
          ALT: () => {
            this.consume(1, K.open);
            open = this.subrule(1, this.expression);
          },
        },
        {
          ALT: () => {
            this.consume(2, K.dial);
            dial = this.subrule(2, this.expression);
          },
        },
      ]);
    } else
      this.missing("`button` needs what it does: `-> state`, `{ … }`, `open` with an address or `dial` with a number.");
    return { kind: "Button", start, end: this.endFrom(start), title, block, open, dial };
  });

  private readonly card = this.RULE("card", (): Card => {
    const start = this.consume(0, K.card).startOffset;
    const title = this.expectText(0, "`card` needs its title between quotes.");
    const items = this.cardItems("card");
    return { kind: "Card", start, end: this.endFrom(start), title, items };
  });

  private readonly item = this.RULE("item", (): Item => {
    const start = this.consume(0, K.item).startOffset;
    const title = this.expectText(0, "`item` needs its title between quotes.");
    const items = this.cardItems("item");
    return { kind: "Item", start, end: this.endFrom(start), title, items };
  });

  private cardItems(word: string): CardItem[] {
    const items: CardItem[] = [];
    this.braces(0, cardList, `the \`${word}\``, `\`${word}\` needs a \`{\` and \`}\` with what it shows.`, () => {
      items.push(this.or(0, this.cardForms));
    });
    return items;
  }

  private readonly cardForms: { readonly ALT: () => CardItem }[] = [
    {
      ALT: (): Subtitle => {
        const start = this.consume(0, K.subtitle).startOffset;
        const text = this.expectText(1, "`subtitle` needs a text between quotes.");
        return { kind: "Subtitle", start, end: this.endFrom(start), text };
      },
    },
    {
      ALT: (): Media => {
        const start = this.consume(0, K.image).startOffset;
        const url = this.subrule(0, this.expression);
        return { kind: "Media", start, end: this.endFrom(start), media: "image", url, caption: undefined };
      },
    },
    { ALT: () => this.subrule(2, this.button) },
  ];

  private readonly media = this.RULE("media", (): Media => {
    const token = this.consume(0, Category.Media);
    const start = token.startOffset;
    const outer = this.textMayFollow;
    this.textMayFollow = true;
    const url = this.subrule(0, this.expression);
    this.textMayFollow = outer;
    let caption: Text | undefined;
    this.option(0, () => {
      caption = this.subrule(0, this.text);
    });
    const media = token.image as Media["media"];
    return { kind: "Media", start, end: this.endFrom(start), media, url, caption };
  });

  private location(): Location {
    const start = this.consume(0, K.location).startOffset;
    const latitude = this.subrule(0, this.expression);
    const comma = this.expect(0, T.Comma, "`location` needs two values: latitude, then `,` and longitude.");
    const longitude = comma === undefined ? undefined : this.subrule(1, this.expression);
    return { kind: "Location", start, end: this.endFrom(start), latitude, longitude };
  }

  private payload(): Payload {
    const start = this.consume(0, K.payload).startOffset;
    let channel: Payload["channel"];
    this.option(0, {
      GATE: () => !this.nextThingStarts(afterChannel),
      DEF: () => {
        channel = this.expectName(0, "channel", "", afterChannel);
      },
    });
    const object = this.expectObject(0, "`payload` needs an object: `{ key: value }`.");
    return { kind: "Payload", start, end: this.endFrom(start), channel, object };
  }

  /** An object, or what is said where none begins. */
  protected expectObject(index: number, message: string) {
    if (this.next(objects)) return this.subrule(index, this.object);
    this.missing(message);
    return this.isAt(1, keys) && this.isAt(2, colons) ? this.subrule(index, this.object) : undefined;
  }

  // ask

  protected override readonly ask: ParserMethod<[], Step> = this.RULE("ask", (): Ask => {
    const start = this.consume(0, K.ask).startOffset;
    const target = this.expectPath(0, '`ask` needs a variable for the answer, such as `ask session.name as text "…"`.');
    const as = this.expect(0, K.as, "After the variable comes `as` and the type of the answer.");
    const type = as === undefined ? undefined : this.answerType();
    const question = this.expectText(0, "`ask` needs its question between quotes.");
    let items: AskItem[] = [];
    this.option(0, () => {
      items = this.subrule(0, this.askItems);
    });
    if (items.length === 0 && !this.is(K.on) && this.itemsWithoutBrace(askList)) items = this.subrule(1, this.askItems);
    return { kind: "Ask", start, end: this.endFrom(start), target, type, question, items };
  });

  /** A type that a user can answer: no object. */
  private answerType(): Ask["type"] {
    const message = "After `as` comes the type of the answer, such as `text` or `number`.";
    if (!this.RECORDING_PHASE && this.is(T.LCurly)) {
      if (this.LA(3).tokenType !== T.Colon) return this.missing(message);
      this.missing(objectAnswer);
    }
    const listed = this.RECORDING_PHASE ? undefined : this.listedObject();
    if (listed !== undefined) this.report(objectAnswer, { start: listed.startOffset, end: tokenEnd(listed) });
    return this.expectType(0, message);
  }

  /** The brace of an object that a list is asked for, as in `list of { a: text }`. */
  private listedObject(): IToken | undefined {
    let at = 1;
    while (this.isAt(at, lists) && this.isAt(at + 1, ofs)) at += 2;
    const isObject = at > 1 && this.LA(at).tokenType === T.LCurly && this.LA(at + 2).tokenType === T.Colon;
    return isObject ? this.LA(at) : undefined;
  }

  private readonly askItems = this.RULE("askItems", (): AskItem[] => {
    const items: AskItem[] = [];
    this.braces(0, askList, "the block of the `ask`", "`{` is missing before what belongs to the `ask`.", () => {
      items.push(this.or(0, this.askForms));
    });
    return items;
  });

  private readonly askForms: { readonly ALT: () => AskItem }[] = [
    ...this.partForms,
    { ALT: (): Route => this.subrule(5, this.route) },
    { ALT: (): Check => this.check() },
    {
      ALT: (): Invalid => {
        const start = this.consume(0, K.invalid).startOffset;
        const message = this.expectText(0, "`invalid` needs a text between quotes.");
        return { kind: "Invalid", start, end: this.endFrom(start), message };
      },
    },
    { ALT: (): Attempts => this.attempts() },
    {
      ALT: (): SkipWhen => {
        const start = this.consume(0, K.skip).startOffset;
        const when = this.expect(0, K.when, "`skip` is followed by `when` and a condition.");
        const condition = when === undefined ? undefined : this.subrule(2, this.expression);
        return { kind: "SkipWhen", start, end: this.endFrom(start), condition };
      },
    },
  ];

  private check(): Check {
    const start = this.consume(0, K.check).startOffset;
    const condition = this.subrule(3, this.expression);
    const otherwise = this.expect(0, K.else, "After the condition of `check` comes `else` and what the bot says then.");
    const message = otherwise === undefined ? undefined : this.expectText(1, "`else` needs a text between quotes.");
    return { kind: "Check", start, end: this.endFrom(start), condition, message };
  }

  private attempts(): Attempts {
    const start = this.consume(0, K.attempts).startOffset;
    const count = this.expectNumber(0, "`attempts` needs a number, such as `attempts 3 -> help.agent`.");
    let go: Attempts["go"];
    if (this.next(arrows)) go = this.subrule(0, this.go);
    else this.missing("After the number of attempts comes where to go: `-> state`.");
    return { kind: "Attempts", start, end: this.endFrom(start), count, go };
  }
}

const arrows = table(Category.Arrow);
const buttonActions = table(T.LCurly, Category.Arrow, K.open, K.dial);
