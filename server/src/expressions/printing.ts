import { maximumText, sizeOf } from "./limits.ts";
import type { Report } from "./problems.ts";
import { isList, isObject, printValue, type Value } from "./values.ts";

/** The text, or its beginning and a report where it is too long. */
export function limitText(text: string, report: Report): string {
  if (text.length <= maximumText) return text;
  report({ code: "limit", message: `A text became longer than ${maximumText} characters and was cut.` });
  return text.slice(0, maximumText);
}

/** Several texts as one, cut with a report where that would be too long. */
export function joinWithinLimits(texts: Iterable<string>, between: string, report: Report): string {
  let joined = "";
  let isFirst = true;
  for (const text of texts) {
    joined += isFirst ? text : between + text;
    isFirst = false;
    if (joined.length > maximumText) break;
  }
  return limitText(joined, report);
}

/** A value as a text prints it, or nothing and a report where that would be too long. */
export function printWithinLimits(value: Value, report: Report): string {
  return isTooLarge(value, report) ? "" : limitText(printValue(value), report);
}

/** Whether a value has too many characters to be made into one text; reported. */
export function isTooLarge(value: Value, report: Report): boolean {
  const limit = 4 * maximumText;
  if (!(isList(value) || isObject(value)) || sizeOf(value, limit) <= limit) return false;
  report({ code: "limit", message: "A value is too large to be made into a text." });
  return true;
}
