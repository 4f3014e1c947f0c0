import fc from "fast-check";
import { expect, test } from "vitest";
import { forgettableFile } from "../../server/src/language/forgettableFile.ts";
import { checkFile } from "../../server/src/semantics/checks/index.ts";
import type { SourceFile } from "../../server/src/semantics/fileIndex.ts";
import { outlineFile } from "../../server/src/semantics/indexedParts.ts";
import { namesOf, occurrencesOf } from "../../server/src/semantics/occurrences.ts";
import { createProjectIndex, type ProjectIndex, updateProjectIndex } from "../../server/src/semantics/projectIndex.ts";
import { corpusFiles, corpusPieces } from "../support/flowCorpus.ts";
import { projectOf } from "../support/project.ts";
import { runs } from "../support/runs.ts";

/** Files of which nothing but the outline was kept, and which of them have been looked into since. */
function outlined(texts: readonly string[]) {
  const files = texts.map((text, i) => {
    const file = forgettableFile(text);
    const source: SourceFile = { path: `f${i}.flow`, uri: `file:///p/f${i}.flow`, parsed: file.parsed };
    outlineFile(source);
    file.forget();
    return { file, source };
  });
  const index = createProjectIndex(files.map(({ source }) => source));
  return { index, read: () => files.filter(({ file }) => file.isRead).map(({ source }) => source.path) };
}

function read(texts: readonly string[]): ProjectIndex {
  return projectOf({ files: texts.map((text, i) => ({ path: `f${i}.flow`, text })) });
}

const keysOf = (index: ProjectIndex): ReadonlySet<string> =>
  new Set([...index.files.keys()].flatMap((path) => index.file(path)?.symbols.map(({ key }) => key) ?? []));

const texts = fc.array(
  fc.array(fc.constantFrom(...corpusPieces), { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join("\n")),
  { minLength: 1, maxLength: 4 },
);

test("who asks a project of outlines hears what a project of files answers", () => {
  fc.assert(
    fc.property(texts, (files) => {
      const plain = read(files);
      const { index } = outlined(files);
      for (const key of keysOf(plain)) {
        expect(namesOf(index, key)).toEqual(namesOf(plain, key));
        expect(index.referencesTo(key)).toEqual(plain.referencesTo(key));
        expect(index.symbols(key)).toEqual(plain.symbols(key));
      }
      for (const path of plain.files.keys()) expect(checkFile(index, path)).toEqual(checkFile(plain, path));
    }),
    { numRuns: runs(300) },
  );
});

test("the names alone are those of the occurrences", () => {
  const index = read(corpusFiles.map(({ text }) => text));
  const keys = keysOf(index);
  expect(keys.size).toBeGreaterThan(20);
  for (const key of keys) {
    const places = occurrencesOf(index, key).map(({ path, nameAlone, isDeclaration }) => ({
      path,
      start: nameAlone.start,
      end: nameAlone.end,
      isDeclaration,
    }));
    expect(new Set(namesOf(index, key).map((place) => JSON.stringify(place)))).toEqual(
      new Set(places.map((place) => JSON.stringify(place))),
    );
  }
});

test("a file that only names a state is not read to tell where", () => {
  const { index, read: filesRead } = outlined([
    "flow a state start { -> end }",
    "flow b state x { -> a.start }",
    "flow c state y { -> a.start }",
  ]);
  expect(namesOf(index, "state:a.start").map(({ path }) => path)).toEqual(["f0.flow", "f1.flow", "f2.flow"]);
  expect(filesRead()).toEqual(["f0.flow"]);
});

test("what was read once is the same the next time, and moves on with an edit", () => {
  const { index } = outlined(["flow a state start { -> b.x }", "flow b state x { -> a.start }"]);
  const [symbol] = index.parts.symbols("state:b.x");
  expect(symbol).toBeDefined();
  const { source } = projectSource("f0.flow", "flow a state begin { -> b.x }");
  const next = updateProjectIndex(index, { changed: [source], removed: [] });
  expect(next.parts.symbols("state:b.x")[0]).toBe(symbol);
  expect(next.symbols("state:a.start")).toEqual([]);
  expect(namesOf(next, "state:b.x").map(({ path, start }) => [path, start])).toEqual([
    ["f0.flow", 26],
    ["f1.flow", 13],
  ]);
});

function projectSource(path: string, text: string) {
  return { source: { path, uri: `file:///p/${path}`, parsed: forgettableFile(text).parsed } };
}

test("a large file that goes takes little more than to read it, also where nobody has looked into it", () => {
  const states = Array.from({ length: 12_000 }, (_, i) => `state s${i} { -> s${Math.max(0, i - 1)} }`);
  const beside = "state start { -> f0.s1 }";
  const began = process.cpuUsage();
  const { index } = outlined([states.join("\n"), beside]);
  const read = process.cpuUsage(began);
  const left = updateProjectIndex(index, { changed: [], removed: ["f0.flow"] });
  const both = process.cpuUsage(began);
  expect(left.state("f0.s1")).toBeUndefined();
  expect(left.state("f1.start")).toBeDefined();
  // What it takes apart is read once more for that; each name looked for among all would take many times as long.
  expect(both.user - read.user).toBeLessThan(4 * read.user);
});
