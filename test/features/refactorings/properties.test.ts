import fc from "fast-check";
import { expect, test } from "vitest";
import { offersAt } from "../../../server/src/features/refactorings/index.ts";
import { stepListsOf } from "../../../server/src/features/refactorings/stepLists.ts";
import { parse } from "../../../server/src/language/parse.ts";
import type { Span } from "../../../server/src/language/spans.ts";
import { indexFile } from "../../../server/src/semantics/fileIndex.ts";
import type { FileView } from "../../../server/src/workspace/snapshot.ts";
import { fileViewOf } from "../../support/fileView.ts";
import { drawFiles, type FixtureFile } from "../../support/fixture.ts";
import { backends, inputs, programs } from "../../support/programs.ts";
import { filesAfter } from "../../support/refactorings.ts";
import { runs } from "../../support/runs.ts";
import { expectSame } from "../../support/sameTalk.ts";

const main = "main.flow";

/** Steps of a state that follow each other, by three numbers. */
function stretchOf(text: string, [state, list, first]: readonly number[]): Span | undefined {
  const states = indexFile({ path: main, uri: main, parsed: parse(text) }).states;
  const host = states[(state ?? 0) % states.length];
  const lists = host === undefined ? [] : [...stepListsOf(host.node)].filter(({ items }) => items.length > 0);
  const found = lists[(list ?? 0) % lists.length]?.items ?? [];
  const from = found[(first ?? 0) % found.length];
  const last = found.at(-1);
  return from === undefined || last === undefined ? undefined : { start: from.start, end: last.end };
}

/** The file after the refactoring, where it can be done. */
function changed(
  file: FileView,
  selection: Span,
  name: string,
): { readonly text: string; readonly name: number } | undefined {
  const offer = offersAt(file, selection, () => true).find((one) => one.name === name && one.disabled === undefined);
  if (offer === undefined) return undefined;
  const before: readonly FixtureFile[] = [{ path: main, text: file.parsed.text }];
  const after = filesAfter(before, file, selection, name, offer.title);
  if (after === undefined) throw new Error(`${name} breaks the file.`);
  return { text: drawFiles(after.files), name: after.rename?.start ?? 0 };
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

const stretch = fc.tuple(fc.nat(4), fc.nat(9), fc.nat(5));

test("steps in a state of their own do the same, and back in their place they stand as before", () => {
  let done = 0;
  fc.assert(
    fc.property(
      programs,
      stretch,
      fc.array(inputs, { minLength: 2, maxLength: 2 }),
      backends,
      (text, where, talks, results) => {
        const selection = stretchOf(text, where);
        const extracted =
          selection && changed(fileViewOf([{ path: main, text: text }], main), selection, "extract-state");
        if (extracted === undefined) return;
        done++;
        for (const given of talks) expectSame(text, extracted.text, { given, results });
        const at = { start: extracted.name, end: extracted.name };
        const inlined = changed(fileViewOf([{ path: main, text: extracted.text }], main), at, "inline-state");
        expect(words(inlined?.text ?? ""), extracted.text).toEqual(words(text));
      },
    ),
    { numRuns: runs(1_000) },
  );
  expect(done).toBeGreaterThan(runs(1_000) / 10);
});

test("a state whose steps take the place of the `->` to it does the same", () => {
  let done = 0;
  fc.assert(
    fc.property(
      programs,
      fc.nat(4),
      fc.array(inputs, { minLength: 2, maxLength: 2 }),
      backends,
      (text, at, talks, results) => {
        const state = indexFile({ path: main, uri: main, parsed: parse(text) }).states[at];
        // A backend that names the state would not find it any more.
        if (state === undefined || JSON.stringify([talks, results]).includes(state.name)) return;
        const inlined = changed(fileViewOf([{ path: main, text: text }], main), state.nameSpan, "inline-state");
        if (inlined === undefined) return;
        done++;
        for (const given of talks) expectSame(text, inlined.text, { given, results });
      },
    ),
    { numRuns: runs(2_000) },
  );
  expect(done).toBeGreaterThan(0);
});

test("a state in a file of its own does the same", () => {
  let done = 0;
  fc.assert(
    fc.property(
      programs,
      fc.constantFrom(0, 2, 3, 4),
      fc.array(inputs, { minLength: 2, maxLength: 2 }),
      backends,
      (text, at, talks, results) => {
        const state = indexFile({ path: main, uri: main, parsed: parse(text) }).states[at];
        // By a plain name a backend would not find a state of another flow any more.
        if (state === undefined || /two|three/.test(JSON.stringify([talks, results]))) return;
        const moved = changed(fileViewOf([{ path: main, text }], main), state.nameSpan, "move-state");
        if (moved === undefined) return;
        done++;
        for (const given of talks) expectSame(text, moved.text, { given, results });
      },
    ),
    { numRuns: runs(1_000) },
  );
  expect(done).toBeGreaterThan(runs(1_000) / 100);
});
