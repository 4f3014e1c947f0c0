import type { Value } from "../../runtime/events.ts";
import type { Incoming, Setting } from "../conversations/incoming.ts";
import { buttonPayload, type OlderBody, type WebhookBody } from "./schema.ts";

/** A message of a user: whose it is, and what it is to the conversation. `undefined` where nobody is named. */
export interface UserMessage {
  readonly user: string;
  readonly incoming: Incoming;
}

/** A message as V1 has it. */
export function readWebhookBody(
  bot: string,
  { conversationId, user, sessionData, message }: WebhookBody,
): UserMessage | undefined {
  const name = conversationId ?? user?.id;
  if (name === undefined) return undefined;
  const { id, preferredLanguage, ...about } = user ?? {};
  const setting: Setting = {
    ...(preferredLanguage === undefined ? {} : { language: preferredLanguage }),
    ...(Object.keys(about).length === 0 ? {} : { user: about }),
    ...(sessionData === undefined ? {} : { session: sessionData }),
  };
  const { textMessage, postbackMessage } = message;
  if (textMessage !== undefined) return { user: name, incoming: textInput(bot, textMessage.text, setting) };
  if (postbackMessage === undefined) return { user: name, incoming: { type: "start", bot, setting } };
  const { title, payload, nextDialogstateId, sessionDataToSet } = postbackMessage;
  const ours = payload === undefined ? undefined : payloadInput(bot, payload, title, setting);
  return { user: name, incoming: ours ?? tap(bot, title, postbackValue(nextDialogstateId, sessionDataToSet), setting) };
}

/** A message as the older API has it: a click is a text that is JSON. */
export function readOlderBody(bot: string, { text, sender, locale }: OlderBody): UserMessage {
  const setting: Setting = locale === undefined ? {} : { language: locale };
  return { user: sender.id, incoming: payloadInput(bot, text, "", setting) ?? textInput(bot, text, setting) };
}

function textInput(bot: string, text: string, setting: Setting): Incoming {
  return { type: "input", bot, input: { type: "text", text }, setting };
}

function tap(bot: string, text: string, value: Value | undefined, setting: Setting): Incoming {
  const input = value === undefined ? ({ type: "tap", text } as const) : ({ type: "tap", text, value } as const);
  return { type: "input", bot, input, setting };
}

/** The click that the payload of a button means; `undefined` for a text that is none. */
function payloadInput(bot: string, text: string, given: string, setting: Setting): Incoming | undefined {
  const read = buttonPayload.safeParse(parsed(text)).data;
  if (read === undefined) return undefined;
  const { title, caption, nextDialogstateId, value } = read;
  const name = given === "" ? (title ?? caption ?? "") : given;
  const stored = read.params ?? read.parameters ?? read.sessionDataToSet;
  return tap(bot, name, postbackValue(nextDialogstateId, stored) ?? value, setting);
}

/** The value of a tap that leads on or stores something. */
function postbackValue(
  nextDialogstateId: string | null | undefined,
  params: readonly { readonly key: string; readonly value: Value }[] | null | undefined,
): Value | undefined {
  if (nextDialogstateId == null && (params ?? []).length === 0) return undefined;
  return {
    nextDialogstateId: nextDialogstateId ?? null,
    params: (params ?? []).map(({ key, value }) => ({ key, value })),
  };
}

/** The object of a JSON text; `undefined` for anything else. */
function parsed(text: string): unknown {
  if (!text.trimStart().startsWith("{")) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
