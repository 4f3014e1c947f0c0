import { fromOutside } from "../../expressions/fromOutside.ts";
import type { UserInput } from "../../runtime/events.ts";
import { type AttachmentRules, readAttachment } from "../apiMedium/attachments.ts";
import { valueText } from "../conversations/choices.ts";
import type { Incoming, Setting } from "../conversations/incoming.ts";
import type { StoredAttachment } from "../storage/store.ts";
import type { UserMessage } from "./schema.ts";

/** What users may send, and to whom. */
export interface MessageRules extends AttachmentRules {
  readonly bot: string;
  /** What comes along with the message. */
  readonly setting: Setting;
  /** Names of events that a page may tell. */
  readonly events: readonly string[];
}

/** A message as the conversation gets it, with the file that we have to keep; or why it is not taken. */
export type ReadMessage =
  | { readonly ok: true; readonly incoming: Incoming; readonly file: StoredAttachment | null }
  | { readonly ok: false; readonly status: 400 | 413; readonly problem: string };

/**
 * What a message of a user is to the conversation. Anybody may send anything here: what was tapped is looked up among what the bot has
 * offered, and counts as a text otherwise, so that a made-up value leads nowhere.
 */
export function readMessage(message: UserMessage, rules: MessageRules): ReadMessage {
  const { bot, setting, events } = rules;
  const input = (given: UserInput): Incoming => ({ type: "input", bot, input: given, setting });
  switch (message.type) {
    case "text":
      return { ok: true, incoming: input({ type: "text", text: message.text }), file: null };
    case "tap": {
      const { title, value } = message;
      const text = valueText(value === undefined ? { title } : { title, value: fromOutside(value) });
      return { ok: true, incoming: { type: "choice", bot, title, value: text, setting }, file: null };
    }
    case "event": {
      const { name, data } = message;
      if (!events.includes(name)) {
        return {
          ok: false,
          status: 400,
          problem: "This event is not taken from a page: `webChat.events` does not name it.",
        };
      }
      const event: UserInput = { type: "event", name, ...(data === undefined ? {} : { data: fromOutside(data) }) };
      return { ok: true, incoming: input(event), file: null };
    }
    case "attachment": {
      const { url, base64 = "", name } = message;
      const read = readAttachment(url === undefined ? { base64 } : { url }, rules);
      return read.ok ? { ok: true, incoming: input(named(read.input, name)), file: read.file } : read;
    }
  }
}

/** A file that a user has chosen has the name that it has on their device. */
function named(input: UserInput, name: string | undefined): UserInput {
  if (name === undefined || name === "" || input.type !== "attachment") return input;
  return { ...input, data: { ...input.data, name } };
}
