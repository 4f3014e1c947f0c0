/** How texts are read before they are compared: what people leave out or write in several ways does not count. */
import { createLru } from "../../base/lru.ts";
import { foldWord, withPlainDigits } from "../../expressions/answerScript.ts";
import { localeOf } from "../../expressions/locales.ts";

/** Characters of a text that are looked at: more do not make its intent any clearer. */
const longestText = 2_000;

/** Words of a text that are looked at. */
const mostWords = 200;

/** A text that has none of what has to be folded. */
const isPlain = /^[a-z0-9 ]*$/;

/** Letters of scripts that put no blanks between words. */
const withoutBlanks =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** What stands in a text for an entity that was found in it: one private character, by the number of the entity. */
const firstPlaceholder = 0xe000;
const lastPlaceholder = 0xf7ff;

/** The character that stands for an entity; there are some thousands, the last one stands for all that follow. */
export function placeholder(index: number): string {
  return String.fromCharCode(Math.min(firstPlaceholder + index, lastPlaceholder));
}

/** Whether a word is a character that stands for an entity. */
export function isPlaceholder(word: string): boolean {
  const code = word.charCodeAt(0);
  return code >= firstPlaceholder && code <= lastPlaceholder;
}

/** A text folded: small letters, plain digits, no accents, no apostrophes. */
export function foldText(text: string): string {
  const short = text.length > longestText ? text.slice(0, longestText) : text;
  const small = short.toLowerCase();
  if (isPlain.test(small)) return small;
  return foldWord(withPlainDigits(small.normalize("NFKC")))
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC")
    .replace(/['’`]/g, "");
}

/** What stands between blanks and signs, in order: a word, or in scripts without blanks a run of words. */
export function runsOf(folded: string): readonly string[] {
  const runs = folded.match(/[\p{L}\p{M}\p{N}]+|[\ue000-\uf7ff]/gu) ?? [];
  return runs.length > mostWords ? runs.slice(0, mostWords) : runs;
}

/** The words of the runs: a run of a script without blanks is cut as its language does. */
export function wordsOf(runs: readonly string[], language: string): readonly string[] {
  if (!runs.some(isWithoutBlanks)) return runs;
  return runs.flatMap((run) => (isWithoutBlanks(run) ? segments(run, language) : [run])).slice(0, mostWords);
}

/** Whether a run is of a script that puts no blanks between words. */
export function isWithoutBlanks(run: string): boolean {
  return run.charCodeAt(0) > 0xdff && withoutBlanks.test(run);
}

const segmenters = createLru<string, Intl.Segmenter>(20);

function segments(run: string, language: string): readonly string[] {
  const locale = localeOf(language);
  let segmenter = segmenters.get(locale);
  if (segmenter === undefined) {
    segmenter = new Intl.Segmenter(locale, { granularity: "word" });
    segmenters.set(locale, segmenter);
  }
  return Array.from(segmenter.segment(run), ({ segment }) => segment);
}

/** The words of a text in one line: texts that say the same words are equal in it. */
export function wordLine(text: string): string {
  return runsOf(foldText(text)).join(" ");
}
