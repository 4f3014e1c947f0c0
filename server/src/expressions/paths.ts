import { maximumItems } from "./limits.ts";
import { isList, isObject, memberOf, objectOf, refusedKeys, type Value } from "./values.ts";

/** One step into a value: a member's name or a list index. */
export type PathKey = string | number;

/** The value under the keys, or `undefined` where there is none. */
export function valueAt(value: Value, keys: readonly PathKey[]): Value | undefined {
  let current: Value | undefined = value;
  for (const key of keys) {
    current = current === undefined ? undefined : stepInto(current, key);
  }
  return current;
}

/** One step into a value: a list by index, an object by name; `undefined` where there is nothing. */
export function stepInto(value: Value, key: PathKey): Value | undefined {
  if (isList(value)) return typeof key === "number" && Number.isInteger(key) ? value[key] : undefined;
  return isObject(value) ? memberOf(value, String(key)) : undefined;
}

/** Why a path cannot be written. */
export type WriteRefusal = "refused key" | "bad index";

/**
 * A copy of `value` with `written` under the keys. Missing objects are made on the way, and anything else that stands
 * there makes way for one; a list takes an index up to its length,
 * and index 0 of nothing makes a list.
 */
export function withValueAt(
  value: Value | undefined,
  keys: readonly PathKey[],
  written: Value,
): { readonly value: Value } | { readonly refused: WriteRefusal } {
  const [key, ...rest] = keys;
  if (key === undefined) return { value: written };
  if (typeof key === "string" && refusedKeys.has(key)) return { refused: "refused key" };
  if (typeof key === "number" && (value === undefined || value === null)) return withValueAt([], keys, written);
  if (value !== undefined && isList(value)) {
    if (typeof key !== "number" || !Number.isInteger(key) || key < 0 || key > value.length || key >= maximumItems) {
      return { refused: "bad index" };
    }
    const inner = withValueAt(value[key], rest, written);
    if ("refused" in inner) return inner;
    return { value: key === value.length ? [...value, inner.value] : value.with(key, inner.value) };
  }
  const object = value !== undefined && isObject(value) ? value : objectOf([]);
  const inner = withValueAt(memberOf(object, String(key)), rest, written);
  if ("refused" in inner) return inner;
  return { value: objectOf([...Object.entries(object), [String(key), inner.value]]) };
}

/** A copy of `value` without what stands under the keys; a list closes the gap. */
export function withoutValueAt(value: Value, keys: readonly PathKey[]): Value {
  const [key, ...rest] = keys;
  const child = key === undefined ? undefined : stepInto(value, key);
  if (key === undefined || child === undefined) return value;
  if (isList(value)) {
    return rest.length === 0
      ? value.filter((_, index) => index !== key)
      : value.map((item, index) => (index === key ? withoutValueAt(item, rest) : item));
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value);
  return objectOf(
    rest.length === 0
      ? entries.filter(([name]) => name !== String(key))
      : entries.map(([name, member]) => [name, name === String(key) ? withoutValueAt(member, rest) : member]),
  );
}

/** Keys as a flow writes them: `session.users[0].name`. */
export function printPath(keys: readonly PathKey[]): string {
  return keys
    .map((key, i) => (typeof key === "number" ? `[${key}]` : isPlain(key) ? (i === 0 ? key : `.${key}`) : `["${key}"]`))
    .join("");
}

function isPlain(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name) || /^[\p{L}_][\p{L}\p{N}\p{M}_]*$/u.test(name);
}
