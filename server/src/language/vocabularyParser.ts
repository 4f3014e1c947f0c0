/** Intents and entities. */
import type { Entity, EntityMember, Intent, Name, Phrase, PhraseGroup } from "./ast.ts";
import { T } from "./lexer.ts";
import type { ListContext } from "./listParser.ts";
import type { Undocumented } from "./mockParser.ts";
import { table } from "./parserCore.ts";
import { TestParser } from "./testParser.ts";
import { textStarts } from "./textParser.ts";
import { Category, K } from "./tokens.ts";

const phraseList: ListContext = {
  starts: table(T.String, Category.Name),
  second: table(T.String, T.RCurly, Category.Name),
  expected: "a phrase between quotes is expected, or a language",
};
const memberList: ListContext = {
  starts: table(Category.Name),
  second: table(T.String, T.LCurly, T.RCurly),
  expected: "the name of a member is expected",
};
const block = table(T.LCurly);
const entityStarts = table(T.LCurly, T.Pattern);

export abstract class VocabularyParser extends TestParser {
  protected readonly intent = this.RULE("intent", (): Undocumented<Intent> => {
    const start = this.consume(0, K.intent).startOffset;
    const name = this.expectName(0, "new", "An intent needs a name.", block);
    const groups: PhraseGroup[] = [];
    const read = (): void => {
      groups.push(this.subrule(0, this.phraseGroup));
    };
    this.braces(0, phraseList, "the intent", "An intent needs its phrases between `{` and `}`.", {
      GATE: () => !this.declarationStarts(1),
      DEF: read,
    });
    return { kind: "Intent", start, end: this.endFrom(start), name, groups };
  });

  private readonly phraseGroup = this.RULE("phraseGroup", (): PhraseGroup => {
    const phrases: Phrase[] = [];
    const start = this.LA(1).startOffset;
    const language = this.or(0, [
      {
        ALT: (): Name | undefined => {
          this.role = "language";
          const name = this.nameNode(this.consume(0, Category.Name));
          const message = `After the language \`${name.text}\` come its phrases between quotes.`;
          const first = this.expect(2, T.String, message);
          if (first !== undefined) phrases.push(this.phraseNode(first));
          return name;
        },
      },
      {
        ALT: (): undefined => {
          phrases.push(this.phraseNode(this.consume(0, T.String)));
        },
      },
    ]);
    this.many(0, () => {
      phrases.push(this.phraseNode(this.consume(1, T.String)));
    });
    return { kind: "PhraseGroup", start, end: this.endFrom(start), language, phrases };
  });

  protected readonly entity = this.RULE("entity", (): Undocumented<Entity> => {
    let pattern: Entity["pattern"];
    let members: EntityMember[] = [];
    const start = this.consume(0, K.entity).startOffset;
    const name = this.expectName(0, "new", "An entity needs a name.", entityStarts);
    if (this.next(entityStarts)) {
      this.or(0, [
        {
          ALT: () => {
            pattern = this.patternNode(this.consume(0, T.Pattern));
          },
        },
        {
          ALT: () => {
            members = this.members();
          },
        },
      ]);
    } else this.missing('An entity needs its members between `{` and `}`, or a pattern such as `r"…"`.');
    return { kind: "Entity", start, end: this.endFrom(start), name, pattern, members };
  });

  private members(): EntityMember[] {
    const members: EntityMember[] = [];
    const read = (): void => {
      members.push(this.subrule(0, this.entityMember));
    };
    this.braces(0, memberList, "the entity", "An entity needs its members between `{` and `}`.", {
      GATE: () => !this.declarationStarts(1),
      DEF: read,
    });
    return members;
  }

  private readonly entityMember = this.RULE("entityMember", (): EntityMember => {
    const synonyms: EntityMember["synonyms"][number][] = [];
    this.role = "new";
    const name = this.nameNode(this.consume(0, Category.Name));
    this.option(0, () => {
      synonyms.push(this.subrule(0, this.text));
      this.many(0, () => {
        this.consume(0, T.Comma);
        if (this.next(textStarts)) synonyms.push(this.subrule(1, this.text));
        else this.missing("After the `,` comes another text.");
      });
    });
    return { kind: "EntityMember", start: name.start, end: this.endFrom(name.start), name, synonyms };
  });
}
