import type { RunEventBody } from "../../../server/src/debug/protocol.ts";

type Value = Extract<RunEventBody, { readonly type: "memory" }>["value"];

const deepest = 4;
const mostMembers = 30;
const mostCharacters = 300;

/** A value that is shown at a glance, without what would not be: an answer of a backend may be megabytes long. */
export function shortValue(value: Value, depth = 0): Value {
  if (typeof value === "string") return value.length > mostCharacters ? `${value.slice(0, mostCharacters)}…` : value;
  if (typeof value !== "object" || value === null) return value;
  if (depth === deepest) return "…";
  if (isList(value)) return value.slice(0, mostMembers).map((item) => shortValue(item, depth + 1));
  const members = Object.entries(value).slice(0, mostMembers);
  return Object.fromEntries(members.map(([key, member]) => [key, shortValue(member, depth + 1)]));
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
