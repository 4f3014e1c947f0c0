import { isObject } from "../../expressions/values.ts";
import type { BotMessage, MessageButton, MessageCard } from "../../runtime/events.ts";
import type { SentMessage } from "../conversations/incoming.ts";
import type { ChannelRecord, OutboxMessage } from "../storage/store.ts";
import type { WebhookBody } from "./schema.ts";

/**
 * A message of a bot as the webhook gets it: a text, what can be answered, and files with the place in the text where they belong. What the
 * form has no field for (cards, links, numbers to call) is said in the text. `undefined` for a payload for another channel.
 */
export function webhookBodyOf(
  { message, at }: SentMessage,
  { key }: Pick<OutboxMessage, "key">,
  { id }: Pick<ChannelRecord, "id">,
): object | undefined {
  const about = { channelID: id, userID: Number(key.user), timestamp: at };
  if (message.type === "payload") return payloadBody(message, about);
  const text = new Lines();
  if (message.text !== undefined) text.add(message.text);
  if (message.location !== undefined) text.add(`${message.location.latitude}, ${message.location.longitude}`);
  if (message.media !== undefined) text.attach(message.media.url);
  for (const card of message.cards ?? []) addCard(text, card);
  for (const button of message.buttons ?? []) addButton(text, button);
  const quickReplies = titlesOf(message);
  const body: WebhookBody = {
    channelID: about.channelID,
    message: text.text,
    userID: about.userID,
    timestamp: about.timestamp,
    ...(quickReplies.length === 0 ? {} : { quickReplies: [...quickReplies] }),
    ...(text.attachments.length === 0 ? {} : { attachments: [...text.attachments] }),
  };
  return body;
}

/** A payload goes as it is, but says itself neither who it is for nor when it was said. */
function payloadBody(message: BotMessage, about: object): object | undefined {
  if (message.channel !== undefined && !/^api[-_]?medium$/i.test(message.channel)) return undefined;
  const raw = message.raw ?? null;
  return { message: "", ...(isObject(raw) ? raw : { payload: raw }), ...about };
}

/** A text that grows by lines, and the files in it. */
class Lines {
  #text = "";
  readonly #attachments: { readonly offset: number; readonly url: string }[] = [];

  get text(): string {
    return this.#text;
  }

  get attachments(): readonly { readonly offset: number; readonly url: string }[] {
    return this.#attachments;
  }

  add(line: string): void {
    this.#text += this.#text === "" ? line : `\n${line}`;
  }

  attach(url: string): void {
    this.#attachments.push({ offset: this.#text.length, url });
  }
}

function addCard(text: Lines, { title, subtitle, image, buttons }: MessageCard): void {
  text.add(title);
  if (subtitle !== undefined) text.add(subtitle);
  if (image !== undefined) text.attach(image);
  for (const button of buttons) addButton(text, button);
}

/** What leads elsewhere; what leads on in the conversation is a quick reply. */
function addButton(text: Lines, button: MessageButton): void {
  if (button.kind === "open") text.add(`${button.title}: ${button.url}`);
  if (button.kind === "dial") text.add(`${button.title}: ${button.number}`);
}

/** The titles that can be sent back, each once. */
function titlesOf({ replies, buttons, cards }: BotMessage): readonly string[] {
  const all = [...(buttons ?? []), ...(cards ?? []).flatMap((card) => card.buttons)];
  const goes = all.filter(({ kind }) => kind === "go").map(({ title }) => title);
  return [...new Set([...(replies ?? []).map(({ title }) => title), ...goes])];
}
