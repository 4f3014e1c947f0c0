import { expect, test } from "vitest";
import { shortValue } from "../../client/src/debug/shortValue.ts";

test("what fits is kept as it is", () => {
  const value = { a: [1, "x", null, true], b: { c: { d: 2.5 } } };
  expect(shortValue(value)).toEqual(value);
});

test("what is long, wide or deep is cut", () => {
  expect(shortValue("x".repeat(1_000_000))).toBe(`${"x".repeat(300)}…`);
  expect(shortValue(Array.from({ length: 1_000 }, (_, at) => at))).toHaveLength(30);
  expect(shortValue({ a: { a: { a: { a: { a: 1 } } } } })).toEqual({ a: { a: { a: { a: "…" } } } });
});
