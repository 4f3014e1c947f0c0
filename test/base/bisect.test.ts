import { expect, test } from "vitest";
import { countBefore } from "../../server/src/base/bisect.ts";

test.each([
  [0, 0],
  [1, 0],
  [2, 1],
  [3, 1],
  [4, 3],
  [9, 4],
])("of 1, 3, 3, 8 so many stand before %i: %i", (offset, count) => {
  expect(countBefore([1, 3, 3, 8], offset, (start) => start)).toBe(count);
});

test("nothing stands before anything in an empty list", () => {
  expect(countBefore<number>([], 5, (start) => start)).toBe(0);
});
