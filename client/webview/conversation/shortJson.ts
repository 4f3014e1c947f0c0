import type { Value } from "../../../server/src/runtime/events.ts";

const mostCharacters = 200;

/** A value as JSON on one line, cut where it is long. */
export function shortJson(value: Value): string {
  const text = JSON.stringify(value);
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text;
}
