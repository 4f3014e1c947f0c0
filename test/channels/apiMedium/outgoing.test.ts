import { describe, expect, test } from "vitest";
import { webhookBodyOf } from "../../../server/src/channels/apiMedium/outgoing.ts";
import { webhookBody } from "../../../server/src/channels/apiMedium/schema.ts";
import type { BotMessage } from "../../../server/src/runtime/events.ts";

const about = { channelID: "c", userID: 7, timestamp: 5 };

function bodyOf(message: BotMessage): unknown {
  return webhookBodyOf({ message, at: 5, bot: "bank" }, { key: { channel: "c", user: "7" } }, { id: "c" });
}

describe("a message as the webhook gets it", () => {
  test.each<[string, BotMessage, object]>([
    ["a text", { type: "text", text: "Hi" }, { message: "Hi" }],
    [
      "a text with quick replies, whatever they carry",
      { type: "text", text: "Hi", replies: [{ title: "Yes", value: 1 }, { title: "No" }, { title: "No" }] },
      { message: "Hi", quickReplies: ["Yes", "No"] },
    ],
    [
      "buttons: those that lead on are quick replies, the others are told",
      {
        type: "text",
        text: "Hi",
        buttons: [
          { title: "More", kind: "go" },
          { title: "Site", kind: "open", url: "https://x.example" },
          { title: "Call", kind: "dial", number: "+32 1" },
        ],
      },
      { message: "Hi\nSite: https://x.example\nCall: +32 1", quickReplies: ["More"] },
    ],
    [
      "a picture with words",
      { type: "media", text: "Look 😀", media: { kind: "image", url: "https://x.example/a.png" } },
      { message: "Look 😀", attachments: [{ offset: 7, url: "https://x.example/a.png" }] },
    ],
    [
      "a picture alone",
      { type: "media", media: { kind: "image", url: "https://x.example/a.png" } },
      { message: "", attachments: [{ offset: 0, url: "https://x.example/a.png" }] },
    ],
    ["a place", { type: "location", location: { latitude: 51.2, longitude: 4.4 } }, { message: "51.2, 4.4" }],
    [
      "cards, each with its picture where it belongs",
      {
        type: "carousel",
        text: "Pick",
        cards: [
          { title: "A", subtitle: "small", image: "https://x.example/a", buttons: [{ title: "Take A", kind: "go" }] },
          {
            title: "B",
            image: "https://x.example/b",
            buttons: [{ title: "See", kind: "open", url: "https://x.example" }],
          },
        ],
      },
      {
        message: "Pick\nA\nsmall\nB\nSee: https://x.example",
        quickReplies: ["Take A"],
        attachments: [
          { offset: 12, url: "https://x.example/a" },
          { offset: 14, url: "https://x.example/b" },
        ],
      },
    ],
  ])("%s", (_, message, body) => {
    const made = bodyOf(message);
    expect(made).toEqual({ ...about, ...body });
    expect(webhookBody.strict().parse(made)).toEqual(made);
  });

  test("a payload goes as it is, but cannot pass itself off as somebody else's", () => {
    const raw = { message: "own", userID: 1, channelID: "other", timestamp: 0, quickReplies: ["a"], extra: { b: 1 } };
    const body = { ...about, message: "own", quickReplies: ["a"], extra: { b: 1 } };
    expect(bodyOf({ type: "payload", raw })).toEqual(body);
    expect(bodyOf({ type: "payload", channel: "apiMedium", raw })).toEqual(body);
    expect(bodyOf({ type: "payload", raw: [1] })).toEqual({ ...about, message: "", payload: [1] });
  });

  test("a payload for another channel is not told", () => {
    expect(bodyOf({ type: "payload", channel: "whatsapp", raw: {} })).toBeUndefined();
  });
});
