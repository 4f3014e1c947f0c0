import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AnswerContext } from "../../server/src/expressions/answers.ts";
import { findAnswer, findAnswers } from "../../server/src/expressions/findAnswers.ts";
import type { TypeNode } from "../../server/src/language/ast.ts";
import { programOf } from "../support/program.ts";
import { runs } from "../support/runs.ts";

const program = programOf(`
  bot b { languages en, nl start a }
  entity size { small "little" medium large "big", "grande", "extra big" }
  entity code r"[A-Z]{2}-[0-9]+"
  entity サイズ { 大 "大きい" 小 "小さい" }
  state a {
    ask session.a as number "A" ask session.a as integer "A" ask session.a as money "A" ask session.a as date "A"
    ask session.a as time "A" ask session.a as datetime "A" ask session.a as duration "A" ask session.a as email "A"
    ask session.a as phone "A" ask session.a as url "A" ask session.a as boolean "A" ask session.a as language "A"
    ask session.a as ordinal "A" ask session.a as temperature "A" ask session.a as distance "A"
    ask session.a as size "A" ask session.a as code "A" ask session.a as サイズ "A" ask session.a as text "A"
    ask session.a as one of "tea" | "thee", "coffee" "A"
    ask session.a as list of number "A"
  }
`);

function typeOf(name: string): TypeNode {
  for (const { node } of program.steps.values()) {
    if (node.kind !== "Ask" || node.type === undefined) continue;
    const { type } = node;
    const own = type.kind === "ScalarType" ? type.name : type.kind === "EntityType" ? type.name.text : type.kind;
    if (own === name) return type;
  }
  throw new Error(`No question asks for ${name}.`);
}

/** Sunday, 1 March 2026, noon. */
function context(language = "en"): AnswerContext {
  return {
    language,
    languages: ["en", "nl"],
    now: Date.UTC(2026, 2, 1, 12),
    entity: (name) => program.entities.get(name)?.node,
    print: (text) => text.parts.map((part) => (part.kind === "Chunk" ? part.text : "")).join(""),
  };
}

const found = (type: string, text: string, language?: string): unknown =>
  findAnswer(typeOf(type), text, context(language));

