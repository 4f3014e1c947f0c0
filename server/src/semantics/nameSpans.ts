import type { Name, StringLiteral } from "../language/ast.ts";
import type { Span } from "../language/spans.ts";

/** The name without its backticks. */
export function nameAlone(name: Name): Span {
  if (!name.quoted) return { start: name.start, end: name.end };
  const start = name.start + 1;
  return { start, end: Math.min(start + name.text.length, name.end) };
}

/** What stands between the quotes of a string. */
export function textAlone(string: StringLiteral): Span {
  const first = string.parts[0];
  const last = string.parts.at(-1);
  if (first !== undefined && last !== undefined) return { start: first.start, end: last.end };
  const start = Math.min(string.start + (string.block ? 3 : 1), string.end);
  return { start, end: start };
}

/** The text of a string that is known before it runs: without `{…}` in it; `undefined` if it has one. */
export function constantText(string: StringLiteral): string | undefined {
  let text = "";
  for (const part of string.parts) {
    if (part.kind === "Interpolation") return undefined;
    text += part.text;
  }
  return text;
}
