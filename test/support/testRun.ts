import { compile } from "../../server/src/runtime/compile.ts";
import type { Environment } from "../../server/src/runtime/transition.ts";
import { testCases } from "../../server/src/testing/cases.ts";
import { CoverageCounter } from "../../server/src/testing/coverage.ts";
import type { TestResult } from "../../server/src/testing/result.ts";
import { runTest } from "../../server/src/testing/runTest.ts";
import { fixture } from "./fixture.ts";
import { projectOf } from "./project.ts";

/** What the tests of a project (a fixture) came to. */
export interface Tested {
  readonly results: readonly TestResult[];
  readonly coverage: CoverageCounter;
  /** `✓ name`, or `✗ name`, the failing line, the message and what differs. */
  readonly drawn: string;
}

/** Runs all tests of a project (a fixture). */
export async function runTests(source: string, environment: Environment = {}): Promise<Tested> {
  const index = projectOf(fixture(source));
  const compiled = compile(index);
  if (!compiled.ok) throw new Error(compiled.problems.map(({ path, message }) => `${path}: ${message}`).join("\n"));
  const { program } = compiled;
  const coverage = new CoverageCounter(program);
  const results: TestResult[] = [];
  for (const each of testCases(index, program)) {
    results.push(
      await runTest(each, {
        program,
        environment,
        textOf: (path) => index.files.get(path)?.parsed.text ?? "",
        onEvent: (event) => coverage.count(event),
        watch: () => 0,
      }),
    );
  }
  return { results, coverage, drawn: results.map(draw).join("\n") };
}

function draw({ name, failure }: TestResult): string {
  if (failure === null) return `✓ ${name}`;
  const { step, message, expected, actual } = failure;
  const pair = expected === null ? [] : [`  - ${expected}`, `  + ${actual}`];
  return [`✗ ${name}`, `  ${step}`, `  ${message}`, ...pair].join("\n");
}
