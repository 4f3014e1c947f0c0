import { createLru } from "../base/lru.ts";
import { foldWord } from "./answerScript.ts";
import { readAnswerTime } from "./answerTimes.ts";
import { calendarNames, relativeTimes } from "./calendarNames.ts";
import { printDate, printDatetime } from "./dates.ts";
import { localeOf } from "./locales.ts";
import { readNumberWords } from "./numberWords.ts";
import { namesItsWeek, readWeekday } from "./weekdays.ts";

const day = 86_400_000;

/** The date that a person wrote, as `2026-03-01`: ISO, numbers in the language's order, a month's name, or `tomorrow`. */
export function readAnswerDate(answer: string, language: string, now: number): string | undefined {
  const text = foldWord(answer.trim());
  const relative = calendarNames(language).relativeDays.get(text);
  if (relative !== undefined) return printDate(now + relative * day);
  return fullDate(text, language, now) ?? readWeekday(text, language, now) ?? daysAway(text, language, now);
}

function fullDate(text: string, language: string, now: number): string | undefined {
  return isoDate(text) ?? numericDate(text, language, now) ?? namedDate(text, language, now);
}

function isoDate(text: string): string | undefined {
  const [, year, month, date] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? [];
  return dateOf(Number(year), Number(month), Number(date));
}

function dateOf(year: number, month: number, date: number): string | undefined {
  const time = Date.UTC(year, month - 1, date);
  const made = new Date(time);
  const exists = made.getUTCFullYear() === year && made.getUTCMonth() === month - 1 && made.getUTCDate() === date;
  return exists ? printDate(time) : undefined;
}

function numericDate(text: string, language: string, now: number): string | undefined {
  const [, a, b, year] = /^(\d{1,2})[-/. ](\d{1,2})(?:[-/. ](\d{4}|\d{2}))?\.?$/.exec(text) ?? [];
  if (a === undefined || b === undefined) return undefined;
  const monthFirst = isMonthFirst(language);
  return dateOf(yearOf(year, now), Number(monthFirst ? a : b), Number(monthFirst ? b : a));
}

const monthFirst = createLru<string, { readonly isFirst: boolean }>(50);

function isMonthFirst(language: string): boolean {
  const known = monthFirst.get(language);
  if (known !== undefined) return known.isFirst;
  const parts = new Intl.DateTimeFormat(localeOf(language), { dateStyle: "short", calendar: "gregory" }).formatToParts(
    0,
  );
  const isFirst = parts.find((part) => part.type === "month" || part.type === "day")?.type === "month";
  monthFirst.set(language, { isFirst });
  return isFirst;
}

function yearOf(year: string | undefined, now: number): number {
  if (year === undefined) return new Date(now).getUTCFullYear();
  return year.length === 2 ? 2000 + Number(year) : Number(year);
}

/** A date with the name of its month, in any order; the day of the week may stand beside it. */
function namedDate(text: string, language: string, now: number): string | undefined {
  const { months, weekdays } = calendarNames(language);
  const isName = (word: string): boolean => months.has(word) || !(weekdays.has(word) || fillWords.has(word));
  const words = text
    .split(/[\s,،]+|(?<=\d)\.(?=\s|$)/)
    .map((word) => word.replace(/\.$/, ""))
    .filter((word) => word !== "" && isName(word));
  const line = ` ${words.join(" ")} `;
  const [name, month] = [...months].find(([each]) => line.includes(` ${each} `)) ?? [];
  if (name === undefined || month === undefined) return undefined;
  const rest = line.replace(` ${name} `, " ").trim().split(" ");
  const [date, year] = rest.map((word) => /^(\d{1,4})(st|nd|rd|th|e|er|º)?$/.exec(word)?.[1]);
  if (date === undefined || rest.length > 2 || (rest.length === 2 && year === undefined)) return undefined;
  return dateOf(yearOf(year, now), month, Number(date));
}

/** Whether an answer says which week it means, as `last Friday` does: no other date may be meant by it. */
export function isOneDate(answer: string, language: string): boolean {
  return namesItsWeek(foldWord(answer), language);
}

/** `in 3 days`, `two weeks ago`: as the language says it with a number. */
function daysAway(answer: string, language: string, now: number): string | undefined {
  const text = answer.length <= 60 && !/\d/.test(answer) ? withNumber(answer, language) : answer;
  const [digits] = text.length <= 60 ? (/\d{1,3}/.exec(text) ?? []) : [];
  if (digits === undefined || !/\p{L}/u.test(text)) return undefined;
  const away = relativeTimes(language, Number(digits)).get(text);
  if (away === undefined) return undefined;
  if (away.unit === "day" || away.unit === "week")
    return printDate(now + away.count * (away.unit === "week" ? 7 : 1) * day);
  const then = new Date(now);
  const months = then.getUTCMonth() + away.count * (away.unit === "year" ? 12 : 1);
  // The 31st in a month that is shorter is its last day.
  const last = new Date(Date.UTC(then.getUTCFullYear(), months + 1, 0));
  return printDate(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(then.getUTCDate(), last.getUTCDate())));
}

/** The text with the numbers that are one word in digits. */
function withNumber(text: string, language: string): string {
  return text
    .split(" ")
    .map((word) => readNumberWords(word, language) ?? word)
    .join(" ");
}

/** Words between the parts of a date. */
const fillWords: ReadonlySet<string> = new Set(["de", "of"]);

/** The moment that a person wrote, as ISO 8601 in UTC: ISO itself, or a date and a time with a blank or comma between. */
export function readAnswerDatetime(answer: string, language: string, now: number): string | undefined {
  const text = answer.trim();
  if (/^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:?\d\d)?$/.test(text)) {
    const iso = text.toUpperCase().replace(" ", "T");
    return printDatetime(Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(iso) ? iso : `${iso}Z`));
  }
  const words = text.split(/[,،]?\s+/);
  for (let cut = 1; cut < words.length; cut++) {
    const date = readAnswerDate(words.slice(0, cut).join(" "), language, now);
    const time = readAnswerTime(words.slice(cut).join(" "), language);
    if (date !== undefined && time !== undefined) return `${date}T${time}:00.000Z`;
  }
  return undefined;
}
