import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { corpusPieces } from "../support/flowCorpus.ts";
import { correctFile } from "../support/flowGenerator.ts";
import { formattingFaults } from "../support/formatting.ts";
import { mutate, mutation } from "../support/mutations.ts";
import { runs } from "../support/runs.ts";

const width = fc.constantFrom(100, 100, 60, 30, 10, 1);

const options = fc.record({ width, indent: fc.constantFrom(2, 2, 4, 1) });
const changes = fc.array(mutation, { minLength: 1, maxLength: 4 });

describe("formatting keeps meaning, tokens and comments, and a second time changes nothing", () => {
  test("of a correct file", () => {
    fc.assert(
      fc.property(correctFile, fc.constantFrom("\n", "\r\n"), options, (text, lineEnd, chosen) => {
        expect(formattingFaults(text.replaceAll("\n", lineEnd), chosen)).toEqual([]);
      }),
      { numRuns: runs(10_000) },
    );
  });

  test("of a correct file that was then changed", () => {
    fc.assert(
      fc.property(correctFile, changes, options, (text, mutations, chosen) => {
        expect(formattingFaults(mutations.reduce(mutate, text), chosen)).toEqual([]);
      }),
      { numRuns: runs(10_000) },
    );
  });

  test("of declarations without care that were then changed", () => {
    const untidy = fc
      .tuple(fc.constantFrom(...corpusPieces), fc.constantFrom("\n", "\n    ", "\n\n\n", " \n\t", "\r\n"))
      .map(([piece, lineEnd]) => piece.replaceAll(/\n */g, lineEnd));
    const file = fc.array(untidy, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(file, changes, options, (pieces, mutations, chosen) => {
        expect(formattingFaults(mutations.reduce(mutate, pieces.join("\n\n")), chosen)).toEqual([]);
      }),
      { numRuns: runs(40_000) },
    );
  });
});
