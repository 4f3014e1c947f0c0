import { withoutDirectionMarks } from "../expressions/answerScript.ts";
import { type AnswerContext, plain, readAnswer, readEntity } from "../expressions/answers.ts";
import { baseLanguage } from "../expressions/locales.ts";
import { type ObjectValue, objectOf, type Value } from "../expressions/values.ts";
import type * as ast from "../language/ast.ts";
import type { Program } from "./program.ts";

/** The intent that a text says. */
export interface IntentMatch {
  readonly name: string;
  readonly confidence: number;
  readonly entities: ObjectValue;
}

/** The intents whose phrases are the whole text, in the order of the program; marks of a phrase fit any words. */
export function matchIntents(program: Program, text: string, context: AnswerContext): readonly IntentMatch[] {
  const words = normal(text);
  if (words === "") return [];
  return program.intents.flatMap(({ name, node }): readonly IntentMatch[] => {
    for (const phrase of phrasesFor(node, context).toSorted(bySaid)) {
      const entities = fitPhrase(phrase, words, text, context);
      if (entities !== undefined) return [{ name, confidence: 1, entities }];
    }
    return [];
  });
}

/** Phrases that say more come first: a mark would take the words of which a longer phrase makes more. */
function bySaid(a: ast.Phrase, b: ast.Phrase): number {
  return literalOf(b).length - literalOf(a).length;
}

/** The phrases in the user's language, else in it without its region, else in the bot's first. */
function phrasesFor(intent: ast.Intent, { language, languages }: AnswerContext): readonly ast.Phrase[] {
  const first = languages[0] ?? language;
  for (const wanted of [language, baseLanguage(language), first]) {
    const groups = intent.groups.filter(
      (group) => (group.language?.text ?? first).toLowerCase() === wanted.toLowerCase(),
    );
    if (groups.length > 0) return groups.flatMap((group) => group.phrases);
  }
  return intent.groups.filter((group) => group.language === undefined).flatMap((group) => group.phrases);
}

/** A text as phrases are compared: case, blanks and the sign at its end do not count. */
function normal(text: string): string {
  return withoutEnd(plain(text).replace(/\s+/g, " ")).replace(/^[¿¡\s]+/u, "");
}

/** Signs that end a sentence, or part of one, and blanks. */
const end = /^[\s.!?¿¡…。！？؟،۔]$/u;

/** The text without the signs at its end. Read from there, sign by sign: a pattern would try every one as the first. */
function withoutEnd(text: string): string {
  let length = text.length;
  while (length > 0 && end.test(text.charAt(length - 1))) length--;
  return text.slice(0, length);
}

/** The entities of a phrase's marks, or `undefined` where the words are not the phrase. */
function fitPhrase(
  phrase: ast.Phrase,
  words: string,
  original: string,
  context: AnswerContext,
): ObjectValue | undefined {
  const marks = phrase.parts.filter((part) => part.kind === "PhraseMark");
  if (marks.length === 0) return normal(literalOf(phrase)) === words ? objectOf([]) : undefined;
  const source = withoutEnd(withoutDirectionMarks(original).trim());
  return fitParts(phrase.parts, source, context);
}

function literalOf(phrase: ast.Phrase): string {
  return phrase.parts.map((part) => (part.kind === "Chunk" ? part.text : "")).join("");
}

/** Fits the parts from left to right; a mark takes as few words as it can. */
function fitParts(
  parts: readonly (ast.Chunk | ast.PhraseMark)[],
  source: string,
  context: AnswerContext,
): ObjectValue | undefined {
  const folded = source.toLowerCase();
  if (folded.length !== source.length) return undefined;
  const entities: (readonly [string, Value])[] = [];
  let at = 0;
  for (const [index, part] of parts.entries()) {
    if (part.kind === "Chunk") {
      const text = part.text.toLowerCase();
      const chunk = index === 0 ? text.trimStart() : index === parts.length - 1 ? text.trimEnd() : text;
      if (!folded.startsWith(chunk, at)) return undefined;
      at += chunk.length;
      continue;
    }
    const next = parts[index + 1];
    const follows = next?.kind === "Chunk" ? next.text.toLowerCase() : undefined;
    const end =
      follows === undefined
        ? source.length
        : folded.indexOf(index === parts.length - 2 ? follows.trimEnd() : follows, at + 1);
    const words = end > at ? source.slice(at, end).trim() : "";
    const value = words === "" ? undefined : readMark(part, words, context);
    if (value === undefined) return undefined;
    if (part.name !== undefined) entities.push([part.name.text, value]);
    at = end;
  }
  return at === source.length ? objectOf(entities) : undefined;
}

/** `{name: type}` reads as its type, `{size}` as the entity `size` where there is one, else as any text. */
function readMark(mark: ast.PhraseMark, words: string, context: AnswerContext): Value | undefined {
  if (mark.type !== undefined) return readAnswer(mark.type, { text: words }, context);
  const name = mark.name?.text ?? "";
  return context.entity(name) === undefined ? words : readEntity(name, words, context);
}
