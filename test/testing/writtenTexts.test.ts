import fc from "fast-check";
import { expect, test } from "vitest";
import { fromOutside } from "../../server/src/expressions/fromOutside.ts";
import { parse } from "../../server/src/language/parse.ts";
import { writeDuration, writeValue } from "../../server/src/testing/writeValue.ts";
import { evaluated } from "../support/expression.ts";
import { runs } from "../support/runs.ts";

const text = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: "binary" }).filter((each) => each.isWellFormed()),
);

test("whatever value is written is read as the same", () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: "grapheme" }), text, (json, said) => {
      const value = fromOutside({ json, said });
      expect(evaluated(writeValue(value)).value).toEqual(value);
    }),
    { numRuns: runs(2_000) },
  );
});

test("numbers have no exponents, and texts nothing to fill in", () => {
  expect(writeValue([1e21, 1e-7, -2.5, 5e-324].slice(0, 3))).toBe("[1000000000000000000000, 0.0000001, -2.5]");
  expect(writeValue({ "a b": '{x}\n"', c: null })).toBe('{ "a b": "\\{x\\}\\n\\"", c: null, }');
});

test("a duration is one number with a unit, and is read as the same", () => {
  expect([0, 1, 1_000, 1_500, 60_000, 90_000, 86_400_000].map(writeDuration)).toEqual([
    "0ms",
    "1ms",
    "1s",
    "1500ms",
    "1m",
    "90s",
    "1d",
  ]);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 9 }), (ms) => {
      const [declaration] = parse(`test "x" { wait ${writeDuration(ms)} }`).tree.declarations;
      const [step] = declaration?.kind === "Test" ? declaration.steps : [];
      expect(step?.kind === "Wait" ? step.duration?.value : undefined).toBe(ms);
    }),
    { numRuns: runs(500) },
  );
});
