import { describe, expect, test } from "vitest";
import { type AnswerContext, type Given, readAnswer } from "../../server/src/expressions/answers.ts";
import type { TypeNode } from "../../server/src/language/ast.ts";
import { parse } from "../../server/src/language/parse.ts";

const entities = parse(`
entity size { small "S", "tiny" large "L", "big" | "huge" }
entity code r"[A-Z]{2}\\d{3}"
`).tree.declarations;

function context(language: string): AnswerContext {
  return {
    language,
    languages: ["en", "nl"],
    now: Date.UTC(2026, 2, 1, 12),
    entity: (name) => entities.find((entity) => entity.kind === "Entity" && entity.name?.text === name) as never,
    print: (text) => text.parts.map((part) => (part.kind === "Chunk" ? part.text : "")).join(""),
  };
}

function typeOf(source: string): TypeNode {
  const { tree, problems } = parse(`state s { ask a as ${source} "?" }`);
  const [declaration] = tree.declarations;
  const ask = declaration?.kind === "State" ? declaration.body?.items[0] : undefined;
  if (ask?.kind !== "Ask" || ask.type === undefined || problems.length > 0) throw new Error(`No type: ${source}`);
  return ask.type;
}

function read(type: string, given: string | Given, language = "en"): unknown {
  const value = readAnswer(typeOf(type), typeof given === "string" ? { text: given } : given, context(language));
  return value === undefined ? "unfit" : JSON.parse(JSON.stringify(value));
}

describe("answers as types", () => {
  test.each([
    ["text", " hello ", "hello"],
    ["text", "  ", "unfit"],
    ["any", "x", "x"],
    ["number", "50", 50],
    ["number", "-3.5", -3.5],
    ["number", "1,250.50", 1250.5],
    ["number", "1,250", 1250],
    ["number", "2,5", 2.5],
    ["number", "€ 50", 50],
    ["number", "fifty", "unfit"],
    ["number", "1.2.3", "unfit"],
    ["number", "5 or 6", "unfit"],
    ["number", ".5", 0.5],
    ["number", "-", "unfit"],
    ["integer", "5", 5],
    ["integer", "5.5", "unfit"],
    ["boolean", "Yes", true],
    ["boolean", "no!", false],
    ["boolean", "maybe", "unfit"],
    ["date", "2026-03-09", "2026-03-09"],
    ["date", "2026-02-30", "unfit"],
    ["date", "3/9/2026", "2026-03-09"],
    ["date", "March 9, 2026", "2026-03-09"],
    ["date", "9 mar 2026", "2026-03-09"],
    ["date", "tomorrow", "2026-03-02"],
    ["date", "soon", "unfit"],
    ["time", "14:30", "14:30"],
    ["time", "2:30 pm", "14:30"],
    ["time", "12 am", "00:00"],
    ["time", "25:00", "unfit"],
    ["time", "14", "unfit"],
    ["datetime", "2026-03-01T14:30:00Z", "2026-03-01T14:30:00.000Z"],
    ["datetime", "2026-03-01 14:30", "2026-03-01T14:30:00.000Z"],
    ["datetime", "2026-03-01T14:30+01:00", "2026-03-01T13:30:00.000Z"],
    ["datetime", "tomorrow at 9:15", "2026-03-02T09:15:00.000Z"],
    ["datetime", "tomorrow", "unfit"],
    ["duration", "90s", 90_000],
    ["duration", "1h 30m", 5_400_000],
    ["duration", "2 hours", 7_200_000],
    ["duration", "2 apples", "unfit"],
    ["email", "ann@example.com", "ann@example.com"],
    ["email", "ann@example", "unfit"],
    ["email", "ann example.com", "unfit"],
    ["phone", "+31 (0)6-1234 5678", "+310612345678"],
    ["phone", "0612345678", "0612345678"],
    ["phone", "12", "unfit"],
    ["phone", "call me", "unfit"],
    ["url", "https://example.com/a?b=c", "https://example.com/a?b=c"],
    ["url", "example.com", "https://example.com"],
    ["url", "javascript:alert(1)", "unfit"],
    ["url", "not an address", "unfit"],
    ["location", "52.37, 4.89", { latitude: 52.37, longitude: 4.89 }],
    ["location", "91, 0", "unfit"],
    ["language", "nl", "nl"],
    ["language", "Dutch", "nl"],
    ["language", "Nederlands", "nl"],
    ["language", "Klingon", "unfit"],
    ["attachment", "a text", "unfit"],
    ['one of "red" | "crimson", "blue"', "Crimson", "red"],
    ['one of "red", "blue"', "green", "unfit"],
    ['one of { nl "rood" en "red" }', "rood", "red"],
    ["list of number", "1, 2; 3", [1, 2, 3]],
    ["list of number", "1, x", "unfit"],
    ['r"\\d{4}[A-Z]{2}"', "1234AB", "1234AB"],
    ['r"\\d{4}"', "pin 1234", "unfit"],
    ["size", "a Huge one please", "large"],
    ["size", "smallish", "unfit"],
    ["code", "it is AB123, I think", "AB123"],
    ["money", "12.50 EUR", { amount: 12.5, currency: "EUR" }],
    ["money", "€ 5", { amount: 5, currency: "EUR" }],
    ["ordinal", "3rd", 3],
    ["quantity", "7", 7],
    ["temperature", "21.5 °C", { value: 21.5, unit: "c" }],
    ["distance", "5 km", { value: 5, unit: "km" }],
  ])("%s: %s", (type, given, wanted) => {
    expect(read(type, given)).toEqual(wanted);
  });

  test.each([
    ["number", "1.250,50", 1250.5],
    ["number", "1.250", 1250],
    ["number", "2,5", 2.5],
    ["boolean", "nee", false],
    ["boolean", "ja", true],
    ["date", "9-3-2026", "2026-03-09"],
    ["date", "9 maart 2026", "2026-03-09"],
    ["date", "morgen", "2026-03-02"],
    ["time", "14.30 uur", "14:30"],
  ])("in Dutch, %s: %s", (type, given, wanted) => {
    expect(read(type, given, "nl-NL")).toEqual(wanted);
  });

  test("an attachment fits `attachment`, `any` and lists of it, and nothing else", () => {
    const attachment = { type: "image", url: "https://x/1.png", name: "1.png" };
    expect(read("attachment", { attachment })).toEqual(attachment);
    expect(read("any", { attachment })).toEqual(attachment);
    expect(read("list of attachment", { attachment })).toEqual([attachment]);
    expect(read("text", { attachment })).toBe("unfit");
  });

  test("a very long answer is read quickly, or not at all", () => {
    const long = `${"1,".repeat(200_000)}x`;
    for (const type of ["number", "date", "datetime", "duration", "phone", "email", "money", "distance", "boolean"]) {
      expect(read(type, long)).toBe("unfit");
    }
  });
});
