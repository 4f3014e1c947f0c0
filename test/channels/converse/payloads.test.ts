import { describe, expect, test } from "vitest";
import { legacyPayloadsOf } from "../../../server/src/channels/converse/legacyPayloads.ts";
import { payloadsOf } from "../../../server/src/channels/converse/payloads.ts";
import type { BotMessage } from "../../../server/src/runtime/events.ts";

const replies = [{ title: "Yes", value: "YES" }, { title: "No" }];
const buttons = [
  { title: "Track", kind: "go", value: { order: 7 } },
  { title: "Site", kind: "open", url: "https://shop.example" },
  { title: "Call", kind: "dial", number: "+32 (3) 000-00" },
] as const;

/** Each message as both generations say it: what goes out, member by member. */
const cases: readonly {
  readonly name: string;
  readonly message: BotMessage;
  readonly now: unknown;
  readonly older: unknown;
}[] = [
  {
    name: "a text",
    message: { type: "text", text: "Hi *you*" },
    now: [{ type: "text", text: "Hi *you*", markdown: true, typing: true }],
    older: [{ type: "text", text: "Hi *you*", markdown: true }],
  },
  {
    name: "quick replies",
    message: { type: "text", text: "Sure?", replies },
    now: [
      {
        type: "single-choice",
        text: "Sure?",
        choices: [
          { title: "Yes", value: "YES" },
          { title: "No", value: "No" },
        ],
        isDropdown: false,
        dropdownPlaceholder: "Select...",
        disableFreeText: false,
        displayInMessage: false,
        markdown: true,
        typing: true,
      },
    ],
    older: [
      {
        text: "Sure?",
        quick_replies: [
          { title: "Yes", payload: "YES" },
          { title: "No", payload: "NO" },
        ],
        typing: true,
        markdown: true,
        disableFreeText: false,
      },
    ],
  },
  {
    name: "buttons",
    message: { type: "text", text: "Pick", buttons },
    now: [
      {
        type: "card",
        title: "Pick",
        actions: [
          { action: "Postback", title: "Track", payload: '{"order":7}' },
          { action: "Open URL", title: "Site", url: "https://shop.example" },
          { action: "Open URL", title: "Call", url: "tel:+32300000" },
        ],
        typing: true,
      },
    ],
    older: [
      {
        text: " ",
        type: "carousel",
        elements: [
          {
            title: "Pick",
            buttons: [
              { type: "postback", title: "Track", payload: '{"order":7}' },
              { type: "open_url", title: "Site", url: "https://shop.example" },
              { type: "open_url", title: "Call", url: "tel:+32300000" },
            ],
          },
        ],
      },
    ],
  },
  {
    name: "a carousel",
    message: {
      type: "carousel",
      cards: [{ title: "T", subtitle: "s", image: "https://x.example/1.jpg", buttons: [{ title: "b", kind: "go" }] }],
    },
    now: [
      {
        type: "carousel",
        items: [
          {
            title: "T",
            subtitle: "s",
            image: "https://x.example/1.jpg",
            actions: [{ action: "Postback", title: "b", payload: "b" }],
          },
        ],
        typing: true,
      },
    ],
    older: [
      {
        text: " ",
        type: "carousel",
        elements: [
          {
            title: "T",
            picture: "https://x.example/1.jpg",
            subtitle: "s",
            buttons: [{ type: "postback", title: "b", payload: "b" }],
          },
        ],
      },
    ],
  },
  {
    name: "a list",
    message: { type: "list", text: "Ours", cards: [{ title: "T", buttons: [] }] },
    now: [
      { type: "text", text: "Ours", markdown: true, typing: true },
      { type: "carousel", items: [{ title: "T", actions: [] }], typing: true },
    ],
    older: [
      { type: "text", text: "Ours", markdown: true },
      { text: " ", type: "carousel", elements: [{ title: "T", buttons: [] }] },
    ],
  },
  {
    name: "a picture with a caption",
    message: { type: "media", text: "Us", media: { kind: "image", url: "https://x.example/1.jpg" } },
    now: [{ type: "image", image: "https://x.example/1.jpg", title: "Us", typing: true }],
    older: [{ type: "file", title: "Us", url: "https://x.example/1.jpg" }],
  },
  {
    name: "a video with quick replies",
    message: { type: "media", media: { kind: "video", url: "https://x.example/1.mp4" }, replies: [{ title: "More" }] },
    now: [
      { type: "video", video: "https://x.example/1.mp4", typing: true },
      expect.objectContaining({ type: "single-choice", choices: [{ title: "More", value: "More" }] }),
    ],
    older: [
      { type: "file", url: "https://x.example/1.mp4" },
      expect.objectContaining({ text: " ", quick_replies: [{ title: "More", payload: "MORE" }] }),
    ],
  },
  {
    name: "a location",
    message: { type: "location", location: { latitude: 51.2, longitude: 4.4 }, text: "Here" },
    now: [{ type: "location", latitude: 51.2, longitude: 4.4, title: "Here", typing: true }],
    older: [{ type: "location", latitude: 51.2, longitude: 4.4, title: "Here", typing: true }],
  },
  {
    name: "a payload of the author's own",
    message: { type: "payload", raw: { type: "dropdown", message: "m", options: [] } },
    now: [{ type: "dropdown", message: "m", options: [] }],
    older: [{ type: "dropdown", message: "m", options: [] }],
  },
  {
    name: "a payload that is no object",
    message: { type: "payload", raw: [1, 2] },
    now: [{ type: "custom", value: [1, 2] }],
    older: [{ type: "custom", value: [1, 2] }],
  },
];

describe("payloads of the Converse API", () => {
  test.each(cases)("$name", ({ message, now }) => {
    expect(payloadsOf(message)).toEqual(now);
  });
});

describe("payloads of its older generation", () => {
  test.each(cases)("$name, each behind its typing", ({ message, older }) => {
    const sent = legacyPayloadsOf(message);
    expect(sent.filter((_, index) => index % 2 === 0)).toEqual(
      Array(sent.length / 2).fill({ type: "typing", value: true }),
    );
    expect(sent.filter((_, index) => index % 2 === 1)).toEqual(older);
  });
});
