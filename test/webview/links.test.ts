import { expect, test } from "vitest";
import { codeParts } from "../../client/webview/messages/codeParts.ts";
import { isLocal, linkParts, webUrl } from "../../client/webview/messages/links.ts";

test.each([
  ["no link at all", ["no link at all"]],
  ["see https://a.example/b?c=1, then", ["see ", "<https://a.example/b?c=1>", ", then"]],
  ["(http://a.example).", ["(", "<http://a.example>", ")."]],
  ["HTTPS://A.EXAMPLE and https://b.example!", ["<HTTPS://A.EXAMPLE>", " and ", "<https://b.example>", "!"]],
  ["javascript:alert(1) ftp://a.example", ["javascript:alert(1) ftp://a.example"]],
  ["<img src=http://a.example/x onerror=alert(1)>", ["<img src=", "<http://a.example/x>", " onerror=alert(1)>"]],
  ["https://", ["https://"]],
  ["", []],
])("%s", (text, parts) => {
  expect(linkParts(text).map((part) => (part.url === undefined ? part.text : `<${part.url}>`))).toEqual(parts);
});

test("the parts make up the text", () => {
  const text = "a https://b.example. c (http://d.example/e) f";
  expect(
    linkParts(text)
      .map((part) => part.text)
      .join(""),
  ).toBe(text);
});

test.each([
  ["http://localhost:4100/a.png", true],
  ["http://127.0.0.1/a.png", true],
  ["https://localhost.example/a.png", false],
  ["https://example.com/localhost", false],
])("%s is on this computer: %s", (address, local) => {
  const url = webUrl(address);
  expect(url && isLocal(url)).toBe(local);
});

test.each([
  ["The state `a.b` is missing.", ["The state ", "<a.b>", " is missing."]],
  ["`a` and `b`", ["<a>", " and ", "<b>"]],
  ["one ` alone", ["one ` alone"]],
  ["``", ["``"]],
  ["", []],
])("names in backticks: %s", (sentence, parts) => {
  expect(codeParts(sentence).map(({ text, code }) => (code ? `<${text}>` : text))).toEqual(parts);
});
