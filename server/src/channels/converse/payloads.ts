/**
 * Bot messages as the Converse API of Botpress v12.26 and later answers them: one payload a message, named by content type.
 * Quick replies are a `single-choice`, buttons the actions of a `card`; a list is a carousel, for there is no type for one.
 */

import { isObject } from "../../expressions/values.ts";
import type { BotMessage, MessageButton, MessageCard, MessageReply, Value } from "../../runtime/events.ts";
import { valueText } from "../conversations/choices.ts";

/** A payload: its members are those of its content type. */
export type Payload = { readonly [member: string]: unknown };

/** The payloads of a message, in order; a message with quick replies and buttons is two. */
export function payloadsOf(message: BotMessage): readonly Payload[] {
  const { replies = [], buttons = [] } = message;
  const main = mainPayloads(message);
  if (replies.length === 0) return main;
  const asksItself = message.type === "text" && buttons.length === 0;
  return asksItself ? [singleChoice(message.text ?? "", replies)] : [...main, singleChoice("", replies)];
}

function mainPayloads(message: BotMessage): readonly Payload[] {
  const { text = "", buttons = [], cards = [] } = message;
  switch (message.type) {
    case "text":
      return [buttons.length === 0 ? textPayload(text) : card({ title: text, buttons })];
    case "media":
      return [mediaPayload(message), ...buttonsBelow(buttons)];
    case "location":
      return [{ type: "location", ...message.location, ...titled(text), typing: true }];
    case "carousel":
    case "list": {
      const carousel = { type: "carousel", items: cards.map(cardMembers), typing: true };
      return [...(text === "" ? [] : [textPayload(text)]), carousel, ...buttonsBelow(buttons)];
    }
    case "payload":
      return [rawPayload(message.raw ?? null)];
  }
}

/** A plain text, as a text of Markdown: that is what the type says unless it is told otherwise. */
function textPayload(text: string): Payload {
  return { type: "text", text, markdown: true, typing: true };
}

function singleChoice(text: string, replies: readonly MessageReply[]): Payload {
  return {
    type: "single-choice",
    text,
    choices: replies.map((reply) => ({ title: reply.title, value: valueText(reply) })),
    isDropdown: false,
    dropdownPlaceholder: "Select...",
    disableFreeText: false,
    displayInMessage: false,
    markdown: true,
    typing: true,
  };
}

function mediaPayload({ media, text = "" }: BotMessage): Payload {
  const { kind, url } = media ?? { kind: "file", url: "" };
  return { type: kind, [kind]: url, ...titled(text), typing: true };
}

function buttonsBelow(buttons: readonly MessageButton[]): readonly Payload[] {
  return buttons.length === 0 ? [] : [card({ title: "", buttons })];
}

function card(members: MessageCard): Payload {
  return { type: "card", ...cardMembers(members), typing: true };
}

function cardMembers({ title, subtitle, image, buttons }: MessageCard): Payload {
  return {
    title,
    ...(subtitle === undefined ? {} : { subtitle }),
    ...(image === undefined ? {} : { image }),
    actions: buttons.map(action),
  };
}

/** There is no action that dials: an address with the scheme `tel` does it. */
function action(button: MessageButton): Payload {
  switch (button.kind) {
    case "open":
      return { action: "Open URL", title: button.title, url: button.url };
    case "dial":
      return { action: "Open URL", title: button.title, url: telephoneUrl(button.number) };
    case "go":
      return { action: "Postback", title: button.title, payload: valueText(button) };
  }
}

/** `tel:+32…` for a telephone number written in any way. */
export function telephoneUrl(number: string): string {
  return `tel:${number.replace(/[^+\d*#,;]/g, "")}`;
}

function titled(text: string): Payload {
  return text === "" ? {} : { title: text };
}

/** What an author wrote for a channel goes there as it is; a payload is an object, though. */
function rawPayload(raw: Value): Payload {
  return isObject(raw) ? raw : { type: "custom", value: raw };
}
