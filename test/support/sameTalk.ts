import { expect } from "vitest";
import type { RunEvent } from "../../server/src/runtime/events.ts";
import type { HttpResult } from "../../server/src/runtime/transition.ts";
import { answers, type Given, run } from "./conversation.ts";

/** What is said and answered in a conversation, from the beginning or from a state. */
interface Conversation {
  readonly given: readonly Given[];
  readonly results: readonly HttpResult[];
  /** Full name. */
  readonly start?: string;
}

/** Expects that two versions of a project (fixtures) do the same in a conversation, whatever their states are called. */
export function expectSame(before: string, after: string, conversation: Conversation): void {
  const expected = seen(before, conversation);
  // A loop that is stopped after a thousand transitions says more in fewer states.
  if (/"endless-loop"|"limit"/.test(JSON.stringify(expected))) return;
  expect(seen(after, conversation), after).toEqual(expected);
}

/** What anybody but an engineer sees of a conversation. */
function seen(text: string, { given, results, start }: Conversation): readonly unknown[] {
  const begin = start === undefined ? {} : { start };
  const { events } = run(text, given, { backend: answers(...results), environment: { TOKEN: "x" }, begin });
  return events.filter(isSeen).map((event) => {
    if (event.type === "report") return { type: event.type, code: event.code };
    // What a step overwrites in `temp` without having read it may be there or not.
    const hidden = event.type === "memory" && event.path.startsWith("temp.") ? [...places, "previous"] : places;
    return Object.fromEntries(Object.entries(event).filter(([key]) => !hidden.includes(key)));
  });
}

const places: readonly string[] = ["source", "state"];

const unseen: ReadonlySet<RunEvent["type"]> = new Set(["state", "step", "match"]);

function isSeen({ type }: RunEvent): boolean {
  return !unseen.has(type);
}
