import { compile } from "../../server/src/runtime/compile.ts";
import type { Environment } from "../../server/src/runtime/transition.ts";
import type { ProjectIndex } from "../../server/src/semantics/projectIndex.ts";
import { testCases } from "../../server/src/testing/cases.ts";
import { type MadeTest, testFromConversation } from "../../server/src/testing/fromConversation.ts";
import { runTest } from "../../server/src/testing/runTest.ts";
import { type Given, run, type Talk } from "./conversation.ts";
import { fixture } from "./fixture.ts";
import { indexOf } from "./madeProject.ts";
import { projectOf } from "./project.ts";

/** A conversation that was held, and the test that was made of it; `undefined` and why where there is none. */
export interface Made {
  readonly test: MadeTest | undefined;
  readonly reason: string | undefined;
  /** What becomes of the test in the project that it was inserted into: `passed`, or why not. */
  readonly outcome: string;
}

/** Holds a conversation with a project (a fixture), makes a test of it, and runs that in the project. */
export async function madeTest(
  source: string,
  given: readonly Given[],
  talk: Talk = {},
  wanted: { readonly name?: string; readonly file?: string } = {},
): Promise<Made> {
  const { events } = run(source, given, talk);
  const index = projectOf(fixture(source));
  const { start, presets } = talk.begin ?? {};
  const environment = talk.environment ?? {};
  const made = await testFromConversation(
    { events, ...(start !== undefined && { start }), ...(presets !== undefined && { presets }) },
    { index, environment },
    wanted,
  );
  if (!made.ok) return { test: undefined, reason: made.reason, outcome: "none" };
  return {
    test: made.test,
    reason: undefined,
    outcome: await outcomeOf(indexOf(index, made.test.edit), made.test, environment),
  };
}

async function outcomeOf(index: ProjectIndex, { name, edit }: MadeTest, environment: Environment): Promise<string> {
  const compiled = compile(index);
  if (!compiled.ok) return compiled.problems.map(({ message }) => message).join("\n");
  const { program } = compiled;
  const testCase = testCases(index, program, edit.file).find((each) => each.name === name);
  if (testCase === undefined) return "there is no such test";
  const result = await runTest(testCase, {
    program,
    environment,
    textOf: (file) => index.files.get(file)?.parsed.text ?? "",
    watch: () => 0,
  });
  const { failure } = result;
  return failure === null ? "passed" : `${failure.step}: ${failure.message} ${failure.expected} / ${failure.actual}`;
}
