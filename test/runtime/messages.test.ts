import { describe, expect, test } from "vitest";
import { answers, json, talk, tap } from "../support/conversation.ts";

const source = `
  state s { api GET "http://bank.test/" { session order { kind: text } } say "After" }
  state home id "home" { say "Home {order.kind ?? "-"}" }
`;

function sent(messages: unknown, ...taps: readonly string[]): string {
  const lines = talk(
    source,
    taps.map((title) => tap(title)),
    { backend: answers(json({ messages })), show: ["message", "report"] },
  );
  return lines.replace("< After", "").trim().replace(/\n+/g, "\n");
}

const postback = { nextDialogstateId: "home", params: [{ key: "order.kind", value: "parcel" }] };

describe("messages of a backend, first generation", () => {
  test("text, of whose alternatives one is said", () => {
    expect(sent([{ type: "text", config: { textMessages: [{ text: "Hi" }] } }])).toBe("< Hi");
    expect(sent([{ type: "text", config: { textMessages: [{ text: "a" }, { text: "a" }, "a"] } }])).toBe("< a");
  });

  test("buttons of every type", () => {
    const buttons = [
      { type: "postback", title: "Track", payload: postback },
      { type: "web_url", title: "Site", url: "https://shop.test" },
      { type: "phone_number", title: "Call", payload: "+3230000000" },
      { type: "call", title: "Ring", call: "+32" },
    ];
    expect(sent([{ type: "buttons", config: { textMessages: [{ text: "Pick" }], buttons } }], "Track")).toBe(
      "< Pick (Track) (Site: https://shop.test) (Call: +3230000000) (Ring: +32)\n< Home parcel",
    );
  });

  test("quick replies, whose parameters are stored before they lead on", () => {
    const quickReplies = [
      { type: "postback", title: "Home", imageUrl: "https://x/i.png", payload: postback },
      { type: "location", title: "Send location" },
    ];
    expect(sent([{ type: "quickReplies", config: { textMessages: [{ text: "Which?" }], quickReplies } }], "Home")).toBe(
      "< Which? [Home] [Send location]\n< Home parcel",
    );
  });

  test("media", () => {
    const media = (type: string): unknown => ({ type: "media", config: { media: { type, url: "https://x/1" } } });
    expect(sent([media("image"), media("video"), media("audio"), media("attachment")])).toBe(
      "< (media) image https://x/1\n< (media) video https://x/1\n< (media) audio https://x/1\n< (media) file https://x/1",
    );
  });

  test("carousel and list with their cards and buttons", () => {
    const elements = [
      {
        title: "T",
        subTitle: "S",
        imageUrl: "https://x/1.jpg",
        webUrl: "https://x",
        buttons: [{ type: "postback", title: "Pick T", payload: postback }],
      },
      { title: "U" },
    ];
    expect(sent([{ type: "carousel", config: { elements } }], "Pick T")).toBe(
      "< (carousel) T(Pick T)(T: https://x) / U\n< Home parcel",
    );
    expect(
      sent([
        {
          type: "list",
          config: { size: "LARGE", elements, button: { type: "web_url", title: "More", url: "https://x/m" } },
        },
      ]),
    ).toBe("< (list) T(Pick T)(T: https://x) / U (More: https://x/m)");
  });
});

describe("messages of a backend, second generation", () => {
  test("one key per message", () => {
    const messages = [
      { textMessageTemplate: { textMessages: ["Hi"] } },
      {
        buttonTemplate: {
          textMessages: ["Pick"],
          buttons: [
            { urlButton: { title: "Site", url: "https://x" } },
            { phoneNumberButton: { title: "Call", phoneNumber: "+32" } },
          ],
        },
      },
      {
        quickReplyTemplate: {
          textMessages: ["Q"],
          quickReplies: [
            {
              title: "Go",
              payload: { nextDialogstateId: "home", sessionDataToSet: [{ key: "order.kind", value: "box" }] },
            },
          ],
        },
      },
      { attachmentTemplate: { media: { url: "https://x/1", type: "image" } } },
      {
        carouselTemplate: {
          elements: [
            { title: "T", imageUrl: "https://x", buttons: [{ postBackButton: { title: "P", payload: postback } }] },
          ],
        },
      },
    ];
    expect(sent(messages, "Go")).toBe(
      "< Hi\n< Pick (Site: https://x) (Call: +32)\n< Q [Go]\n< (media) image https://x/1\n< (carousel) T(P)\n< Home box",
    );
  });
});

describe("what cannot be read", () => {
  test("is skipped and reported; the others are sent", () => {
    const messages = [
      5,
      {},
      { type: "hologram", config: {} },
      { type: "text", config: "x" },
      { type: "text", config: { textMessages: [] } },
      { type: "buttons", config: { buttons: [{ title: 5 }] } },
      { type: "media", config: { media: {} } },
      { type: "carousel", config: { elements: [1] } },
      { type: "text", config: { textMessages: ["Good"] } },
    ];
    expect(sent(messages)).toBe(
      [
        "! bad-message: Message 1 of the answer was skipped: a message must be an object with `type` and `config`.",
        "! bad-message: Message 2 of the answer was skipped: it has no `type`.",
        '! bad-message: Message 3 of the answer was skipped: its type "hologram" is none of text, buttons, quickReplies, carousel, list and media.',
        "! bad-message: Message 4 of the answer was skipped: its `config` is no object.",
        "! bad-message: Message 5 of the answer was skipped: it has no `textMessages` with a text.",
        "! bad-message: Message 6 of the answer was skipped: it has no `buttons` that can be read; button 1 has no `title`.",
        "! bad-message: Message 7 of the answer was skipped: its `media` has no `url`.",
        "! bad-message: Message 8 of the answer was skipped: it has no `elements` that can be read; element 1 has nothing to show.",
        "< Good",
      ].join("\n"),
    );
  });

  test("messages that are no list are reported, an empty list is fine", () => {
    expect(sent({})).toBe("! bad-message: The answer's `messages` is an object, but it must be a list.");
    expect(sent([])).toBe("");
    expect(sent(null)).toBe("");
  });

  test("of too many the first are sent", () => {
    const many = Array.from({ length: 60 }, () => ({ type: "text", config: { textMessages: ["x"] } }));
    expect(sent(many).match(/< x/g)).toHaveLength(50);
    expect(sent(many)).toContain("! limit: The answer has 60 messages; the first 50 were sent.");
  });
});
