import { isList, type ObjectValue, type Value } from "./values.ts";

/** Characters of one text. */
export const maximumText = 1_000_000;
/** Items of one list, members of one object. */
export const maximumItems = 100_000;
/** Lists and objects inside each other. */
export const maximumDepth = 64;
/** Nodes that one evaluation visits. */
export const maximumSteps = 200_000;
/** Expressions inside each other. */
export const maximumNesting = 400;
/** Characters of one value, counted as JSON: of an expression, in memory, in a body. */
export const maximumValue = 10_000_000;

/** Whether a value holds lists and objects at most that deep inside each other. */
export function isWithinDepth(value: Value, depth: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (depth <= 0) return false;
  const members = isList(value) ? value : Object.values(value);
  return members.every((member) => isWithinDepth(member, depth - 1));
}

/** Sizes of large values: these never change, and memory is measured at every write. */
const knownSizes = new WeakMap<object, number>();
const worthKnowing = 1_000;

/** About how many characters a value takes as JSON; counting stops once it is over `limit`. */
export function sizeOf(value: Value, limit: number): number {
  if (typeof value === "string") return value.length + 2;
  if (typeof value !== "object" || value === null) return 5;
  const known = knownSizes.get(value);
  if (known !== undefined) return known;
  const size = isList(value) ? sizeOfItems(value, limit) : sizeOfMembers(value, limit);
  if (size >= worthKnowing && size <= limit) knownSizes.set(value, size);
  return size;
}

function sizeOfItems(list: readonly Value[], limit: number): number {
  let size = 2;
  for (const item of list) {
    size += 1 + sizeOf(item, limit - size);
    if (size > limit) return size;
  }
  return size;
}

function sizeOfMembers(object: ObjectValue, limit: number): number {
  let size = 2;
  for (const key of Object.keys(object)) {
    size += key.length + 4 + sizeOf(object[key] ?? null, limit - size);
    if (size > limit) return size;
  }
  return size;
}
