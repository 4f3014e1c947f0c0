/** What the marks of an intent take of a text that says the intent in other words than its phrases. */
import type { AnswerContext } from "../../expressions/answers.ts";
import { findAnswers } from "../../expressions/findAnswers.ts";
import type { FoundAnswer } from "../../expressions/foundAnswer.ts";
import { type ObjectValue, objectOf, type Value } from "../../expressions/values.ts";
import type * as ast from "../../language/ast.ts";
import { type MarkType, typeOfMark } from "./model.ts";
import { foldText, runsOf } from "./words.ts";

/** The text with a character in the place of each value that a mark may take: the scorer has learnt the marks so. */
export function withPlaceholders(text: string, types: readonly MarkType[], context: AnswerContext): string {
  if (types.length === 0) return text;
  const found = types
    .flatMap(({ type, placeholder }) =>
      findAnswers(type, text, context).map(({ start, end }) => ({ start, end, placeholder })),
    )
    .toSorted((a, b) => a.start - b.start || b.end - a.end);
  let result = "";
  let at = 0;
  for (const { start, end, placeholder } of found) {
    if (start >= at) result += text.slice(at, start);
    result += ` ${placeholder} `;
    at = Math.max(at, end);
  }
  return result + text.slice(at);
}

/**
 * What the marks take. A mark of a type takes the first value of the type, one that stands behind the same word as in the
 * phrase before others; a mark for any words takes what stands behind that word, up to the word that follows the mark.
 */
export function slotsIn(phrases: readonly ast.Phrase[], text: string, context: AnswerContext): ObjectValue {
  const taken = new Map<string, FoundAnswer>();
  const isEntity = (name: string): boolean => context.entity(name) !== undefined;
  for (const isBehindWord of [true, false]) {
    for (const { mark, before } of phrases.flatMap(marksOf)) {
      const type = typeOfMark(mark, isEntity);
      const name = mark.name?.text;
      if (name === undefined || type === undefined || taken.has(name)) continue;
      const free = findAnswers(type, text, context).filter((each) => isFree(each, taken));
      const found = isBehindWord
        ? free.find(({ start }) => before !== "" && lastWord(text.slice(0, start)) === before)
        : free[0];
      if (found !== undefined) taken.set(name, found);
    }
  }
  for (const { mark, before, after } of phrases.flatMap(marksOf)) {
    const name = mark.name?.text;
    if (name === undefined || typeOfMark(mark, isEntity) !== undefined || taken.has(name)) continue;
    const found = wordsBetween(text, before, after, taken);
    if (found !== undefined) taken.set(name, found);
  }
  return objectOf([...taken].map(([name, { value }]): readonly [string, Value] => [name, value]));
}

interface MarkBetween {
  readonly mark: ast.PhraseMark;
  /** The words right before and right after it, folded; empty where there is none. */
  readonly before: string;
  readonly after: string;
}

function marksOf({ parts }: ast.Phrase): readonly MarkBetween[] {
  return parts.flatMap((part, index) => {
    if (part.kind !== "PhraseMark") return [];
    const [previous, next] = [parts[index - 1], parts[index + 1]];
    return [
      {
        mark: part,
        before: previous?.kind === "Chunk" ? lastWord(previous.text) : "",
        after: next?.kind === "Chunk" ? (runsOf(foldText(next.text))[0] ?? "") : "",
      },
    ];
  });
}

function lastWord(text: string): string {
  return runsOf(foldText(text.slice(-60))).at(-1) ?? "";
}

function isFree(
  { start, end }: { readonly start: number; readonly end: number },
  taken: ReadonlyMap<string, FoundAnswer>,
): boolean {
  return [...taken.values()].every((other) => end <= other.start || start >= other.end);
}

/** Words that a mark for any words may take. */
const mostWords = 6;

/** The words behind `before` up to `after`, to a value that is taken, or to the end of the sentence. */
function wordsBetween(
  text: string,
  before: string,
  after: string,
  taken: ReadonlyMap<string, FoundAnswer>,
): FoundAnswer | undefined {
  if (before === "") return undefined;
  const words = [...text.slice(0, 1_000).matchAll(/[^\s,;:!?.،؛؟。]+/gu)].map(({ 0: word, index }) => ({
    start: index,
    end: index + word.length,
    folded: runsOf(foldText(word)).join(" "),
  }));
  const from = words.findLastIndex(({ folded }) => folded === before) + 1;
  if (from === 0) return undefined;
  let last = from;
  while (last < words.length && last - from < mostWords) {
    const word = words[last];
    if (word === undefined || !isFree(word, taken) || (after !== "" && word.folded === after)) break;
    const previous = words[last - 1];
    if (last > from && previous !== undefined && /[,;:!?.،؛؟。]/u.test(text.slice(previous.end, word.start))) break;
    last++;
  }
  const [first, end] = [words[from], words[last - 1]];
  if (last === from || first === undefined || end === undefined) return undefined;
  return { start: first.start, end: end.end, value: text.slice(first.start, end.end) };
}
