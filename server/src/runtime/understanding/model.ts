/** What is made of the intents of a program before a text is looked at, once for each language. */
import { entryOf } from "../../base/entryOf.ts";
import { createLru } from "../../base/lru.ts";
import { baseLanguage } from "../../expressions/locales.ts";
import type * as ast from "../../language/ast.ts";
import type { Program } from "../program.ts";
import { literalOf, normalPhrase } from "./phrases.ts";
import { type Example, type Scorer, trainScorer } from "./trainScorer.ts";
import { placeholder, wordLine } from "./words.ts";

/** The marks of phrases that name one type, and the character that stands for what is found as it. */
export interface MarkType {
  readonly type: ast.TypeNode;
  readonly placeholder: string;
}

/** The intents of a program as texts of one language are compared with them. Intents are numbers, in the order of their names. */
export interface IntentModel {
  /** Intents by phrases without marks, as texts are compared that are a phrase. */
  readonly byPhrase: ReadonlyMap<string, readonly number[]>;
  /** The same by their words alone. */
  readonly byWords: ReadonlyMap<string, readonly number[]>;
  /** By intent its phrases with marks; those that say more come first. */
  readonly marked: readonly (readonly ast.Phrase[])[];
  /** The types that marks name. */
  readonly types: readonly MarkType[];
  readonly scorer: Scorer;
}

/** The models of one program, by the languages of its phrases: users may name languages without end. */
interface Models {
  /** In small letters. */
  readonly languages: ReadonlySet<string>;
  readonly made: Map<string, IntentModel>;
}

const known = new WeakMap<Program, Models>();

/** The model for texts of a language. `isEntity` tells which names of marks are entities. */
export function modelFor(
  program: Program,
  language: string,
  languages: readonly string[],
  isEntity: (name: string) => boolean,
): IntentModel {
  const models = entryOf(known, program, (): Models => ({ languages: languagesOf(program), made: new Map() }));
  const first = (languages[0] ?? "").toLowerCase();
  const wanted = [language.toLowerCase(), baseLanguage(language)];
  const spoken = wanted.find((each) => models.languages.has(each) || each === first) ?? first;
  // Phrases without a language are in that of the user where no bot names one.
  return entryOf(models.made, spoken, () => makeModel(program, spoken === "" ? "en" : spoken, languages, isEntity));
}

/** The languages that phrases are written in. */
function languagesOf(program: Program): ReadonlySet<string> {
  const groups = program.intents.flatMap(({ node }) => node.groups);
  return new Set(groups.flatMap((group) => (group.language === undefined ? [] : [group.language.text.toLowerCase()])));
}

function makeModel(
  program: Program,
  language: string,
  languages: readonly string[],
  isEntity: (name: string) => boolean,
): IntentModel {
  const phrases = program.intents.map(({ node }) => phrasesFor(node, language, languages));
  const types = new Map<string, MarkType>();
  const examples = phrases.flatMap((each, intent) =>
    each.map((phrase) => ({ text: exampleOf(phrase, types, isEntity), intent })),
  );
  const whole = phrases.map((each) => each.filter((phrase) => !hasMarks(phrase)));
  return {
    byPhrase: byText(whole, (phrase) => normalPhrase(literalOf(phrase))),
    byWords: byText(whole, (phrase) => wordLine(literalOf(phrase))),
    marked: phrases.map((each) => each.filter(hasMarks).toSorted(bySaid)),
    types: [...types.values()],
    scorer: scorerFor(
      examples.filter(({ text }) => text.trim() !== ""),
      phrases.length,
      language,
    ),
  };
}

/** Phrases that say more come first: a mark would take the words of which a longer phrase makes more. */
function bySaid(a: ast.Phrase, b: ast.Phrase): number {
  return literalOf(b).length - literalOf(a).length;
}

function hasMarks({ parts }: ast.Phrase): boolean {
  return parts.some((part) => part.kind === "PhraseMark");
}

/** The phrases in the user's language, else in it without its region, else in the bot's first. */
function phrasesFor(intent: ast.Intent, language: string, languages: readonly string[]): readonly ast.Phrase[] {
  const first = languages[0] ?? language;
  for (const wanted of [language, baseLanguage(language), first]) {
    const groups = intent.groups.filter(
      (group) => (group.language?.text ?? first).toLowerCase() === wanted.toLowerCase(),
    );
    if (groups.length > 0) return groups.flatMap((group) => group.phrases);
  }
  return intent.groups.filter((group) => group.language === undefined).flatMap((group) => group.phrases);
}

function byText(
  phrases: readonly (readonly ast.Phrase[])[],
  textOf: (phrase: ast.Phrase) => string,
): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const [intent, each] of phrases.entries()) {
    for (const phrase of each) {
      const text = textOf(phrase);
      const intents = found.get(text) ?? [];
      if (text !== "" && !intents.includes(intent)) found.set(text, [...intents, intent]);
    }
  }
  return found;
}

/** A phrase as the scorer learns it: a mark of a type is the character of that type, one for any words is nothing. */
function exampleOf(phrase: ast.Phrase, types: Map<string, MarkType>, isEntity: (name: string) => boolean): string {
  const texts = phrase.parts.map((part) => {
    if (part.kind === "Chunk") return part.text;
    const type = typeOfMark(part, isEntity);
    if (type === undefined) return " ";
    const made = entryOf(types, typeKey(type), () => ({ type, placeholder: placeholder(types.size) }));
    return ` ${made.placeholder} `;
  });
  return texts.join("");
}

/** The type of a mark: `{size}` alone is the entity `size` where there is one. `undefined` where any words will do. */
export function typeOfMark(mark: ast.PhraseMark, isEntity: (name: string) => boolean): ast.TypeNode | undefined {
  const { name, type } = mark;
  if (type !== undefined) return type.kind === "ScalarType" && isAnyText(type.name) ? undefined : type;
  return name !== undefined && isEntity(name.text)
    ? { kind: "EntityType", name, start: name.start, end: name.end }
    : undefined;
}

/** Marks of one key are of one type. */
function typeKey(type: ast.TypeNode): string {
  if (type.kind === "ScalarType") return type.name;
  return type.kind === "EntityType" ? type.name.text : `at ${type.start}`;
}

function isAnyText(name: string): boolean {
  return name === "text" || name === "any";
}

/** Scorers by what they were trained with: a program that is made again of the same phrases does not train again. */
const trained = createLru<string, Scorer>(6);

function scorerFor(examples: readonly Example[], intents: number, language: string): Scorer {
  const content = JSON.stringify([baseLanguage(language), intents, examples.map(({ text, intent }) => [intent, text])]);
  const before = trained.get(content);
  if (before !== undefined) return before;
  const made = trainScorer(examples, intents, baseLanguage(language));
  trained.set(content, made);
  return made;
}
