import { expect, test } from "vitest";
import { parse } from "../../server/src/language/parse.ts";
import snippets from "../../syntaxes/snippets.json" with { type: "json" };

/** A snippet as it stands after Tab was pressed until the end: every place holds what it proposes. */
function filledIn(body: readonly string[]): string {
  let text = body.join("\n").replace(/\$\{TM_FILENAME_BASE\}/g, "transfer");
  // Places hold places: fill in from the inside.
  for (let before = ""; before !== text; ) {
    before = text;
    text = text
      .replace(/\$\{\d+\|((?:[^|\\]|\\.)*)\|\}/g, (_, choices: string) => choices.split(",")[0] ?? "")
      .replace(/\$\{\d+:((?:[^{}$\\]|\\.|\{[^{}$\\]*\\\})*)\}/g, "$1");
  }
  return text.replace(/\$\d/g, "").replaceAll("\\}", "}").replaceAll("\\$", "$");
}

const atTop = new Set([
  "Flow",
  "Bot",
  "State",
  "Service",
  "Variable",
  "Intent",
  "Entity",
  "Route on an intent",
  "Mock",
  "Preset",
  "Test",
]);
/** Snippets that stand inside of something else. */
const around: Readonly<Record<string, (text: string) => string>> = {
  Image: (text) => text,
  "Check an answer": (text) => `ask session.amount as number "How much?" {\n${text}\n}`,
};

test.each(Object.entries(snippets))("%s gives a flow that parses", (name, { body }) => {
  const text = filledIn(body);
  expect(text).not.toMatch(/\$\{|\$\d/);
  const file = atTop.has(name) ? text : `state place {\n${(around[name] ?? String)(text)}\n}\n`;
  expect(
    parse(file).problems.map(({ message }) => message),
    file,
  ).toEqual([]);
});

test("every snippet has a prefix of its own", () => {
  const prefixes = Object.values(snippets).map(({ prefix }) => prefix);
  expect(new Set(prefixes).size).toBe(prefixes.length);
});
