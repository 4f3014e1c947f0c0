import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AnswerContext, type Given, readAnswer } from "../../server/src/expressions/answers.ts";
import type { TypeNode } from "../../server/src/language/ast.ts";
import { parse } from "../../server/src/language/parse.ts";
import { evaluated } from "../support/expression.ts";
import { runs } from "../support/runs.ts";

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

/** What a text is read as on Sunday, 1 March 2026. */
describe("days that are said in words", () => {
  test.each([
    ["en", "the day after tomorrow", "2026-03-03"],
    ["en", "the day before yesterday", "2026-02-27"],
    ["en", "last Friday", "2026-02-27"],
    ["en", "last Sunday", "2026-02-22"],
    ["en", "next Friday", "2026-03-06"],
    ["en", "Friday next week", "2026-03-06"],
    ["en", "next week Sunday", "2026-03-08"],
    ["en", "Monday this week", "2026-02-23"],
    ["en", "on Wednesday last week", "2026-02-18"],
    ["en", "two weeks ago", "2026-02-15"],
    ["en", "in three days", "2026-03-04"],
    ["en", "next week", "unfit"],
    ["nl", "volgende week vrijdag", "2026-03-06"],
    ["nl", "vrijdag volgende week", "2026-03-06"],
    ["nl", "afgelopen vrijdag", "2026-02-27"],
    ["nl", "vorige week vrijdag", "2026-02-20"],
    ["nl", "overmorgen", "2026-03-03"],
    ["nl", "twee dagen geleden", "2026-02-27"],
    ["de", "Freitag nächster Woche", "2026-03-06"],
    ["de", "letzten Freitag", "2026-02-27"],
    ["fr", "vendredi de la semaine prochaine", "2026-03-06"],
    ["fr", "vendredi dernier", "2026-02-27"],
    ["es", "el viernes de la semana que viene", "2026-03-06"],
    ["es", "el viernes pasado", "2026-02-27"],
    ["ar", "الجمعة الماضية", "2026-02-27"],
  ])("%s: %s → %s", (language, text, date) => {
    expect(read("date", text, language)).toBe(date);
  });
});

