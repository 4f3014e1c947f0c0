import { evaluate, keysOf } from "../expressions/evaluate.ts";
import { isWithinDepth, maximumDepth, maximumValue, sizeOf } from "../expressions/limits.ts";
import { type PathKey, printPath, valueAt, withoutValueAt, withValueAt } from "../expressions/paths.ts";
import { areEqual, memberOf, type ObjectValue, objectOf, type Value } from "../expressions/values.ts";
import type * as ast from "../language/ast.ts";
import { spend } from "./budget.ts";
import { contextOf } from "./context.ts";
import type { Draft } from "./draft.ts";
import { maximumScope } from "./limits.ts";
import { leavesOf, masked } from "./masking.ts";
import { asScope, fullKeys, isScopeName, type ScopeName } from "./scopes.ts";
import { changedBelow } from "./watchedPaths.ts";

/** The value of a path in memory, or `undefined` where none is set. */
export function readMemory(draft: Draft, keys: readonly PathKey[]): Value | undefined {
  const context = contextOf(draft);
  const [root = "", ...rest] = fullKeys(keys);
  const scope = context.root(String(root));
  return scope === undefined ? undefined : valueAt(scope, rest);
}

/** Evaluates a path of the source and writes it; what cannot be written is reported. */
export function writePath(draft: Draft, path: ast.Path | undefined, value: Value): void {
  const keys = path === undefined ? undefined : keysOf(path, contextOf(draft));
  if (keys !== undefined) writeMemory(draft, keys, value);
}

/** Writes a value, tells it as a `memory` event and notes the path for `on change`. */
export function writeMemory(draft: Draft, keys: readonly PathKey[], value: Value): void {
  const full = fullKeys(keys);
  const [scope, ...rest] = full;
  if (!isWritable(draft, full) || !isScopeName(scope)) return;
  if (isLanguage(full) && (full.length > 2 || typeof value !== "string" || value === "")) {
    draft.report("bad-argument", '`user.language` can only be a text such as "nl".');
    return;
  }
  const size = sizeOf(value, maximumValue);
  if (!isWithinDepth(value, maximumDepth) || size > maximumValue) {
    draft.report("limit", `The value for \`${printPath(full)}\` is too large or too deep to be kept.`);
    return;
  }
  const before = draft.state.memory[scope];
  const written = withValueAt(before, rest, value);
  if ("refused" in written) {
    const why = written.refused === "bad index" ? "the list has no such place" : "a name in it is not allowed";
    draft.report("bad-argument", `\`${printPath(full)}\` cannot be written: ${why}.`);
    return;
  }
  if (sizeOf(written.value, maximumScope) > maximumScope) {
    draft.report("limit", `\`${scope}\` holds too much to take \`${printPath(full)}\` as well.`);
    return;
  }
  if (!spend(draft, size, () => `\`${printPath(full)}\` was not written`)) return;
  hideSensitive(draft, full, value);
  setScope(draft, scope, asScope(written.value));
  tellWrite(draft, full, value, valueAt(before, rest) ?? null);
}

function isWritable(draft: Draft, full: readonly PathKey[]): boolean {
  const [scope, name] = full;
  if (!isScopeName(scope) || scope === "event" || (scope === "user" && name === "id")) {
    draft.report("bad-argument", `\`${printPath(full)}\` can only be read.`);
    return false;
  }
  if (full.length > 1) return true;
  draft.report("bad-argument", `\`${printPath(full)}\` is a whole scope: write its members one by one.`);
  return false;
}

function isLanguage([scope, name]: readonly PathKey[]): boolean {
  return scope === "user" && name === "language";
}

/** Removes a value; a `var` gives its first value again, and a whole scope starts anew. */
export function clearPath(draft: Draft, path: ast.Path | undefined): void {
  const keys = path === undefined ? undefined : keysOf(path, contextOf(draft));
  if (keys === undefined) return;
  const full = fullKeys(keys);
  const [scope, ...rest] = full;
  if (!isScopeName(scope) || scope === "event" || (scope === "user" && rest[0] === "id")) {
    draft.report("bad-argument", `\`${printPath(full)}\` can only be read.`);
    return;
  }
  const before = draft.state.memory[scope];
  const previous = valueAt(before, rest) ?? null;
  if (rest.length === 0) setScope(draft, scope, keptOf(scope, before));
  else if (!isLanguage(full)) setScope(draft, scope, asScope(withoutValueAt(before, rest)));
  // The language always exists.
  if (!isLanguage(full)) tellWrite(draft, full, null, previous);
  giveFirstValues(draft, scope, full);
}

/** What always exists in a scope. */
function keptOf(scope: ScopeName, before: ObjectValue): ObjectValue {
  if (scope !== "user") return objectOf([]);
  return objectOf(["id", "language"].map((name) => [name, memberOf(before, name) ?? null] as const));
}

/** Gives the `var`s of a scope at or below a path their first values. */
export function giveFirstValues(draft: Draft, scope: ScopeName, below: readonly PathKey[] = [scope]): void {
  for (const { path, node } of draft.program.variables) {
    if (node.value === undefined || !below.every((key, i) => path[i] === key)) continue;
    if (path[0] === scope) writeMemory(draft, path, evaluate(node.value, contextOf(draft)));
  }
}

/** The same for a scope that has outlived a conversation: only for what is not set. */
export function giveMissingValues(draft: Draft, scope: ScopeName): void {
  for (const { path, node } of draft.program.variables) {
    if (path[0] !== scope || node.value === undefined || readMemory(draft, path) !== undefined) continue;
    writeMemory(draft, path, evaluate(node.value, contextOf(draft)));
  }
}

/** Replaces a scope without a word. */
export function setScope(draft: Draft, scope: ScopeName, value: ObjectValue): void {
  draft.set({ memory: { ...draft.state.memory, [scope]: value } });
}

/** Whether a full path holds, or is part of, what a `sensitive` variable holds. */
export function isSensitive(draft: Draft, full: readonly PathKey[]): boolean {
  const path = full.map(String);
  return draft.program.sensitive.some((dotted) => {
    const hidden = dotted.split(".");
    return hidden.slice(0, path.length).every((key, i) => path[i] === key);
  });
}

function hideSensitive(draft: Draft, full: readonly PathKey[], value: Value): void {
  for (const dotted of draft.program.sensitive) {
    const hidden = dotted.split(".");
    const isInside = hidden.every((key, i) => String(full[i]) === key);
    const isAround = !isInside && full.every((key, i) => hidden[i] === String(key));
    if (isInside) draft.hide(leavesOf(value));
    else if (isAround) draft.hide(leavesOf(valueAt(value, hidden.slice(full.length)) ?? null));
  }
}

function tellWrite(draft: Draft, full: readonly PathKey[], value: Value, previous: Value): void {
  const hidden = isSensitive(draft, full);
  const source = draft.place;
  const path = printPath(full);
  // A backend that stores the same again has changed nothing.
  if (!areEqual(value, previous)) {
    const below = changedBelow(draft.program, full, value, previous);
    draft.set({ changed: [...draft.state.changed, path, ...below] });
  }
  draft.emit({
    type: "memory",
    path,
    value: hidden && value !== null ? masked : value,
    previous: hidden && previous !== null ? masked : previous,
    ...(source === undefined ? {} : { source }),
  });
}
