import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "../../server/src/language/parse.ts";
import { corpusFiles, corpusPieces } from "../support/flowCorpus.ts";
import { mutate, mutation } from "../support/mutations.ts";
import { runs } from "../support/runs.ts";
import { rangeFaults } from "../support/treeRanges.ts";

describe("a mutated file", () => {
  test("gives a tree with nested ranges and problems inside the file, never an exception", () => {
    const file = fc.array(fc.constantFrom(...corpusPieces), { minLength: 1, maxLength: 3 });
    const property = fc.property(file, fc.array(mutation, { minLength: 1, maxLength: 4 }), (pieces, changes) => {
      const text = changes.reduce(mutate, pieces.join("\n\n"));
      expect(rangeFaults(parse(text))).toEqual([]);
    });
    fc.assert(property, { numRuns: runs(100_000) });
  });

  test("is read the same way whatever was read before", () => {
    const property = fc.property(fc.constantFrom(...corpusPieces), mutation, (piece, change) => {
      const text = mutate(`stray\n  ${piece}`, change);
      parse("state s {");
      const one = parse(text);
      parse("    state s {");
      const other = parse(text);
      expect(other.problems).toEqual(one.problems);
      expect(other.tree).toEqual(one.tree);
    });
    fc.assert(property, { numRuns: runs(10_000) });
  });

  test("of arbitrary characters does the same", () => {
    const property = fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      expect(rangeFaults(parse(text))).toEqual([]);
    });
    fc.assert(property, { numRuns: runs(20_000) });
  });

  test("that is cut anywhere does the same", () => {
    for (const { text } of corpusFiles) {
      const step = Math.max(1, Math.floor(text.length / runs(4_000)));
      for (let end = 0; end <= text.length; end += step) {
        expect(rangeFaults(parse(text.slice(0, end))), `the first ${end} characters`).toEqual([]);
      }
    }
  });
});