describe("times that are said in words", () => {
  test.each([
    ["en", "half past 3", "03:30"],
    ["en", "half past seven in the evening", "19:30"],
    ["en", "at a quarter to 8 pm", "19:45"],
    ["en", "quarter past nine", "09:15"],
    ["en", "ten to six", "05:50"],
    ["en", "twenty-five past 6 tonight", "18:25"],
    ["en", "7 o’clock", "07:00"],
    ["en", "8 in the evening", "20:00"],
    ["en", "8:30 in the evening", "20:30"],
    ["en", "noon", "12:00"],
    ["en", "quarter to midnight", "unfit"],
    ["en", "quarter to 12 in the morning", "11:45"],
    ["en", "12 at night", "00:00"],
    ["en", "2 to 3", "unfit"],
    ["en", "half past a", "unfit"],
    ["en", "half past 25", "unfit"],
    ["en", "seven", "unfit"],
    ["nl", "half acht", "07:30"],
    ["nl", "half acht 's avonds", "19:30"],
    ["nl", "kwart over drie", "03:15"],
    ["nl", "kwart voor 8 vanavond", "19:45"],
    ["nl", "tien over half zes", "05:40"],
    ["nl", "vijf voor half een 's middags", "12:25"],
    ["nl", "twaalf uur 's nachts", "00:00"],
    ["nl", "drie uur", "03:00"],
    ["de", "halb acht abends", "19:30"],
    ["de", "Viertel nach fünf", "05:15"],
    ["de", "um 15 Uhr 30", "15:30"],
    ["fr", "huit heures et demie du soir", "20:30"],
    ["fr", "midi", "12:00"],
    ["es", "a las ocho y media de la tarde", "20:30"],
    ["xx", "half past 3", "unfit"],
  ])("%s: %s → %s", (language, text, time) => {
    expect(read("time", text, language)).toBe(time);
  });
});

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
    ["number", "fifty", 50],
    ["number", "fiftyish", "unfit"],
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
    ["duration", "2 hours and 30 minutes", 9_000_000],
    ["duration", "1 hour and a half", 5_400_000],
    ["duration", "2 hours and 30", "unfit"],
    ["duration", "30 5 minutes", "unfit"],
    ["duration", "-5 minutes", "unfit"],
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

  test.each([
    ["number", "٥٠", 50],
    ["number", "۱۲٫۵", 12.5],
    ["number", "١٬٢٥٠٫٥٠", 1250.5],
    ["number", "١٫٢٥٠", 1.25],
    ["number", "؜-٣", -3],
    ["number", "١٬٢", "unfit"],
    ["number", "٫", "unfit"],
    ["number", "१२", 12],
    ["integer", "٧", 7],
    ["phone", "\u200e+٣١ ٢٠ ١٢٣ ٤٥٦٧", "+31201234567"],
    ["money", "‏٥٫٠٠ €", { amount: 5, currency: "EUR" }],
    ["money", "١٢ يورو", { amount: 12, currency: "EUR" }],
    ["money", "5 US$", { amount: 5, currency: "USD" }],
    ["money", "٥ تفاحات", "unfit"],
    ["boolean", "نعم!", true],
    ["boolean", "أيوه", true],
    ["boolean", "لا", false],
    ["date", "غدًا", "2026-03-02"],
    ["date", "غدا", "2026-03-02"],
    ["date", "أمس", "2026-02-28"],
    ["date", "بعد الغد", "2026-03-03"],
    ["date", "٩ مارس ٢٠٢٦", "2026-03-09"],
    ["date", "9 ابريل", "2026-04-09"],
    ["date", "٩/٣/٢٠٢٦", "2026-03-09"],
    ["date", "الأربعاء، 4 مارس 2026", "2026-03-04"],
    ["date", "شيء", "unfit"],
    ["time", "٩:٣٠ مساءً", "21:30"],
    ["time", "في الساعة 12 ص", "00:00"],
    ["datetime", "غدا الساعة ٩:١٥", "2026-03-02T09:15:00.000Z"],
    ["duration", "٣ أيام", 3 * 86_400_000],
    ["duration", "ساعتين", 7_200_000],
    ["duration", "ساعة و٣٠ دقيقة", 5_400_000],
    ["duration", "١٫٥ ساعة", 5_400_000],
    ["duration", "٣ تفاحات", "unfit"],
    ["duration", "ساعة ساعة تفاحة", "unfit"],
    ["list of number", "١، ٢؛ ٣", [1, 2, 3]],
    ["text", "رقم ٥", "رقم ٥"],
    ['r"[0-9]{4}"', "١٠٠٢", "1002"],
    ['r"[٠-٩]{4}"', "١٠٠٢", "١٠٠٢"],
    ["code", "هو AB١٢٣", "AB123"],
    ["language", "الهولندية", "nl"],
    ['one of { en "yes" ar "نعم" }', "\u200fنعم", "yes"],
  ])("in Arabic, %s: %s", (type, given, wanted) => {
    expect(read(type, given, "ar")).toEqual(wanted);
  });

  test("words for relative days are those of any language, and of English where the language is unknown", () => {
    expect(read("date", "i morgon", "sv")).toBe("2026-03-02");
    expect(read("date", "aujourd'hui", "fr-CA")).toBe("2026-03-01");
    expect(read("date", "tomorrow", "xx")).toBe("2026-03-02");
    // One word for yesterday and tomorrow.
    expect(read("date", "कल", "hi")).toBe("unfit");
  });

  test("a date that the bot printed is read back as that date", () => {
    const language = fc.constantFrom("en", "en-GB", "nl", "ar", "ar-EG", "ar-SY", "de", "fr", "es", "pt", "it", "tr");
    const style = fc.constantFrom("short", "medium", "long", "full");
    fc.assert(
      fc.property(language, style, fc.integer({ min: 0, max: 20_000 }), (tag, form, days) => {
        const date = new Date(Date.UTC(2001, 0, 1) + days * 86_400_000).toISOString().slice(0, 10);
        const printed = evaluated(`formatDate("${date}", "${form}")`, { language: tag }).value;
        expect({ printed, read: read("date", String(printed), tag) }).toEqual({ printed, read: date });
      }),
      { numRuns: runs(1_000) },
    );
  });

  test("an amount and a number that the bot printed are read back", () => {
    const language = fc.constantFrom("en", "nl", "ar", "ar-EG", "fa", "fr", "de-CH", "hi", "bn", "th");
    fc.assert(
      fc.property(language, fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (tag, cents) => {
        const amount = cents / 100;
        const number = evaluated(`formatNumber(${amount}, 2)`, { language: tag }).value;
        expect({ number, read: read("number", String(number), tag) }).toEqual({ number, read: amount });
        const money = evaluated(`formatCurrency(${amount}, "EUR")`, { language: tag }).value;
        expect({ money, read: read("money", String(money), tag) }).toEqual({
          money,
          read: { amount, currency: "EUR" },
        });
      }),
      { numRuns: runs(1_000) },
    );
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
