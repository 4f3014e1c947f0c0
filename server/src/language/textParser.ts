/** Texts with alternatives and languages, types, and the phrases of intents. */
import type { IToken } from "chevrotain";
import type {
  LanguageText,
  Name,
  ObjectType,
  OneOfType,
  Phrase,
  PhraseMark,
  ScalarTypeName,
  StringLiteral,
  Text,
  TypeMember,
  TypeNode,
} from "./ast.ts";
import { ExpressionParser } from "./expressionParser.ts";
import { T } from "./lexer.ts";
import type { ListContext } from "./listParser.ts";
import { type Mutable, table } from "./parserCore.ts";
import { Category, K, NumberTypes, tokenEnd } from "./tokens.ts";

/** What a Text begins with. */
export const textStarts = table(T.String, T.LCurly);
const strings = table(T.String);
const typeStarts = table(Category.Name, T.LCurly, T.Pattern);
const afterType = table(T.String, T.LCurly, T.Comma, T.Equals, K.sensitive);
const bars = table(T.Bar);
const colons = table(T.Colon);
const ofs = table(K.of);
/** What begins the things of a message, or the steps of a block: no languages. */
const notLanguages = table(
  Category.Arrow,
  K.reply,
  K.button,
  K.card,
  K.item,
  K.subtitle,
  Category.Media,
  K.location,
  K.payload,
  K.check,
  K.invalid,
  K.attempts,
  K.skip,
  K.say,
  K.set,
  K.ask,
  K.on,
);
const languages: ListContext = {
  starts: table(Category.Name),
  second: strings,
  never: table(T.LCurly, T.LParen, T.LSquare, T.Comma, Category.Arrow, Category.NumberLike, NumberTypes.Duration),
  expected: 'a language and its text are expected, such as `en "…"`',
};
const members: ListContext = {
  starts: table(Category.Name),
  second: colons,
  never: table(Category.Arrow, T.String),
  expected: "a name with `:` and its type is expected",
};

export abstract class TextParser extends ExpressionParser {
  // Texts

  /** A Text, or what is said where none begins. */
  protected expectText(index: number, message: string): Text | undefined {
    if (this.next(textStarts) && !this.isOtherBlock()) return this.subrule(index, this.text);
    return this.missing(message);
  }

  /** True at a `{` that begins no languages, so that the Text before it is missing. */
  private isOtherBlock(): boolean {
    if (!this.guessing || !this.is(T.LCurly)) return false;
    if (notLanguages[this.LA(2).tokenTypeIdx] === 1) return true;
    return this.LA(3).tokenType !== T.String && this.LA(2).tokenType !== T.RCurly && this.isKeyword(this.LA(2));
  }

  /** Alternatives, or a block of languages. */
  protected readonly text = this.RULE("text", (): Text => this.or(0, this.textForms));

  private readonly textForms = [
    {
      ALT: (): Text => {
        const alternatives = this.alternatives(0);
        const start = alternatives[0]?.start ?? 0;
        return { kind: "Text", start, end: this.endFrom(start), alternatives, languages: [] };
      },
    },
    { ALT: (): Text => this.languageBlock() },
  ];

  /** `"…" | "…"`, entered at a text; `index` keeps apart several places of one rule. */
  private alternatives(index: number): StringLiteral[] {
    const found = [this.stringNode(this.consume(index, T.String))];
    if (!this.next(bars)) return found;
    this.many(index, () => {
      this.consume(index, T.Bar);
      const token = this.expect(index + 1, T.String, "After `|` comes another text.");
      if (token !== undefined) found.push(this.stringNode(token));
    });
    return found;
  }

  private languageBlock(): Text {
    const open = this.consume(10, T.LCurly);
    const start = open.startOffset;
    const found: LanguageText[] = [];
    const entry = {
      GATE: () => this.languageStarts(),
      DEF: () => {
        found.push(this.subrule(0, this.languageText));
      },
    };
    this.things(10, languages, open, entry);
    if (found.length === 0 && this.is(T.RCurly)) {
      this.missing('A block of languages needs a language and its text, such as `en "…"`.');
    }
    this.close(11, T.RCurly, open, "the block of languages");
    return { kind: "Text", start, end: this.endFrom(start), alternatives: [], languages: found };
  }

  /** A keyword without a text is no language: the block was left without its `}`. */
  private languageStarts(): boolean {
    if (!this.guessing || this.atCursor()) return true;
    if (this.listEnds()) return false;
    if (this.LA(1).tokenType === T.String) return false;
    return this.isAt(2, strings) || !this.isKeyword(this.LA(1)) || this.LA(2).tokenType === T.RCurly;
  }

  private readonly languageText = this.RULE("languageText", (): LanguageText => {
    this.role = "language";
    const language = this.nameNode(this.consume(20, Category.Name));
    let alternatives: StringLiteral[] = [];
    if (this.next(strings)) alternatives = this.alternatives(0);
    else this.missing(`After the language \`${language.text}\` comes its text between quotes.`);
    return { kind: "LanguageText", start: language.start, end: this.endFrom(language.start), language, alternatives };
  });

  // Types

  /** A type, or what is said where none begins. */
  protected expectType(index: number, message: string): TypeNode | undefined {
    if (!this.next(typeStarts) || this.nextThingStarts(afterType)) return this.missing(message);
    if (this.tooDeep()) return undefined;
    this.depth++;
    const type = this.subrule(index, this.type);
    this.depth--;
    return type;
  }

  protected readonly type = this.RULE("type", (): TypeNode => this.or(0, this.typeForms));

