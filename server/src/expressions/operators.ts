import type { BinaryOperator } from "../language/ast.ts";
import { patternOf } from "./patterns.ts";
import { joinWithinLimits, printWithinLimits } from "./printing.ts";
import type { Report } from "./problems.ts";
import { areEqual, isList, isObject, kindOf, type Value } from "./values.ts";

/** The operators whose two sides are always evaluated. */
export type StrictOperator = Exclude<BinaryOperator, "and" | "or" | "??">;

/** Applies an operator; a mix that it does not know gives `null` and a report. */
export function applyOperator(operator: StrictOperator, left: Value, right: Value, report: Report): Value {
  switch (operator) {
    case "==":
      return areEqual(left, right);
    case "!=":
      return !areEqual(left, right);
    case "<":
    case "<=":
    case ">":
    case ">=":
      return compare(operator, left, right, report);
    case "in":
      return isIn(left, right) ?? mix("in", left, right, report);
    case "contains":
      return isIn(right, left) ?? mix("contains", left, right, report);
    case "matches":
      return matches(left, right, report);
    case "+":
      return add(left, right, report);
    default:
      return calculate(operator, left, right, report);
  }
}

/** `-x`; anything but a number gives `null` and a report. */
export function negate(value: Value, report: Report): Value {
  if (typeof value === "number") return value === 0 ? 0 : -value;
  report({ code: "bad-argument", message: `\`-\` needs a number, but got ${kindOf(value)}.` });
  return null;
}

function mix(operator: string, left: Value, right: Value, report: Report): null {
  const message = `\`${operator}\` does not go with ${kindOf(left)} and ${kindOf(right)}.`;
  report({ code: "bad-argument", message });
  return null;
}

function compare(operator: "<" | "<=" | ">" | ">=", left: Value, right: Value, report: Report): Value {
  const numbers = typeof left === "number" && typeof right === "number";
  const texts = typeof left === "string" && typeof right === "string";
  if (!numbers && !texts) return mix(operator, left, right, report);
  switch (operator) {
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
  }
}

/** Whether a list, the keys of an object or a text hold the needle; `null` for other containers. */
function isIn(needle: Value, container: Value): boolean | null {
  if (isList(container)) return container.some((item) => areEqual(item, needle));
  if (typeof needle !== "string") return null;
  if (typeof container === "string") return container.includes(needle);
  return isObject(container) ? Object.hasOwn(container, needle) : null;
}

function matches(left: Value, right: Value, report: Report): Value {
  if (typeof left !== "string" || typeof right !== "string") return mix("matches", left, right, report);
  const pattern = patternOf(right, false);
  if (pattern !== null) return pattern.matchesPart(left);
  const shown = right.length <= 80 ? `"${right}"` : "that text";
  report({ code: "bad-argument", message: `\`matches\` needs a pattern, and ${shown} is none.` });
  return null;
}

function add(left: Value, right: Value, report: Report): Value {
  if (typeof left === "number" && typeof right === "number") return finite("+", left + right, report);
  if (typeof left !== "string" && typeof right !== "string") return mix("+", left, right, report);
  return joinWithinLimits([printWithinLimits(left, report), printWithinLimits(right, report)], "", report);
}

function calculate(operator: "-" | "*" | "/" | "%", left: Value, right: Value, report: Report): Value {
  if (typeof left !== "number" || typeof right !== "number") return mix(operator, left, right, report);
  switch (operator) {
    case "-":
      return finite(operator, left - right, report);
    case "*":
      return finite(operator, left * right, report);
    case "/":
      return right === 0 ? divisionByZero(report) : finite(operator, left / right, report);
    case "%":
      return right === 0 ? divisionByZero(report) : finite(operator, left % right, report);
  }
}

function divisionByZero(report: Report): null {
  report({ code: "bad-argument", message: "A number cannot be divided by zero." });
  return null;
}

/** The number as JSON can hold it: no infinity, no negative zero. */
function finite(operator: string, value: number, report: Report): Value {
  if (Number.isFinite(value)) return value === 0 ? 0 : value;
  report({ code: "bad-argument", message: `The result of \`${operator}\` is too large for a number.` });
  return null;
}
