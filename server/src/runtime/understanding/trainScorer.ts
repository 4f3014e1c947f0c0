/**
 * The scorer that finds the intent of a text which is none of the phrases. It is trained on the phrases of one language:
 * a linear model over the features of texts, which is the exact least-squares solution, so that the same phrases give
 * the same scores everywhere. What a text has that no phrase has makes all scores smaller.
 *
 * Where "none of these" begins is measured on the phrases themselves: each is scored by what the others teach, and all
 * but one of twenty that were found so have to stay above it. At that score the confidence is 0.5.
 */
import { FeatureReader, type Features, featureCount } from "./features.ts";
import { type Ridge, solveRidge } from "./ridge.ts";

/** A phrase, and the number of the intent that it says. */
export interface Example {
  readonly text: string;
  readonly intent: number;
}

/** Scores texts of one language. */
export interface Scorer {
  /** How sure it is that a text says each of the intents, by their number: at least 0, less than 1; 0.5 is where one counts. */
  confidences(text: string): Float64Array;
}

/** How much the solution is held back from fitting every phrase. */
const penalty = 0.3;
/** Examples in the solution; above it, phrases of one intent are put together. */
const mostRows = 1_200;
/** Steps of the solution, which takes some for each intent and each pair of examples. */
const mostSteps = 150_000_000;
/** Numbers that the model may hold. */
const mostNumbers = 12_000_000;
/** Phrases that are scored without themselves, to find the threshold. */
const mostMeasured = 120;
/** Of twenty phrases that are found by what the others teach, one may be below the threshold. */
const shareBelow = 0.05;
/** The threshold that is taken for measured where there is nothing to measure, and for how many phrases that counts. */
const usual = { threshold: 0.25, phrases: 30 } as const;
/** With fewer intents it cannot be told by them alone which words say little. */
const fewestIntents = 10;
/** What a feature counts that all intents have. */
const leastWeight = 0.1;

/** About as much as one short word says that only one intent has. */
const leastLength = 2;

interface Row extends Features {
  readonly intent: number;
}

/** Trains a scorer for `intents` intents; the examples are of one language. */
export function trainScorer(examples: readonly Example[], intents: number, language: string): Scorer {
  const reader = new FeatureReader(language);
  const texts = examples
    .map(({ text, intent }) => ({ ...kept(reader.read(text)), intent }))
    .toSorted((a, b) => a.intent - b.intent);
  const known = knownFeatures(texts, intents);
  const rows = together(texts, intents).map((row) => ({ ...kept(scaled(row, known)), intent: row.intent }));
  const size = rows.length + (rows.length % 2);
  const ridge = solveRidge(similarities(rows, size, known.count), size, penalty);
  const coefficients = Array.from({ length: intents }, (_, intent) =>
    ridge.solve(Float64Array.from({ length: size }, (_value, row) => (rows[row]?.intent === intent ? 1 : 0))),
  );
  const weights = weightsOf(rows, coefficients, known.count, intents);
  const threshold = thresholdOf(rows, coefficients, ridge);
  return {
    confidences: (text) => {
      const scores = scoresOf(scaled(reader.read(text), known), weights, intents);
      for (let intent = 0; intent < intents; intent++) scores[intent] = confidenceOf(scores[intent] ?? 0, threshold);
      return scores;
    },
  };
}

/** Features that hold when the next text is read. */
function kept({ count, ids, values }: Features): Features {
  return { count, ids: ids.slice(0, count), values: values.slice(0, count) };
}

function scoresOf({ count, ids, values }: Features, weights: Float32Array, intents: number): Float64Array {
  const scores = new Float64Array(intents);
  for (let at = 0; at < count; at++) {
    const base = (ids[at] ?? 0) * intents;
    const value = values[at] ?? 0;
    for (let intent = 0; intent < intents; intent++) {
      scores[intent] = (scores[intent] ?? 0) + value * (weights[base + intent] ?? 0);
    }
  }
  return scores;
}

/** The confidence of a score: 0.5 at the threshold, near 1 far above it. */
function confidenceOf(score: number, threshold: number): number {
  if (!(score > 0)) return 0;
  const odds = (score / threshold) ** 2;
  return Math.round((odds / (1 + odds)) * 10_000) / 10_000;
}

/** The features that examples have, numbered, with what each counts. */
interface KnownFeatures {
  readonly count: number;
  /** By feature the number of it, from 1; 0 for one that no example has. */
  readonly numbers: Int32Array;
  readonly weights: Float64Array;
  /** What a feature counts that no example has. */
  readonly unknown: number;
  /** The length that every text has at least: one that says next to nothing is like no phrase. */
  readonly least: number;
}

/** Features count the more, the fewer intents have them. Where there are too many, those of one example alone go. */
function knownFeatures(rows: readonly Row[], intents: number): KnownFeatures {
  const { ids, sums, squares } = countFeatures(rows);
  const most = Math.floor(mostNumbers / Math.max(1, intents));
  const chosen = (ids.length <= most ? ids : ids.filter((id) => (sums[id] ?? 0) > 1)).slice(0, most);
  const ofAll = Math.max(intents, fewestIntents) + 1;
  const numbers = new Int32Array(featureCount);
  const weights = new Float64Array(chosen.length);
  for (const [index, id] of chosen.entries()) {
    numbers[id] = index + 1;
    // Over how many intents it is spread: 1 where one has it alone, all where all have it alike.
    const spread = (sums[id] ?? 0) ** 2 / (squares[id] ?? 1);
    weights[index] = logarithm(ofAll / (spread + 1)) + leastWeight;
  }
  const least = leastLength * (logarithm(ofAll / 2) + leastWeight);
  return { count: weights.length, numbers, weights, unknown: logarithm(ofAll) + leastWeight, least };
}

