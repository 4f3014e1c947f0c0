import fc from "fast-check";
import { expect, test } from "vitest";
import { OrderedMap } from "../../server/src/base/orderedMap.ts";

const key = fc.string({ maxLength: 2 });
const changes = fc.array(fc.record({ key, value: fc.option(fc.integer(), { nil: undefined }) }), { maxLength: 60 });

test("it holds what a Map holds, in the order of its keys", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(key, fc.integer())), changes, key, (start, list, prefix) => {
      const model = new Map(start);
      let map = OrderedMap.of(start);
      for (const change of list) {
        if (change.value === undefined) model.delete(change.key);
        else model.set(change.key, change.value);
        map = change.value === undefined ? map.without(change.key) : map.with(change.key, change.value);
      }
      const sorted = [...model].sort(([a], [b]) => (a < b ? -1 : 1));
      expect([...map]).toEqual(sorted);
      expect(map.size).toBe(model.size);
      expect([...map.startingWith(prefix)]).toEqual(sorted.filter(([candidate]) => candidate.startsWith(prefix)));
      expect(map.get(prefix)).toBe(model.get(prefix));
      expect(map.has(prefix)).toBe(model.has(prefix));
    }),
  );
});

test("the old map stays as it was", () => {
  const old = OrderedMap.of([["b", 1]]);
  old.with("a", 2);
  old.without("b");
  expect([...old]).toEqual([["b", 1]]);
});

test("it stays balanced: 100,000 keys in order are read in a few steps", () => {
  let map: OrderedMap<number> = OrderedMap.empty;
  for (let count = 0; count < 100_000; count++) map = map.with(String(count).padStart(6, "0"), count);
  expect(map.get("099999")).toBe(99_999);
  expect([...map.startingWith("0500")]).toHaveLength(100);
});
