/**
 * Times of day as people write them: in digits, or in words such as `half past seven` and `kwart voor 8`. Each language says
 * what it calls the parts of a day, and how it counts minutes from an hour.
 */
import { foldWord } from "./answerScript.ts";
import { baseLanguage } from "./locales.ts";
import { readNumberWords } from "./numberWords.ts";

type PartOfDay = "morning" | "afternoon" | "night";

/** A way to say minutes from an hour: the groups are `h` and `m`, `by` the minutes beside those of `m`. */
interface ClockForm {
  readonly form: RegExp;
  readonly by?: number;
  /** `m` is minutes before the hour. */
  readonly isBefore?: true;
}

interface ClockWords {
  /** Moments with a name of their own. */
  readonly named: { readonly [words: string]: string };
  readonly parts: readonly (readonly [RegExp, PartOfDay])[];
  readonly forms: readonly ClockForm[];
}

/** Fills `H` and `M` in: an hour and minutes, in digits or in words. */
function clock(form: string, options: Omit<ClockForm, "form"> = {}): ClockForm {
  const filled = form.replace("H", "(?<h>[\\p{L}\\d]+)").replace("M", "(?<m>[\\p{L}\\d-]+)");
  return { form: new RegExp(`^${filled}$`, "u"), ...options };
}

