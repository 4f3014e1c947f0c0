import type { UserInput } from "../../runtime/events.ts";
import type { Incoming } from "../conversations/incoming.ts";
import type { Deployment } from "../storage/store.ts";

/** What a message is to the conversation: the keyword of a bot starts it, all else goes to the bot that the user talks to. */
export function incomingOf(
  message: string,
  attachments: readonly UserInput[],
  deployments: readonly Deployment[],
): readonly Incoming[] {
  const started = deployments.find(({ keyword }) => isSame(keyword, message));
  const text: readonly Incoming[] =
    started !== undefined
      ? [{ type: "start", bot: started.bot, setting: {} }]
      : message === ""
        ? []
        : [{ type: "input", bot: null, input: { type: "text", text: message }, setting: {} }];
  return [...text, ...attachments.map((input): Incoming => ({ type: "input", bot: null, input, setting: {} }))];
}

function isSame(keyword: string, message: string): boolean {
  return keyword.trim().toLowerCase() === message.trim().toLowerCase();
}
