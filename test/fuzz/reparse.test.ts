import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TextChange } from "../../server/src/language/fileParts.ts";
import { type ParsedFile, parse } from "../../server/src/language/parse.ts";
import { applyChange, reparse } from "../../server/src/language/reparse.ts";
import { corpusPieces } from "../support/flowCorpus.ts";
import { runs } from "../support/runs.ts";
import { changeDraft, changeOf } from "../support/textChanges.ts";

const file = fc
  .tuple(
    fc.array(fc.constantFrom(...corpusPieces), { minLength: 1, maxLength: 6 }),
    fc.constantFrom("\n\n", "\n", " ", "\r\n"),
  )
  .map(([pieces, between]) => pieces.join(between));

/** Fails where a file read again differs from the same text read anew. */
function expectFresh(now: ParsedFile): void {
  const fresh = parse(now.text);
  if (isDeepStrictEqual(now.parts, fresh.parts)) return;
  expect(now.parts).toEqual(fresh.parts);
}

describe("a file read again after an edit", () => {
  test("equals the text read anew, edit after edit", () => {
    const property = fc.property(file, fc.array(changeDraft, { minLength: 1, maxLength: 20 }), (text, drafts) => {
      let now = parse(text);
      for (const draft of drafts) {
        const change = changeOf(now.text, draft);
        const after = reparse(now, [change]);
        expect(after.text).toBe(applyChange(now.text, change));
        expectFresh(after);
        now = after;
      }
    });
    fc.assert(property, { numRuns: runs(10_000) });
  });

  test("equals it after many edits at once, and shares what they do not concern", () => {
    const property = fc.property(file, fc.array(changeDraft, { minLength: 2, maxLength: 40 }), (text, drafts) => {
      const before = parse(text);
      const changes: TextChange[] = [];
      let after = text;
      for (const draft of drafts) {
        const change = changeOf(after, draft);
        after = applyChange(after, change);
        changes.push(change);
      }
      const now = reparse(before, changes);
      expect(now.text).toBe(after);
      expectFresh(now);
    });
    fc.assert(property, { numRuns: runs(2_000) });
  });

  test("gives the same tree, tokens, comments and problems of the whole file", () => {
    const property = fc.property(file, changeDraft, (text, draft) => {
      const before = parse(text);
      expect(before.tree.end).toBe(text.length);
      const now = reparse(before, [changeOf(text, draft)]);
      const fresh = parse(now.text);
      expect(now.parts.map(({ parsed }) => parsed.text).join("")).toBe(now.text);
      for (const field of ["tree", "tokens", "comments", "problems"] as const) {
        if (!isDeepStrictEqual(now[field], fresh[field])) expect(now[field]).toEqual(fresh[field]);
      }
      for (const token of now.tokens) expect(now.text.startsWith(token.image, token.startOffset)).toBe(true);
    });
    fc.assert(property, { numRuns: runs(5_000) });
  });
});