const languages: { readonly [language: string]: ClockWords } = {
  en: {
    named: { noon: "12:00", midday: "12:00", midnight: "00:00" },
    parts: [
      [/ (?:in the|this) morning$/, "morning"],
      [/ (?:in the|this) (?:afternoon|evening)$/, "afternoon"],
      [/ (?:at night|tonight)$/, "night"],
    ],
    forms: [
      clock("half(?: past)? H", { by: 30 }),
      clock("(?:a )?quarter (?:past|after) H", { by: 15 }),
      clock("(?:a )?quarter (?:to|before|till) H", { by: -15 }),
      clock("M(?: minutes?)? (?:past|after) H"),
      clock("M minutes? (?:to|before|till) H", { isBefore: true }),
      // `2 to 3` is rather from two to three.
      clock("(?<m>five|ten|twenty|twenty[- ]five|5|10|20|25) (?:to|before|till) H", { isBefore: true }),
      clock("H o'?clock"),
    ],
  },
  nl: {
    named: { middernacht: "00:00" },
    parts: [
      [/ (?:'?s (?:ochtends|morgens)|vanochtend)$/, "morning"],
      [/ (?:'?s (?:middags|avonds)|vanmiddag|vanavond)$/, "afternoon"],
      [/ (?:'?s nachts|vannacht)$/, "night"],
    ],
    forms: [
      clock("half H", { by: -30 }),
      clock("kwart over H", { by: 15 }),
      clock("kwart voor H", { by: -15 }),
      clock("M(?: minuten)? over half H", { by: -30 }),
      clock("M(?: minuten)? voor half H", { by: -30, isBefore: true }),
      clock("M(?: minuten)? over H"),
      clock("M(?: minuten)? voor H", { isBefore: true }),
      clock("H uur(?: M)?"),
    ],
  },
  de: {
    named: { mittag: "12:00", mittags: "12:00", mitternacht: "00:00" },
    parts: [
      [/ (?:morgens|vormittags|am (?:morgen|vormittag))$/, "morning"],
      [/ (?:nachmittags|abends|am (?:nachmittag|abend))$/, "afternoon"],
      [/ (?:nachts|in der nacht)$/, "night"],
    ],
    forms: [
      clock("halb H", { by: -30 }),
      clock("viertel nach H", { by: 15 }),
      clock("(?:viertel vor|dreiviertel) H", { by: -15 }),
      clock("M(?: minuten)? nach halb H", { by: -30 }),
      clock("M(?: minuten)? vor halb H", { by: -30, isBefore: true }),
      clock("M(?: minuten)? nach H"),
      clock("M(?: minuten)? vor H", { isBefore: true }),
      clock("H uhr(?: M)?"),
    ],
  },
  fr: {
    named: { midi: "12:00", minuit: "00:00" },
    parts: [
      [/ du matin$/, "morning"],
      [/ (?:de l'apr[eè]s-midi|du soir)$/, "afternoon"],
    ],
    forms: [
      clock("H heures? et demie?", { by: 30 }),
      clock("H heures? et quart", { by: 15 }),
      clock("H heures? moins le quart", { by: -15 }),
      clock("H heures? moins M", { isBefore: true }),
      clock("H heures?(?: M)?"),
    ],
  },
  es: {
    named: { mediodía: "12:00", mediodia: "12:00", medianoche: "00:00" },
    parts: [
      [/ (?:de|por) la mañana$/, "morning"],
      [/ (?:de|por) la (?:tarde|noche)$/, "afternoon"],
    ],
    forms: [
      clock("(?:las? )?H y media", { by: 30 }),
      clock("(?:las? )?H y cuarto", { by: 15 }),
      clock("(?:las? )?H menos cuarto", { by: -15 }),
      clock("(?:las? )H y M"),
      clock("(?:las? )H menos M", { isBefore: true }),
      clock("(?:las? )?H en punto"),
    ],
  },
};

const halves: readonly (readonly [RegExp, PartOfDay])[] = [
  [/ ?(?:am|a\.m\.)$/, "morning"],
  [/ ?(?:pm|p\.m\.)$/, "afternoon"],
];

/** What stands before a time of day, as in `at 14:30`. */
const beforeTime = /^(?:(?:at|om|um|à|a las|في|في الساعه|الساعه)\s+)/;

/** The time of day that a person wrote, as `14:30`: `14:30`, `14.30`, `14h30`, `2:30 pm`, `2pm`, `half past two`. */
export function readAnswerTime(answer: string, language: string): string | undefined {
  const text = foldWord(answer.trim()).replace(/\s+/g, " ").replace(beforeTime, "").replace(beforeTime, "");
  return readDigits(text) ?? (text.length <= 60 ? readWords(text, baseLanguage(language)) : undefined);
}

function readDigits(text: string): string | undefined {
  const [, hours, minutes, half] =
    /^(\d{1,2})(?:[:.h](\d{2}))?(?::\d{2})?\s*(am|pm|a\.m\.|p\.m\.|ص|صباحا|م|مساء|uhr|uur|h)?$/.exec(text) ?? [];
  if (hours === undefined || (minutes === undefined && half === undefined)) return undefined;
  const isMorning = half !== undefined && /^[aص]/.test(half);
  const isEvening = half !== undefined && /^[pم]/.test(half);
  const twelve = isMorning || isEvening;
  const hour = twelve ? (Number(hours) % 12) + (isEvening ? 12 : 0) : Number(hours);
  if (twelve && (Number(hours) > 12 || Number(hours) === 0)) return undefined;
  return printTime(hour, Number(minutes ?? 0));
}

function printTime(hour: number, minute: number): string | undefined {
  if (hour > 23 || minute > 59) return undefined;
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

function readWords(text: string, language: string): string | undefined {
  const words = Object.hasOwn(languages, language) ? languages[language] : undefined;
  if (words === undefined) return undefined;
  if (Object.hasOwn(words.named, text)) return words.named[text];
  const [end, part] = [...words.parts, ...halves].find(([each]) => each.test(text)) ?? [];
  const rest = end === undefined ? text : text.replace(end, "");
  const said = fromForms(rest, words.forms, language) ?? (part === undefined ? undefined : fromHour(rest, language));
  if (said === undefined || said.hour > 24) return undefined;
  const minutes = inPart(said.hour, part, said.by < 0) * 60 + said.by;
  const ofDay = ((minutes % 1440) + 1440) % 1440;
  return printTime(Math.floor(ofDay / 60), ofDay % 60);
}

/** An hour as it is said, and how many minutes after it. */
interface Said {
  readonly hour: number;
  readonly by: number;
}

function fromForms(text: string, forms: readonly ClockForm[], language: string): Said | undefined {
  for (const { form, by = 0, isBefore } of forms) {
    const { h, m } = form.exec(text)?.groups ?? {};
    const hour = h === undefined ? undefined : count(h, language);
    const minutes = m === undefined ? 0 : count(m, language);
    if (hour === undefined || minutes === undefined || minutes > 59) continue;
    return { hour, by: by + (isBefore ? -minutes : minutes) };
  }
  return undefined;
}

/** The hour alone, or in digits with its minutes. */
function fromHour(text: string, language: string): Said | undefined {
  const [, hours, minutes = "0"] = /^(\d{1,2})(?:[:.h](\d{2}))?$/.exec(text) ?? [];
  const hour = hours === undefined ? count(text, language) : Number(hours);
  return hour === undefined || Number(minutes) > 59 ? undefined : { hour, by: Number(minutes) };
}

/** A number in digits or words; the articles of English are none. */
function count(word: string, language: string): number | undefined {
  if (/^\d{1,2}$/.test(word)) return Number(word);
  return /^an?$/.test(word) ? undefined : readNumberWords(word, language);
}

/** The hour of the day: `8` in the evening is 20, `12` at night 0. */
function inPart(hour: number, part: PartOfDay | undefined, isBefore: boolean): number {
  if (part === "morning") return hour === 12 && !isBefore ? 0 : hour;
  if (part === "afternoon") return hour < 12 ? hour + 12 : hour;
  if (part === "night") return hour === 12 ? 0 : hour >= 6 && hour < 12 ? hour + 12 : hour;
  return hour;
}
