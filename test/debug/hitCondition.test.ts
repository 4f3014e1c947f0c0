import { describe, expect, it } from "vitest";
import { readHitCondition } from "../../server/src/debug/hitCondition.ts";

/** The hits among the first six at which the condition holds. */
function hits(text: string): readonly number[] {
  const condition = readHitCondition(text);
  if (condition === undefined) throw new Error(`${text} is no hit condition`);
  return [1, 2, 3, 4, 5, 6].filter(condition);
}

describe("a hit count", () => {
  it.each([
    ["3", [3]],
    ["== 3", [3]],
    ["> 4", [5, 6]],
    [">=4", [4, 5, 6]],
    ["< 3", [1, 2]],
    ["<= 3", [1, 2, 3]],
    [" % 2 ", [2, 4, 6]],
    ["> 0", [1, 2, 3, 4, 5, 6]],
  ])("%s", (text, expected) => {
    expect(hits(text)).toEqual(expected);
  });

  it.each(["", "x", "3.5", "-1", "= 3", "3 >", "!= 3", "9999999999", "0", "== 0", "% 0", "< 0", "<= 0"])(
    "%j is none",
    (text) => {
      expect(readHitCondition(text)).toBeUndefined();
    },
  );
});
