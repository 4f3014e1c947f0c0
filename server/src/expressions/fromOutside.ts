import { maximumDepth, maximumItems, maximumText } from "./limits.ts";
import { refusedKeys, type Value } from "./values.ts";

/** What was left out of a value that came from outside, as words for a report. */
export type LeftOut = "refused key" | "too deep" | "too long" | "no value";

/** Nodes of one value from outside; what comes after them is `null`. */
const maximumNodes = 500_000;

/**
 * A JSON value from outside as a `Value`: objects lose their prototype, refused keys and what exceeds the limits are
 * left out. `leftOut` is told once of each kind. Never throws, whatever the depth. `depth` is how deep it is going to
 * stand in a value of our own.
 */
export function fromOutside(raw: unknown, leftOut: (what: LeftOut) => void = () => {}, depth = 0): Value {
  const told = new Set<LeftOut>();
  let nodes = 0;
  const tell = (what: LeftOut): null => {
    if (!told.has(what)) leftOut(what);
    told.add(what);
    return null;
  };
  const copy = (value: unknown, level: number): Value => {
    if (++nodes > maximumNodes) return tell("too long");
    switch (typeof value) {
      case "boolean":
        return value;
      case "number":
        return Number.isFinite(value) ? value : tell("no value");
      case "string":
        if (value.length > maximumText) tell("too long");
        return value.slice(0, maximumText);
      case "object":
        if (value === null) return null;
        if (level >= maximumDepth) return tell("too deep");
        return Array.isArray(value) ? copyList(value, level) : copyObject(value, level);
      default:
        return value === undefined ? null : tell("no value");
    }
  };
  const copyList = (list: readonly unknown[], level: number): Value => {
    if (list.length > maximumItems) tell("too long");
    return list.slice(0, maximumItems).map((item) => copy(item, level + 1));
  };
  const copyObject = (source: object, level: number): Value => {
    const target: Record<string, Value> = { __proto__: null };
    let members = 0;
    for (const [key, member] of Object.entries(source)) {
      if (refusedKeys.has(key)) tell("refused key");
      else if (++members > maximumItems) tell("too long");
      else target[key] = copy(member, level + 1);
    }
    return target;
  };
  return copy(raw, depth);
}

/** A JSON text from outside as a `Value`, or `undefined` where it is no JSON. */
export function parseOutside(text: string, leftOut?: (what: LeftOut) => void, depth = 0): Value | undefined {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return undefined;
  }
  return fromOutside(raw, leftOut, depth);
}
