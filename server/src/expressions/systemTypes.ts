import { readAnswerDate, readAnswerDatetime } from "./answerDates.ts";
import { readAnswerDuration, readDurationWords } from "./answerDurations.ts";
import { readMoney } from "./answerMoney.ts";
import { readNumber } from "./answerNumbers.ts";
import { withPlainDigits } from "./answerScript.ts";
import { readAnswerTime } from "./answerTimes.ts";
import { baseLanguage, localeOf } from "./locales.ts";
import { readNumberWords } from "./numberWords.ts";
import { objectOf, type Value } from "./values.ts";
import { readYesNo } from "./yesNo.ts";

/** What reading an answer needs to know of the conversation. */
export interface AnswerLocale {
  readonly language: string;
  /** The bot's languages, its first one first. */
  readonly languages: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Reads a trimmed, not empty text; `undefined` where it does not fit. */
type Reader = (text: string, locale: AnswerLocale) => Value | undefined;

const readers: { readonly [type: string]: Reader } = {
  text: (text) => text,
  any: (text) => text,
  number: readCount,
  quantity: readCount,
  integer: (text, locale) => whole(readCount(text, locale)),
  boolean: (text, { language }) => readYesNo(text, language),
  date: (text, { language, now }) => readAnswerDate(text, language, now),
  time: (text, { language }) => readAnswerTime(text, language),
  datetime: (text, { language, now }) => readAnswerDatetime(text, language, now),
  duration: (text, { language }) => readAnswerDuration(text) ?? readDurationWords(text, language),
  email: (text) => (/^[^\s@<>,;]{1,64}@[^\s@<>,;.]+(\.[^\s@<>,;.]+)+$/.test(text) ? text : undefined),
  phone: readPhone,
  url: readUrl,
  location: readLocation,
  language: (text, locale) => readLanguage(text, locale),
  ordinal: (text, { language }) => whole(readNumber(text.replace(/(st|nd|rd|th|e|er|de|ste|\.|º|ª)$/i, ""), language)),
  money: (text, { language }) => readMoney(text, language),
  temperature: (text, { language }) =>
    measured(text, language, "unit", /^(.+?)\s*°?\s*(c|f|k|celsius|fahrenheit|kelvin)$/i),
  distance: (text, { language }) =>
    measured(
      text,
      language,
      "unit",
      /^(.+?)\s*(mm|cm|dm|m|km|mi|miles?|ft|feet|in|inch|inches|yd|meters?|kilometers?)$/i,
    ),
};

/** Types whose texts are kept as they were written, whatever their digits are. */
const asWritten: ReadonlySet<string> = new Set(["text", "any", "url", "email"]);

/** What a text means as a type of that name; `undefined` where it does not fit or there is no such type. */
export function readAs(name: string, text: string, locale: AnswerLocale): Value | undefined {
  const trimmed = asWritten.has(name) ? text.trim() : withPlainDigits(text.slice(0, 2_000)).trim();
  const isLong = trimmed.length > 1_000 && name !== "text" && name !== "any" && name !== "url";
  if (trimmed === "" || isLong || !Object.hasOwn(readers, name)) return undefined;
  return readers[name]?.(trimmed, locale);
}

/** A number in digits, or in words. */
function readCount(text: string, { language }: AnswerLocale): number | undefined {
  return readNumber(text, language) ?? readNumberWords(text, language);
}

function whole(n: number | undefined): number | undefined {
  return n !== undefined && Number.isSafeInteger(n) ? n : undefined;
}

function readPhone(text: string): string | undefined {
  if (!/^(tel:)?\+?[\d\s()./-]+$/i.test(text)) return undefined;
  const digits = text.replace(/\D/g, "");
  if (digits.length < 5 || digits.length > 15) return undefined;
  return /^(tel:)?\s*\+/i.test(text) ? `+${digits}` : digits;
}

function readUrl(text: string): string | undefined {
  if (/\s/.test(text)) return undefined;
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  const url = URL.parse(address);
  const hasHost = url?.protocol === "http:" || url?.protocol === "https:";
  return hasHost && (address === text || url.hostname.includes(".")) ? address : undefined;
}

function readLocation(text: string): Value | undefined {
  const [, latitude, longitude] =
    /^(?:geo:)?\s*(-?\d{1,3}(?:\.\d+)?)\s*[,;،؛ ]\s*(-?\d{1,3}(?:\.\d+)?)$/.exec(text) ?? [];
  const place = [Number(latitude), Number(longitude)] as const;
  if (!(Math.abs(place[0]) <= 90 && Math.abs(place[1]) <= 180)) return undefined;
  return objectOf([
    ["latitude", place[0]],
    ["longitude", place[1]],
  ]);
}

/** A language of the bot by its tag or its name, in that language, the user's or English; any tag without a bot. */
function readLanguage(text: string, { language, languages }: AnswerLocale): string | undefined {
  const word = text.toLowerCase();
  const candidates = languages.length > 0 ? languages : [baseLanguage(word)].filter((tag) => /^[a-z]{2,3}$/.test(tag));
  return candidates.find(
    (tag) =>
      tag.toLowerCase() === word ||
      [tag, language, "en"].some((inLanguage) => nameOfLanguage(tag, inLanguage)?.toLowerCase() === word),
  );
}

function nameOfLanguage(tag: string, inLanguage: string): string | undefined {
  return new Intl.DisplayNames(localeOf(inLanguage), { type: "language" }).of(localeOf(tag));
}

function measured(text: string, language: string, key: string, form: RegExp): Value | undefined {
  const [, amount = "", unit = ""] = form.exec(text) ?? [];
  const value = readNumber(amount, language);
  if (value === undefined) return undefined;
  return objectOf([
    ["value", value],
    [key, unit.toLowerCase()],
  ]);
}
