import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { offersAt } from "../../../server/src/features/refactorings/index.ts";
import { stepListsOf } from "../../../server/src/features/refactorings/stepLists.ts";
import { parse } from "../../../server/src/language/parse.ts";
import { printEdits } from "../../../server/src/language/print.ts";
import type { Span } from "../../../server/src/language/spans.ts";
import type { HttpResult } from "../../../server/src/runtime/transition.ts";
import { checkProject } from "../../../server/src/semantics/checks/index.ts";
import { type Given, json, noAnswer } from "../../support/conversation.ts";
import { fileViewOf } from "../../support/fileView.ts";
import { drawFiles, type FixtureFile } from "../../support/fixture.ts";
import { projectOf } from "../../support/project.ts";
import { filesAfter } from "../../support/refactorings.ts";
import { runs } from "../../support/runs.ts";
import { expectSame } from "../../support/sameTalk.ts";

const root = new URL("../../../examples/", import.meta.url);

/** The flows of every example. */
const examples = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => ({
    name,
    files: readdirSync(new URL(`${name}/`, root), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".flow") && !path.includes("node_modules"))
      .map((path): FixtureFile => ({ path, text: readFileSync(new URL(`${name}/${path}`, root), "utf8") })),
  }));

/** The codes of all findings, with how often each is found. */
function findingsOf(files: readonly FixtureFile[]): ReadonlyMap<string, number> {
  const byCode = Map.groupBy(checkProject(projectOf({ files })), ({ code }) => code);
  return new Map([...byCode].map(([code, found]) => [code, found.length]));
}

function expectSound(before: readonly FixtureFile[], after: readonly FixtureFile[], what: string): void {
  for (const { path, text } of after) {
    const parsed = parse(text);
    expect(parsed.problems, `${what}\n${text}`).toEqual([]);
    const was = before.find((file) => file.path === path);
    const isTidy = was === undefined || printEdits(parse(was.text)).length === 0;
    if (isTidy) expect(printEdits(parsed), `${what}\n${text}`).toEqual([]);
  }
  const known = findingsOf(before);
  for (const [code, count] of findingsOf(after)) {
    expect(count, `${what}: ${code}`).toBeLessThanOrEqual(known.get(code) ?? 0);
  }
}

/** Every place worth a try: each tail of each list of steps, each state by its name, each text, each literal. */
function selectionsIn({ text }: FixtureFile): readonly Span[] {
  const found: Span[] = [{ start: 0, end: 0 }];
  for (const declaration of parse(text).tree.declarations) {
    if (declaration.kind !== "State") continue;
    if (declaration.name !== undefined) found.push(declaration.name);
    for (const { items } of stepListsOf(declaration)) {
      const end = items.at(-1)?.end ?? 0;
      for (const { start } of items) found.push({ start, end });
    }
  }
  for (const match of text.matchAll(/"[^"\n]+"|\b\d+\b/g)) found.push({ start: match.index + 1, end: match.index + 1 });
  return found;
}

interface Tried {
  readonly selection: Span;
  readonly name: string;
  readonly title: string;
}

/** No more than so many of them, from everywhere in the list. */
function some<T>(all: readonly T[], most: number): readonly T[] {
  const step = Math.max(1, Math.ceil(all.length / most));
  return all.filter((_, at) => at % step === 0);
}

describe.each(examples)("in the example $name", ({ files }) => {
  test.each(files)("whatever is offered in $path leaves it sound", (own) => {
    const file = fileViewOf(files, own.path);
    const offers = some(selectionsIn(own), runs(400)).flatMap((selection): readonly Tried[] =>
      offersAt(file, selection, () => true)
        .filter(({ disabled }) => disabled === undefined)
        .map(({ name, title }) => ({ selection, name, title })),
    );
    for (const [, ofOne] of Map.groupBy(offers, ({ name }) => name)) {
      for (const { selection, name, title } of some(ofOne, runs(10))) {
        const what = `${name}: ${title} at ${own.path}:${selection.start}-${selection.end}`;
        const after = filesAfter(files, file, selection, name, title);
        if (after === undefined) throw new Error(`${what} breaks a file.`);
        expectSound(files, after.files, what);
      }
    }
  });
});

describe.each(examples)("conversations of the example $name", ({ files }) => {
  const titles = files.flatMap(({ text }) =>
    [...text.matchAll(/\b(?:reply|button) "([^"{]+)"/g)].map((match) => match[1] ?? ""),
  );
  const said = fc.constantFrom<Given>(...titles, "5", "2", "tomorrow", "yes", "no", "ann@example.org", "Ann", "help");
  const results = fc.constantFrom<HttpResult>(
    json({}),
    json({}, 404),
    json({ session: { namespace: "account", data: { limit: 5 } } }),
    noAnswer("timeout"),
  );

  test.each(files)("go on as before when steps of $path stand in a state of their own", ({ path }) => {
    const file = fileViewOf(files, path);
    const selections = selectionsIn(files.find((one) => one.path === path) ?? { path, text: "" });
    const changed = some(selections, runs(200)).flatMap((selection) =>
      offersAt(file, selection, (kind) => kind === "refactor.extract" || kind === "refactor.inline")
        .filter(({ name, disabled }) => disabled === undefined && name.endsWith("-state"))
        .map(({ name, title }) => filesAfter(files, file, selection, name, title)?.files ?? []),
    );
    if (changed.length === 0) return;
    const starts = [...file.project.index.states()]
      .filter((state) => state.path === path)
      .map((state) => state.fullName);
    fc.assert(
      fc.property(
        fc.constantFrom(...changed),
        fc.constantFrom(undefined, ...starts),
        fc.array(said, { maxLength: 12 }),
        fc.array(results, { minLength: 1, maxLength: 4 }),
        (after, start, given, backend) => {
          if (start !== undefined && projectOf({ files: after }).state(start) === undefined) return;
          const conversation = { given, results: backend, ...(start !== undefined && { start }) };
          expectSame(drawFiles(files), drawFiles(after), conversation);
        },
      ),
      { numRuns: runs(40) },
    );
  });
});
