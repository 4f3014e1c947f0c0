import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { typeHelp } from "../../server/src/features/typeHelp.ts";
import { wordAt } from "../../server/src/features/wordAt.ts";
import { sections, wordHelp } from "../../server/src/features/wordHelp.ts";
import { parse } from "../../server/src/language/parse.ts";
import { keywords, tokenKind } from "../../server/src/language/tokens.ts";
import { nodePathAt } from "../../server/src/language/traverse.ts";
import { SYSTEM_ENTITIES } from "../../server/src/semantics/systemEntities.ts";
import { corpusFiles } from "../support/flowCorpus.ts";

/** What is told at the `▮` of a text. */
function told(marked: string): string | undefined {
  const found = wordAt(parse(marked.replace("▮", "")), marked.indexOf("▮"));
  return found && `${found.kind} ${found.word}: ${found.text}`;
}

describe("over the whole grammar", () => {
  const types = Object.keys(typeHelp).map((name) => `var a: ${name}`);
  const words = [...corpusFiles.map(({ text }) => text), ...types].flatMap((text) => {
    const parsed = parse(text);
    return parsed.tokens
      .filter((token) => tokenKind(token) === "keyword")
      .filter(({ startOffset }) => nodePathAt(parsed.tree, startOffset).at(-1)?.kind !== "Name")
      .map((token) => ({ token, found: wordAt(parsed, token.startOffset + 1) }));
  });

  test("every keyword is explained where it stands", () => {
    const silent = words.filter(({ found }) => found === undefined).map(({ token }) => token.image);
    expect(silent).toEqual([]);
    for (const { token, found } of words) {
      expect(found?.span).toEqual({ start: token.startOffset, end: token.startOffset + token.image.length });
      expect(found?.text).toMatch(/^[`A-Z].*\.$/);
    }
  });

  test("every meaning of the table is met", () => {
    const met = new Set(words.map(({ found }) => `${found?.word}: ${found?.text}`));
    const all = Object.entries(wordHelp).flatMap(([word, meanings]) =>
      meanings.map(({ text }) => `${word}: ${text === "" ? typeHelp[word as keyof typeof typeHelp] : text}`),
    );
    expect(all.filter((one) => !met.has(one))).toEqual([]);
    expect(Object.keys(wordHelp).sort()).toEqual([...keywords].sort());
    expect([...SYSTEM_ENTITIES].filter((name) => !Object.hasOwn(typeHelp, name))).toEqual([]);
  });
});

test("every section that is linked to is there", () => {
  const docs = readFileSync(new URL("../../docs/language.md", import.meta.url), "utf8");
  const anchors = [...docs.matchAll(/^## (.*)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, "")
      .replaceAll(" ", "-"),
  );
  expect(Object.values(sections).filter((anchor) => !anchors.includes(anchor))).toEqual([]);
});

test.each([
  ["state a { ask x as nu▮mber", "type number: A number such as `2.5`, read as the user's language writes it."],
  ["state a { ask x as mon▮ey", "type money: An amount of money: an object with `amount` and `currency`."],
  ['intent a { "pay {mon▮ey}" }', "type money: An amount of money: an object with `amount` and `currency`."],
  ['state a { say "{a an▮d b}" }', "keyword and: Whether both sides hold."],
  ["state a { -> e▮nd }", "keyword end: Ends the conversation and forgets `session` and `temp`."],
  ["state a { on any in▮ vip -> b }", "keyword in: Only while that context is active."],
  ["state a { set x = 1 in▮ y }", "keyword in: Whether a list, the keys of an object or a text hold the value."],
])("half typed or finished: %s", (text, expected) => {
  expect(told(text)).toBe(expected);
});

test.each([
  "state sa▮y { -> end }",
  "state a { -> sta▮te }",
  "state a { set a▮sk = 1 }",
  "state a { -> `e▮nd` }",
  'state a { say "sa▮y" }',
  "state a { } // sa▮y",
  "/* sa▮y */ state a { }",
  "▮",
])("a name, a text or a comment is no keyword: %s", (text) => {
  expect(told(text)).toBeUndefined();
});
