import { maximumItems } from "./limits.ts";
import { localeOf } from "./locales.ts";
import { canonicalText, isList, isObject, type Value } from "./values.ts";

/** The characters of a text as a reader counts them: one for each code point. */
export function characters(text: string): readonly string[] {
  return Array.from(text);
}

/** The number of characters of a text, items of a list, or members of an object. */
export function lengthOf(x: Value): number {
  if (typeof x === "string") return characters(x).length;
  if (isList(x)) return x.length;
  return isObject(x) ? Object.keys(x).length : 0;
}

/** The items of a list or the characters of a text. */
export function itemsOf(x: Value): readonly Value[] {
  if (typeof x === "string") return characters(x);
  return isList(x) ? x : [];
}

/** A list in order: numbers by size, then texts by the language's rules, then the rest as it was. */
export function sorted(list: readonly Value[], language: string): readonly Value[] {
  const collator = new Intl.Collator(localeOf(language));
  const rank = (value: Value): number => (typeof value === "number" ? 0 : typeof value === "string" ? 1 : 2);
  return list.toSorted((a, b) => {
    if (typeof a === "number" && typeof b === "number") return a - b;
    if (typeof a === "string" && typeof b === "string") return collator.compare(a, b);
    return rank(a) - rank(b);
  });
}

/** A list without the items that stand in it already. */
export function unique(list: readonly Value[]): readonly Value[] {
  const kept = new Map<string, Value>();
  for (const item of list.slice(0, maximumItems)) {
    const key = canonicalText(item);
    if (!kept.has(key)) kept.set(key, item);
  }
  return [...kept.values()];
}
