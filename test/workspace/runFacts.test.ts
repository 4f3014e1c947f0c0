import { describe, expect, test } from "vitest";
import type { RunFactEvent } from "../../server/src/workspace/runFacts.ts";
import { memoryUri } from "../support/memoryFileSystem.ts";
import { workspaceOf } from "../support/workspaceFixture.ts";

const flow = `
  state start {
    api GET "/one" { on failure -> end }
    api GET "/two" { on failure -> end }
    say "Hello"
    -> end
  }
`;

/** A workspace with one flow, open in the editor, and a run that tells of its API step in line 2. */
async function run() {
  const { workspace, file } = await workspaceOf(flow);
  const uri = memoryUri("/bot/main.flow");
  const text = file("main.flow").parsed.text;
  await workspace.openDocument(uri, 1, text);
  let version = 1;
  const tell = (...facts: RunFactEvent["fact"][]) =>
    workspace.addRunFacts(
      memoryUri("/bot"),
      facts.map((fact) => ({ path: "main.flow", at: { line: 2, character: 2 }, fact })),
    );
  return {
    tell,
    replace(from: string, to: string) {
      const now = workspace.snapshot().file(uri)?.parsed.text ?? "";
      expect(now).toContain(from);
      workspace.changeDocument(uri, ++version, [{ text: now.replace(from, to) }]);
    },
    facts: () => {
      const now = workspace.snapshot().file(uri);
      return (now?.project.facts ?? []).map(
        ({ name, start, end, response }) => `${now?.parsed.text.slice(start, end)} ← ${name} ${response}`,
      );
    },
  };
}

const answer = { kind: "answer", right: true, excerpt: "{}" } as const;
const broken = { kind: "broken", name: "nowhere" } as const;

describe("a broken answer of a backend", () => {
  test("stands at the head of its API step, with the answer", async () => {
    const { tell, facts } = await run();
    tell(answer, broken);
    expect(facts()).toEqual(['api GET "/two" ← nowhere {}']);
  });

  test("moves with the step, also past changed blanks and comments in it", async () => {
    const { tell, replace, facts } = await run();
    tell(answer, broken);
    replace("state start", "// a comment\n\nstate start");
    replace('"/two" {', '"/two"\n  { // here\n');
    expect(facts()).toEqual(['api GET "/two" ← nowhere {}']);
  });

  test("goes when the step changes, and does not come back", async () => {
    const { tell, replace, facts } = await run();
    tell(answer, broken);
    replace("/two", "/three");
    expect(facts()).toEqual([]);
    replace("/three", "/two");
    expect(facts()).toEqual([]);
  });

  test("stays when another step changes", async () => {
    const { tell, replace, facts } = await run();
    tell(answer, broken);
    replace("/one", "/first");
    expect(facts()).toHaveLength(1);
  });

  test.each(["state nowhere { -> end }", 'state other id "nowhere" { -> end }'])(
    "goes when the state exists: %s",
    async (state) => {
      const { tell, replace, facts } = await run();
      tell(answer, broken);
      replace("state start", `${state}\nstate start`);
      expect(facts()).toEqual([]);
    },
  );

  test("goes when a later answer is right, and only then", async () => {
    const { tell, facts } = await run();
    tell(answer, broken);
    tell({ kind: "answer", right: false, excerpt: "500" });
    expect(facts()).toHaveLength(1);
    tell(answer);
    expect(facts()).toEqual([]);
  });

  test("goes with its state", async () => {
    const { tell, replace, facts } = await run();
    tell(answer, broken);
    replace("state start", "state begin");
    expect(facts()).toEqual([]);
  });

  test("is passed over where the named place holds no API step", async () => {
    const { tell, replace, facts } = await run();
    replace("state start", "\n\n\nstate start");
    tell(answer, broken);
    expect(facts()).toEqual([]);
  });

  test("belongs to one of two steps with the same words", async () => {
    const { tell, replace, facts } = await run();
    replace("/one", "/two");
    tell(answer, broken);
    expect(facts()).toHaveLength(1);
  });
});
