import fc from "fast-check";
import { expect, test } from "vitest";
import { writeValue } from "../../server/src/testing/writeValue.ts";
import { run } from "../support/conversation.ts";
import { runs } from "../support/runs.ts";

test.each([5e-324, -5e-324, 1.5e-7, -2.25e-110, 1e-101, 1e21, 1.7976931348623157e308, 0.1, -3, 0])(
  "%d is read as it was",
  (value) => {
    const written = writeValue(value);
    expect(written).not.toMatch(/e/);
    expect(Number(written)).toBe(value);
  },
);

test("any number is read as it was, by the language too", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      fc.pre(!Object.is(value, -0));
      const { state } = run(`state s { set a = ${writeValue(value)} ask b as text "?" }`);
      expect(JSON.parse(JSON.stringify(state.memory.session))).toEqual({ a: value });
    }),
    { numRuns: runs(1_000) },
  );
});
