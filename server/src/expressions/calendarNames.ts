/** What days and months are called in a language, by `Intl`; the names are folded as answers are. */
import { createLru } from "../base/lru.ts";
import { foldWord } from "./answerScript.ts";
import { localeOf } from "./locales.ts";

const day = 86_400_000;

/** The names of one language. Months and days of the week have a long and a short form. */
export interface CalendarNames {
  /** How many days from today, by its word: -1 for `yesterday`. */
  readonly relativeDays: ReadonlyMap<string, number>;
  /** How many weeks from this one, by its words: 1 for `next week`. */
  readonly relativeWeeks: ReadonlyMap<string, number>;
  /** 1 to 12, by name; longer names first. */
  readonly months: ReadonlyMap<string, number>;
  /** 0 for Sunday to 6. */
  readonly weekdays: ReadonlyMap<string, number>;
}

const known = createLru<string, CalendarNames>(20);

/** The names of a language; those of English where it is none. */
export function calendarNames(language: string): CalendarNames {
  const locale = localeOf(language);
  const before = known.get(locale);
  if (before !== undefined) return before;
  const made = {
    relativeDays: relativeDaysOf(locale),
    relativeWeeks: relativeWordsOf(locale, "week", [-1, 0, 1]),
    months: monthsOf(locale),
    weekdays: weekdaysOf(locale),
  };
  known.set(locale, made);
  return made;
}

/** What English says in more than one word, and `Intl` with a number. */
const otherDays: readonly (readonly [string, number])[] = [
  ["the day after tomorrow", 2],
  ["day after tomorrow", 2],
  ["the day before yesterday", -2],
  ["day before yesterday", -2],
];

function relativeDaysOf(locale: string): ReadonlyMap<string, number> {
  const words = relativeWordsOf(locale, "day", [-2, -1, 0, 1, 2]);
  return locale.startsWith("en") ? new Map([...words, ...otherDays]) : words;
}

/** Words such as `tomorrow` or `next week`; one that means two of them, as in Hindi, is none. */
function relativeWordsOf(locale: string, unit: "day" | "week", counts: readonly number[]): ReadonlyMap<string, number> {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const words = counts.map((count) => [foldWord(format.format(count, unit)), count] as const);
  return new Map(words.filter(([word]) => !/\d/.test(word) && words.filter(([other]) => other === word).length === 1));
}

function monthsOf(locale: string): ReadonlyMap<string, number> {
  const months = Array.from({ length: 12 }, (_, month) => month);
  const names = (["long", "short"] as const).flatMap((style) =>
    months.map((month) => {
      const options = { month: style, day: "numeric", calendar: "gregory", timeZone: "UTC" } as const;
      const parts = new Intl.DateTimeFormat(locale, options).formatToParts(Date.UTC(2026, month, 1));
      return [nameIn(parts, "month"), month + 1] as const;
    }),
  );
  return new Map(names.toSorted(([a], [b]) => b.length - a.length));
}

function weekdaysOf(locale: string): ReadonlyMap<string, number> {
  const days = Array.from({ length: 7 }, (_, index) => index);
  const names = (["long", "short"] as const).flatMap((style) => {
    const format = new Intl.DateTimeFormat(locale, { weekday: style, timeZone: "UTC" });
    // The first day of 1970 was a Thursday.
    return days.map((index) => [nameIn(format.formatToParts((index + 3) * day), "weekday"), index] as const);
  });
  return new Map(names);
}

/** So many units of time from now, or before now where it is negative. */
export interface RelativeTime {
  readonly count: number;
  readonly unit: "day" | "week" | "month" | "year";
}

const knownTimes = createLru<string, ReadonlyMap<string, RelativeTime>>(200);

/** How a language says that something is so many days, weeks, months or years away, or ago; folded. */
export function relativeTimes(language: string, count: number): ReadonlyMap<string, RelativeTime> {
  const locale = localeOf(language);
  const key = `${locale} ${count}`;
  const before = knownTimes.get(key);
  if (before !== undefined) return before;
  const format = new Intl.RelativeTimeFormat(new Intl.Locale(locale, { numberingSystem: "latn" }), {
    numeric: "always",
  });
  const times = (["day", "week", "month", "year"] as const).flatMap((unit) =>
    [count, -count].map((each) => [foldWord(format.format(each, unit)), { count: each, unit }] as const),
  );
  const made = new Map(times);
  knownTimes.set(key, made);
  return made;
}

function nameIn(parts: readonly Intl.DateTimeFormatPart[], type: "month" | "weekday"): string {
  const name = parts.find((part) => part.type === type)?.value ?? "";
  return foldWord(name).replace(/\.$/, "");
}
