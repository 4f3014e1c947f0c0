import { parse } from "../../server/src/language/parse.ts";
import { compile } from "../../server/src/runtime/compile.ts";
import type { RunEvent } from "../../server/src/runtime/events.ts";
import type { Program } from "../../server/src/runtime/program.ts";
import { checkFile, type Severities } from "../../server/src/semantics/checks/index.ts";
import type { SourceFile } from "../../server/src/semantics/fileIndex.ts";
import { createProjectIndex, type ProjectIndex } from "../../server/src/semantics/projectIndex.ts";
import { type TestCase, testCases } from "../../server/src/testing/cases.ts";
import type { TestFailure } from "../../server/src/testing/result.ts";
import { runTest } from "../../server/src/testing/runTest.ts";
import type { LoadedProject } from "../../server/src/workspace/loadProject.ts";
import type { Mutant } from "./mutants.ts";

/** Who noticed a change: `check --max-warnings 0`, a test by its name, or nobody. */
export type Verdict = { readonly by: "check" | "test"; readonly name: string } | { readonly by: "nobody" };

/**
 * Tries changes of one project. Tests that go through the state that was changed are run first, and those first of all
 * that noticed something lately, so that most changes cost one test.
 */
export interface Trial {
  readonly index: ProjectIndex;
  readonly try: (mutant: Mutant) => Promise<Verdict>;
}

/** Throws where the project as it is does not pass its checks and tests: then no change could be told from it. */
export async function trialOf({ index, settings }: LoadedProject): Promise<Trial> {
  const sources = [...index.files].map(([path, { uri, parsed }]): SourceFile => ({ path, uri, parsed }));
  const severities = settings.settings.checks ?? {};
  const program = compiled(index);
  const found = finding(index, severities);
  if (program === undefined || found !== undefined) throw new Error(`The project has problems already: ${found}.`);
  const visits = new Map<string, ReadonlySet<string>>();
  const failed: string[] = [];
  for (const test of testCases(index, program)) {
    const seen = new Set<string>();
    const onEvent = (event: RunEvent): void => void (event.type === "state" && seen.add(event.state));
    const failure = await failureOf(test, program, index, onEvent);
    if (failure !== null) failed.push(`${test.name}: ${failure.step}: ${failure.message} ${failure.actual ?? ""}`);
    visits.set(test.name, seen);
  }
  if (failed.length > 0) throw new Error(`These tests fail already:\n${failed.join("\n")}`);
  const lucky = new Map<string, number>();
  let tries = 0;
  return {
    index,
    try: async (mutant) => {
      const changed = changedIndex(sources, mutant);
      const code = finding(changed, severities);
      if (code !== undefined) return { by: "check", name: code };
      const changedProgram = compiled(changed);
      if (changedProgram === undefined) return { by: "check", name: "compile" };
      const state = stateAround(index, mutant);
      const rank = ({ name }: TestCase): number =>
        (state !== undefined && visits.get(name)?.has(state) === true ? 1e9 : 0) + (lucky.get(name) ?? 0);
      const tests = testCases(changed, changedProgram).toSorted((a, b) => rank(b) - rank(a));
      for (const test of tests) {
        if ((await failureOf(test, changedProgram, changed)) === null) continue;
        lucky.set(test.name, ++tries);
        return { by: "test", name: test.name };
      }
      return { by: "nobody" };
    },
  };
}

function changedIndex(sources: readonly SourceFile[], { path, start, end, text }: Mutant): ProjectIndex {
  return createProjectIndex(
    sources.map((source) => {
      const before = source.parsed.text;
      const after = before.slice(0, start) + text + before.slice(end);
      return source.path === path ? { ...source, parsed: parse(after) } : source;
    }),
  );
}

/** The code of the first error or warning. */
function finding(index: ProjectIndex, severities: Severities): string | undefined {
  for (const path of index.files.keys()) {
    const found = checkFile(index, path, severities).find(
      ({ severity }) => severity === "error" || severity === "warning",
    );
    if (found !== undefined) return found.code;
  }
  return undefined;
}

function compiled(index: ProjectIndex): Program | undefined {
  const result = compile(index);
  return result.ok ? result.program : undefined;
}

async function failureOf(
  test: TestCase,
  program: Program,
  index: ProjectIndex,
  onEvent?: (event: RunEvent) => void,
): Promise<TestFailure | null> {
  const { failure } = await runTest(test, {
    program,
    environment: {},
    textOf: (path) => index.files.get(path)?.parsed.text ?? "",
    watch: () => 0,
    ...(onEvent === undefined ? {} : { onEvent }),
  });
  return failure;
}

function stateAround(index: ProjectIndex, { path, start }: Mutant): string | undefined {
  return index.file(path)?.states.find(({ span }) => span.start <= start && start < span.end)?.fullName;
}
