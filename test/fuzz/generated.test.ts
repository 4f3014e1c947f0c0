import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lex } from "../../server/src/language/lexer.ts";
import { parse } from "../../server/src/language/parse.ts";
import { keywords } from "../../server/src/language/tokens.ts";
import { visit } from "../../server/src/language/traverse.ts";
import { drawTree } from "../support/drawTree.ts";
import { correctFile } from "../support/flowGenerator.ts";
import { mutate, mutation } from "../support/mutations.ts";
import { problemsOf } from "../support/readFlow.ts";
import { runs } from "../support/runs.ts";
import { rangeFaults } from "../support/treeRanges.ts";

describe("a file made from the grammar", () => {
  test("is read without a problem", () => {
    fc.assert(
      fc.property(correctFile, (text) => {
        expect(problemsOf(text), text).toBe("");
        expect(rangeFaults(parse(text))).toEqual([]);
      }),
      { numRuns: runs(10_000) },
    );
  });

  test("means the same however its tokens are spread over lines", () => {
    fc.assert(
      fc.property(correctFile, fc.constantFrom(" ", "\n"), (text, between) => {
        const spread = lex(text)
          .tokens.map((token) => token.image)
          .join(between);
        expect(drawTree(parse(spread).tree), spread).toBe(drawTree(parse(text).tree));
      }),
      { numRuns: runs(2_000) },
    );
  });

  test("and then changed gives a sound tree", () => {
    fc.assert(
      fc.property(correctFile, fc.array(mutation, { minLength: 1, maxLength: 3 }), (text, changes) => {
        expect(rangeFaults(parse(changes.reduce(mutate, text)))).toEqual([]);
      }),
      { numRuns: runs(10_000) },
    );
  });

  test("uses every keyword and every kind of node sooner or later", () => {
    const words = new Set<string>();
    const kinds = new Set<string>();
    for (const text of fc.sample(correctFile, 1_500)) {
      const { tokens, tree } = parse(text);
      for (const { image } of tokens) words.add(image);
      visit(tree, (node) => kinds.add(node.kind));
    }
    expect(keywords.filter((word) => !words.has(word))).toEqual([]);
    expect(kinds.size).toBeGreaterThan(100);
  });
});
