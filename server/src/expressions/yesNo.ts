import { foldWord, withoutDirectionMarks } from "./answerScript.ts";
import { baseLanguage } from "./locales.ts";

/** Words for yes and for no, by language; the first of each is the usual one. */
const words: { readonly [language: string]: readonly [yes: string, no: string] } = {
  ar: ["نعم أجل ايوه ايوا اي تمام موافق حسنا اوكي", "لا كلا"],
  bg: ["да", "не"],
  ca: ["sí si d'acord", "no"],
  cs: ["ano jo jasně", "ne"],
  da: ["ja jo okay", "nej"],
  de: ["ja j jawohl jo klar ok okay gern gerne", "nein n nee nö"],
  el: ["ναι", "όχι οχι"],
  en: ["yes y yeah yep yup sure ok okay", "no n nope nah"],
  es: ["sí si s claro vale ok", "no n"],
  et: ["jah", "ei"],
  fi: ["kyllä joo juu", "ei"],
  fr: ["oui o ouais d'accord ok", "non n"],
  he: ["כן", "לא"],
  hi: ["हाँ हां", "नहीं"],
  hr: ["da", "ne"],
  hu: ["igen", "nem"],
  id: ["ya iya", "tidak"],
  it: ["sì si s certo ok", "no n"],
  ja: ["はい ええ", "いいえ"],
  ko: ["네 예", "아니요 아니오"],
  lt: ["taip", "ne"],
  lv: ["jā", "nē"],
  nb: ["ja jo", "nei"],
  nl: ["ja j jep jawel zeker oké ok", "nee n neen nope"],
  no: ["ja jo", "nei"],
  pl: ["tak", "nie"],
  pt: ["sim s claro ok", "não nao n"],
  ro: ["da", "nu"],
  ru: ["да ага", "нет"],
  sk: ["áno hej", "nie"],
  sl: ["da ja", "ne"],
  sr: ["da да", "ne не"],
  sv: ["ja jo", "nej"],
  tr: ["evet", "hayır hayir"],
  uk: ["так", "ні"],
  vi: ["có vâng", "không"],
  zh: ["是 对 好 好的 是的", "不 不是 否"],
};

/** The truth that a word of that language says; `true` and `false` in any; `undefined` for other words. */
export function readYesNo(answer: string, language: string): boolean | undefined {
  if (answer.length > 100) return undefined;
  const word = foldWord(
    withoutDirectionMarks(answer)
      .trim()
      .replace(/[.!،]+$/, ""),
  );
  if (word === "true") return true;
  if (word === "false") return false;
  const [yes, no] = words[baseLanguage(language)] ?? words["en"] ?? ["", ""];
  const isOneOf = (known: string): boolean => known.split(" ").some((each) => foldWord(each) === word);
  if (isOneOf(yes)) return true;
  return isOneOf(no) ? false : undefined;
}
