import type { BotMessage, MessageButton, RunEvent, UserInput, Value } from "./events.ts";
import { isMaskedHeader, type Masker, masked } from "./masking.ts";

/** The event with everything masked that a flow, a backend or a user has put into it; its own words stay. */
export function maskEvent(event: RunEvent, masker: Masker): RunEvent {
  if (masker.hidesNoText && holdsOnlyText(event)) return event;
  switch (event.type) {
    case "input":
      return { ...event, input: maskInput(event.input, masker) };
    case "match":
      return event.entities === undefined ? event : { ...event, entities: maskObject(event.entities, masker) };
    case "message":
      return { ...event, message: maskMessage(event.message, masker) };
    case "request":
      return {
        ...event,
        url: masker.text(event.url),
        headers: maskHeaders(event.headers, masker),
        body: masker.value(event.body),
      };
    case "response":
      return {
        ...event,
        headers: maskHeaders(event.headers, masker),
        body: masker.value(event.body),
        ...(event.error === undefined ? {} : { error: masker.text(event.error) }),
      };
    case "memory":
      return {
        ...event,
        path: masker.text(event.path),
        value: masker.value(event.value),
        previous: masker.value(event.previous),
      };
    case "wait":
      return { ...event, replies: event.replies.map((reply) => maskReply(reply, masker)) };
    case "report":
      return { ...event, message: masker.text(event.message), details: maskObject(event.details, masker) };
    case "action":
      return { ...event, name: masker.text(event.name), data: masker.value(event.data) };
    case "start":
    case "end":
    case "state":
    case "step":
      return event;
  }
}

/** Whether an event holds no value of a flow, a backend or a user but texts. */
function holdsOnlyText(event: RunEvent): boolean {
  switch (event.type) {
    case "input":
      return event.input.type === "text";
    case "message": {
      const { replies, buttons, cards, raw } = event.message;
      return buttons === undefined && cards === undefined && raw === undefined && (replies ?? []).every(hasNoValue);
    }
    case "wait":
      return event.replies.every(hasNoValue);
    case "start":
    case "end":
    case "state":
    case "step":
      return true;
    default:
      return false;
  }
}

function hasNoValue({ value }: { readonly value?: Value }): boolean {
  return value === undefined;
}

type Members = { readonly [key: string]: Value };

function maskObject(members: Members, masker: Masker): Members {
  return Object.fromEntries(Object.entries(members).map(([key, value]) => [masker.text(key), masker.value(value)]));
}

/** The values of headers that carry credentials go whole. */
export function maskHeaders(
  headers: { readonly [name: string]: string },
  masker: Masker,
): { readonly [name: string]: string } {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      masker.text(name),
      isMaskedHeader(name) ? masked : masker.text(value),
    ]),
  );
}

function maskInput(input: UserInput, masker: Masker): UserInput {
  switch (input.type) {
    case "text":
      return { ...input, text: masker.text(input.text) };
    case "tap":
      return {
        ...input,
        text: masker.text(input.text),
        ...(input.value === undefined ? {} : { value: masker.value(input.value) }),
      };
    case "event": {
      const name = masker.text(input.name);
      return input.data === undefined ? { ...input, name } : { ...input, name, data: masker.value(input.data) };
    }
    case "attachment": {
      const { type, url, name } = input.data;
      return { ...input, data: { type, url: masker.text(url), name: masker.text(name) } };
    }
    case "silence":
      return input;
  }
}

function maskMessage(message: BotMessage, masker: Masker): BotMessage {
  const { text, replies, buttons, cards, media, raw } = message;
  return {
    ...message,
    ...(text === undefined ? {} : { text: masker.text(text) }),
    ...(replies === undefined ? {} : { replies: replies.map((reply) => maskReply(reply, masker)) }),
    ...(buttons === undefined ? {} : { buttons: buttons.map((button) => maskButton(button, masker)) }),
    ...(cards === undefined
      ? {}
      : {
          cards: cards.map((card) => ({
            title: masker.text(card.title),
            ...(card.subtitle === undefined ? {} : { subtitle: masker.text(card.subtitle) }),
            ...(card.image === undefined ? {} : { image: masker.text(card.image) }),
            buttons: card.buttons.map((button) => maskButton(button, masker)),
          })),
        }),
    ...(media === undefined ? {} : { media: { ...media, url: masker.text(media.url) } }),
    ...(raw === undefined ? {} : { raw: masker.value(raw) }),
  };
}

function maskReply<T extends { readonly title: string; readonly value?: Members[string] }>(
  reply: T,
  masker: Masker,
): T {
  const { value } = reply;
  return { ...reply, title: masker.text(reply.title), ...(value === undefined ? {} : { value: masker.value(value) }) };
}

function maskButton(button: MessageButton, masker: Masker): MessageButton {
  const title = masker.text(button.title);
  switch (button.kind) {
    case "go":
      return maskReply(button, masker);
    case "open":
      return { ...button, title, url: masker.text(button.url) };
    case "dial":
      return { ...button, title, number: masker.text(button.number) };
  }
}
