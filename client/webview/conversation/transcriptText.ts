import type { BotMessage, UserInput } from "../../../server/src/runtime/events.ts";
import type { Item } from "./items.ts";

/** The transcript as a text to pass on: who said what, a line each, with API steps and reports between. */
export function transcriptText(items: readonly Item[]): string {
  return items.flatMap(linesOf).join("\n");
}

function linesOf(item: Item): readonly string[] {
  switch (item.type) {
    case "user":
      return [`User: ${inputText(item.input)}`];
    case "bot":
      return messageLines(item.message).map((line, index) => (index === 0 ? `Bot: ${line}` : `     ${line}`));
    case "request": {
      const { request, response } = item;
      return [`[${request.method} ${request.url} → ${response?.status ?? response?.outcome ?? "no answer"}]`];
    }
    case "report":
      return [`[${item.severity}: ${item.message}]`];
    case "note":
      return [`[${item.text}]`];
    case "start":
      return ["--- started again"];
    case "end":
      return ["--- ended"];
    case "states":
      return [];
  }
}

/** What the user did, in a few words. */
export function inputText(input: UserInput): string {
  switch (input.type) {
    case "text":
    case "tap":
      return input.text;
    case "event":
      return `(event ${input.name})`;
    case "attachment":
      return `(${input.data.type} ${input.data.name || input.data.url})`;
    case "silence":
      return `(silence for ${input.ms / 1000} s)`;
  }
}

/** A message of the bot, line by line; choices stand in brackets. */
export function messageLines(message: BotMessage): readonly string[] {
  const { text, media, location, cards = [], buttons = [], replies = [], raw } = message;
  return [
    ...(text === undefined || text === "" ? [] : text.split("\n")),
    ...(media === undefined ? [] : [`(${media.kind} ${media.url})`]),
    ...(location === undefined ? [] : [`(location ${location.latitude}, ${location.longitude})`]),
    ...(raw === undefined ? [] : [JSON.stringify(raw)]),
    ...cards.map(
      ({ title, subtitle, buttons: own }) => `- ${[title, subtitle].filter(Boolean).join(": ")}${titles(own)}`,
    ),
    ...[titles([...buttons, ...replies]).trim()].filter(Boolean),
  ];
}

function titles(choices: readonly { readonly title: string }[]): string {
  return choices.map(({ title }) => ` [${title}]`).join("");
}
