import fc from "fast-check";
import { expect, test } from "vitest";
import { URI, Utils } from "vscode-uri";
import { baseName, joinUri, normalizeUri, relativePath } from "../../server/src/workspace/uris.ts";
import { runs } from "../support/runs.ts";

/** Names as they occur in folders, plain ones and such as a URI has to encode. */
const name = fc
  .string({ unit: fc.constantFrom(..."ab.-_~ %#?ä:(+&"), minLength: 1, maxLength: 6 })
  .filter((text) => text !== "." && text !== "..");
const folder = fc.array(name, { maxLength: 3 }).map((names) => URI.file(`/${names.join("/")}`).toString());

test("a name below a folder is joined, told and taken off again as a URI says", () => {
  fc.assert(
    fc.property(folder, name, (above, below) => {
      const root = normalizeUri(above);
      const uri = joinUri(root, below);
      expect(uri).toBe(Utils.joinPath(URI.parse(root), below).toString());
      expect(baseName(uri)).toBe(Utils.basename(URI.parse(uri)));
      expect(relativePath(root, uri)).toBe(below);
    }),
    { numRuns: runs(2_000) },
  );
});

test("a name that leads upwards stays what it is in a URI", () => {
  expect(joinUri("file:///a/b", "..")).toBe("file:///a");
  expect(joinUri("file:///a/b", ".")).toBe("file:///a/b");
});
