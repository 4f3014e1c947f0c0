import { describe, expect, test } from "vitest";
import { curlOf } from "../../client/webview/conversation/curl.ts";
import { emptyConversation, reduceAll } from "../../client/webview/conversation/model.ts";
import { problemOf } from "../../client/webview/conversation/optionsProblem.ts";
import { emptyPanel, keptPanel, receive } from "../../client/webview/conversation/panelState.ts";
import { readSent } from "../../client/webview/conversation/sentInput.ts";
import { transcriptText } from "../../client/webview/conversation/transcriptText.ts";
import { changeLimit, memoryDiff } from "../../client/webview/conversation/turnFacts.ts";
import { zoomed } from "../../client/webview/conversation/zoom.ts";
import { nextStop } from "../../client/webview/messages/nextStop.ts";
import { plainText } from "../../client/webview/messages/plainText.ts";
import type { MemoryEvent, RequestEvent, RunEvent } from "../../server/src/runtime/events.ts";

const request: RequestEvent = {
  type: "request",
  turn: 1,
  at: 0,
  id: "r1",
  method: "POST",
  url: "http://localhost:4100/a?b=1&c=2",
  headers: { authorization: "•••" },
  body: { text: "it's" },
};
const write = (path: string, previous: MemoryEvent["previous"], value: MemoryEvent["value"]): MemoryEvent => ({
  type: "memory",
  turn: 1,
  at: 0,
  path,
  previous,
  value,
});

test("a request as a line of a shell, whatever is in it", () => {
  expect(curlOf(request)).toBe(
    [
      "curl -X POST 'http://localhost:4100/a?b=1&c=2' \\",
      "  -H 'authorization: •••' \\",
      `  --data-raw '{"text":"it'\\''s"}'`,
    ].join("\n"),
  );
  expect(curlOf({ ...request, method: "GET; rm -rf /", headers: {}, body: null })).toBe(
    "curl -X 'GET; rm -rf /' 'http://localhost:4100/a?b=1&c=2'",
  );
});

test("the transcript as a text", () => {
  const events: readonly RunEvent[] = [
    { type: "message", turn: 0, at: 0, message: { type: "text", text: "Hello\nthere", replies: [{ title: "Yes" }] } },
    { type: "input", turn: 1, at: 0, input: { type: "tap", text: "Yes" } },
    request,
    { type: "input", turn: 2, at: 0, input: { type: "silence", ms: 5000 } },
  ];
  expect(transcriptText(reduceAll(emptyConversation, events).items)).toBe(
    [
      "Bot: Hello",
      "     there",
      "     [Yes]",
      "User: Yes",
      "[POST http://localhost:4100/a?b=1&c=2 → no answer]",
      "User: (silence for 5 s)",
    ].join("\n"),
  );
});

describe("memory", () => {
  test("writes to one path are one change, and one that comes back is none", () => {
    const changes = [
      write("session.a", 1, 2),
      write("session.b", null, "x"),
      write("session.a", 2, 3),
      write("session.b", "x", null),
    ];
    expect(memoryDiff(changes).map(({ path, before, after }) => [path, before, after])).toEqual([["session.a", 1, 3]]);
  });

  test("a loop that writes without end fills no memory", () => {
    const events = Array.from({ length: changeLimit + 50 }, (_, index) => write("temp.i", index, index + 1));
    expect(reduceAll(emptyConversation, events).turns[0]?.changes.length).toBe(changeLimit);
  });
});

test.each([
  ["event", { name: " " }],
  ["event", { name: "paid", data: "{" }],
  ["attachment", { url: "a.png" }],
  ["location", { latitude: "91", longitude: "0" }],
  ["location", { latitude: "", longitude: "0" }],
  ["silence", { seconds: "soon" }],
  ["silence", { seconds: "-1" }],
] as const)("%s with %j is refused in words", (kind, fields) => {
  expect(readSent(kind, fields).ok).toBe(false);
});

test.each([
  ["ArrowRight", 2, false, 0],
  ["ArrowLeft", 0, false, 2],
  ["ArrowRight", 1, true, 0],
  ["Home", 2, false, 0],
  ["End", 0, false, 2],
  ["x", 0, false, undefined],
  ["End", -1, false, undefined],
] as const)("%s from place %i leads on, mirrored: %s", (key, at, isMirrored, next) => {
  expect(nextStop(key, at, 3, isMirrored)).toBe(next);
});

test("the zoom has ends, and goes in tenths", () => {
  expect(zoomed(1, "zoomIn")).toBe(1.1);
  expect(zoomed(3, "zoomIn")).toBe(3);
  expect(zoomed(0.6, "zoomOut")).toBe(0.6);
  expect(zoomed(2, "zoomReset")).toBe(1);
});

test("signs that turn the order of a text around are seen, those that right-to-left texts need stay", () => {
  expect(plainText("a\u202Egnp.exe")).toBe("a[U+202E]gnp.exe");
  expect(plainText("\u200Fمرحبا\u2067x\u2069")).toBe("\u200Fمرحبا\u2067x\u2069");
});

test("a clock that is no time and a seed that is no number are refused", () => {
  expect(problemOf({ presets: [], mocks: false, now: "soon" })).toBeDefined();
  expect(problemOf({ presets: [], mocks: false, seed: 0.5 })).toBeDefined();
  expect(problemOf({ presets: [], mocks: false, now: "2026-03-01T09:00:00Z", seed: 1 })).toBeUndefined();
});

test("of a conversation too large for the editor's storage the end is kept", () => {
  const events = Array.from(
    { length: 50 },
    (_, turn): RunEvent => ({ type: "message", turn, at: 0, message: { type: "text", text: "x".repeat(100_000) } }),
  );
  const state = receive(emptyPanel, { type: "events", events });
  const kept = keptPanel(state, { draft: "", zoom: 1, pane: undefined });
  expect(kept.events.length).toBeGreaterThan(0);
  expect(JSON.stringify(kept.events).length).toBeLessThanOrEqual(1_000_000);
  expect(kept.events.at(-1)).toBe(events.at(-1));
});
