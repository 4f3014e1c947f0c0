/**
 * Numbers that are written in words: `three`, `twenty-one`, `tweehonderd vijftig`. Each language says how it writes the
 * numbers below a thousand; read is what it would write, without blanks, hyphens, accents and the word for `and`.
 */
import { baseLanguage } from "./locales.ts";

interface NumberLanguage {
  /** 0 to 19. */
  readonly small: string;
  /** 20, 30 … 90. */
  readonly tens: string;
  /** The word for `and`, which may stand between the words. */
  readonly and: string;
  readonly hundred: string;
  readonly thousand: string;
  readonly million: string;
  /** Other ways to write a number, `written=number`. */
  readonly others: string;
  /** The units stand before the tens, with `and` between them: einundzwanzig. */
  readonly isUnitFirst?: true;
}

const languages: { readonly [language: string]: NumberLanguage } = {
  de: {
    small:
      "null eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn",
    tens: "zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig",
    and: "und",
    hundred: "hundert",
    thousand: "tausend",
    million: "million(?:en)?",
    others: "ein=1 eine=1 einen=1 einer=1 zwo=2 fuenf=5 zwoelf=12 fuenfzehn=15 fuenfzig=50",
    isUnitFirst: true,
  },
  en: {
    small:
      "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    tens: "twenty thirty forty fifty sixty seventy eighty ninety",
    and: "and",
    hundred: "hundred",
    thousand: "thousand",
    million: "million",
    others: "a=1 an=1 nought=0 fourty=40 dozen=12 adozen=12",
  },
  es: {
    small:
      "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve",
    tens: "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    and: "y",
    hundred: "cientos",
    thousand: "mil",
    million: "mill(?:on|ones)",
    others:
      "un=1 una=1 veintiuno=21 veintiun=21 veintiuna=21 veintidos=22 veintitres=23 veinticuatro=24 veinticinco=25 veintiseis=26 veintisiete=27 veintiocho=28 veintinueve=29 cien=100 ciento=100 quinientos=500 setecientos=700 novecientos=900",
  },
  fr: {
    small:
      "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dixsept dixhuit dixneuf",
    tens: "vingt trente quarante cinquante soixante septante quatrevingt nonante",
    and: "et",
    hundred: "cent",
    thousand: "mille",
    million: "millions?",
    others: "une=1 quatrevingts=80 huitante=80",
  },
  nl: {
    small:
      "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien",
    tens: "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
    and: "en",
    hundred: "honderd",
    thousand: "duizend",
    million: "miljoen",
    others: "dozijn=12 eendozijn=12",
    isUnitFirst: true,
  },
};

/** Nobody writes a longer one. */
const longestWords = 100;

/** The whole number that these words say in a language, up to a billion; `undefined` where they say none. */
export function readNumberWords(text: string, language: string): number | undefined {
  const base = baseLanguage(language);
  const known = Object.hasOwn(languages, base) ? languages[base] : undefined;
  if (known === undefined || text.length > longestWords || !/\p{L}/u.test(text) || /\d/.test(text)) return undefined;
  const words = folded(text).split(/[\s-]+/);
  if (words.some((word) => !/^[a-z]+$/.test(word))) return undefined;
  const written = words.filter((word) => word !== known.and).join("");
  const below = spelled(base, known);
  const parts = new RegExp(`^(?:(.*?)(${known.million}))?(?:(.*?)(${known.thousand}))?(.*)$`).exec(written);
  const [, millions = "", million, thousands = "", thousand, rest = ""] = parts ?? [];
  const counts = [
    million === undefined ? 0 : millions === "" ? 1 : below.get(millions),
    thousand === undefined ? 0 : thousands === "" ? 1 : below.get(thousands),
    rest === "" && (million ?? thousand) !== undefined ? 0 : below.get(rest),
  ];
  const [a, b, c] = counts;
  return a === undefined || b === undefined || c === undefined ? undefined : a * 1_000_000 + b * 1_000 + c;
}

function folded(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replaceAll("ß", "ss")
    .replace(/[.!]+$/, "");
}

const spelledBelow = new Map<string, ReadonlyMap<string, number>>();

/** Every way to write a number below a thousand (and such as `twelve hundred`), joined. */
function spelled(base: string, language: NumberLanguage): ReadonlyMap<string, number> {
  const known = spelledBelow.get(base);
  if (known !== undefined) return known;
  const below = belowHundred(language);
  const all = new Map(below);
  const { hundred, and } = language;
  const rests: readonly (readonly [string, number])[] = [["", 0], ...below];
  for (const [count, hundreds] of [["", 1] as const, ...below]) {
    if (hundreds === 0 || hundreds % 10 === 0) continue;
    const heads =
      hundreds < 10 ? [count + hundred, ...(count === "" ? [] : [`${count}${hundred}s`])] : [count + hundred];
    for (const head of heads) {
      for (const [rest, value] of rests) {
        all.set(head + rest, hundreds * 100 + value);
        if (language.isUnitFirst === true && rest !== "") all.set(head + and + rest, hundreds * 100 + value);
      }
    }
  }
  for (const [written, value] of othersOf(language)) {
    if (value < 100) continue;
    for (const [rest, more] of rests) all.set(written + rest, value + more);
  }
  spelledBelow.set(base, all);
  return all;
}

function belowHundred(language: NumberLanguage): ReadonlyMap<string, number> {
  const { and, isUnitFirst } = language;
  const all = new Map<string, number>(language.small.split(" ").map((word, value) => [word, value]));
  for (const [written, value] of othersOf(language)) if (value < 100) all.set(written, value);
  const below20 = [...all].filter(([, value]) => value > 0 && value < 20);
  const tens = [...language.tens.split(" ").map((word, at) => [word, (at + 2) * 10] as const)];
  for (const [written, value] of [...tens, ...[...all].filter(([, each]) => each >= 20 && each % 10 === 0)]) {
    all.set(written, value);
    for (const [unit, more] of below20) {
      // In French seventy-one is sixty and eleven.
      if (more >= 10 && and !== "et") continue;
      all.set(isUnitFirst === true ? unit + and + written : written + unit, value + more);
    }
  }
  return all;
}

function othersOf({ others }: NumberLanguage): readonly (readonly [string, number])[] {
  return others.split(" ").map((each) => {
    const [written = "", value] = each.split("=");
    return [written, Number(value)] as const;
  });
}
