import { expect, test } from "vitest";
import { firstWord, fittingSnippets } from "../../server/src/features/completion/fittingSnippets.ts";
import { type Keyword, keywords } from "../../server/src/language/tokens.ts";
import snippets from "../../syntaxes/snippets.json" with { type: "json" };

const declarations: readonly Keyword[] = [
  "bot",
  "service",
  "var",
  "intent",
  "entity",
  "on",
  "state",
  "mock",
  "preset",
  "test",
];
const steps: readonly Keyword[] = [
  "say",
  "ask",
  "api",
  "set",
  "clear",
  "if",
  "match",
  "call",
  "wait",
  "track",
  "handover",
  "language",
  "context",
];

const prefixes = (words: readonly Keyword[]) => fittingSnippets(new Set(words)).map(({ prefix }) => prefix);

test("declarations fit at the top, and a flow only where its header fits", () => {
  expect(prefixes(declarations)).toEqual([
    "bot",
    "state",
    "service",
    "var",
    "intent",
    "entity",
    "onintent",
    "ontext",
    "onany",
    "mock",
    "preset",
    "test",
  ]);
  expect(prefixes(["flow", ...declarations])).toContain("flow");
});

test("steps and routes fit in a state", () => {
  expect(prefixes(["on", ...steps])).toEqual([
    "say",
    "sayreplies",
    "saylanguages",
    "saybutton",
    "image",
    "ask",
    "api",
    "apiget",
    "onintent",
    "ontext",
    "onany",
    "if",
    "ifelse",
    "match",
    "set",
    "call",
  ]);
});

test.each<[string, readonly Keyword[]]>([
  ["a value", ["state", "true", "false", "null", "not"]],
  ["a target", ["end", "back", "return", "restart"]],
  [
    "an API step",
    ["query", "headers", "body", "form", "auth", "timeout", "retry", "save", "session", "nextDialogstate", "on"],
  ],
  ["a test", ["mock", "user", "tap", "event", "attach", "wait", "bot", "expect"]],
  ["nothing", []],
])("none fits in %s", (_, words) => {
  expect(prefixes(words)).toEqual([]);
});

test("every snippet begins with a keyword and fits somewhere", () => {
  for (const { body } of Object.values(snippets)) expect(keywords).toContain(firstWord(body));
  expect(fittingSnippets(new Set(keywords)).length).toBe(Object.keys(snippets).length);
});
