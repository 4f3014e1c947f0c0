import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editsForRenames } from "../../server/src/features/fileRenames.ts";
import { checkProject } from "../../server/src/semantics/checks/index.ts";
import { drawFiles, type FixtureFile } from "../support/fixture.ts";
import { memoryUri } from "../support/memoryFileSystem.ts";
import { edited } from "../support/project.ts";
import { runs } from "../support/runs.ts";
import { fixturePath, workspaceOf } from "../support/workspaceFixture.ts";

/** The files after files and folders got other paths, with the edits that belong to it. */
async function moved(source: string, paths: Readonly<Record<string, string>>): Promise<readonly FixtureFile[]> {
  const { snapshot } = await workspaceOf(source);
  const renames = Object.entries(paths).map(([from, to]) => ({
    from: memoryUri(`/bot/${from}`),
    to: memoryUri(`/bot/${to}`),
  }));
  const files = snapshot
    .files()
    .map(({ uri, parsed }) => ({ path: decodeURIComponent(fixturePath(uri)), text: parsed.text }));
  const edits = editsForRenames(snapshot, renames).map(({ uri, ...edit }) => ({
    path: decodeURIComponent(fixturePath(uri)),
    ...edit,
  }));
  return edited(files, edits).map(({ path, text }) => {
    const from = Object.keys(paths).find((old) => path === old || path.startsWith(`${old}/`));
    return { path: from === undefined ? path : paths[from] + path.slice(from.length), text };
  });
}

const bank = `
  --- help.flow
  state agent { say "Hello" -> end }
  state other { -> help.agent }
  --- main.flow
  bot bank { start start fallback help.agent }
  state start {
    say "Now {state help.agent}" { reply "Help" -> help.agent }
    api POST "/x" {
      body { nextDialogstate: "help.agent" }
      nextDialogstate help.agent
      on failure -> help.agent
    }
    -> agent
  }
  state agent { -> end }
`;

describe("a file without a header that gets another name", () => {
  test("is followed by everything that speaks of its flow", async () => {
    expect(drawFiles(await moved(bank, { "help.flow": "support/people.flow" }))).toMatchInlineSnapshot(`
      "--- support/people.flow
      state agent { say "Hello" -> end }
      state other { -> people.agent }
      --- main.flow
      bot bank { start start fallback people.agent }
      state start {
        say "Now {state people.agent}" { reply "Help" -> people.agent }
        api POST "/x" {
          body { nextDialogstate: "people.agent" }
          nextDialogstate people.agent
          on failure -> people.agent
        }
        -> agent
      }
      state agent { -> end }"
    `);
  });

  test("has its name written in backticks where it is no plain one", async () => {
    const files = await moved(bank, { "help.flow": "help 2.flow" });
    expect(drawFiles(files)).toContain("on failure -> `help 2`.agent");
  });

  test("keeps its old name by a header where the new one is taken", async () => {
    const files = await moved(`${bank}  --- deep/people.flow\n  state x { -> end }\n`, { "help.flow": "people.flow" });
    expect(drawFiles(files)).toContain("flow help\nstate agent");
    expect(drawFiles(files)).toContain("on failure -> help.agent");
  });

  test("two files can change names with each other", async () => {
    const source = "--- a.flow\nstate x { -> b.x }\n--- b.flow\nstate x { -> a.x }\n";
    expect(drawFiles(await moved(source, { "a.flow": "b.flow", "b.flow": "a.flow" }))).toMatchInlineSnapshot(`
      "--- b.flow
      state x { -> a.x }
      --- a.flow
      state x { -> b.x }"
    `);
  });
});

describe("nothing is edited", () => {
  test.each([
    [
      "a flow has a header",
      "--- a.flow\nflow a\nstate x { -> end }\n--- b.flow\nstate y { -> a.x }\n",
      { "a.flow": "c.flow" },
    ],
    ["a file moves and keeps its name", bank, { "help.flow": "deep/help.flow" }],
    ["a folder gets another name", "--- d/a.flow\nstate x { -> end }\n--- b.flow\nstate y { -> a.x }\n", { d: "e" }],
    ["a file stops to be a flow", bank, { "help.flow": "help.txt" }],
    ["it is not there", bank, { "nothing.flow": "more.flow" }],
  ])("where %s", async (_, source, paths) => {
    const { snapshot } = await workspaceOf(source);
    const renames = Object.entries(paths).map(([from, to]) => ({
      from: memoryUri(`/bot/${from}`),
      to: memoryUri(`/bot/${to}`),
    }));
    expect(editsForRenames(snapshot, renames)).toEqual([]);
  });
});

test("whatever is renamed, nothing is broken, and the way back gives the same text", async () => {
  const before = await workspaceOf(bank);
  const problems = (files: readonly FixtureFile[]) =>
    workspaceOf(drawSource(files)).then(({ snapshot }) =>
      snapshot.projects.flatMap(({ index }) => checkProject(index).map(({ code }) => code)).sort(),
    );
  const texts = before.snapshot.files().map(({ path, parsed }) => ({ path, text: parsed.text }));
  const wrong = await problems(texts);
  const name = fc
    .string({ minLength: 1, maxLength: 8, unit: fc.constantFrom(..."abé 1.-_😀`(") })
    .filter((one) => one.trim() === one);
  await fc.assert(
    fc.asyncProperty(name, async (to) => {
      const path = `${to}.flow`;
      if (path.endsWith(".js.flow")) return;
      const files = await moved(bank, { "help.flow": path });
      expect(await problems(files)).toEqual(wrong);
      if (files.some(({ text }) => text.startsWith("flow help"))) return;
      const back = await moved(drawSource(files), { [path]: "help.flow" });
      expect(drawSource(back)).toEqual(drawSource(texts));
    }),
    { numRuns: runs(300) },
  );
});

function drawSource(files: readonly FixtureFile[]): string {
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return sorted.map(({ path, text }) => `--- ${path}\n${text.trimEnd()}\n`).join("");
}
