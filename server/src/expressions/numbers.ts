import type { EvaluationContext } from "./context.ts";
import { isList, type Value } from "./values.ts";
import { readYesNo } from "./yesNo.ts";

/** Reports what a function could not do, and gives `null`. */
export function wrong(context: EvaluationContext, message: string): null {
  context.report({ code: "bad-argument", message });
  return null;
}

/** The number rounded to that many decimals (0 to 15), halves away from zero. */
export function round(n: number, digits: number): number {
  const places = Math.min(15, Math.max(0, Math.trunc(digits)));
  const text = String(Math.abs(n));
  if (text.includes("e") || !text.includes(".")) return n;
  // Shifting the decimal point in the text keeps 1.005 from becoming 1.00499….
  const rounded = Number(`${Math.round(Number(`${text}e${places}`))}e-${places}`);
  return n < 0 && rounded !== 0 ? -rounded : rounded;
}

/** Applies `combine` to several numbers or one list of them; anything else gives `null` and a report. */
export function ofNumbers(
  name: string,
  args: readonly Value[],
  context: EvaluationContext,
  combine: (numbers: readonly number[]) => number,
): Value {
  const [first] = args;
  const values = args.length === 1 && isList(first) ? first : args;
  const numbers = values.filter((value) => typeof value === "number");
  if (numbers.length !== values.length) return wrong(context, `\`${name}\` needs numbers, or a list of numbers.`);
  if (numbers.length === 0) return wrong(context, `\`${name}\` needs at least one number.`);
  const result = combine(numbers);
  return Number.isFinite(result) ? result : wrong(context, `The result of \`${name}\` is too large for a number.`);
}

/** `random()` or `random(min, max)`. */
export function random(count: number, min: number, max: number, context: EvaluationContext): Value {
  if (count === 0) return context.random();
  const low = Math.ceil(min);
  const high = Math.floor(max);
  if (high < low) return wrong(context, "There is no whole number between the two of `random`.");
  return low + Math.floor(context.random() * (high - low + 1));
}

/** The number that a value says as a flow would write it, or `null`. */
export function toNumber(value: Value): Value {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || !/^\s*[+-]?\d+(\.\d+)?([eE][+-]?\d{1,3})?\s*$/.test(value)) return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** The truth that a value says: itself, a word for yes or no, 1 or 0; else `null`. */
export function toBoolean(value: Value, language: string): Value {
  if (typeof value === "boolean") return value;
  if (typeof value === "string")
    return readYesNo(value, language) ?? (value === "1" ? true : value === "0" ? false : null);
  return value === 1 ? true : value === 0 ? false : null;
}
