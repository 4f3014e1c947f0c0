/** A value as it stands in memory, in a request body and in an event: JSON, objects without a prototype. */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };

/** An object value; made by `objectOf` or `fromOutside`, so that it has no prototype. */
export type ObjectValue = { readonly [key: string]: Value };

/** Keys that no value may have, wherever it comes from. */
export const refusedKeys: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** True for lists; narrows `Value`, which `Array.isArray` does not do for read-only arrays. */
export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** True for objects, not for lists and `null`. */
export function isObject(value: Value | undefined): value is ObjectValue {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A null-prototype object of the entries in their order; refused keys are left out, a later key wins. */
export function objectOf(entries: Iterable<readonly [string, Value]>): ObjectValue {
  const object: Record<string, Value> = { __proto__: null };
  for (const [key, value] of entries) {
    if (!refusedKeys.has(key)) object[key] = value;
  }
  return object;
}

/** A copy of an object with some members replaced or added, whose names are none of the refused ones. */
export function withMembers(object: ObjectValue, members: ObjectValue): ObjectValue {
  const copy: Record<string, Value> = { __proto__: null };
  for (const key in object) if (Object.hasOwn(object, key)) copy[key] = object[key] ?? null;
  for (const key of Object.keys(members)) copy[key] = members[key] ?? null;
  return copy;
}

/** The member of that name, or `undefined` where the object has none of its own. */
export function memberOf(object: ObjectValue, key: string): Value | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** What counts as yes in a condition: not `null`, `false`, `0`, `""`, nor an empty list or object. */
export function isTruthy(value: Value): boolean {
  if (isList(value)) return value.length > 0;
  if (isObject(value)) return Object.keys(value).length > 0;
  return Boolean(value);
}

/** Equality by content, converting nothing; the order of an object's keys does not count. */
export function areEqual(left: Value, right: Value): boolean {
  if (left === right) return true;
  if (isList(left)) {
    return isList(right) && left.length === right.length && left.every((item, i) => areEqual(item, right[i] ?? null));
  }
  if (!isObject(left) || !isObject(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && areEqual(left[key] ?? null, right[key] ?? null))
  );
}

/** A value as a text prints it: numbers as in JSON, lists with `, `, objects as JSON, `null` as nothing. */
export function printValue(value: Value): string {
  if (value === null) return "";
  if (typeof value === "string") return value;
  if (isList(value)) return value.map(printValue).join(", ");
  return JSON.stringify(value);
}

/** A text that two values share only where they are equal by content. */
export function canonicalText(value: Value): string {
  if (isList(value)) return `[${value.map(canonicalText).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.keys(value).sort();
  return `{${members.map((key) => `${JSON.stringify(key)}:${canonicalText(value[key] ?? null)}`).join(",")}}`;
}

/** The word by which messages to the author call the kind of a value. */
export function kindOf(value: Value): "nothing" | "a truth value" | "a number" | "a text" | "a list" | "an object" {
  if (value === null) return "nothing";
  if (isList(value)) return "a list";
  if (typeof value === "boolean") return "a truth value";
  if (typeof value === "number") return "a number";
  return typeof value === "string" ? "a text" : "an object";
}
