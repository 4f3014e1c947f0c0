/** How a text is compared with a phrase as a whole, and what the marks of the phrase take of it. */
import { withoutDirectionMarks } from "../../expressions/answerScript.ts";
import { type AnswerContext, plain, readAnswer, readEntity } from "../../expressions/answers.ts";
import { type ObjectValue, objectOf, type Value } from "../../expressions/values.ts";
import type * as ast from "../../language/ast.ts";

/** A text as phrases are compared: case, blanks and the sign at its end do not count. */
export function normalPhrase(text: string): string {
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

/** What a phrase says without its marks. */
export function literalOf(phrase: ast.Phrase): string {
  return phrase.parts.map((part) => (part.kind === "Chunk" ? part.text : "")).join("");
}

/** A text as phrases with marks are fitted to it. */
export interface FittedText {
  readonly source: string;
  readonly folded: string;
}

/** Prepares a text; `undefined` where small letters stand in other places than in the text. */
export function fittedText(text: string): FittedText | undefined {
  const source = withoutEnd(withoutDirectionMarks(text).trim());
  const folded = source.toLowerCase();
  return folded.length === source.length ? { source, folded } : undefined;
}

/**
 * Fits the parts of a phrase from left to right, and answers what its marks take, each as few words as it can;
 * `undefined` where the text is not the phrase.
 */
export function fitPhrase(
  { parts }: ast.Phrase,
  { source, folded }: FittedText,
  context: AnswerContext,
): ObjectValue | undefined {
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
    const to =
      follows === undefined
        ? source.length
        : folded.indexOf(index === parts.length - 2 ? follows.trimEnd() : follows, at + 1);
    const words = to > at ? source.slice(at, to).trim() : "";
    const value = words === "" ? undefined : readMark(part, words, context);
    if (value === undefined) return undefined;
    if (part.name !== undefined) entities.push([part.name.text, value]);
    at = to;
  }
  return at === source.length ? objectOf(entities) : undefined;
}

/** `{name: type}` reads as its type, `{size}` as the entity `size` where there is one, else as any text. */
function readMark(mark: ast.PhraseMark, words: string, context: AnswerContext): Value | undefined {
  if (mark.type !== undefined) return readAnswer(mark.type, { text: words }, context);
  const name = mark.name?.text ?? "";
  return context.entity(name) === undefined ? words : readEntity(name, words, context);
}
