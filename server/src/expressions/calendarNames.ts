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
  readonly weekdays: ReadonlySet<string>;
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

function weekdaysOf(locale: string): ReadonlySet<string> {
  const days = Array.from({ length: 7 }, (_, index) => index);
  const names = (["long", "short"] as const).flatMap((style) => {
    const format = new Intl.DateTimeFormat(locale, { weekday: style, timeZone: "UTC" });
    return days.map((index) => nameIn(format.formatToParts(index * day), "weekday"));
  });
  return new Set(names);
}

function nameIn(parts: readonly Intl.DateTimeFormatPart[], type: "month" | "weekday"): string {
  const name = parts.find((part) => part.type === type)?.value ?? "";
  return foldWord(name).replace(/\.$/, "");
}
