/** What days and months are called in a language, by `Intl`; the names are folded as answers are. */
import { createLru } from "../base/lru.ts";
import { foldWord } from "./answerScript.ts";
import { localeOf } from "./locales.ts";

const day = 86_400_000;

/** The names of one language. Months and days of the week have a long and a short form. */
export interface CalendarNames {
  /** How many days from today, by its word: -1 for `yesterday`. */
  readonly relativeDays: ReadonlyMap<string, number>;
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
  const made = { relativeDays: relativeDaysOf(locale), months: monthsOf(locale), weekdays: weekdaysOf(locale) };
  known.set(locale, made);
  return made;
}

/** Words such as `tomorrow`; one that means two days, as in Hindi, is none. */
function relativeDaysOf(locale: string): ReadonlyMap<string, number> {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const words = [-2, -1, 0, 1, 2].map((days) => [foldWord(format.format(days, "day")), days] as const);
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
