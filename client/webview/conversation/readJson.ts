import type { Value } from "../../../server/src/runtime/events.ts";

/** What a person wrote as JSON; nothing is `undefined`. What cannot be read has a sentence that says so. */
export function readJson(
  text: string,
): { readonly ok: true; readonly value: Value | undefined } | { readonly ok: false; readonly problem: string } {
  if (text.trim() === "") return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(text) as Value };
  } catch {
    return { ok: false, problem: "This is not JSON. Names and texts stand in double quotes." };
  }
}
