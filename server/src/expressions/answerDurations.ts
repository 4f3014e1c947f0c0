import { foldWord } from "./answerScript.ts";
import { readNumberWords } from "./numberWords.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const week = 7 * day;

/** The units of a duration in the words of several languages, folded. */
const units: readonly (readonly [pattern: RegExp, milliseconds: number])[] = [
  [/^(ms|millis\w*)$/, 1],
  [/^(s|sec\w*|sek\w*|seg\w*|seconden?|ثانيه|ثوان|ثواني)$/, second],
  [/^(m|min\w*|minuten?|دقيقه|دقائق|دقايق)$/, minute],
  [/^(h|u|hrs?|hours?|uur|uren|stunden?|heures?|horas?|ore|ora|ساعه|ساعات)$/, hour],
  [/^(d|days?|dag|dagen|tage?n?|jours?|días?|dias?|giorn[io]|يوم|يوما|ايام)$/, day],
  [/^(w|weeks?|weken|wochen?|semaines?|semanas?|settiman[ae]|اسبوع|اسبوعا|اسابيع)$/, week],
];

/** Words that are a duration by themselves: Arabic says one and two of something without a number. */
const whole: ReadonlyMap<string, number> = new Map([
  ["ثانيه", second],
  ["ثانيتين", 2 * second],
  ["ثانيتان", 2 * second],
  ["دقيقه", minute],
  ["دقيقتين", 2 * minute],
  ["دقيقتان", 2 * minute],
  ["ساعه", hour],
  ["ساعتين", 2 * hour],
  ["ساعتان", 2 * hour],
  ["يوم", day],
  ["يومين", 2 * day],
  ["يومان", 2 * day],
  ["اسبوع", week],
  ["اسبوعين", 2 * week],
  ["اسبوعان", 2 * week],
]);

const part = /(\d+(?:[.,٫]\d+)?)\s*(\p{L}+)|\p{L}+/gu;

/** The duration that a person wrote, in milliseconds: `90s`, `1h 30m`, `2 hours`, `ساعة و30 دقيقة`. */
export function readAnswerDuration(answer: string): number | undefined {
  // The Arabic `and` is written together with what follows.
  const text = foldWord(answer.trim()).replace(/(?<=[\s,،])و(?=\d|\p{L})/gu, "");
  if (text.length > 100 || text.replace(part, "").replace(/[\s,،]/g, "") !== "") return undefined;
  let total = 0;
  for (const [word, amount, unit] of text.matchAll(part)) {
    const milliseconds = amount === undefined ? whole.get(word) : lengthOf(amount, unit ?? "");
    if (milliseconds === undefined) return undefined;
    total += milliseconds;
  }
  return Math.round(total);
}

/** Parts of one, where they stand before a unit or behind it, folded. */
const fractions: ReadonlyMap<string, number> = new Map([
  ...inAll("half|half a|half an|a half|een half|een halve|halve|halbe|eine halbe|demi|une demi|media", 0.5),
  ...inAll("one and a half|anderhalf|anderhalve|anderthalb|eineinhalb|une et demie", 1.5),
  ...inAll("quarter of an|a quarter of an|een kwart", 0.25),
]);
const behind: ReadonlyMap<string, number> = new Map([
  ["a half", 0.5],
  ["demie", 0.5],
  ["media", 0.5],
]);
function inAll(words: string, value: number): readonly (readonly [string, number])[] {
  return words.split("|").map((each) => [each, value] as const);
}

const joining: ReadonlySet<string> = new Set(["and", "en", "und", "et", "y"]);

/** The same with words of that language for numbers and between them: `two hours and 5 minutes`, `half an hour`, `anderhalf uur`. */
export function readDurationWords(answer: string, language: string): number | undefined {
  if (answer.length > 100) return undefined;
  let total = 0;
  let last: number | undefined;
  let open: string[] = [];
  for (const word of foldWord(answer.trim()).split(/[\s,-]+/)) {
    const unit = units.find(([pattern]) => pattern.test(word))?.[1];
    if (unit === undefined || open.length === 0) {
      if (open.length > 0 || !joining.has(word)) open.push(word);
      continue;
    }
    const said = open.join(" ");
    const isDigits = /^\d+(\.\d+)?$/.test(said);
    const amount = isDigits ? Number(said) : (fractions.get(said) ?? readNumberWords(said, language));
    if (amount === undefined) return undefined;
    total += amount * unit;
    last = unit;
    open = [];
  }
  if (last === undefined) return undefined;
  const rest = open.length === 0 ? 0 : behind.get(open.join(" "));
  return rest === undefined ? undefined : Math.round(total + rest * last);
}

function lengthOf(amount: string, unit: string): number | undefined {
  const milliseconds = units.find(([pattern]) => pattern.test(unit))?.[1];
  return milliseconds === undefined ? undefined : Number(amount.replace(/[,٫]/, ".")) * milliseconds;
}
