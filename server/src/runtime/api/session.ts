import { printPath } from "../../expressions/paths.ts";
import { isObject, kindOf, memberOf, objectOf, refusedKeys, type Value } from "../../expressions/values.ts";
import type { Draft } from "../draft.ts";
import { readMemory, writeMemory } from "../memory.ts";

/** Members of one answer that are written one by one; more are written at once. */
const maximumToldMembers = 50;

/** Stores what an answer gives for the session: the members of `data` in `session.NAMESPACE`, others stay. */
export function storeSession(draft: Draft, session: Value): void {
  if (session === null) return;
  if (!isObject(session)) {
    draft.report("bad-response", `The answer's \`session\` is ${kindOf(session)}; it needs a namespace and data.`);
    return;
  }
  const namespace = memberOf(session, "namespace");
  const data = memberOf(session, "data");
  if (typeof namespace !== "string" || namespace.trim() === "" || refusedKeys.has(namespace)) {
    draft.report("bad-response", "The answer's `session.namespace` is no name; nothing was stored.");
    return;
  }
  if (data === undefined) {
    draft.report("bad-response", `The answer's \`session\` for \`${namespace}\` has no \`data\`; nothing was stored.`);
    return;
  }
  if (!isObject(data)) {
    writeMemory(draft, ["session", namespace], data);
    return;
  }
  const members = Object.entries(data);
  if (members.length <= maximumToldMembers) {
    for (const [key, value] of members) writeMemory(draft, ["session", namespace, key], value);
    return;
  }
  const before = readMemory(draft, ["session", namespace]);
  const kept = before !== undefined && isObject(before) ? Object.entries(before) : [];
  writeMemory(draft, ["session", namespace], objectOf([...kept, ...members]));
}

/** Stores the parameters of a postback: each under its path in the session. */
export function storeParameters(
  draft: Draft,
  parameters: readonly { readonly key: string; readonly value: Value }[],
): void {
  for (const { key, value } of parameters) {
    const keys = key.split(".").filter((part) => part !== "");
    const full = keys[0] === "session" ? keys : ["session", ...keys];
    if (full.length > 1 && full.length <= 20) writeMemory(draft, full, value);
    else draft.report("bad-message", `\`${printPath([key])}\` is no place in the session; its value was not stored.`);
  }
}