describe("a value inside a sentence", () => {
  test.each<[type: string, text: string, value: unknown]>([
    ["number", "I would like 3, please", 3],
    ["number", "make it 1,250.50!", 1250.5],
    ["number", "about 1 000 of them", 1000],
    ["integer", "we are 4 people", 4],
    ["integer", "٤ من فضلك", 4],
    ["money", "send 50 euros to Ann", { amount: 50, currency: "EUR" }],
    ["money", "50 for Ann", { amount: 50, currency: null }],
    ["money", "that is € 12.50.", { amount: 12.5, currency: "EUR" }],
    ["money", "USD 20 then", { amount: 20, currency: "USD" }],
    ["date", "can I come tomorrow?", "2026-03-02"],
    ["date", "let us meet on 5 April 2026, ok", "2026-04-05"],
    ["date", "by 2026-12-24 at the latest", "2026-12-24"],
    ["time", "come at 2:30 pm please", "14:30"],
    ["time", "a quarter to 8pm would be fine", "19:45"],
    ["time", "let us say half past seven in the evening", "19:30"],
    ["datetime", "is tomorrow at 14:30 free?", "2026-03-02T14:30:00.000Z"],
    ["duration", "it takes 1 hour 30 minutes I think", 5_400_000],
    ["email", "write to ann@example.com, thanks.", "ann@example.com"],
    ["phone", "call me on +31 6 1234 5678 please", "+31612345678"],
    ["url", "look at https://example.com/a?b=1 first", "https://example.com/a?b=1"],
    ["boolean", "yes, please do", true],
    ["boolean", "No thanks", false],
    ["language", "in Dutch if you can", "nl"],
    ["ordinal", "the 3rd one", 3],
    ["temperature", "it was 21 °C outside", { value: 21, unit: "c" }],
    ["distance", "about 5 km from here", { value: 5, unit: "km" }],
    ["size", "a big one please", "large"],
    ["size", "I want an extra big one", "large"],
    ["code", "my code is AB-12, I think", "AB-12"],
    ["サイズ", "大きいサイズでお願いします", "大"],
    ["OneOfType", "some tea would be nice", "tea"],
    ["ListType", "5 and 7", [5, 7]],
  ])("%s: %s", (type, text, value) => {
    const result = found(type, text);
    expect(typeof result === "object" && result !== null && !Array.isArray(result) ? { ...result } : result).toEqual(
      value,
    );
  });

  test.each<[type: string, text: string]>([
    ["number", "room2 or B12"],
    ["number", "2 pizzas and 3 drinks"],
    ["number", "no idea"],
    ["integer", "1.5 of them"],
    ["email", "ann at example"],
    ["phone", "I am 25 years old"],
    ["url", "well.That is it"],
    ["date", "we are 2 3 people"],
    ["boolean", "I cannot say yes"],
    ["size", "a big or a little one"],
    ["text", "any words"],
  ])("none, or no single one: %s: %s", (type, text) => {
    expect(found(type, text)).toBeUndefined();
  });

  test("in the order and the notation of the user's language", () => {
    expect(found("number", "doe maar 1.250,50 dan", "nl")).toBe(1250.5);
    expect(found("date", "kan ik morgen komen", "nl")).toBe("2026-03-02");
    expect(found("date", "op 3/4 graag", "nl")).toBe("2026-04-03");
    expect(found("boolean", "ja graag", "nl")).toBe(true);
  });

  test.each<[language: string, text: string, date: string]>([
    ["en", "on Friday please", "2026-03-06"],
    ["en", "what about next sunday?", "2026-03-08"],
    ["en", "in 3 days if you can", "2026-03-04"],
    ["en", "I sent it 2 weeks ago", "2026-02-15"],
    ["en", "in 1 month", "2026-04-01"],
    ["nl", "kan het volgende vrijdag", "2026-03-06"],
    ["nl", "over 2 weken graag", "2026-03-15"],
    ["de", "am Montag bitte", "2026-03-02"],
    ["de", "in 3 Tagen vielleicht", "2026-03-04"],
    ["fr", "dans 3 jours", "2026-03-04"],
    ["es", "dentro de 10 días", "2026-03-11"],
    ["ar", "خلال ٣ أيام", "2026-03-04"],
  ])("a day that is named from today, in %s: %s", (language, text, date) => {
    expect(found("date", text, language)).toBe(date);
  });

  test("a day that the month does not have is its last", () => {
    const late = { ...context(), now: Date.UTC(2026, 0, 31) };
    expect(findAnswer(typeOf("date"), "in 1 month", late)).toBe("2026-02-28");
  });

  test("short names of days are none inside of a sentence", () => {
    expect(found("date", "ik wil het zo snel mogelijk", "nl")).toBeUndefined();
    expect(found("date", "so bald wie möglich", "de")).toBeUndefined();
  });
});

describe("members that are mistyped", () => {
  test.each([
    ["a meduim one", "medium"],
    ["LARGEE please", "large"],
    ["smal", "small"],
    ["bog", undefined],
    ["one extra bigg", "large"],
    ["the smaller the better", undefined],
  ])("%s: %s", (text, value) => {
    expect(found("size", text)).toBe(value);
  });

  test("neither of two that are as near", () => {
    const near = programOf(
      'bot b { languages en start a }\nentity e { model yodel }\nstate a { ask session.a as e "?" }',
    );
    const node = [...near.steps.values()][0]?.node;
    if (node?.kind !== "Ask" || node.type === undefined) throw new Error("No question.");
    const entity = (name: string) => near.entities.get(name)?.node;
    expect(findAnswer(node.type, "a nodel", { ...context(), entity })).toBe(undefined);
    expect(findAnswer(node.type, "a modell", { ...context(), entity })).toBe("model");
  });
});

test("no text makes it throw, take long, or name a place outside of it", () => {
  const types = ["number", "money", "date", "datetime", "duration", "phone", "size", "code", "OneOfType"].map(typeOf);
  const words = fc.array(
    fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom("5", "big", "euro", "at", "tomorrow")),
  );
  fc.assert(
    fc.property(words, fc.constantFrom(...types), (parts, type) => {
      const text = parts.join(" ");
      for (const { start, end } of findAnswers(type, text, context())) {
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
      }
    }),
    { numRuns: runs(300) },
  );
});
