import type { PathKey } from "../expressions/paths.ts";
import { isObject, memberOf, type ObjectValue, objectOf, type Value } from "../expressions/values.ts";
import type { MachineState, Memory } from "./machineState.ts";

export type ScopeName = keyof Memory;

const scopeNames: ReadonlySet<string> = new Set(["bot", "user", "session", "temp", "event"]);

export function isScopeName(name: PathKey | undefined): name is ScopeName {
  return typeof name === "string" && scopeNames.has(name);
}

/** Full keys of a path: a first word that is no scope is a member of `session`; `session.locale` is `user.language`. */
export function fullKeys(keys: readonly PathKey[]): readonly PathKey[] {
  const [root] = keys;
  const isScope = isScopeName(root) || root === "conversation" || root === "secret";
  const full = isScope ? keys : ["session", ...keys];
  return full[0] === "session" && full[1] === "locale" ? ["user", "language", ...full.slice(2)] : full;
}

/** The values behind a path's first word; `undefined` where it is no scope. `secret` is empty: see `member`. */
export function scopeValue(state: MachineState, name: string): ObjectValue | undefined {
  if (isScopeName(name)) return state.memory[name];
  if (name === "conversation") {
    return objectOf([
      ["id", state.conversation],
      ["state", state.activation.frames.at(-1)?.state ?? null],
    ]);
  }
  return name === "secret" ? objectOf([]) : undefined;
}

/** The user's language; the bot's first where nothing else is known. */
export function languageOf(state: MachineState, fallback: string): string {
  const language = memberOf(state.memory.user, "language");
  return typeof language === "string" && language !== "" ? language : fallback;
}

/** The value as a scope: what is no object becomes an empty one. */
export function asScope(value: Value): ObjectValue {
  return isObject(value) ? value : objectOf([]);
}
