import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Check } from "../../server/src/semantics/checks/check.ts";
import { findInParts } from "../../server/src/semantics/checks/findInParts.ts";
import { checks } from "../../server/src/semantics/checks/index.ts";
import { fixture } from "../support/fixture.ts";
import { corpusFiles } from "../support/flowCorpus.ts";
import { mutate, mutation } from "../support/mutations.ts";
import { projectOf } from "../support/project.ts";
import { runs } from "../support/runs.ts";

type Files = Parameters<typeof projectOf>[0]["files"];

/** The same checks, each of which looks at every part. */
const everywhere: readonly Check[] = checks.map(({ only: _, ...check }) => check);

function found(files: Files, by: readonly Check[]) {
  const { parts } = projectOf({ files });
  return [...parts.files.keys()].map((path) =>
    findInParts(parts, path, by).map((part) => part.map(({ code, place: { question: _, ...place } }) => [code, place])),
  );
}

function expectSame(files: Files): void {
  expect(found(files, checks)).toEqual(found(files, everywhere));
}

describe("a check finds nothing where it is left out", () => {
  test.each(checks)("in the examples of $code", ({ example, fixed }) => {
    expectSame(fixture(example).files);
    expectSame(fixture(fixed).files);
  });

  test("in the corpus, nor where it is changed by chance", () => {
    for (const { name, text } of corpusFiles) expectSame([{ path: name, text }]);
    fc.assert(
      fc.property(fc.constantFrom(...corpusFiles), fc.array(mutation, { maxLength: 4 }), ({ text }, changes) => {
        expectSame([{ path: "one.flow", text: changes.reduce(mutate, text) }]);
      }),
      { numRuns: runs(200) },
    );
  });
});
