/** What channels show of a message at most, as they publish it. What a channel does not publish is no limit. */

/** Numbers of things in one message; lengths in characters. */
export interface ChannelLimits {
  /** How messages to the author call the channel. */
  readonly name: string;
  /** The pages that tell the figures. */
  readonly sources: readonly string[];
  readonly replies?: number;
  readonly replyTitle?: number;
  readonly buttons?: number;
  readonly buttonTitle?: number;
  readonly cards?: number;
  readonly cardTitle?: number;
  readonly cardButtons?: number;
  readonly items?: number;
  readonly itemTitle?: number;
}

const whatsAppPages = "https://developers.facebook.com/documentation/business-messaging/whatsapp/messages";
const messengerPages =
  "https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages";
const sinchPages = "https://developers.sinch.com/sdk/sinch-sdk-node/1.5.0/interfaces";

/** By the name after `profile`. */
export const CHANNEL_LIMITS: { readonly [profile: string]: ChannelLimits } = {
  whatsapp: {
    name: "WhatsApp",
    sources: [
      `${whatsAppPages}/interactive-reply-buttons-messages/`,
      `${whatsAppPages}/interactive-list-messages/`,
      `${whatsAppPages}/interactive-media-carousel-messages/`,
    ],
    replies: 3,
    replyTitle: 20,
    buttons: 3,
    buttonTitle: 20,
    cards: 10,
    items: 10,
    itemTitle: 24,
  },
  messenger: {
    name: "Messenger",
    sources: [
      `${messengerPages}/quick-replies`,
      "https://developers.facebook.com/docs/messenger-platform/reference/buttons/quick-replies",
      `${messengerPages}/template/button`,
      `${messengerPages}/template/generic`,
    ],
    replies: 13,
    replyTitle: 20,
    buttons: 3,
    buttonTitle: 20,
    cards: 10,
    cardTitle: 80,
    cardButtons: 3,
  },
  sinch: {
    name: "Sinch",
    sources: [
      `${sinchPages}/Conversation.ChoiceMessageItem.html`,
      `${sinchPages}/Conversation.CarouselMessageItem.html`,
      `${sinchPages}/Conversation.CardMessageItem.html`,
    ],
    replies: 10,
    buttons: 10,
    cards: 10,
    cardButtons: 10,
  },
  chatlayer: {
    name: "Chatlayer",
    sources: ["https://docs.chatlayer.ai/buildabot/flow-logic/dialog-state/message-components"],
    buttons: 3,
  },
  botpress: { name: "Botpress", sources: [] },
  web: { name: "the web chat", sources: [] },
};

/** The limits as a table in Markdown, for the docs. */
export function drawLimits(): string {
  const columns = [
    ["replies", "quick replies"],
    ["replyTitle", "their titles"],
    ["buttons", "buttons"],
    ["buttonTitle", "their titles"],
    ["cards", "cards"],
    ["cardTitle", "their titles"],
    ["cardButtons", "their buttons"],
    ["items", "items"],
    ["itemTitle", "their titles"],
  ] as const;
  const rows = Object.entries(CHANNEL_LIMITS).map(([profile, limits]) => {
    const figures = columns.map(([column]) => String(limits[column] ?? "–"));
    const sources = limits.sources.map((source, at) => `[${at + 1}](${source})`).join(" ") || "publishes none";
    return `| \`${profile}\` | ${figures.join(" | ")} | ${sources} |`;
  });
  const head = ["profile", ...columns.map(([, title]) => title), "source"];
  return [`| ${head.join(" | ")} |`, `|${"---|".repeat(head.length)}`, ...rows].join("\n");
}