  private readonly typeForms = {
    IGNORE_AMBIGUITIES: true,
    DEF: [
      {
        ALT: (): TypeNode => {
          const token = this.consume(0, Category.ScalarType);
          const name = token.image as ScalarTypeName;
          return { kind: "ScalarType", start: token.startOffset, end: tokenEnd(token), name };
        },
      },
      { GATE: () => this.ofFollows(), ALT: (): TypeNode => this.oneOf() },
      {
        GATE: () => this.ofFollows(),
        ALT: (): TypeNode => {
          const start = this.consume(1, K.list).startOffset;
          this.consume(1, K.of);
          const element = this.expectType(1, "`list of` needs a type, such as `list of text`.");
          return { kind: "ListType", start, end: this.endFrom(start), element };
        },
      },
      {
        ALT: (): TypeNode => {
          this.role = "type";
          const name = this.nameNode(this.consume(2, Category.Name));
          return { kind: "EntityType", start: name.start, end: name.end, name };
        },
      },
      { ALT: (): TypeNode => this.objectType() },
      {
        ALT: (): TypeNode => {
          const pattern = this.patternNode(this.consume(3, T.Pattern));
          return { kind: "PatternType", start: pattern.start, end: pattern.end, pattern };
        },
      },
    ],
  };

  private ofFollows(): boolean {
    return this.isAt(2, ofs) || this.atCursor();
  }

  private oneOf(): OneOfType {
    const start = this.consume(4, K.one).startOffset;
    this.consume(5, K.of);
    const options: Text[] = [];
    const add = (text: Text | undefined): void => {
      if (text !== undefined) options.push(text);
    };
    add(this.expectText(3, "`one of` needs the texts to choose from."));
    this.many(0, {
      GATE: () => this.isAt(2, textStarts) || this.lastComma(),
      DEF: () => {
        this.consume(6, T.Comma);
        add(this.expectText(4, "After the `,` comes another text to choose."));
      },
    });
    return { kind: "OneOfType", start, end: this.endFrom(start), options };
  }

  /** A comma with nothing behind it belongs to `one of`, unless members of an object follow. */
  private lastComma(): boolean {
    return this.list !== members;
  }

  private objectType(): ObjectType {
    const open = this.consume(7, T.LCurly);
    const start = open.startOffset;
    const found: TypeMember[] = [];
    this.things(1, members, open, {
      GATE: () => this.memberStarts(),
      DEF: () => {
        found.push(this.subrule(5, this.typeMember));
        this.option(1, () => this.consume(8, T.Comma));
      },
    });
    this.close(9, T.RCurly, open, "the type");
    return { kind: "ObjectType", start, end: this.endFrom(start), members: found };
  }

  /** A keyword of an outer list without a colon is no member: the type was left without its `}`. */
  private memberStarts(): boolean {
    if (!this.guessing || this.atCursor()) return true;
    return this.isAt(2, colons) || !(this.listEnds() || (this.isKeyword(this.LA(1)) && this.lineBreakBefore(1)));
  }

  private readonly typeMember = this.RULE("typeMember", (): TypeMember => {
    this.role = "key";
    const name = this.nameNode(this.consume(0, Category.Name));
    const colon = this.expectSign(1, T.Colon, `After \`${name.text}\` comes \`:\` and its type.`);
    let type: TypeNode | undefined;
    if (colon !== undefined || this.RECORDING_PHASE) type = this.expectMemberType(name);
    else if (this.next(typeStarts) && !this.isAt(2, colons) && !this.lineBreakBefore(1))
      type = this.subrule(3, this.type);
    return { kind: "TypeMember", start: name.start, end: this.endFrom(name.start), name, type };
  });

  private expectMemberType(name: Name): TypeNode | undefined {
    if (!this.RECORDING_PHASE && this.LA(2).tokenType === T.Colon) {
      return this.missing(`After \`${name.text}:\` comes its type.`);
    }
    return this.expectType(0, `After \`${name.text}:\` comes its type.`);
  }

  // Phrases

  /** A string whose `{…}` hold names. */
  protected phraseNode(token: IToken): Phrase {
    const before = this.holes.length;
    const text = this.stringNode(token);
    this.holes.length = before;
    const parts = text.parts.map((part): Phrase["parts"][number] => {
      if (part.kind === "Chunk") return part;
      const mark: Mutable<PhraseMark> = {
        kind: "PhraseMark",
        start: part.start,
        end: part.end,
        name: undefined,
        type: undefined,
      };
      const closed = this.source.charCodeAt(part.end - 1) === 125;
      this.postpone({
        start: part.start + 1,
        end: closed ? part.end - 1 : part.end,
        depth: this.depth + 1,
        closed,
        fill: (parser) => {
          const inside = parser.phraseMark();
          mark.name = inside?.name;
          mark.type = inside?.type;
        },
      });
      return mark;
    });
    return { kind: "Phrase", start: text.start, end: text.end, parts };
  }

  /** The inside of a `{…}` in a phrase. */
  readonly phraseMark = this.RULE("phraseMark", (): PhraseMarkInside => {
    const name = this.expectName(
      0,
      "type",
      "Between `{` and `}` of a phrase stands a name, such as `{amount: number}`.",
    );
    let type: TypeNode | undefined;
    this.option(0, () => {
      this.consume(1, T.Colon);
      type = this.expectType(0, "After the `:` comes a type.");
    });
    this.restOfHole();
    return { name, type };
  });
}

/** What stands between the braces of a mark. */
export interface PhraseMarkInside {
  readonly name: Name | undefined;
  readonly type: TypeNode | undefined;
}
