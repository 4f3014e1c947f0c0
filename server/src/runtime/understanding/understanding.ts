import { type AnswerContext, readAnswer } from "../../expressions/answers.ts";
import { isList, isObject, type ObjectValue, objectOf, type Value } from "../../expressions/values.ts";
import type * as ast from "../../language/ast.ts";
import type { IntentMatch } from "../intents.ts";
import type { Program } from "../program.ts";
import { typeOfMark } from "./model.ts";

/** What somebody outside, such as a language model, says a text means. Nothing in it is to be trusted. */
export interface Understanding {
  /** `null`: none of the intents. */
  readonly intent: string | null;
  readonly confidence: number;
  /** Values by the names of marks, as texts. */
  readonly entities: { readonly [name: string]: string };
}

/** What came of asking somebody outside: an understanding, or one sentence on why there is none. */
export type Heard = { readonly understood: Understanding } | { readonly problem: string };

/** Only a phrase is certain. */
const mostConfidence = 0.99;

/** Values that one answer may give. */
const mostEntities = 50;
const longestValue = 500;

/** A value from outside as an understanding, or `undefined` where it is none. Never throws. */
export function readUnderstanding(value: Value | undefined): Understanding | undefined {
  if (!isObject(value)) return undefined;
  const intent = ownOf(value, "intent");
  const confidence = ownOf(value, "confidence");
  if ((typeof intent !== "string" && intent !== null) || typeof confidence !== "number") return undefined;
  const entities = ownOf(value, "entities");
  const pairs = isList(entities) ? entities.slice(0, mostEntities).flatMap(pairIn) : [];
  return { intent, confidence, entities: Object.fromEntries(pairs) };
}

function pairIn(value: Value): readonly (readonly [string, string])[] {
  if (!isObject(value)) return [];
  const name = ownOf(value, "name");
  const text = ownOf(value, "value");
  if (typeof name !== "string" || typeof text !== "string" || name === "__proto__") return [];
  return [[name, text.slice(0, longestValue)]];
}

function ownOf(object: ObjectValue, name: string): Value {
  return Object.hasOwn(object, name) ? (object[name] ?? null) : null;
}

/**
 * An understanding from outside as a match of this program: of an intent that it has, with values of its marks that read as
 * their types. `null` is "none of these", `undefined` that it names no intent of the program.
 */
export function matchOf(
  { intent, confidence, entities }: Understanding,
  program: Program,
  context: AnswerContext,
): IntentMatch | null | undefined {
  if (intent === null) return null;
  const found = program.intents.find(({ name }) => name === intent);
  if (found === undefined || Number.isNaN(confidence)) return undefined;
  const marks = found.node.groups.flatMap(({ phrases }) => phrases.flatMap(marksOf));
  const isEntity = (name: string): boolean => context.entity(name) !== undefined;
  const read = marks.flatMap((mark): readonly (readonly [string, Value])[] => {
    const name = mark.name?.text ?? "";
    const text = Object.hasOwn(entities, name) ? entities[name] : undefined;
    if (text === undefined || text.trim() === "") return [];
    const type = typeOfMark(mark, isEntity);
    const value = type === undefined ? text : readAnswer(type, { text }, context);
    return value === undefined ? [] : [[name, value]];
  });
  const bounded = Math.min(mostConfidence, Math.max(0, confidence));
  return { name: intent, confidence: bounded, entities: objectOf(read) };
}

function marksOf({ parts }: ast.Phrase): readonly ast.PhraseMark[] {
  return parts.filter((part) => part.kind === "PhraseMark");
}
