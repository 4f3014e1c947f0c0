/**
 * The memory that all users of a bot share. A turn works on a copy; what it has changed is made to the memory as it is at the commit,
 * path by path, so that two conversations which write different things do not undo each other. Of two that write the same, the
 * later one counts.
 */
import { parseOutside } from "../../expressions/fromOutside.ts";
import {
  areEqual,
  isObject,
  memberOf,
  type ObjectValue,
  objectOf,
  type Value,
  withMembers,
} from "../../expressions/values.ts";

/** A path and what it holds now; `undefined` where it is gone. */
interface Change {
  readonly path: readonly string[];
  readonly value: Value | undefined;
}

/** The memory of a bot from the JSON of a store. */
export function readBotMemory(json: string | null): ObjectValue {
  const read = json === null ? null : parseOutside(json);
  return isObject(read ?? null) && read !== undefined ? objectOf(Object.entries(read ?? {})) : objectOf([]);
}

/**
 * The memory with the first values of what is not in it. They are not kept: those of several conversations that begin at once would undo what
 * others have written meanwhile, and what comes from the environment (an address, say) is to be that of today.
 */
export function withFirstValues(memory: ObjectValue, first: ObjectValue): ObjectValue {
  const missing = Object.entries(first).flatMap(([key, value]): readonly (readonly [string, Value])[] => {
    const own = memberOf(memory, key);
    if (own === undefined) return [[key, value]];
    return isObject(own) && isObject(value) ? [[key, withFirstValues(own, value)]] : [];
  });
  return missing.length === 0 ? memory : withMembers(memory, objectOf(missing));
}

/** What to do to the memory in the store so that it has what `after` has and `before` did not; `null` where that is nothing. */
export function botMemoryChange(before: ObjectValue, after: ObjectValue): ((json: string | null) => string) | null {
  const changes = before === after ? [] : changesBetween(before, after, []);
  if (changes.length === 0) return null;
  return (json) => JSON.stringify(changes.reduce<ObjectValue>(withChange, readBotMemory(json)));
}

function changesBetween(before: ObjectValue, after: ObjectValue, path: readonly string[]): readonly Change[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key): readonly Change[] => {
    const [old, value] = [memberOf(before, key), memberOf(after, key)];
    if (old === value || (old !== undefined && value !== undefined && areEqual(old, value))) return [];
    if (isObject(old) && isObject(value)) return changesBetween(old, value, [...path, key]);
    return [{ path: [...path, key], value }];
  });
}

function withChange(memory: ObjectValue, { path: [key = "", ...rest], value }: Change): ObjectValue {
  const others = Object.entries(memory).filter(([name]) => name !== key);
  const old = memberOf(memory, key);
  const next = rest.length === 0 ? value : withChange(isObject(old) ? old : objectOf([]), { path: rest, value });
  return objectOf(next === undefined ? others : [...others, [key, next]]);
}
