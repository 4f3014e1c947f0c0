/**
 * Finds values inside sentences: `Make it 3, please` holds a number. What a value may look like is decided where whole
 * answers are read; here the words are tried, the most at a time first, and what would be taken for a value by chance
 * is left out.
 */
import type * as ast from "../language/ast.ts";
import { withPlainDigits } from "./answerScript.ts";
import { type AnswerContext, readAnswer } from "./answers.ts";
import { findMembers } from "./findMembers.ts";
import type { FoundAnswer } from "./foundAnswer.ts";
import { patternOf } from "./patterns.ts";
import { readAs } from "./systemTypes.ts";
import { isObject, type Value } from "./values.ts";

/** Characters and words of a sentence that are looked at. */
const longestText = 1_000;
const mostWords = 60;

/** The values of a type that stand in a text, in order; none overlaps another. Never throws. */
export function findAnswers(type: ast.TypeNode, text: string, context: AnswerContext): readonly FoundAnswer[] {
  const looked = text.slice(0, longestText);
  switch (type.kind) {
    case "ScalarType":
      return findScalars(type.name, looked, context);
    case "EntityType":
      return findEntities(type.name.text, looked, context);
    case "OneOfType":
      return findWords(looked, 4, (words) => readAnswer(type, { text: words }, context));
    case "PatternType":
      return findPattern(type.pattern, looked);
    case "ListType":
    case "ObjectType":
      return [];
  }
}

/** The value that a sentence holds as a type; `undefined` where it holds none, or several that differ. */
export function findAnswer(type: ast.TypeNode, text: string, context: AnswerContext): Value | undefined {
  if (type.kind === "ListType") {
    const { element } = type;
    const values = element === undefined ? [] : findAnswers(element, text, context).map(({ value }) => value);
    return values.length > 0 ? values : undefined;
  }
  const found = findAnswers(type, text, context).map(({ value }) => value);
  return found.every((value) => JSON.stringify(value) === JSON.stringify(found[0])) ? found[0] : undefined;
}

function findEntities(name: string, text: string, context: AnswerContext): readonly FoundAnswer[] {
  const entity = context.entity(name);
  if (entity === undefined) return findScalars(name, text, context);
  return entity.pattern === undefined ? findMembers(entity, text, context) : findPattern(entity.pattern, text);
}

function findPattern({ source, ignoreCase }: ast.PatternLiteral, text: string): readonly FoundAnswer[] {
  const pattern = patternOf(source, ignoreCase);
  const found: FoundAnswer[] = [];
  for (let from = 0; pattern !== null && found.length < mostWords; ) {
    const match = pattern.find(text.slice(from));
    if (match === null || match.text === "") break;
    const start = text.indexOf(match.text, from);
    from = start + match.text.length;
    found.push({ start, end: from, value: match.text });
  }
  return found;
}

/** How a type is looked for in a sentence. */
interface Search {
  /** Words that one value may be written in. */
  readonly words: number;
  /** What a value has in any case: without it nothing is tried. */
  readonly needs?: RegExp;
  /** Whether words that read as a value are meant as one. */
  readonly isMeant?: (words: string, value: Value) => boolean;
}

