import { describe, expect, test } from "vitest";
import { createLexer, lex } from "../../server/src/language/lexer.ts";
import { parse } from "../../server/src/language/parse.ts";
import { FlowParser } from "../../server/src/language/parser.ts";
import { keywords, tokenKind } from "../../server/src/language/tokens.ts";
import { drawTree } from "../support/drawTree.ts";
import { corpusFiles } from "../support/flowCorpus.ts";
import { problemsOf } from "../support/readFlow.ts";
import { rangeFaults } from "../support/treeRanges.ts";

describe("the grammar", () => {
  test("is valid and without ambiguities that nobody decided", () => {
    expect(() => new FlowParser(true)).not.toThrow();
    expect(createLexer(true).lexerDefinitionErrors).toEqual([]);
  });

  test.each(corpusFiles.map(({ name, text }) => [name, text]))("reads %s without a problem", (_name, text) => {
    expect(problemsOf(text)).toBe("");
    expect(rangeFaults(parse(text))).toEqual([]);
  });

  test("is used whole by the corpus", () => {
    const used = new Set(corpusFiles.flatMap(({ text }) => lex(text).tokens.map((token) => token.image)));
    expect(keywords.filter((word) => !used.has(word))).toEqual([]);
  });

  test("reserves no keyword: each can be a state, a variable, a member, a key and an entity", () => {
    for (const word of keywords) {
      const target = ["end", "back", "return", "restart"].includes(word) ? `\`${word}\`` : word;
      const text = `state ${word} { set session.${word} = ${`session.${word}`} -> ${target} call ${word} -> flow.${word} }
entity ${word} { ${word} "x" } var session.x: { ${word}: text } = { ${word}: 1 } mock ${word} GET "/" {} preset ${word} { ${word} = 1 }`;
      expect(problemsOf(text), word).toBe("");
    }
  });

  test("takes no layout for a mistake", () => {
    for (const text of [
      "flow flow intent a { }\n  entity matches { }",
      'state a { say {\nen "x" } } state\nb { -> a }',
      "entity e {\nstate\nmock\n}",
      'state a {\nmatch x { "a" ->\nsay\n"c" -> d } }',
      "var x: sensitive\nvar y =\nstate z",
    ]) {
      expect(problemsOf(text)).toBe("");
    }
  });

  test("takes a name in backticks for no keyword", () => {
    const kinds = lex("`say` say say1 größe").tokens.map(tokenKind);
    expect(kinds).toEqual(["quotedName", "keyword", "name", "name"]);
  });

  test.each([" ", "\n", "\n\n  // nothing\n"])("does not care what stands between tokens: %j", (between) => {
    const undocumented = (tree: string): string => tree.replaceAll(/ documentation="[^"\n]*"/g, "");
    for (const { text } of corpusFiles) {
      const spread = lex(text)
        .tokens.map((token) => token.image)
        .join(between);
      expect(problemsOf(spread)).toBe("");
      expect(drawTree(parse(spread).tree)).toBe(undocumented(drawTree(parse(text).tree)));
    }
  });
});
