import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDurationWords } from "../../server/src/expressions/answerDurations.ts";
import { readNumberWords } from "../../server/src/expressions/numberWords.ts";
import { run } from "../support/conversation.ts";
import { runs } from "../support/runs.ts";

const table: readonly (readonly [language: string, words: string, value: number])[] = [
  ["en", "three", 3],
  ["en", "Zero", 0],
  ["en", "twenty-one", 21],
  ["en", "a hundred", 100],
  ["en", "one hundred and five", 105],
  ["en", "twelve hundred", 1_200],
  ["en", "two thousand three hundred and forty-five", 2_345],
  ["en", "a thousand", 1_000],
  ["en", "one million two hundred thousand", 1_200_000],
  ["en", "a dozen", 12],
  ["en-GB", "Ninety nine.", 99],
  ["nl", "één", 1],
  ["nl", "drie", 3],
  ["nl", "tweeëntwintig", 22],
  ["nl", "vijfenzeventig", 75],
  ["nl", "honderd", 100],
  ["nl", "honderdeneen", 101],
  ["nl", "tweehonderd vijftig", 250],
  ["nl", "twaalfhonderd", 1_200],
  ["nl", "drieduizend vierhonderdzesenvijftig", 3_456],
  ["de", "eins", 1],
  ["de", "eine", 1],
  ["de", "fünf", 5],
  ["de", "fuenf", 5],
  ["de", "dreißig", 30],
  ["de", "einundzwanzig", 21],
  ["de", "hundertundeins", 101],
  ["de", "zweihundertfünfzig", 250],
  ["de", "eintausend", 1_000],
  ["de", "zwei Millionen", 2_000_000],
  ["fr", "vingt et un", 21],
  ["fr", "soixante-dix", 70],
  ["fr", "soixante et onze", 71],
  ["fr", "quatre-vingts", 80],
  ["fr", "quatre-vingt-dix-neuf", 99],
  ["fr", "deux cents", 200],
  ["fr", "deux cent cinquante", 250],
  ["fr", "mille", 1_000],
  ["es", "veintidós", 22],
  ["es", "treinta y uno", 31],
  ["es", "cien", 100],
  ["es", "ciento uno", 101],
  ["es", "quinientos", 500],
  ["es", "doscientos cincuenta", 250],
  ["es", "dos mil", 2_000],
];

test.each(table)("%s: %s is %i", (language, words, value) => {
  expect(readNumberWords(words, language)).toBe(value);
});

describe("what is no number", () => {
  test.each([
    ["en", "tree"],
    ["en", "threesome"],
    ["en", "and"],
    ["en", ""],
    ["en", "three or four"],
    ["en", "twenty eleven"],
    ["en", "one two"],
    ["en", "3 hundred"],
    ["en", "hundred thousand thousand"],
    ["nl", "enen"],
    ["de", "und"],
    ["de", "zwanzigdrei"],
    ["fr", "et"],
    ["xx", "three"],
    ["constructor", "three"],
    ["en", "-"],
  ])("%s: %s", (language, words) => {
    expect(readNumberWords(words, language)).toBeUndefined();
  });

  test("no text makes it throw or take long", () => {
    const word = fc.constantFrom(
      "one",
      "hundred",
      "and",
      "thousand",
      "million",
      "een",
      "en",
      "duizend",
      " ",
      "-",
      "é",
      "\u0301",
      "3",
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(word, { maxLength: 200 }).map((each) => each.join("")),
    );
    fc.assert(
      fc.property(text, fc.constantFrom("en", "nl", "de", "fr", "es", "__proto__"), (each, language) => {
        const value = readNumberWords(each, language);
        expect(value === undefined || Number.isSafeInteger(value)).toBe(true);
      }),
      { numRuns: runs(5_000) },
    );
  });
});

describe("durations in words", () => {
  const [minute, hour] = [60_000, 3_600_000];

  test.each([
    ["en", "half an hour", 0.5 * hour],
    ["en", "an hour", hour],
    ["en", "two hours", 2 * hour],
    ["en", "one hour and thirty minutes", 1.5 * hour],
    ["en", "an hour and a half", 1.5 * hour],
    ["en", "twenty-five minutes", 25 * minute],
    ["nl", "een half uur", 0.5 * hour],
    ["nl", "anderhalf uur", 1.5 * hour],
    ["nl", "vijfenveertig minuten", 45 * minute],
    ["de", "eine halbe Stunde", 0.5 * hour],
    ["de", "zwei Stunden", 2 * hour],
    ["fr", "une demi-heure", 0.5 * hour],
    ["es", "media hora", 0.5 * hour],
    ["en", "hours", undefined],
    ["en", "some hours", undefined],
    ["en", "half", undefined],
    ["en", "two", undefined],
    ["en", "two hours or so", undefined],
  ] as const)("%s: %s", (language, words, milliseconds) => {
    expect(readDurationWords(words, language)).toBe(milliseconds);
  });
});

describe("in a conversation", () => {
  const said = (source: string, ...given: readonly string[]): string =>
    run(source, given)
      .events.flatMap((each) => (each.type === "message" ? [each.message.text ?? ""] : []))
      .slice(1)
      .join("|");

  test.each([
    ["en", "three", "3"],
    ["en", "Three, please", "3"],
    ["en", "I want two hundred of them", "200"],
    ["nl", "één", "1"],
    ["nl", "doe er maar vijfentwintig", "25"],
    ["de", "zwölf Stück", "12"],
    ["en", "12", "12"],
  ])("%s: %j answers a question for a number with %s", (language, text, value) => {
    const source = `bot b { languages ${language} start s }\nstate s { ask n as integer "?" say "{n}" }`;
    expect(said(source, text)).toBe(value);
  });

  test.each([
    ["en", "one of those"],
    ["nl", "ik wil een pizza"],
    ["en", "two or three"],
    ["en", "I do not know"],
  ])("%s: %j does not", (language, text) => {
    const source = `bot b { languages ${language} start s }\nstate s { ask n as integer "?" { invalid "no" } say "{n}" }`;
    expect(said(source, text)).toBe("no");
  });

  test("a phrase finds them where it has a mark for a number", () => {
    const source = `intent order { "order {count: integer} pizzas" "I want {count: integer} pizzas" }
      on intent order { say "{event.entities.count}" } state s { say "Hi" }`;
    expect(said(source, "order three pizzas")).toBe("3");
  });
});