/** By feature how many examples have it, and the sum of the squares of these numbers by intent. Rows come by intent. */
function countFeatures(rows: readonly Row[]): {
  readonly ids: readonly number[];
  readonly sums: Int32Array;
  readonly squares: Float64Array;
} {
  const sums = new Int32Array(featureCount);
  const squares = new Float64Array(featureCount);
  const inIntent = new Int32Array(featureCount);
  const latest = new Int32Array(featureCount).fill(-1);
  const ids: number[] = [];
  for (const row of rows) {
    for (const id of row.ids) {
      if (sums[id] === 0) ids.push(id);
      const before = latest[id] === row.intent ? (inIntent[id] ?? 0) : 0;
      latest[id] = row.intent;
      inIntent[id] = before + 1;
      sums[id] = (sums[id] ?? 0) + 1;
      squares[id] = (squares[id] ?? 0) + 2 * before + 1;
    }
  }
  return { ids, sums, squares };
}

/** The logarithm, to so many digits as every host has in common. */
function logarithm(value: number): number {
  return Math.round(Math.log(value) * 1e9) / 1e9;
}

/** The known features of a text, weighted; of length 1 together with what no example has. */
function scaled({ count, ids, values }: Features, known: KnownFeatures): Features {
  const numbers = new Int32Array(count);
  const weighted = new Float64Array(count);
  let found = 0;
  let squares = 0;
  for (let at = 0; at < count; at++) {
    const number = known.numbers[ids[at] ?? 0] ?? 0;
    const weight = number === 0 ? known.unknown : (known.weights[number - 1] ?? 0);
    const value = (values[at] ?? 0) * weight;
    squares += value * value;
    if (number === 0) continue;
    numbers[found] = number - 1;
    weighted[found] = value;
    found++;
  }
  const length = Math.max(Math.sqrt(squares), known.least);
  for (let at = 0; at < found; at++) weighted[at] = (weighted[at] ?? 0) / length;
  return { count: found, ids: numbers, values: weighted };
}

/** The examples, phrases of one intent put together where there are more than can be solved for. */
function together(texts: readonly Row[], intents: number): readonly Row[] {
  const most = Math.min(mostRows, Math.floor(Math.sqrt(mostSteps / Math.max(1, intents))));
  if (texts.length <= most) return texts;
  const each = Math.max(1, Math.floor(most / intents));
  const groups = Map.groupBy(texts, ({ intent }) => intent);
  return [...groups].flatMap(([intent, rows]) => {
    const size = Math.ceil(rows.length / each);
    const parts = Array.from({ length: Math.ceil(rows.length / size) }, (_, part) =>
      rows.slice(part * size, (part + 1) * size),
    );
    return parts.map((part) => ({ ...sumOf(part), intent }));
  });
}

function sumOf(rows: readonly Row[]): Features {
  const sums = new Map<number, number>();
  for (const { ids, values } of rows) {
    for (let at = 0; at < ids.length; at++) {
      const id = ids[at] ?? 0;
      sums.set(id, (sums.get(id) ?? 0) + (values[at] ?? 0));
    }
  }
  return { count: sums.size, ids: Int32Array.from(sums.keys()), values: Float64Array.from(sums.values()) };
}

/** How similar all rows are to each other, up to the diagonal; `size` is their number, or one more that is like none. */
function similarities(rows: readonly Row[], size: number, features: number): Float64Array {
  const matrix = new Float64Array(size * size);
  const having: (number[] | undefined)[] = new Array<number[] | undefined>(features);
  for (const [index, { ids, values }] of rows.entries()) {
    for (let at = 0; at < ids.length; at++) {
      const id = ids[at] ?? 0;
      const value = values[at] ?? 0;
      const others = having[id] ?? [];
      having[id] = others;
      others.push(index, value);
      for (let k = 0; k < others.length; k += 2) {
        const place = index * size + (others[k] ?? 0);
        matrix[place] = (matrix[place] ?? 0) + (others[k + 1] ?? 0) * value;
      }
    }
  }
  return matrix;
}

function weightsOf(
  rows: readonly Row[],
  coefficients: readonly Float64Array[],
  features: number,
  intents: number,
): Float32Array {
  const weights = new Float64Array(features * intents);
  for (const [index, { ids, values }] of rows.entries()) {
    const ofRow = Float64Array.from(coefficients, (each) => each[index] ?? 0);
    for (let at = 0; at < ids.length; at++) {
      const base = (ids[at] ?? 0) * intents;
      const value = values[at] ?? 0;
      for (let intent = 0; intent < intents; intent++) {
        weights[base + intent] = (weights[base + intent] ?? 0) + (ofRow[intent] ?? 0) * value;
      }
    }
  }
  return Float32Array.from(weights);
}

/** The score that all but a few phrases reach which are found by what the others teach. */
function thresholdOf(rows: readonly Row[], coefficients: readonly Float64Array[], ridge: Ridge): number {
  const step = Math.max(1, rows.length / mostMeasured);
  const found: number[] = [];
  for (let at = 0; at < rows.length; at += step) {
    const index = Math.floor(at);
    const intent = rows[index]?.intent ?? 0;
    const spread = ridge.spread(index);
    const scores = coefficients.map((each, k) => (k === intent ? 1 : 0) - (each[index] ?? 0) / spread);
    const score = scores[intent] ?? 0;
    if (scores.every((other) => other <= score)) found.push(score);
  }
  found.sort((a, b) => a - b);
  const measured = found[Math.floor(found.length * shareBelow)] ?? usual.threshold;
  return (measured * found.length + usual.threshold * usual.phrases) / (found.length + usual.phrases);
}
