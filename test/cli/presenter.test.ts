import { describe, expect, test } from "vitest";
import { Presenter } from "../../server/src/cli/run/presenter.ts";
import { createStyle } from "../../server/src/cli/terminal.ts";
import type { BotMessage, RunEvent } from "../../server/src/runtime/events.ts";

const base = { turn: 1, at: 0 } as const;

function presenter(isInteractive = false): Presenter {
  const style = createStyle(false);
  return new Presenter({ style, errorStyle: style, isInteractive, shown: (file) => `bots/${file}` });
}

function said(message: BotMessage): RunEvent {
  return { ...base, type: "message", message };
}

describe("messages", () => {
  test.each<[string, BotMessage, string]>([
    ["a text", { type: "text", text: "Hello\nthere" }, "bot: Hello\n     there"],
    [
      "replies and buttons",
      {
        type: "text",
        text: "Well?",
        buttons: [
          { title: "Go", kind: "go" },
          { title: "Site", kind: "open", url: "https://bank.example" },
          { title: "Call", kind: "dial", number: "+31" },
        ],
        replies: [{ title: "Yes" }, { title: "No" }],
      },
      "bot: Well?\n  1. Go\n  Site: https://bank.example\n  Call: +31\n  2. Yes\n  3. No",
    ],
    [
      "media",
      { type: "media", media: { kind: "image", url: "http://x/a.png" }, text: "A card" },
      "bot: [image] http://x/a.png · A card",
    ],
    ["a location", { type: "location", location: { latitude: 1.5, longitude: -2 } }, "bot: [location] 1.5, -2"],
    ["a payload", { type: "payload", channel: "web", raw: { a: 1 } }, 'bot: [payload for web] {"a":1}'],
    [
      "cards",
      { type: "carousel", cards: [{ title: "A", subtitle: "b", buttons: [{ title: "Take", kind: "go" }] }] },
      "  A · b\n  1. Take",
    ],
  ])("%s", (_, message, lines) => {
    expect(presenter().present(said(message)).out.join("\n")).toBe(lines);
  });
});

describe("what is typed", () => {
  function offering(events: readonly RunEvent[] = []): Presenter {
    const shown = presenter();
    shown.present(said({ type: "text", text: "?", replies: [{ title: "Yes" }, { title: "No", value: 0 }] }));
    for (const event of events) shown.present(event);
    return shown;
  }

  test("a number or a title taps, anything else is a text", () => {
    const shown = offering();
    expect(shown.inputOf("2")).toEqual({ type: "tap", text: "No", value: 0 });
    expect(shown.inputOf(" yes ")).toEqual({ type: "tap", text: "Yes" });
    expect(shown.inputOf("3")).toEqual({ type: "text", text: "3" });
    expect(shown.inputOf("0")).toEqual({ type: "text", text: "0" });
    expect(shown.inputOf("maybe")).toEqual({ type: "text", text: "maybe" });
  });

  test("several messages of a turn go on counting, an input starts again", () => {
    const more = said({ type: "text", text: "!", replies: [{ title: "Later" }] });
    expect(offering([more]).inputOf("3")).toEqual({ type: "tap", text: "Later" });
    const input: RunEvent = { ...base, type: "input", input: { type: "text", text: "x" } };
    expect(offering([input]).inputOf("1")).toEqual({ type: "text", text: "1" });
    expect(offering([input, more]).inputOf("1")).toEqual({ type: "tap", text: "Later" });
  });

  test("where a number is asked for, a number is the answer", () => {
    const wait: RunEvent = { ...base, type: "wait", for: "answer", answerType: "number", replies: [] };
    expect(offering([wait]).inputOf("1")).toEqual({ type: "text", text: "1" });
    expect(offering([wait]).inputOf("no")).toEqual({ type: "tap", text: "No", value: 0 });
  });
});

describe("API steps and reports", () => {
  const response: RunEvent = {
    ...base,
    type: "response",
    id: "1",
    status: 200,
    headers: {},
    body: null,
    ms: 12,
    outcome: "success",
  };

  test("a request and its answer are a line each; only a terminal is told how long it took", () => {
    const request: RunEvent = {
      ...base,
      type: "request",
      id: "1",
      method: "GET",
      url: "http://x/",
      headers: {},
      body: null,
    };
    expect(presenter().present(request).out).toEqual(["→ GET http://x/"]);
    expect(presenter().present(response).out).toEqual(["← 200"]);
    expect(presenter(true).present(response).out).toEqual(["← 200 in 12 ms"]);
    expect(presenter(true).present({ ...response, recording: "recordings/a.json" }).out).toEqual([
      "← 200 from recordings/a.json",
    ]);
  });

  test("what went wrong is said", () => {
    const failed = (changes: Partial<typeof response>) => presenter().present({ ...response, ...changes }).out;
    expect(failed({ status: 500, outcome: "failure" })).toEqual(["← 500"]);
    expect(failed({ status: 200, outcome: "invalid" })).toEqual(["← 200 (invalid)"]);
    expect(failed({ status: null, outcome: "timeout", error: "It took too long." })).toEqual(["← It took too long."]);
  });

  test("reports go to standard error with their place", () => {
    const report: RunEvent = {
      ...base,
      type: "report",
      code: "broken-next",
      message: "There is no state `x`.",
      details: {},
      source: { file: "a.flow", range: { start: { line: 2, character: 4 }, end: { line: 2, character: 9 } } },
    };
    expect(presenter().present(report)).toEqual({
      out: [],
      error: ["bots/a.flow:3:5: broken-next: There is no state `x`."],
    });
  });
});
