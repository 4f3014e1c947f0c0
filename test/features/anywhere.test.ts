/** What every feature keeps to at every place of every file, however broken. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { readExpression } from "../../server/src/debug/expressions.ts";
import { incomingCalls, outgoingCalls, prepareCallHierarchy } from "../../server/src/features/callHierarchy.ts";
import { codeLenses, waysIn } from "../../server/src/features/codeLenses.ts";
import { completion } from "../../server/src/features/completion/completion.ts";
import { describeCompletion } from "../../server/src/features/completion/describe.ts";
import { declaration } from "../../server/src/features/declaration.ts";
import { documentLinks, linkTarget } from "../../server/src/features/documentLinks.ts";
import { findingsIn } from "../../server/src/features/findings.ts";
import { inlayHints } from "../../server/src/features/inlayHints/inlayHints.ts";
import { inlineValues } from "../../server/src/features/inlineValues.ts";
import { prepareRename, rename } from "../../server/src/features/rename.ts";
import { typeDefinition } from "../../server/src/features/typeDefinition.ts";
import type { Span } from "../../server/src/language/spans.ts";
import type { FileView } from "../../server/src/workspace/snapshot.ts";
import { corpusPieces } from "../support/flowCorpus.ts";
import { mutate, mutation } from "../support/mutations.ts";
import { runs } from "../support/runs.ts";
import { workspaceOf } from "../support/workspaceFixture.ts";

const pieces = fc.array(fc.constantFrom(...corpusPieces), { minLength: 1, maxLength: 4 });
const changes = fc.array(mutation, { maxLength: 3 });

/** A broken file and a place in it; marks of fixtures in it are taken apart. */
const places = fc.tuple(pieces, changes, fc.double({ min: 0, max: 1, noNaN: true })).map(([parts, mutations, at]) => ({
  text: mutations.reduce(mutate, parts.join("\n")).replace(/\^\||<\|/g, "^ |"),
  at,
}));

async function fileOf(text: string): Promise<FileView> {
  const given = await workspaceOf(
    `--- help.flow\nstate agent { -> end }\n--- main.flow\n${text.replace(/^--- /gm, "-- ")}`,
  );
  return given.file("main.flow");
}

test("features answer places inside of the file, and never throw", async () => {
  await fc.assert(
    fc.asyncProperty(places, async ({ text, at }) => {
      const file = await fileOf(text);
      const { length } = file.parsed.text;
      const offset = Math.floor(at * length);
      const inside = ({ start, end }: Span) => expect(0 <= start && start <= end && end <= length).toBe(true);
      const whole = { start: 0, end: length };

      const item = prepareCallHierarchy(file, offset);
      if (item !== undefined) {
        expect(item.name).not.toBe("");
        expect(item.place.start <= item.selection.start && item.selection.end <= item.place.end).toBe(true);
        if (item.place.uri === file.uri) {
          incomingCalls(file, item.key);
          for (const { sites } of outgoingCalls(file, item.key)) sites.forEach(inside);
        }
      }
      for (const hint of inlayHints(file, whole, new Set(["target", "type", "value"]), () => ({ a: 1 })))
        inside({ start: hint.offset, end: hint.offset });
      for (const value of inlineValues(file, whole, { start: offset, end: offset })) {
        inside(value);
        if (file.parsed.problems.length === 0) expect(readExpression(value.expression)).toMatchObject({ ok: true });
      }
      for (const found of [...declaration(file, offset), ...typeDefinition(file, offset)]) inside(found.origin);
      for (const lens of codeLenses(file)) {
        inside(lens);
        expect(waysIn(file, lens.key)?.title).not.toBe("");
      }
      for (const link of documentLinks(file)) {
        inside(link);
        if (link.target === undefined) linkTarget(file, link.start);
      }
      for (const one of completion(file, offset, { trigger: undefined })) {
        inside(one.replace);
        expect(one.replace.start <= offset && offset <= one.replace.end).toBe(true);
        describeCompletion(file.project, one.key ?? "", undefined);
      }
      const prepared = prepareRename(file, offset);
      if (prepared?.ok === true) inside(prepared.value);
    }),
    { numRuns: runs(3_000) },
  );
});

test("edits of a rename do not overlap, and stand in the file", async () => {
  await fc.assert(
    fc.asyncProperty(places, async ({ text, at }) => {
      const file = await fileOf(text);
      const renamed = rename(file, Math.floor(at * file.parsed.text.length), "fresh name");
      if (!renamed.ok) return;
      for (const [uri, edits] of Map.groupBy(renamed.value, (edit) => edit.uri)) {
        const { length } = uri === file.uri ? file.parsed.text : "state agent { -> end }\n";
        const sorted = edits.toSorted((a, b) => a.start - b.start);
        sorted.forEach((edit, index) => {
          const next = sorted[index + 1];
          expect(edit.start <= edit.end && edit.end <= length).toBe(true);
          if (next !== undefined) expect(edit.end <= next.start && edit.start < next.start).toBe(true);
        });
      }
    }),
    { numRuns: runs(3_000) },
  );
});

test("a variable, flow or language with another name means what it meant: no problem comes and none goes", async () => {
  await fc.assert(
    fc.asyncProperty(pieces, fc.double({ min: 0, max: 1, noNaN: true }), async (parts, at) => {
      const file = await fileOf(parts.join("\n"));
      fc.pre(file.parsed.problems.length === 0);
      const offset = Math.floor(at * file.parsed.text.length);
      const renamed = rename(file, offset, "freshName");
      if (!renamed.ok || renamed.value.length === 0) return;
      const after = renamed.value
        .filter(({ uri }) => uri === file.uri)
        .toSorted((a, b) => b.start - a.start)
        .reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), file.parsed.text);
      const moved = await fileOf(after);
      const codes = ({ project, path }: FileView) => findingsIn(project, path).map(({ code }) => code);
      expect(codes(moved), after).toEqual(codes(file));
    }),
    { numRuns: runs(3_000) },
  );
});
