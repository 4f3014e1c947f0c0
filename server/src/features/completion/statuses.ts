import type { Span } from "../../language/spans.ts";
import type { Completion } from "./item.ts";

const statuses: readonly (readonly [string, string])[] = [
  ["2xx", "Any success"],
  ["4xx", "Any mistake of the request"],
  ["5xx", "Any failure of the backend"],
  ["200", "OK"],
  ["201", "Created"],
  ["204", "No content"],
  ["400", "Bad request"],
  ["401", "Not authenticated"],
  ["403", "Forbidden"],
  ["404", "Not found"],
  ["409", "Conflict"],
  ["422", "Not what was expected"],
  ["429", "Too many requests"],
  ["500", "Internal error"],
  ["502", "Bad gateway"],
  ["503", "Not available"],
  ["504", "No answer in time"],
];

/** The usual statuses of an answer; with `classes` also those that stand for many, which come first. */
export function completeStatuses(replace: Span, classes: boolean): readonly Completion[] {
  return statuses
    .filter(([status]) => classes || !status.endsWith("xx"))
    .map(([status, detail]) => ({ label: status, kind: "value", detail, replace, text: status }));
}
