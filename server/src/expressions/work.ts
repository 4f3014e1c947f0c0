import type { BinaryOperator } from "../language/ast.ts";
import { maximumValue, sizeOf } from "./limits.ts";
import { patternOf } from "./patterns.ts";
import { type Argument, type BuiltinFunction, isPattern } from "./signature.ts";
import { isList, isObject, type Value } from "./values.ts";

/**
 * How much functions and operators read of large values, in characters. A step may read as much as a value holds; a
 * turn of a thousand such steps would take minutes, so that the turn counts them.
 */

/** Less than this is not worth counting. */
export const worthCounting = 10_000;

/** What a function reads: its texts, the items of its lists, and all of a value that it makes a text of. */
export function readByCall({ name }: BuiltinFunction, args: readonly Argument[]): number {
  const work = Math.max(1, ...args.filter(isPattern).map((pattern) => pattern.work));
  return work * args.reduce<number>((sum, arg) => sum + (isPattern(arg) ? 0 : readOf(arg, printing.has(name))), 0);
}

/** Functions that read all of a list or object, whatever it holds. */
const printing: ReadonlySet<string> = new Set(["join", "unique", "text", "json", "urlEncode"]);

function readOf(value: Value, isWhole: boolean): number {
  if (typeof value === "string") return value.length;
  if (isWhole) return sizeOf(value, maximumValue);
  return isList(value) ? value.length : 0;
}

/** What an operator reads of its two sides. */
export function readByOperator(operator: BinaryOperator, left: Value, right: Value): number {
  switch (operator) {
    case "==":
    case "!=":
      return readByComparison(left, right);
    case "in":
      return readBySearch(left, right);
    case "contains":
      return readBySearch(right, left);
    case "matches":
      return readByPattern(left, right);
    case "+":
      return typeof left === "number" && typeof right === "number" ? 0 : readOf(left, true) + readOf(right, true);
    default:
      return 0;
  }
}

/** Two values are compared as far as the smaller one reaches. */
function readByComparison(left: Value, right: Value): number {
  const areTexts = typeof left === "string" && typeof right === "string";
  const areLarge = (isList(left) && isList(right)) || (isObject(left) && isObject(right));
  return areTexts || areLarge ? Math.min(sizeOf(left, maximumValue), sizeOf(right, maximumValue)) : 0;
}

/** The pattern is a text here, which may come from outside. */
function readByPattern(text: Value, source: Value): number {
  const work = typeof source === "string" ? (patternOf(source, false)?.work ?? 1) : 1;
  return work * readOf(text, true) + readOf(source, true);
}

function readBySearch(needle: Value, container: Value): number {
  if (typeof container === "string") return container.length;
  if (!isList(container)) return 0;
  const each = Math.max(1, sizeOf(needle, maximumValue));
  return Math.min(container.length * each, sizeOf(container, maximumValue));
}