const digit = /\p{Nd}/u;
const oneNumber = /^[^\d\s]?\s?\d+([\s'’\u00a0\u202f]\d{3})*([.,]\d+)*\S?$/u;
const isOneNumber = (words: string): boolean => !/\d\s+\d/.test(words) || oneNumber.test(words);

/** Types that are found in sentences; the others are only read from whole answers. */
const searches: { readonly [type: string]: Search } = {
  number: { words: 4, isMeant: isCount },
  quantity: { words: 4, isMeant: isCount },
  integer: { words: 4, isMeant: isCount },
  ordinal: { words: 1, needs: digit, isMeant: (words) => !/^\d+$/.test(words) },
  money: { words: 4, needs: digit, isMeant: isMoney },
  email: { words: 1, needs: /@/ },
  phone: { words: 6, needs: digit, isMeant: (words) => words.replace(/\D/g, "").length >= 7 },
  url: {
    words: 1,
    needs: /\./,
    isMeant: (words) => /:\/\/|^www\.|\.(com|net|org|info|app|dev|io|eu|[a-z]{2})($|\/)/i.test(words),
  },
  // `so` is a Sunday where a German is asked for a day, and not inside of a sentence.
  date: { words: 6, isMeant: (words) => (words.length > 3 || /\d/.test(words)) && !/^\d+\s+\d+/.test(words) },
  time: { words: 7 },
  datetime: { words: 9 },
  duration: { words: 6 },
  temperature: { words: 3, needs: digit, isMeant: isOneNumber },
  distance: { words: 3, needs: digit, isMeant: isOneNumber },
  location: { words: 2, needs: digit, isMeant: (words) => /[.,]/.test(words) },
  language: { words: 2 },
};

function findScalars(name: string, text: string, context: AnswerContext): readonly FoundAnswer[] {
  if (name === "boolean") return findTruth(text, context);
  const search = Object.hasOwn(searches, name) ? searches[name] : undefined;
  if (search === undefined || search.needs?.test(text) === false) return [];
  return findWords(text, search.words, (words) => {
    const value = readAs(name, words, context);
    const isMeant = value !== undefined && (search.isMeant?.(withPlainDigits(words), value) ?? true);
    return isMeant ? value : undefined;
  });
}

/** Yes or no is what the first word says, as in `Yes, please`. */
function findTruth(text: string, context: AnswerContext): readonly FoundAnswer[] {
  const [word = ""] = /^[^\s,;:.!?،]+/u.exec(text.trimStart()) ?? [];
  const value = readAs("boolean", word, context);
  const start = text.indexOf(word);
  return value === undefined ? [] : [{ start, end: start + word.length, value }];
}

/** In a sentence `one` is seldom a number: in German and Dutch it is the article. */
function isCount(words: string, value: Value): boolean {
  return digit.test(words) ? isOneNumber(words) : typeof value === "number" && value > 1;
}

/** One word says the currency; one of three letters does only where it is written as a code. */
function isMoney(words: string, value: Value): boolean {
  const [code = "", ...others] = words.match(/\p{L}+/gu) ?? [];
  if (others.length > 0) return false;
  const isCode = code.length === 3 && isObject(value) && value["currency"] === code.toUpperCase();
  return isOneNumber(words) && (!isCode || code === code.toUpperCase());
}

interface Word {
  readonly start: number;
  readonly end: number;
}

/** Signs that stand around words and are no part of a value. */
const before = /^["'“”‘’„«¿¡([{]+/u;
const after = /["'“”‘’»)\]},;:!?،؛؟。！？]+$|(?<=[^.])\.+$/u;

/** Reads as many words at a time as may be one value, from left to right, the most first. */
function findWords(text: string, most: number, read: (words: string) => Value | undefined): readonly FoundAnswer[] {
  const words = wordsIn(text);
  const found: FoundAnswer[] = [];
  for (let at = 0; at < words.length; at++) {
    for (let count = Math.min(most, words.length - at); count > 0; count--) {
      const first = words[at];
      const last = words[at + count - 1];
      if (first === undefined || last === undefined) continue;
      const value = read(text.slice(first.start, last.end));
      if (value === undefined) continue;
      found.push({ start: first.start, end: last.end, value });
      at += count - 1;
      break;
    }
  }
  return found;
}

function wordsIn(text: string): readonly Word[] {
  const words: Word[] = [];
  for (const { 0: word, index } of text.matchAll(/\S+/g)) {
    if (words.length >= mostWords) break;
    const start = index + (before.exec(word)?.[0].length ?? 0);
    const end = index + word.replace(after, "").length;
    if (end > start) words.push({ start, end });
  }
  return words;
}
