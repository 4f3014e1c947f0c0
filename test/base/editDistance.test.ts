import fc from "fast-check";
import { expect, test } from "vitest";
import { editDistance } from "../../server/src/base/editDistance.ts";

test.each([
  ["", "", 0],
  ["agent", "agent", 0],
  ["agnt", "agent", 1],
  ["agetn", "agent", 1],
  ["noMony", "noMoney", 1],
  ["kitten", "sitting", 3],
  ["ab", "ba", 1],
  ["", "abc", 3],
])("from %s to %s it takes %i", (a, b, distance) => {
  expect(editDistance(a, b, 5)).toBe(distance);
  if (distance > 0) expect(editDistance(a, b, distance - 1)).toBeUndefined();
});

/** The same, as its definition says it. */
function plainDistance(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  const at = (row: number, column: number): number => table[row]?.[column] ?? 0;
  for (let row = 0; row <= a.length; row++) {
    for (let column = 0; column <= b.length; column++) {
      const line = table[row] ?? [];
      if (row === 0 || column === 0) line[column] = row + column;
      else {
        const cost = a[row - 1] === b[column - 1] ? 0 : 1;
        line[column] = Math.min(at(row - 1, column) + 1, at(row, column - 1) + 1, at(row - 1, column - 1) + cost);
        if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
          line[column] = Math.min(at(row, column), at(row - 2, column - 2) + 1);
        }
      }
    }
  }
  return at(a.length, b.length);
}

test("the bound changes nothing but what is beyond it", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 8 });
  fc.assert(
    fc.property(text, text, fc.integer({ min: 0, max: 6 }), (a, b, most) => {
      const distance = plainDistance(a, b);
      expect(editDistance(a, b, most)).toBe(distance <= most ? distance : undefined);
    }),
    { numRuns: 2_000 },
  );
});
