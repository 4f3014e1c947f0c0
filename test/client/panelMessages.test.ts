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
  [{ type: "input", input: { type: "event", name: "paid" } }],
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
