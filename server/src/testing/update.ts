/** Accepts what happened as what is expected, test by test, until each passes. */
import { createLineMap } from "../language/lineMap.ts";
import { parse } from "../language/parse.ts";
import { compile } from "../runtime/compile.ts";
import type { SourceFile } from "../semantics/fileIndex.ts";
import { type ProjectIndex, updateProjectIndex } from "../semantics/projectIndex.ts";
import { type TestCase, testCases } from "./cases.ts";
import type { TestResult } from "./result.ts";
import { runTest, type TestOptions } from "./runTest.ts";
import type { TestEdit } from "./testPlace.ts";

/** An expectation that was changed. */
export interface AcceptedStep {
  /** The test, with its row and language. */
  readonly test: string;
  /** Relative to the project. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** The step as it was and as it is, in one line. */
  readonly before: string;
  readonly after: string;
}

export interface UpdatedTests {
  readonly steps: readonly AcceptedStep[];
  /** The new text of each file that changes, by its path. */
  readonly files: ReadonlyMap<string, string>;
}

/** Steps of one test that are changed at most. */
const mostSteps = 1_000;

/**
 * Changes the expectations of tests that fail for nothing else, in memory. A test that fails for another reason, or that would
 * then fail in another row or language, stays as it is. `options` runs a test in a program, without its texts.
 */
export async function updateTests(
  index: ProjectIndex,
  isChosen: (testCase: TestCase) => boolean,
  options: Omit<TestOptions, "program" | "textOf">,
): Promise<UpdatedTests> {
  const steps: AcceptedStep[] = [];
  const files = new Map<string, string>();
  let current = index;
  const run = async (at: ProjectIndex, wanted: (testCase: TestCase) => boolean): Promise<readonly TestResult[]> => {
    const compiled = compile(at);
    if (!compiled.ok) return [];
    const { program } = compiled;
    const results: TestResult[] = [];
    for (const testCase of testCases(at, program)) {
      if (!wanted(testCase)) continue;
      const textOf = (file: string): string => textIn(at, file);
      results.push(await runTest(testCase, { ...options, program, textOf }));
    }
    return results;
  };
  const compiled = compile(index);
  const cases = compiled.ok ? testCases(index, compiled.program).filter(isChosen) : [];
  const titles = new Map(cases.map((each) => [`${each.file} ${each.title}`, each]));
  for (const { file, title } of titles.values()) {
    const isOfTest = (each: TestCase): boolean => each.file === file && each.title === title;
    const accepted: AcceptedStep[] = [];
    let next = current;
    let failed = await firstFailure(run(next, isOfTest));
    while (failed?.failure?.accept !== undefined && accepted.length < mostSteps) {
      const { accept, step, place } = failed.failure;
      const line = place.range.start.line + 1;
      const { name } = failed;
      // What it took once and does not take now is not what is wrong.
      if (accepted.some((each) => each.test === name && each.line === line && each.before === step)) break;
      const changed = edited(next, accept);
      if (changed === undefined) break;
      accepted.push({ test: name, file, line, before: step, after: stepAt(changed, accept) });
      next = changed;
      failed = await firstFailure(run(next, isOfTest));
    }
    if (failed !== undefined || accepted.length === 0) continue;
    current = next;
    steps.push(...accepted);
    files.set(file, textIn(current, file));
  }
  return { steps, files };
}

async function firstFailure(results: Promise<readonly TestResult[]>): Promise<TestResult | undefined> {
  return (await results).find(({ failure }) => failure !== null);
}

function textIn(index: ProjectIndex, file: string): string {
  return index.files.get(file)?.parsed.text ?? "";
}

/** The project after an edit; `undefined` where the edit changes nothing. */
function edited(index: ProjectIndex, { file, range, newText }: TestEdit): ProjectIndex | undefined {
  const source = index.files.get(file);
  const text = textIn(index, file);
  const lines = createLineMap(text);
  const after = text.slice(0, lines.offsetAt(range.start)) + newText + text.slice(lines.offsetAt(range.end));
  if (source === undefined || after === text) return undefined;
  const changed: SourceFile = { ...source, parsed: parse(after) };
  return updateProjectIndex(index, { changed: [changed], removed: [] });
}

/** The first line of what an edit has written, with what stands before it on the line. */
function stepAt(index: ProjectIndex, { file, range }: TestEdit): string {
  return (textIn(index, file).split(/\r\n|\r|\n/)[range.start.line] ?? "").trim();
}
