import { printDate, printDatetime } from "./dates.ts";
import { baseLanguage, localeOf } from "./locales.ts";

const day = 86_400_000;

/** Words for yesterday, today and tomorrow. */
const relativeDays: { readonly [language: string]: readonly [string, string, string] } = {
  de: ["gestern", "heute", "morgen"],
  en: ["yesterday", "today", "tomorrow"],
  es: ["ayer", "hoy", "mañana"],
  fr: ["hier", "aujourd'hui", "demain"],
  it: ["ieri", "oggi", "domani"],
  nl: ["gisteren", "vandaag", "morgen"],
  pt: ["ontem", "hoje", "amanhã"],
};

/** The date that a person wrote, as `2026-03-01`: ISO, numbers in the language's order, a month's name, or `tomorrow`. */
export function readAnswerDate(answer: string, language: string, now: number): string | undefined {
  const text = answer.trim().toLowerCase();
  const relative = (relativeDays[baseLanguage(language)] ?? relativeDays["en"])?.indexOf(text) ?? -1;
  if (relative >= 0) return printDate(now + (relative - 1) * day);
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

function isMonthFirst(language: string): boolean {
  const parts = new Intl.DateTimeFormat(localeOf(language), { dateStyle: "short" }).formatToParts(0);
  return parts.find((part) => part.type === "month" || part.type === "day")?.type === "month";
}

function yearOf(year: string | undefined, now: number): number {
  if (year === undefined) return new Date(now).getUTCFullYear();
  return year.length === 2 ? 2000 + Number(year) : Number(year);
}

function namedDate(text: string, language: string, now: number): string | undefined {
  const words = text.split(/[\s,]+|(?<=\d)\.(?=\s|$)/).filter((word) => word !== "" && word !== "de" && word !== "of");
  const numbers = words.flatMap((word) => /^(\d{1,4})(st|nd|rd|th|e|er|º)?$/.exec(word)?.[1] ?? []);
  const month = words.map((word) => monthOf(word, language)).find((found) => found > 0) ?? 0;
  const [date, year] = numbers;
  if (month === 0 || date === undefined || numbers.length + 1 !== words.length) return undefined;
  return dateOf(yearOf(year, now), month, Number(date));
}

/** 1 to 12, or 0 where the word is no month of the language. */
function monthOf(word: string, language: string): number {
  for (const style of ["long", "short"] as const) {
    const format = new Intl.DateTimeFormat(localeOf(language), { month: style, day: "numeric", timeZone: "UTC" });
    for (let month = 0; month < 12; month++) {
      const name = format.formatToParts(Date.UTC(2026, month, 1)).find((part) => part.type === "month")?.value;
      if (name?.toLowerCase().replace(/\.$/, "") === word.replace(/\.$/, "")) return month + 1;
    }
  }
  return 0;
}

/** The time of day that a person wrote, as `14:30`: `14:30`, `14.30`, `14h30`, `2:30 pm`, `2pm`. */
export function readAnswerTime(answer: string): string | undefined {
  const text = answer.trim().toLowerCase();
  const [, hours, minutes, half] =
    /^(\d{1,2})(?:[:.h](\d{2}))?(?::\d{2})?\s*(am|pm|a\.m\.|p\.m\.|uhr|uur|h)?$/.exec(text) ?? [];
  if (hours === undefined || (minutes === undefined && half === undefined)) return undefined;
  const twelve = half?.startsWith("a") || half?.startsWith("p");
  const hour = twelve ? (Number(hours) % 12) + (half?.startsWith("p") ? 12 : 0) : Number(hours);
  if (hour > 23 || Number(minutes ?? 0) > 59 || (twelve && (Number(hours) > 12 || Number(hours) === 0)))
    return undefined;
  return `${String(hour).padStart(2, "0")}:${minutes ?? "00"}`;
}

/** The moment that a person wrote, as ISO 8601 in UTC: ISO itself, or a date and a time with a blank or comma between. */
export function readAnswerDatetime(answer: string, language: string, now: number): string | undefined {
  const text = answer.trim();
  if (/^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:?\d\d)?$/.test(text)) {
    const iso = text.toUpperCase().replace(" ", "T");
    return printDatetime(Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(iso) ? iso : `${iso}Z`));
  }
  const words = text.split(/,?\s+/);
  for (let cut = 1; cut < words.length; cut++) {
    const date = readAnswerDate(words.slice(0, cut).join(" "), language, now);
    const time = readAnswerTime(
      words
        .slice(cut)
        .join(" ")
        .replace(/^(at|om|um|à|a las)\s+/i, ""),
    );
    if (date !== undefined && time !== undefined) return `${date}T${time}:00.000Z`;
  }
  return undefined;
}

const units: readonly (readonly [pattern: RegExp, milliseconds: number])[] = [
  [/^(ms|millis\w*)$/, 1],
  [/^(s|sec\w*|sek\w*|seg\w*|seconden?)$/, 1000],
  [/^(m|min\w*|minuten?)$/, 60_000],
  [/^(h|u|hrs?|hours?|uur|uren|stunden?|heures?|horas?|ore|ora)$/, 3_600_000],
  [/^(d|days?|dag|dagen|tage?n?|jours?|días?|dias?|giorn[io])$/, day],
  [/^(w|weeks?|weken|wochen?|semaines?|semanas?|settiman[ae])$/, 7 * day],
];

/** The duration that a person wrote, in milliseconds: `90s`, `1h 30m`, `2 hours`. */
export function readAnswerDuration(answer: string): number | undefined {
  const text = answer.trim().toLowerCase();
  if (text.length > 100 || !/^(\d+([.,]\d+)?\s*\p{L}+[\s,]*)+$/u.test(text)) return undefined;
  let total = 0;
  for (const [, amount = "", unit = ""] of text.matchAll(/(\d+(?:[.,]\d+)?)\s*(\p{L}+)/gu)) {
    const milliseconds = units.find(([pattern]) => pattern.test(unit))?.[1];
    if (milliseconds === undefined) return undefined;
    total += Number(amount.replace(",", ".")) * milliseconds;
  }
  return Math.round(total);
}
