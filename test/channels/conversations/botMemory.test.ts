import fc from "fast-check";
import { expect, test } from "vitest";
import {
  botMemoryChange,
  readBotMemory,
  withFirstValues,
} from "../../../server/src/channels/conversations/botMemory.ts";
import { runs } from "../../support/runs.ts";

function change(before: object, after: object, stored: object): unknown {
  const apply = botMemoryChange(readBotMemory(JSON.stringify(before)), readBotMemory(JSON.stringify(after)));
  return apply === null ? null : JSON.parse(apply(JSON.stringify(stored)));
}

test.each<[string, object, object, object, unknown]>([
  ["nothing", { a: 1 }, { a: 1 }, { a: 2 }, null],
  ["a member that is new", {}, { a: 1 }, { b: 2 }, { b: 2, a: 1 }],
  ["a member that is gone", { a: 1 }, {}, { a: 1, b: 2 }, { b: 2 }],
  [
    "deep below what others have changed",
    { a: { x: 1 } },
    { a: { x: 2 } },
    { a: { x: 1, y: 5 } },
    { a: { x: 2, y: 5 } },
  ],
  ["below what others have removed", { a: { x: 1 } }, { a: { x: 2 } }, {}, { a: { x: 2 } }],
  ["a list is one value", { a: [1] }, { a: [1, 2] }, { a: [9] }, { a: [1, 2] }],
  ["an object in place of a number", { a: 1 }, { a: { x: 1 } }, { a: 3 }, { a: { x: 1 } }],
])("%s", (_, before, after, stored, result) => {
  expect(change(before, after, stored)).toEqual(result);
});

test("made to the memory that it comes from, a change leads to what it was taken from", () => {
  const memory = fc.dictionary(
    fc.constantFrom("a", "b", "c"),
    fc.oneof(fc.integer(), fc.constant(null), fc.dictionary(fc.constantFrom("x", "y"), fc.integer())),
  );
  fc.assert(
    fc.property(memory, memory, (before, after) => {
      const made = change(before, after, before);
      expect(made ?? before).toEqual(after);
    }),
    { numRuns: runs(2_000) },
  );
});

test("what is no memory is none", () => {
  for (const json of [null, "[]", "null", "{", "5"]) expect(Object.keys(readBotMemory(json))).toEqual([]);
});

test("first values stand where nothing else does, and are no change", () => {
  const first = readBotMemory('{"a":1,"b":{"x":1,"y":2},"c":{"z":1}}');
  const kept = readBotMemory('{"b":{"x":5},"c":0,"d":9}');
  const memory = withFirstValues(kept, first);
  expect(memory).toEqual(Object.assign(Object.create(null), { b: { x: 5, y: 2 }, c: 0, d: 9, a: 1 }));
  expect(botMemoryChange(memory, memory)).toBeNull();
});
