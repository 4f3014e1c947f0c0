import fc from "fast-check";
import { expect, test } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { parse } from "../../server/src/language/parse.ts";
import { changeDocument, openDocument } from "../../server/src/workspace/documents.ts";
import { lineMapOf } from "../../server/src/workspace/lineMaps.ts";
import { runs } from "../support/runs.ts";

test("edits give the text that clients have", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "é", "😀", "\n", "\r\n", "\r", " ", "{"), maxLength: 30 });
  const position = fc.record({ line: fc.nat(8), character: fc.nat(12) });
  const change = fc.oneof(
    { weight: 4, arbitrary: fc.record({ range: fc.record({ start: position, end: position }), text }) },
    { weight: 1, arbitrary: fc.record({ text }) },
  );
  fc.assert(
    fc.property(text, fc.array(change, { maxLength: 8 }), (before, changes) => {
      // Where the end of a range comes before its start, clients disagree: none of them sends that.
      const sent = changes.map((one) => ("range" in one ? { ...one, range: inOrder(one.range) } : one));
      // A fresh document for each edit: places behind the last line confuse the other implementation's line table.
      const update = (text: string, change: (typeof sent)[number]) =>
        TextDocument.update(TextDocument.create("file:///a.flow", "flow", 1, text), [change], 2).getText();
      expect(changeDocument(openDocument("file:///a.flow", 1, before), 2, sent).text).toBe(sent.reduce(update, before));
    }),
    { numRuns: runs(20_000) },
  );
});

interface Range {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

function inOrder({ start, end }: Range): Range {
  const swapped = end.line < start.line || (end.line === start.line && end.character < start.character);
  return swapped ? { start: end, end: start } : { start, end };
}

test("a document is parsed once a version, and not before it is read", () => {
  const document = openDocument("file:///a.flow", 1, "state a { -> end }");
  expect(document.parsed()).toBe(document.parsed());
  const touched = changeDocument(document, 2, [
    { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: "" },
  ]);
  expect(touched.version).toBe(2);
  expect(touched.parsed()).toBe(document.parsed());
});

test("a version is read from the one before, and keeps what the edits do not concern", () => {
  const states = Array.from({ length: 5 }, (_, i) => `state s${i} {\n  say "Hello"\n}\n`);
  const document = openDocument("file:///a.flow", 1, states.join("\n"));
  const before = document.parsed();
  const at = (line: number) => ({ start: { line, character: 0 }, end: { line, character: 0 } });
  const unread = changeDocument(document, 2, [{ range: at(9), text: '  say "more"\n' }]);
  const now = changeDocument(unread, 3, [{ range: at(0), text: "// top\n" }]);
  expect(now.parsed().parts.map(({ parsed }) => before.parts.some((part) => part.parsed === parsed))).toEqual([
    false,
    true,
    false,
    true,
    true,
  ]);
  expect(now.parsed().parts).toEqual(parse(now.text).parts);
  expect(lineMapOf(now.parsed()).lineCount).toBe(now.text.split("\n").length);
  const replaced = changeDocument(now, 4, [{ text: now.text.replace("s4", "other") }]);
  expect(replaced.parsed().parts[1]?.parsed).toBe(now.parsed().parts[1]?.parsed);
});

test("versions that nobody reads hold on to nothing but the last that was read", () => {
  const start = { line: 0, character: 0 };
  let document = openDocument("file:///a.flow", 1, "state a { -> end }\n");
  const typed = (): void => {
    document = changeDocument(document, document.version + 1, [{ range: { start, end: start }, text: "// x\n" }]);
  };
  for (let i = 0; i < 100; i++) typed();
  expect(document.basis()).toBeUndefined();
  const file = document.parsed();
  for (let i = 0; i < 100; i++) typed();
  expect(document.basis()?.file).toBe(file);
  expect(document.basis()?.edits.length).toBeLessThan(50);
  expect(document.parsed().parts).toEqual(parse(document.text).parts);
  expect(document.basis()?.edits).toEqual([]);
});
