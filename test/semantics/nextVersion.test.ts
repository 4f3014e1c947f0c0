import fc from "fast-check";
import { expect, test } from "vitest";
import { type ParsedFile, parse } from "../../server/src/language/parse.ts";
import { changeBetween, reparse } from "../../server/src/language/reparse.ts";
import { sharedParts } from "../../server/src/language/sharedParts.ts";
import { filesNaming } from "../../server/src/semantics/filesNaming.ts";
import { createProjectIndex, type ProjectIndex, updateProjectIndex } from "../../server/src/semantics/projectIndex.ts";
import { holdsBot } from "../../server/src/workspace/projects.ts";
import { runs } from "../support/runs.ts";

const declarations = [
  "state start { -> first }",
  "state first { -> two.other }",
  "state other { -> one.start }",
  'state named id "x" { -> one.first }',
  'mock m POST "/" { answer 200 { body { nextDialogstate: "x" } } }',
  "bot shop { languages en }",
  "flow renamed",
  "var session.a = 1",
];

const edit = fc.record({
  path: fc.constantFrom("one.flow", "two.flow"),
  at: fc.nat(6),
  cut: fc.nat(2),
  write: fc.array(fc.constantFrom(...declarations), { maxLength: 2 }),
  isLookedAt: fc.boolean(),
});

const source = (path: string, parsed: ParsedFile) => ({ path, uri: `file:///p/${path}`, parsed });

/** What is brought along from version to version, or worked out from what is different. */
function draw(index: ProjectIndex, path: string) {
  const first = index.parts.firstStateIn(path);
  const place = first && index.inFile({ path: first.path, start: first.span.start, end: first.span.end });
  return { first: first?.key, place: place?.start, naming: [...filesNaming(index, path)].toSorted() };
}

test("what is known of a version is what a fresh look at it tells", () => {
  const property = fc.property(fc.array(edit, { minLength: 1, maxLength: 8 }), (edits) => {
    const lines = new Map<string, readonly string[]>([
      ["one.flow", ["state first { -> first }", "state start { }"]],
      ["two.flow", ["state other { -> one.first }"]],
    ]);
    const files = new Map(Array.from(lines, ([path, written]) => [path, parse(`${written.join("\n")}\n`)]));
    let index = createProjectIndex(Array.from(files, ([path, parsed]) => source(path, parsed)));
    for (const path of files.keys()) draw(index, path);
    for (const { path, at, cut, write, isLookedAt } of edits) {
      const written = (lines.get(path) ?? []).toSpliced(at, cut, ...write);
      lines.set(path, written);
      const before = files.get(path) ?? parse("");
      holdsBot(before);
      const now = reparse(before, [changeBetween(before.text, `${written.join("\n")}\n`)]);
      files.set(path, now);
      index = updateProjectIndex(index, { changed: [source(path, now)], removed: [] });
      if (!isLookedAt) continue;
      const fresh = createProjectIndex(Array.from(files, ([one, { text }]) => source(one, parse(text))));
      for (const one of files.keys()) expect(draw(index, one)).toEqual(draw(fresh, one));
      expect(holdsBot(now, before)).toBe(holdsBot(parse(now.text)));
    }
  });
  fc.assert(property, { numRuns: runs(3_000) });
});

test("what two versions share are the parts that are the same values, whatever was noted", () => {
  const line = fc.constantFrom(...declarations);
  const property = fc.property(fc.array(line, { maxLength: 8 }), fc.array(line, { maxLength: 8 }), (old, written) => {
    const before = parse(old.join("\n"));
    const now = reparse(before, [changeBetween(before.text, written.join("\n"))]);
    const values = (file: ParsedFile) => file.parts.map(({ parsed }) => parsed);
    const [a, b] = [values(before), values(now)];
    const { head, tail } = sharedParts(before.parts, now.parts);
    expect(b.slice(0, head)).toEqual(a.slice(0, head));
    expect(b.slice(b.length - tail)).toEqual(a.slice(a.length - tail));
    expect(head + tail).toBeLessThanOrEqual(Math.min(a.length, b.length));
    const isMore = head + tail < Math.min(a.length, b.length);
    expect(isMore && (a[head] === b[head] || a.at(-1 - tail) === b.at(-1 - tail))).toBe(false);
    // Of other versions nothing was noted.
    const other = parse(before.text);
    expect(sharedParts(other.parts, now.parts)).toEqual({ head: 0, tail: 0 });
  });
  fc.assert(property, { numRuns: runs(3_000) });
});
