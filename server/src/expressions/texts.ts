import type { EvaluationContext } from "./context.ts";
import { maximumText } from "./limits.ts";
import { characters } from "./lists.ts";
import { localeOf } from "./locales.ts";
import type { Pattern } from "./patterns.ts";
import { limitText } from "./printing.ts";
import type { Value } from "./values.ts";

/** The text with its first letter as a capital, by the rules of the user's language. */
export function capitalize(text: string, context: EvaluationContext): string {
  const [first = "", ...rest] = characters(text);
  return limitText(first.toLocaleUpperCase(localeOf(context.language)) + rest.join(""), context.report);
}

/** The text with every place of `search` replaced; `null` and a report where that would be far too long. */
export function replaceAll(
  text: string,
  search: string | Pattern,
  replacement: string,
  context: EvaluationContext,
): Value {
  if (typeof search !== "string") return limitText(search.replaceAll(text, replacement), context.report);
  const parts = text.split(search);
  if (parts.length * replacement.length <= 4 * maximumText) return limitText(parts.join(replacement), context.report);
  context.report({ code: "limit", message: "`replace` would make too long a text." });
  return null;
}

/** A random identifier (UUID version 4). */
export function uuid(context: EvaluationContext): string {
  return "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx".replace(/[xy]/g, (letter) => {
    const digit = Math.floor(context.random() * 16);
    return (letter === "x" ? digit : (digit & 3) | 8).toString(16);
  });
}
