import { type PathKey, printPath } from "../../expressions/paths.ts";
import { isObject, kindOf, memberOf, objectOf, refusedKeys, type Value } from "../../expressions/values.ts";
import type { Draft } from "../draft.ts";
import { readMemory, writeMemory } from "../memory.ts";

/** Members of one answer that are written one by one; more are written at once. */
const maximumToldMembers = 50;

/** Longer paths are nobody's. */
const maximumKeys = 20;

/** Dots and places in lists make a path of a namespace or a key, as they do where a flow reads it: `users[0].name`. */
function keysIn(path: string): readonly PathKey[] {
  return path
    .split(".")
    .filter((part) => part.trim() !== "")
    .flatMap((part) => {
      const [, name, places = ""] = /^([^[\]]+)((?:\[\d{1,6}\])+)$/.exec(part) ?? [];
      return name === undefined ? [part] : [name, ...[...places.matchAll(/\d+/g)].map(([place]) => Number(place))];
    });
}

/** Stores what an answer gives for the session: the members of `data` in `session.NAMESPACE`, others stay. */
export function storeSession(draft: Draft, session: Value): void {
  if (session === null) return;
  if (!isObject(session)) {
    draft.report("bad-response", `The answer's \`session\` is ${kindOf(session)}; it needs a namespace and data.`);
    return;
  }
  const namespace = memberOf(session, "namespace");
  const data = memberOf(session, "data");
  const keys = typeof namespace === "string" ? keysIn(namespace) : [];
  const isName = keys.length > 0 && keys.length <= maximumKeys && !keys.some((key) => refusedKeys.has(String(key)));
  if (typeof namespace !== "string" || !isName) {
    draft.report("bad-response", "The answer's `session.namespace` is no name; nothing was stored.");
    return;
  }
  if (data === undefined) {
    draft.report("bad-response", `The answer's \`session\` for \`${namespace}\` has no \`data\`; nothing was stored.`);
    return;
  }
  const place = ["session", ...keys];
  if (!isObject(data)) {
    writeMemory(draft, place, data);
    return;
  }
  const members = Object.entries(data);
  if (members.length <= maximumToldMembers) {
    for (const [key, value] of members) writeMemory(draft, [...place, key], value);
    return;
  }
  const before = readMemory(draft, place);
  const kept = before !== undefined && isObject(before) ? Object.entries(before) : [];
  writeMemory(draft, place, objectOf([...kept, ...members]));
}

/** Stores the parameters of a postback: each under its path in the session. */
export function storeParameters(
  draft: Draft,
  parameters: readonly { readonly key: string; readonly value: Value }[],
): void {
  for (const { key, value } of parameters) {
    const keys = keysIn(key);
    const full = keys[0] === "session" ? keys : ["session", ...keys];
    if (full.length > 1 && full.length <= maximumKeys + 1) writeMemory(draft, full, value);
    else draft.report("bad-message", `\`${printPath([key])}\` is no place in the session; its value was not stored.`);
  }
}
