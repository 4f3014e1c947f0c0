import { fromOutside } from "../../expressions/fromOutside.ts";
import type { UserInput } from "../../runtime/events.ts";
import { type AttachmentRules, type ReadAttachment, readAttachment } from "../apiMedium/attachments.ts";
import type { UserMessage } from "./schema.ts";

/** What a message of a user is to the conversation, with the file that we have to keep; or why it is not taken. */
export function readMessage(message: UserMessage, rules: AttachmentRules): ReadAttachment {
  switch (message.type) {
    case "text":
      return taken({ type: "text", text: message.text });
    case "tap": {
      const { title, value } = message;
      return taken({ type: "tap", text: title, ...(value === undefined ? {} : { value: fromOutside(value) }) });
    }
    case "event": {
      const { name, data } = message;
      return taken({ type: "event", name, ...(data === undefined ? {} : { data: fromOutside(data) }) });
    }
    case "attachment": {
      const read = readAttachment(
        message.url === undefined ? { base64: message.base64 ?? "" } : { url: message.url },
        rules,
      );
      return read.ok ? { ...read, input: named(read.input, message.name) } : read;
    }
  }
}

/** A file that a user has chosen has the name that it has on their device. */
function named(input: UserInput, name: string | undefined): UserInput {
  if (name === undefined || name === "" || input.type !== "attachment") return input;
  return { ...input, data: { ...input.data, name } };
}

function taken(input: UserInput): ReadAttachment {
  return { ok: true, input, file: null };
}
