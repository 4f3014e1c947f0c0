/**
 * What a text is compared by: its words, pairs of words, and the short stretches of letters in its words, so that a word
 * that is mistyped, bent or put together with another one still has most in common with what was meant. Each is a number
 * of 18 bits by a hash of its letters; that two get the same one is rare, and costs little.
 */
import { functionWords } from "./functionWords.ts";
import { foldText, isPlaceholder, isWithoutBlanks, runsOf, wordsOf } from "./words.ts";

/** How many different features there are. */
export const featureCount = 1 << 18;

/** Features of one text that are looked at. */
const mostFeatures = 8_192;

/** How much each kind of feature counts. */
const weights = { word: 1, pair: 1, apart: 0.5, letters: 0.4 } as const;

/** The kinds of features begin their hash each with a number of their own. */
const seeds = { word: 0x2c1b3c6d, pair: 0x297a2d39, apart: 0x1b56c4e9, letters: 0x4f1bbcdc } as const;

/** How much words count that say little by themselves, such as `the`, and values: `50 euros` alone is no intent. */
const littleWeight = 0.4;

/** Pairs of words that stand further from each other are none. */
const farthestPair = 3;

const shortestLetters = 2;
const longestLetters = 5;
const edge = 0x5e;

/** The features of a text with how much each counts; none twice. Those beyond `count` are none. */
export interface Features {
  readonly count: number;
  readonly ids: Int32Array;
  readonly values: Float64Array;
}

/** Collects the features of one text after the other; each is counted once, with the sum of its weights. */
export class FeatureReader {
  readonly #place = new Int32Array(featureCount);
  readonly #ids = new Int32Array(mostFeatures);
  readonly #values = new Float64Array(mostFeatures);
  readonly #language: string;
  readonly #little: ReadonlySet<string>;
  #count = 0;

  /** A reader of texts in one language. */
  constructor(language: string) {
    this.#language = language;
    this.#little = functionWords(language);
  }

  /** The features of a text. They hold until the next text is read. */
  read(text: string): Features {
    const [ids, place] = [this.#ids, this.#place];
    for (let at = 0; at < this.#count; at++) place[ids[at] ?? 0] = 0;
    this.#count = 0;
    const runs = runsOf(foldText(text));
    this.#readWords(wordsOf(runs, this.#language));
    for (const run of runs) this.#readLetters(run);
    return { count: this.#count, ids, values: this.#values };
  }

  #readWords(words: readonly string[]): void {
    const hashes: number[] = [];
    const strengths: number[] = [];
    for (const word of words) {
      hashes.push(hashWord(word));
      strengths.push(this.#strength(word));
    }
    let before = 0;
    for (let at = 0; at < hashes.length; at++) {
      const hash = hashes[at] ?? 0;
      const strength = strengths[at] ?? 1;
      this.#add(hash, weights.word * strength);
      this.#add(mix(seeds.pair, before, hash), weights.pair * ((strength + (strengths[at - 1] ?? strength)) / 2));
      before = hash;
      const last = Math.min(hashes.length - 1, at + farthestPair);
      for (let next = at + 1; next <= last; next++) {
        const mean = (strength + (strengths[next] ?? 1)) / 2;
        this.#add(mix(seeds.apart, hash, hashes[next] ?? 0), weights.apart * mean);
      }
    }
  }

  #readLetters(run: string): void {
    const weight = weights.letters * this.#strength(run);
    const shortest = isWithoutBlanks(run) ? 1 : shortestLetters;
    const length = run.length + 2;
    for (let from = 0; from < length; from++) {
      let hash: number = seeds.letters;
      const most = Math.min(longestLetters, length - from);
      for (let size = 1; size <= most; size++) {
        const at = from + size - 2;
        hash = Math.imul(hash ^ (at < 0 || at >= run.length ? edge : run.charCodeAt(at)), 0x01000193);
        if (size >= shortest) this.#add(hash, weight);
      }
    }
  }

  #strength(word: string): number {
    return this.#little.has(word) || isPlaceholder(word) ? littleWeight : 1;
  }

  #add(hash: number, weight: number): void {
    const id = (hash ^ (hash >>> 14)) & (featureCount - 1);
    const place = this.#place[id] ?? 0;
    if (place > 0) {
      this.#values[place - 1] = (this.#values[place - 1] ?? 0) + weight;
      return;
    }
    if (this.#count === mostFeatures) return;
    this.#ids[this.#count] = id;
    this.#values[this.#count] = weight;
    this.#count++;
    this.#place[id] = this.#count;
  }
}

function hashWord(word: string): number {
  let hash: number = seeds.word;
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return hash;
}

function mix(seed: number, first: number, second: number): number {
  return Math.imul(Math.imul(seed ^ first, 0x01000193) ^ second, 0x85ebca6b);
}
