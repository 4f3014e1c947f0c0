import type { AnswerContext } from "../expressions/answers.ts";
import { type ObjectValue, objectOf } from "../expressions/values.ts";
import type { Program } from "./program.ts";
import { functionWords } from "./understanding/functionWords.ts";
import { type IntentModel, modelFor } from "./understanding/model.ts";
import { fitPhrase, fittedText, normalPhrase } from "./understanding/phrases.ts";
import { slotsIn, withPlaceholders } from "./understanding/slots.ts";
import { foldText, isPlaceholder, runsOf, wordLine } from "./understanding/words.ts";

/** An intent that a text may say. */
export interface IntentMatch {
  readonly name: string;
  /** 1 where the text is one of its phrases, else less. */
  readonly confidence: number;
  readonly entities: ObjectValue;
}

/** What a text is that has the words of a phrase, but for accents, apostrophes and signs between them. */
const sameWords = 0.99;

/** Whether a text has been found to be a phrase, or to have the words of one. */
export function isCertain(matches: readonly IntentMatch[]): boolean {
  return (matches[0]?.confidence ?? 0) >= sameWords;
}

/** Intents that are told, and the confidence below which one is not worth telling. */
const mostCandidates = 5;
const leastConfidence = 0.05;

const noEntities: ObjectValue = objectOf([]);

/**
 * The intents that a text may say, the surest first; of those as sure as each other the first by name. Where the
 * text is a phrase, those of which it is one, a mark of a phrase standing for any words that fit; else where it has the
 * words of phrases, their intents; else what the scorer takes it for. Entities are found for the first.
 */
export function matchIntents(program: Program, text: string, context: AnswerContext): readonly IntentMatch[] {
  const { language, languages } = context;
  const model = modelFor(program, language, languages, (name) => context.entity(name) !== undefined);
  const name = (intent: number): string => program.intents[intent]?.name ?? "";
  const exact = exactly(model, text, context);
  if (exact.length > 0) {
    return exact.map(({ intent, entities }) => ({ name: name(intent), confidence: 1, entities }));
  }
  const same = model.byWords.get(wordLine(text));
  if (same !== undefined) {
    return same.map((intent) => ({ name: name(intent), confidence: sameWords, entities: noEntities }));
  }
  return scored(model, text, context).map(({ intent, confidence }, place) => ({
    name: name(intent),
    confidence,
    entities: place === 0 ? slotsIn(model.marked[intent] ?? [], text, context) : noEntities,
  }));
}

/** The intents of which the text is a phrase, in their order. */
function exactly(
  model: IntentModel,
  text: string,
  context: AnswerContext,
): readonly { readonly intent: number; readonly entities: ObjectValue }[] {
  const normal = normalPhrase(text);
  if (normal === "") return [];
  const whole = model.byPhrase.get(normal) ?? [];
  const fitted = fittedText(text);
  return model.marked.flatMap((phrases, intent) => {
    if (whole.includes(intent)) return [{ intent, entities: noEntities }];
    for (const phrase of fitted === undefined ? [] : phrases) {
      const entities = fitted === undefined ? undefined : fitPhrase(phrase, fitted, context);
      if (entities !== undefined) return [{ intent, entities }];
    }
    return [];
  });
}

/** The intents that the scorer finds likely, the surest first. */
function scored(
  { scorer, types }: IntentModel,
  text: string,
  context: AnswerContext,
): readonly { readonly intent: number; readonly confidence: number }[] {
  const read = withPlaceholders(text, types, context);
  // Values alone are answers, and words such as `what` say nothing alone: what is wanted is not said.
  const little = functionWords(context.language);
  const runs = runsOf(foldText(read));
  if (runs.every(isPlaceholder) || runs.every((word) => little.has(word))) return [];
  const confidences = scorer.confidences(read);
  const likely: { readonly intent: number; readonly confidence: number }[] = [];
  for (const [intent, confidence] of confidences.entries()) {
    if (confidence >= leastConfidence) likely.push({ intent, confidence });
  }
  return likely.sort((a, b) => b.confidence - a.confidence || a.intent - b.intent).slice(0, mostCandidates);
}
