/** Messages of a bot in the form that Chatlayer's webhook channel sends: that of Messenger, with templates for what is more than a text. */
import { isObject, memberOf } from "../../expressions/values.ts";
import type { BotMessage, MessageButton, MessageCard, MessageReply, Value } from "../../runtime/events.ts";
import type { SentMessage } from "../conversations/incoming.ts";
import type { ChannelRecord, OutboxMessage } from "../storage/store.ts";

type Json = Readonly<Record<string, unknown>>;

/** The body of the webhook call for a message; `undefined` for a payload for another channel. */
export function webhookBodyOf(
  { message, intent }: SentMessage,
  { key, sequence }: Pick<OutboxMessage, "key" | "sequence">,
  { verifyToken }: Pick<ChannelRecord, "verifyToken">,
): object | undefined {
  const told = messageOf(message);
  if (told === undefined) return undefined;
  return {
    senderId: key.user,
    verifyToken: verifyToken ?? "",
    messageCounter: sequence,
    message: told,
    ...(intent === undefined ? {} : { nlp: { intent: { name: intent.name, score: intent.confidence } } }),
  };
}

function messageOf(message: BotMessage): Json | undefined {
  if (message.type === "payload") return payloadOf(message);
  const { replies = [] } = message;
  const quick = replies.length === 0 ? {} : { quick_replies: replies.map(quickReply) };
  return { ...contentOf(message), ...quick };
}

/** What the author wrote for this channel, or for none, goes as it is. */
function payloadOf({ channel, raw = null }: BotMessage): Json | undefined {
  if (channel !== undefined && !/^(?:chatlayer|webhook)$/i.test(channel)) return undefined;
  return isObject(raw) ? raw : { payload: raw };
}

function contentOf({ type, text = "", buttons = [], cards = [], media, location }: BotMessage): Json {
  const said = text === "" ? {} : { text };
  const below = buttons.length === 0 ? {} : { buttons: buttons.map(button) };
  if (type === "media" && media !== undefined) {
    return attachment(media.kind, { url: media.url, is_reusable: false, ...said, ...below });
  }
  if (type === "location" && location !== undefined) {
    const coordinates = { lat: location.latitude, long: location.longitude };
    return attachment("location", { coordinates, ...said, ...below });
  }
  if (type === "carousel" || type === "list") {
    const template_type = type === "list" ? "list" : "generic";
    return attachment("template", { template_type, ...said, elements: cards.map(element), ...below });
  }
  return buttons.length === 0 ? { text } : attachment("template", { template_type: "button", text, ...below });
}

function attachment(type: string, payload: Json): Json {
  return { attachment: { type, payload } };
}

function element({ title, subtitle, image, buttons }: MessageCard): Json {
  return {
    title,
    ...(subtitle === undefined ? {} : { subtitle }),
    ...(image === undefined ? {} : { image_url: image }),
    ...(buttons.length === 0 ? {} : { buttons: buttons.map(button) }),
  };
}

function quickReply(reply: MessageReply): Json {
  return { content_type: "text", title: reply.title, payload: payloadText("quickreply", reply) };
}

function button(one: MessageButton): Json {
  const { title } = one;
  switch (one.kind) {
    case "open":
      return { type: "web_url", title, url: one.url };
    case "dial":
      return { type: "phone_number", title, payload: one.number };
    case "go":
      return { type: "postback", title, payload: payloadText("button", one) };
  }
}

/** What comes back unchanged when it is clicked: the JSON text that the older clients read, too. */
function payloadText(
  type: "button" | "quickreply",
  { title, value = null }: { readonly title: string; readonly value?: Value },
): string {
  const about = { title, caption: title, type };
  if (isObject(value) && memberOf(value, "nextDialogstateId") !== undefined)
    return JSON.stringify({ ...about, ...value });
  return JSON.stringify(value === null ? about : { ...about, value });
}
