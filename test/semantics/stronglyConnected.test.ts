import fc from "fast-check";
import { expect, test } from "vitest";
import { stronglyConnected } from "../../server/src/semantics/stronglyConnected.ts";

test("two nodes are in one component exactly if each can reach the other", () => {
  const node = fc.integer({ min: 0, max: 7 });
  fc.assert(
    fc.property(fc.array(fc.tuple(node, node), { maxLength: 20 }), (edges) => {
      const nodes = [0, 1, 2, 3, 4, 5, 6, 7];
      const next = (from: number): number[] => edges.filter(([start]) => start === from).map(([, end]) => end);
      const reach = (from: number): Set<number> => {
        const seen = new Set([from]);
        for (const one of seen) for (const target of next(one)) seen.add(target);
        return seen;
      };
      const components = stronglyConnected(nodes, next);
      expect(components.flat().toSorted()).toEqual(nodes);
      const componentOf = (one: number) => components.find((component) => component.includes(one));
      for (const a of nodes) {
        for (const b of nodes) {
          expect(componentOf(a) === componentOf(b)).toBe(reach(a).has(b) && reach(b).has(a));
        }
      }
    }),
  );
});

test("a chain of any length will do", () => {
  const length = 200_000;
  const nodes = Array.from({ length }, (_, at) => at);
  expect(stronglyConnected(nodes, (node) => [(node + 1) % length])).toHaveLength(1);
});
