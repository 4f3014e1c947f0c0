import { type ObjectValue, objectOf, type Value } from "../expressions/values.ts";
import type { UserInput } from "./events.ts";

const noIntent: ObjectValue = objectOf([
  ["name", null],
  ["confidence", null],
]);
const noEntities: ObjectValue = objectOf([]);
const noAttachments: readonly Value[] = [];

/** `event` as an input fills it, before it is understood; before the first input all its members exist, too. */
export function eventOf(language: string, input: UserInput | null): ObjectValue {
  const payload = input?.type === "tap" ? input.value : input?.type === "event" ? input.data : undefined;
  return {
    __proto__: null,
    text: input?.type === "text" || input?.type === "tap" ? input.text : null,
    type: input?.type ?? null,
    intent: noIntent,
    entities: noEntities,
    payload: payload ?? null,
    channel: null,
    language,
    attachments: input?.type === "attachment" ? [objectOf(Object.entries(input.data))] : noAttachments,
  };
}
