import { expect, test } from "vitest";
import { readPanelMessage } from "../../client/src/conversation/readPanelMessage.ts";
import { lastName } from "../../client/src/conversation/stateName.ts";
import { webAddress } from "../../client/src/conversation/webAddress.ts";

const place = { file: "a.flow", range: { start: { line: 1, character: 2 }, end: { line: 1, character: 5 } } };

test.each([
  [{ type: "ready" }],
  [{ type: "restart" }],
  [{ type: "stop" }],
  [{ type: "continue" }],
  [{ type: "input", input: { type: "text", text: "hi" } }],
  [{ type: "input", input: { type: "tap", text: "Yes" } }],
  [{ type: "input", input: { type: "tap", text: "Yes", value: { a: [1, null, true] } } }],
  [{ type: "input", input: { type: "event", name: "paid" } }],
  [{ type: "input", input: { type: "event", name: "paid", data: { amount: 5 } } }],
  [
    {
      type: "input",
      input: { type: "attachment", data: { type: "image", url: "https://a.example/a.png", name: "a.png" } },
    },
  ],
  [{ type: "input", input: { type: "silence", ms: 60_000 } }],
  [{ type: "rewind", turn: 0 }],
  [{ type: "edit", turn: 2, input: { type: "text", text: "200" } }],
  [{ type: "variables" }],
  [{ type: "mocks", change: {} }],
  [{ type: "mocks", change: { mocks: ["a"] } }],
  [{ type: "mocks", change: { step: { file: "a.flow", line: 3 }, answer: null } }],
  [{ type: "mocks", change: { step: { file: "a.flow", line: 3 }, answer: { status: 409, body: { a: 1 }, delay: 5 } } }],
  [{ type: "mocks", change: { step: { file: "a.flow", line: 3 }, answer: { fault: "timeout" } } }],
  [
    {
      type: "launch",
      options: {
        presets: ["a"],
        mocks: true,
        recordings: "replay",
        seed: 1,
        user: "u",
        language: "nl",
        now: "2026-01-01",
      },
    },
  ],
  [{ type: "language", language: "nl" }],
  [{ type: "replay", id: "r1" }],
  [{ type: "reveal", place }],
  [{ type: "open", url: "https://example.com" }],
  [{ type: "dial", number: "+32" }],
  [{ type: "copy", text: "{}" }],
])("%j is read as it is", (message) => {
  expect(readPanelMessage(message)).toEqual(message);
});

test.each([
  [undefined],
  [null],
  ["ready"],
  [[]],
  [{}],
  [{ type: "unknown" }],
  [{ type: "input" }],
  [{ type: "input", input: { type: "text" } }],
  [{ type: "input", input: { type: "event", name: "" } }],
  [{ type: "input", input: { type: "attachment", data: { type: "image", url: "x" } } }],
  [{ type: "input", input: { type: "silence", ms: -1 } }],
  [{ type: "input", input: { type: "silence", ms: Number.NaN } }],
  [{ type: "rewind", turn: -1 }],
  [{ type: "rewind", turn: 0.5 }],
  [{ type: "edit", turn: 1 }],
  [{ type: "edit", input: { type: "text", text: "a" } }],
  [{ type: "language", language: 5 }],
  [{ type: "launch", options: { presets: [], mocks: "on" } }],
  [{ type: "launch", options: { presets: [], mocks: true, recordings: "on" } }],
  [{ type: "launch", options: { presets: [], mocks: true, seed: 0.5 } }],
  [{ type: "launch", options: { presets: [], mocks: true, user: 5 } }],
  [{ type: "mocks" }],
  [{ type: "mocks", change: { step: { file: "a.flow", line: -1 }, answer: null } }],
  [{ type: "mocks", change: { step: { file: "a.flow", line: 1 } } }],
  [{ type: "replay" }],
  [{ type: "input", input: { type: "text", text: 5 } }],
  [{ type: "reveal", place: { file: "a.flow" } }],
  [
    {
      type: "reveal",
      place: { ...place, range: { start: { line: -1, character: 0 }, end: { line: 0, character: 0 } } },
    },
  ],
  [{ type: "reveal", place: { ...place, file: 5 } }],
  [{ type: "open", url: 5 }],
  [{ type: "shown", shown: {} }],
])("%j is no message", (message) => {
  expect(readPanelMessage(message)).toBeUndefined();
});

test("what an input does not have is not passed on", () => {
  expect(readPanelMessage({ type: "input", input: { type: "text", text: "hi", value: 1, more: 2 } })).toEqual({
    type: "input",
    input: { type: "text", text: "hi" },
  });
});

test.each([
  ["https://example.com/a?b=1", "https://example.com/a?b=1"],
  ["HTTP://EXAMPLE.com", "http://example.com/"],
  ["javascript:alert(1)", undefined],
  ["command:workbench.action.quit", undefined],
  ["vscode://extension", undefined],
  ["file:///etc/passwd", undefined],
  ["data:text/html,x", undefined],
  [" https://example.com", "https://example.com/"],
  ["example.com", undefined],
  ["", undefined],
])("only the web opens: %s", (url, address) => {
  expect(webAddress(url)).toBe(address);
});

test.each([
  ["transfer.start", "start"],
  ["transfer.`Main menu`", "Main menu"],
  ["`order.test`.start", "start"],
  ["`order.test`.`a.b`", "a.b"],
  ["start", "start"],
])("the own name of %s", (fullName, name) => {
  expect(lastName(fullName)).toBe(name);
});
