/** The tests of the examples, run by the tool itself: each state, step, branch and answer of a backend is shown by one of them. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { examples } from "../../scripts/editor/examples.mjs";
import { commandLine, spawnCommandLine, temporaryFolder } from "../support/commandLine.ts";

const coverage = z.looseObject({
  states: z.number(),
  steps: z.number(),
  branches: z.number(),
  outcomes: z.number(),
  neverSeen: z.array(z.unknown()),
  files: z.array(
    z.looseObject({
      branches: z.array(z.looseObject({ name: z.string() })),
      outcomes: z.array(z.looseObject({ name: z.string() })),
    }),
  ),
});

describe.each(examples)("the tests of $name", ({ folder }) => {
  test("pass, and reach every state, step and branch, and every answer of the backend", async () => {
    await using work = await temporaryFolder({});
    const { code, out, error } = await spawnCommandLine(["test", folder, "--coverage", "json"], { cwd: work.path });
    expect({ code, error }).toEqual({ code: 0, error: "" });
    expect(out).toMatch(/\n(\d+) passed, 0 failed\n$/);
    const text = await readFile(join(work.path, "coverage", "coverage.json"), "utf8");
    const { files, ...reached } = coverage.parse(JSON.parse(text));
    expect(reached).toMatchObject({ states: 100, steps: 100, branches: 100, outcomes: 100, neverSeen: [] });
    // All of it would be nothing where there is nothing to reach.
    expect(files.flatMap(({ branches }) => branches).length).toBeGreaterThan(20);
    const answers = files.flatMap(({ outcomes }) => outcomes.map((outcome) => outcome.name));
    expect(answers).toEqual(expect.arrayContaining(["failure"]));
    expect(answers.length).toBeGreaterThan(5);
  });

  test("are formatted, and have no problems with every warning counted", async () => {
    expect(await commandLine("check", folder, "--max-warnings", "0")).toMatchObject({ code: 0, error: "" });
    expect(await commandLine("fmt", "--check", folder)).toEqual({ code: 0, out: "", error: "" });
  });
});
