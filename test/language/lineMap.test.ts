import fc from "fast-check";
import { expect, test } from "vitest";
import { createLineMap, type LineMap, passingLineMap } from "../../server/src/language/lineMap.ts";
import { applyChange } from "../../server/src/language/reparse.ts";
import { runs } from "../support/runs.ts";

function lineStarts(map: LineMap): readonly number[] {
  return Array.from({ length: map.lineCount }, (_, line) => map.lineStart(line));
}

test("a map brought along with an edit is that of the new text", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "\n", "\r\n", "\r"), maxLength: 12 });
  const property = fc.property(
    text,
    fc.array(fc.tuple(fc.nat(14), fc.nat(5), text), { maxLength: 5 }),
    (before, drafts) => {
      let now = before;
      let map = createLineMap(before);
      for (const [at, cut, inserted] of drafts) {
        const start = Math.min(at, now.length);
        const change = { start, end: Math.min(now.length, start + cut), text: inserted };
        now = applyChange(now, change);
        map = map.after(change, now);
        const fresh = createLineMap(now);
        expect(lineStarts(map)).toEqual(lineStarts(fresh));
        expect(map.positionAt(now.length)).toEqual(fresh.positionAt(now.length));
      }
    },
  );
  fc.assert(property, { numRuns: runs(50_000) });
});

test("a map that keeps nothing tells the same places", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "\n", "\r\n", "\r"), maxLength: 12 });
  const property = fc.property(
    text,
    fc.integer({ min: -1, max: 14 }),
    fc.nat(4),
    fc.nat(6),
    (written, offset, line, character) => {
      const [map, passing] = [createLineMap(written), passingLineMap(written)];
      expect(passing.positionAt(offset)).toEqual(map.positionAt(offset));
      expect(passing.offsetAt({ line, character })).toBe(map.offsetAt({ line, character }));
      expect(lineStarts(passing)).toEqual(lineStarts(map));
    },
  );
  fc.assert(property, { numRuns: runs(10_000) });
});
