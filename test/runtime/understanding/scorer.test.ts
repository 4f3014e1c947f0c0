import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { solveRidge } from "../../../server/src/runtime/understanding/ridge.ts";
import { type Example, trainScorer } from "../../../server/src/runtime/understanding/trainScorer.ts";
import { foldText, runsOf, wordLine, wordsOf } from "../../../server/src/runtime/understanding/words.ts";
import { runs } from "../../support/runs.ts";

const phrases: readonly (readonly string[])[] = [
  ["send money to a friend", "I want to transfer money", "pay someone", "make a payment", "wire some cash abroad"],
  ["what is my balance", "how much money do I have", "show my account", "what is left in my account"],
  ["I lost my card", "my card was stolen", "block my credit card", "freeze my card please"],
  ["when are you open", "opening hours", "are you open on Sunday", "what time do you close"],
];
const examples: readonly Example[] = phrases.flatMap((texts, intent) => texts.map((text) => ({ text, intent })));
const scorer = trainScorer(examples, phrases.length, "en");

function best(text: string): readonly [intent: number, confidence: number] {
  const confidences = scorer.confidences(text);
  const most = Math.max(...confidences);
  return [confidences.indexOf(most), most];
}

describe("what a text is taken for", () => {
  test.each([
    ["I'd like to transfer some money please", 0],
    ["a payment to my sister", 0],
    ["what's the balance of my account", 1],
    ["somebody stole my credit card", 2],
    ["my card has been stollen", 2],
    ["are you open tomorrow", 3],
    ["opning hours?", 3],
  ])("%s", (text, intent) => {
    const [found, confidence] = best(text);
    expect(found).toBe(intent);
    expect(confidence).toBeGreaterThanOrEqual(0.5);
  });

  test.each(["tell me a joke", "what's the weather like", "asdf qwer", "the", "", "👍", "12345", "is it raining"])(
    "none of them: %s",
    (text) => {
      expect(best(text)[1]).toBeLessThan(0.5);
    },
  );

  test("a phrase itself is all but certain, and never quite: that is for those who look it up", () => {
    for (const { text, intent } of examples) {
      const [found, confidence] = best(text);
      expect([text, found]).toEqual([text, intent]);
      expect(confidence).toBeGreaterThan(0.6);
      expect(confidence).toBeLessThan(1);
    }
  });

  test("words without blanks between them", () => {
    const japanese = trainScorer(
      [
        { text: "残高を教えてください", intent: 0 },
        { text: "口座にいくらありますか", intent: 0 },
        { text: "カードをなくしました", intent: 1 },
        { text: "カードが盗まれた", intent: 1 },
        { text: "残高はいくらですか", intent: 0 },
      ],
      2,
      "ja",
    );
    const of = (text: string) => [...japanese.confidences(text)];
    expect(of("口座の残高はいくらですか")[0]).toBeGreaterThan(0.5);
    expect(of("私のカードをなくした")[1]).toBeGreaterThan(0.5);
    expect(Math.max(...of("天気はどうだろう"))).toBeLessThan(0.5);
  });
});

test("the same phrases give the same scores, to the last digit", () => {
  const texts = ["I want to pay", "card", "open my account on Sunday", "weather"];
  const seen = texts.map((text) => [...scorer.confidences(text)]);
  const again = trainScorer(examples, phrases.length, "en");
  expect(texts.map((text) => [...again.confidences(text)])).toEqual(seen);
  expect(seen).toMatchInlineSnapshot(`
    [
      [
        0.8322,
        0.0001,
        0.0081,
        0.0019,
      ],
      [
        0.0015,
        0,
        0.9258,
        0,
      ],
      [
        0.0146,
        0.8013,
        0.0016,
        0.8399,
      ],
      [
        0.0248,
        0,
        0.0001,
        0.0015,
      ],
    ]
  `);
});

test("one intent alone, none at all, and phrases without a letter", () => {
  const one = trainScorer([{ text: "send money", intent: 0 }], 1, "en");
  expect(one.confidences("please send money")[0]).toBeGreaterThan(0.5);
  expect(one.confidences("good morning")[0]).toBeLessThan(0.5);
  expect([...trainScorer([], 0, "en").confidences("hello")]).toEqual([]);
  expect([...trainScorer([{ text: "…", intent: 0 }], 2, "en").confidences("hello")]).toEqual([0, 0]);
});

test("more phrases than can be solved for at once are put together", () => {
  const many: Example[] = [];
  const subjects = ["send money", "block card", "track parcel", "open account", "change street"];
  for (let n = 0; n < 1_500; n++) {
    const intent = n % subjects.length;
    many.push({ text: `${subjects[intent]} number ${String.fromCharCode(97 + (n % 26))}${n % 97}`, intent });
  }
  const large = trainScorer(many, subjects.length, "en");
  for (const [intent, subject] of subjects.entries()) {
    const confidences = [...large.confidences(`please ${subject}`)];
    expect(confidences.indexOf(Math.max(...confidences))).toBe(intent);
  }
});

test("any phrases and any text: confidences are numbers from 0 to below 1", () => {
  const text = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 40 }),
    fc.constantFrom("send money", "x".repeat(5_000)),
  );
  fc.assert(
    fc.property(
      fc.array(fc.tuple(text, fc.nat(3)), { maxLength: 12 }),
      fc.array(text, { maxLength: 3 }),
      (all, texts) => {
        const made = trainScorer(
          all.map(([each, intent]) => ({ text: each, intent })),
          4,
          "en",
        );
        for (const each of texts) {
          for (const confidence of made.confidences(each)) expect(confidence >= 0 && confidence < 1.0001).toBe(true);
        }
      },
    ),
    { numRuns: runs(200) },
  );
});

test("the score of an example without itself is what training without it gives", () => {
  const size = 6;
  const similarity = (a: number, b: number): number => 1 / (1 + Math.abs(a - b) * (1 + ((a * b) % 3)));
  const full = Float64Array.from({ length: size * size }, (_, at) => similarity(Math.floor(at / size), at % size));
  const targets = Float64Array.from([1, 0, 0, 1, 0, 1]);
  const ridge = solveRidge(full, size, 0.3);
  const coefficients = ridge.solve(targets);
  const left = 3;
  const others = [0, 1, 2, 4, 5];
  // The sixth row stands for none: it is like no other.
  const without = Float64Array.from({ length: 36 }, (_, at) => {
    const [row, column] = [others[Math.floor(at / 6)], others[at % 6]];
    return row === undefined || column === undefined ? 0 : similarity(row, column);
  });
  const rest = solveRidge(without, 6, 0.3).solve(Float64Array.from([1, 0, 0, 0, 1, 0]));
  const score = others.reduce((sum, other, at) => sum + similarity(left, other) * (rest[at] ?? 0), 0);
  expect((targets[left] ?? 0) - (coefficients[left] ?? 0) / ridge.spread(left)).toBeCloseTo(score, 10);
});

describe("how texts are read", () => {
  test.each([
    ["Héllo, WÖRLD!", "hello world"],
    ["I’m here", "im here"],
    ["ｆｕｌｌ　ｗｉｄｔｈ", "full width"],
    ["أريد بطاقةً", "اريد بطاقه"],
    ["٣ كتب", "3 كتب"],
    ["が is not か", "が is not か"],
  ])("%s", (text, line) => {
    expect(wordLine(text)).toBe(line);
  });

  test("a script without blanks is cut into words by its language", () => {
    expect(wordsOf(runsOf(foldText("残高を教えて please")), "ja").length).toBeGreaterThan(3);
  });
});
