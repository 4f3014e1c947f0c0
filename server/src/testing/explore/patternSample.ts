import { patternOf } from "../../expressions/patterns.ts";
import type { PatternLiteral } from "../../language/ast.ts";

/** A text that a pattern matches; `undefined` where none is found. */
export function patternSample({ source, ignoreCase }: PatternLiteral): string | undefined {
  const pattern = patternOf(source, ignoreCase);
  const sample = new Sampler(source).alternatives();
  return pattern?.matchesPart(sample) === true ? sample : undefined;
}

/** Reads a pattern from left to right and writes the shortest text for each part; what it does not know it passes over. */
class Sampler {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  /** The first of the alternatives. */
  alternatives(): string {
    const first = this.#sequence();
    while (this.#source[this.#at] === "|") {
      this.#at += 1;
      this.#sequence();
    }
    return first;
  }

  #sequence(): string {
    let text = "";
    while (this.#at < this.#source.length && !"|)".includes(this.#source.charAt(this.#at))) {
      const part = this.#atom();
      text += part.repeat(this.#least());
    }
    return text;
  }

  #atom(): string {
    const sign = this.#source.charAt(this.#at++);
    if (sign === "(") return this.#group();
    if (sign === "[") return this.#set();
    if (sign === "\\") return escaped(this.#source.charAt(this.#at++));
    if (sign === "^" || sign === "$") return "";
    return sign === "." ? "a" : sign;
  }

  #group(): string {
    const flags = /^\?(?:P?<[^>]*>|[a-z-]*:)/.exec(this.#source.slice(this.#at));
    this.#at += flags?.[0].length ?? 0;
    const inner = this.alternatives();
    this.#at += 1;
    return inner;
  }

  #set(): string {
    const end = this.#source.indexOf("]", this.#at + 1);
    const body = this.#source.slice(this.#at, end < 0 ? this.#source.length : end);
    this.#at = end < 0 ? this.#source.length : end + 1;
    if (!body.startsWith("^")) return body.startsWith("\\") ? escaped(body.charAt(1)) : body.charAt(0);
    const pattern = patternOf(`[${body}]`, false);
    return [..."a0 -_ZÄ"].find((each) => pattern?.matchesPart(each) === true) ?? "";
  }

  /** How often what stands before has to be there. */
  #least(): number {
    const count = /^(?:[*+?]|\{(?<least>\d+)(?:,\d*)?\})\??/.exec(this.#source.slice(this.#at));
    if (count === null) return 1;
    this.#at += count[0].length;
    const least = count.groups?.["least"];
    // Nothing at all is seldom what is meant.
    return least === undefined ? (count[0].startsWith("?") ? 0 : 1) : Math.min(Number(least), 1_000);
  }
}

function escaped(sign: string): string {
  switch (sign) {
    case "d":
      return "1";
    case "w":
      return "a";
    case "s":
      return " ";
    case "b":
    case "B":
    case "A":
    case "z":
      return "";
    default:
      return sign;
  }
}
