import type * as ast from "../language/ast.ts";
import { withoutDirectionMarks, withPlainDigits } from "./answerScript.ts";
import { patternOf } from "./patterns.ts";
import { type AnswerLocale, readAs } from "./systemTypes.ts";
import { isObject, memberOf, printValue, type Value } from "./values.ts";
import { hasWordAt } from "./wordBounds.ts";

/** What a user gave: a text, or an attachment as a value. */
export type Given = { readonly text: string } | { readonly attachment: Value };

/** What the types of a project need beside the answer. */
export interface AnswerContext extends AnswerLocale {
  entity(name: string): ast.Entity | undefined;
  /** A string of the source with its `{…}` filled in. */
  print(text: ast.StringLiteral): string;
}

/** The value that an answer has as a type, or `undefined` where it does not fit. Never throws. */
export function readAnswer(type: ast.TypeNode, given: Given, context: AnswerContext): Value | undefined {
  if (type.kind === "ListType") return readList(type, given, context);
  if ("attachment" in given) return readAttachment(type, given.attachment, context);
  switch (type.kind) {
    case "ScalarType":
      return readAs(type.name, given.text, context);
    case "EntityType":
      return readEntity(type.name.text, given.text, context);
    case "OneOfType":
      return readOneOf(type, given.text, context);
    case "PatternType": {
      const pattern = patternOf(type.pattern.source, type.pattern.ignoreCase);
      return writings(given.text.trim()).find((text) => pattern?.matchesWhole(text) === true);
    }
    case "ObjectType":
      return undefined;
  }
}

/** A text as it was written, and, where it differs, with plain digits and no marks of direction: patterns mean those. */
function writings(text: string): readonly string[] {
  const plainDigits = withPlainDigits(text).trim();
  return plainDigits === text ? [text] : [text, plainDigits];
}

function readAttachment(type: ast.TypeNode, attachment: Value, context: AnswerContext): Value | undefined {
  if (type.kind !== "ScalarType") return undefined;
  if (type.name === "attachment" || type.name === "any") return attachment;
  // A place that the user shares comes as an attachment with a `geo:` address.
  const isPlace = type.name === "location" && isObject(attachment) && memberOf(attachment, "type") === "location";
  return isPlace ? readAs("location", printValue(memberOf(attachment, "url") ?? ""), context) : undefined;
}

/** The parts of a text between commas, semicolons and line ends; each must fit. */
function readList(type: ast.ListType, given: Given, context: AnswerContext): Value | undefined {
  const { element } = type;
  if (element === undefined) return undefined;
  const parts: readonly Given[] =
    "attachment" in given
      ? [given]
      : given.text
          .split(/[,;،؛\n]/)
          .slice(0, 1_000)
          .map((part) => part.trim())
          .filter((part) => part !== "")
          .map((text) => ({ text }));
  const values = parts.map((part) => readAnswer(element, part, context)).filter((value) => value !== undefined);
  return parts.length > 0 && values.length === parts.length ? values : undefined;
}

/** An entity may stand anywhere in the answer; of several members the longest word wins. */
export function readEntity(name: string, text: string, context: AnswerContext): Value | undefined {
  const entity = context.entity(name);
  if (entity === undefined) return readAs(name, text, context);
  if (entity.pattern !== undefined) {
    const pattern = patternOf(entity.pattern.source, entity.pattern.ignoreCase);
    return writings(text).flatMap((each) => pattern?.find(each)?.text ?? [])[0];
  }
  const haystack = plain(text);
  let best: { readonly name: string; readonly length: number } | undefined;
  for (const member of entity.members) {
    for (const word of wordsOfMember(member, context)) {
      if (word.length > (best?.length ?? 0) && hasWord(haystack, plain(word))) {
        best = { name: member.name.text, length: word.length };
      }
    }
  }
  return best?.name;
}

/** What names a member of an entity: its name and its synonyms, in all languages. */
export function wordsOfMember(member: ast.EntityMember, context: AnswerContext): readonly string[] {
  return [member.name.text, ...member.synonyms.flatMap((synonym) => wordsOf(synonym, context))];
}

/** The first alternative in the bot's first language of the option that the whole answer names. */
function readOneOf(type: ast.OneOfType, text: string, context: AnswerContext): Value | undefined {
  const answer = plain(text);
  for (const option of type.options) {
    if (wordsOf(option, context).some((word) => plain(word) === answer)) return storedName(option, context);
  }
  return undefined;
}

function storedName(option: ast.Text, context: AnswerContext): string {
  const first = option.languages.find((block) => block.language.text === context.languages[0]) ?? option.languages[0];
  const literal = option.alternatives[0] ?? first?.alternatives[0];
  return literal === undefined ? "" : context.print(literal);
}

function wordsOf(text: ast.Text, context: AnswerContext): readonly string[] {
  const inLanguages = text.languages.flatMap((block) => block.alternatives);
  return [...text.alternatives, ...inLanguages].map((literal) => context.print(literal));
}

/** A text as it is compared: case, outer blanks and marks of direction do not count. */
export function plain(text: string): string {
  return withoutDirectionMarks(text).trim().toLowerCase().normalize("NFC");
}

function hasWord(haystack: string, word: string): boolean {
  if (word === "") return false;
  for (let at = haystack.indexOf(word); at >= 0; at = haystack.indexOf(word, at + 1)) {
    if (hasWordAt(haystack, at, at + word.length)) return true;
  }
  return false;
}
