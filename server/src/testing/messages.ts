import type { BotMessage } from "../runtime/events.ts";
import type { Mismatch } from "./result.ts";

/** What a `bot` step wants of a message. */
interface WantedMessage {
  readonly shown: string;
  readonly fits: (said: string) => boolean;
  readonly parts: readonly { readonly kind: "reply" | "button" | "image"; readonly title: string }[];
}

/** Why a message is not the one that was wanted. */
export function matchMessage(message: BotMessage, { shown, fits, parts }: WantedMessage): Mismatch | undefined {
  if (!fits(message.text ?? "") && (message.cards === undefined || !fits(wordsOfCards(message.cards)))) {
    return { message: "The bot said something else.", expected: shown, actual: describeMessage(message) };
  }
  for (const { kind, title } of parts) {
    const offered = offeredBy(message, kind);
    if (kind === "image" ? offered.length > 0 : offered.includes(title)) continue;
    const wanted = kind === "image" ? "an image" : `${kind} ${JSON.stringify(title)}`;
    const list = offered.map((each) => JSON.stringify(each)).join(", ");
    return {
      message: `The message has no ${kind} like this.`,
      expected: wanted,
      actual: list === "" ? `no ${kind}` : list,
    };
  }
  return undefined;
}

/** The text by which a test knows a message: what it says, else what stands on its cards. */
export function wordsOf({ text, cards }: BotMessage): string {
  return text ?? (cards === undefined ? "" : wordsOfCards(cards));
}

/** What stands on the cards of a carousel or a list: each title, and its subtitle, in a line of its own. */
function wordsOfCards(cards: NonNullable<BotMessage["cards"]>): string {
  return cards.flatMap(({ title, subtitle }) => [title, ...(subtitle === undefined ? [] : [subtitle])]).join("\n");
}

function offeredBy({ replies = [], buttons = [], cards = [], media }: BotMessage, kind: "reply" | "button" | "image") {
  switch (kind) {
    case "reply":
      return replies.map(({ title }) => title);
    case "button":
      return [...buttons, ...cards.flatMap((card) => card.buttons)].map(({ title }) => title);
    case "image":
      return [...(media?.kind === "image" ? [media.url] : []), ...cards.flatMap(({ image }) => image ?? [])];
  }
}

/** A message in words: its text, else what it shows. */
export function describeMessage(message: BotMessage): string {
  const { type, text, media, location, cards, raw } = message;
  if (type === "text") return text ?? "";
  const what = media?.url ?? (cards === undefined ? undefined : cards.map(({ title }) => title).join(", "));
  const place = location === undefined ? undefined : `${location.latitude}, ${location.longitude}`;
  const shown = what ?? place ?? (raw === undefined ? undefined : JSON.stringify(raw)) ?? "";
  return [`[${media?.kind ?? type}] ${shown}`.trimEnd(), ...(text === undefined ? [] : [text])].join(" ");
}
