/**
 * The same messages as Botpress up to v12.25 answered them: a payload `typing` before each, quick replies without a type, cards as
 * `elements` with a `picture`, media as `file`.
 */
import type { BotMessage, MessageButton, MessageCard } from "../../runtime/events.ts";
import { valueText } from "../conversations/choices.ts";
import { type Payload, payloadsOf, telephoneUrl } from "./payloads.ts";

const typing: Payload = { type: "typing", value: true };

/** The payloads of a message in the older form, each behind its `typing`. */
export function legacyPayloadsOf(message: BotMessage): readonly Payload[] {
  return messagePayloads(message).flatMap((payload) => [typing, payload]);
}

function messagePayloads(message: BotMessage): readonly Payload[] {
  const { text = "", replies = [], buttons = [], cards = [] } = message;
  const choice = replies.length === 0 ? [] : [quickReplies(isAsked(message) ? text : " ", message)];
  if (isAsked(message) && choice.length > 0) return choice;
  return [...mainPayloads(message, text, buttons, cards), ...choice];
}

/** Whether the text itself carries the quick replies. */
function isAsked({ type, buttons = [] }: BotMessage): boolean {
  return type === "text" && buttons.length === 0;
}

function mainPayloads(
  message: BotMessage,
  text: string,
  buttons: readonly MessageButton[],
  cards: readonly MessageCard[],
): readonly Payload[] {
  const below = buttons.length === 0 ? [] : [elements([{ title: message.type === "text" ? text : " ", buttons }])];
  switch (message.type) {
    case "text":
      return buttons.length === 0 ? [textPayload(text)] : below;
    case "media":
      return [{ type: "file", ...(text === "" ? {} : { title: text }), url: message.media?.url ?? "" }, ...below];
    case "carousel":
    case "list":
      return [...(text === "" ? [] : [textPayload(text)]), elements(cards), ...below];
    case "location":
    case "payload":
      // Neither had a form of its own: `location` came with the newer generation, and what an author writes is sent as it is.
      return payloadsOf({ ...message, replies: [], buttons: [] });
  }
}

function textPayload(text: string): Payload {
  return { type: "text", markdown: true, text };
}

function quickReplies(text: string, { replies = [] }: BotMessage): Payload {
  return {
    text,
    quick_replies: replies.map((reply) => ({ title: reply.title, payload: valueText(reply).toUpperCase() })),
    typing: true,
    markdown: true,
    disableFreeText: false,
  };
}

function elements(cards: readonly MessageCard[]): Payload {
  return { text: " ", type: "carousel", elements: cards.map(element) };
}

function element({ title, subtitle, image, buttons }: MessageCard): Payload {
  return {
    title,
    ...(image === undefined ? {} : { picture: image }),
    ...(subtitle === undefined ? {} : { subtitle }),
    buttons: buttons.map(elementButton),
  };
}

function elementButton(button: MessageButton): Payload {
  switch (button.kind) {
    case "open":
      return { type: "open_url", title: button.title, url: button.url };
    case "dial":
      return { type: "open_url", title: button.title, url: telephoneUrl(button.number) };
    case "go":
      return { type: "postback", title: button.title, payload: valueText(button) };
  }
}
