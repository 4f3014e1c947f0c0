import fc from "fast-check";
import { expect, test } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { changeDocument, openDocument } from "../../server/src/workspace/documents.ts";
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
