/** Holds a conversation once more, as a test does, and listens. */
import { parse } from "../language/parse.ts";
import { compile } from "../runtime/compile.ts";
import type { RequestEvent, ResponseEvent, RunEvent } from "../runtime/events.ts";
import type { Environment, RequestEffect } from "../runtime/transition.ts";
import { type ProjectIndex, updateProjectIndex } from "../semantics/projectIndex.ts";
import { testCases } from "./cases.ts";
import { type AnsweredRequest, answerOf, pathToName, resultOf } from "./heldAnswers.ts";
import type { TestFailure } from "./result.ts";
import { runTest } from "./runTest.ts";
import type { ScriptAnswer } from "./testScript.ts";

/** What came of it. */
export interface HeldAgain {
  /** The run events before the first step of the test, and after each of its steps. */
  readonly turns: readonly (readonly RunEvent[])[];
  readonly requests: readonly AnsweredRequest[];
  /** Requests that were not made then. */
  readonly unknown: readonly RequestEffect[];
  /** The step that could not be carried out, counted from 0. */
  readonly failedAt: number | undefined;
  readonly failure: TestFailure | null;
}

/** A file with a test in it, in the project that it stands in or is to stand in. */
export interface TestFile {
  readonly index: ProjectIndex;
  readonly environment: Environment;
  /** Relative to the project. */
  readonly file: string;
  readonly text: string;
}

/** Runs the last test of a file; `answers` are those of the backends by the id of their request. */
export async function holdAgain(
  { index, environment, file, text }: TestFile,
  answers: ReadonlyMap<string, readonly ResponseEvent[]> | undefined,
): Promise<HeldAgain | undefined> {
  const source = { path: file, uri: index.files.get(file)?.uri ?? file, parsed: parse(text) };
  const files = updateProjectIndex(index, { changed: [source], removed: [] });
  const compiled = compile(files);
  const testCase = compiled.ok ? testCases(files, compiled.program, file).at(-1) : undefined;
  if (!compiled.ok || testCase === undefined) return undefined;
  const turns: RunEvent[][] = [[]];
  const told = new Map<string, RequestEvent>();
  const requests: Omit<AnsweredRequest, "path">[] = [];
  const unknown: RequestEffect[] = [];
  const { failure } = await runTest(testCase, {
    program: compiled.program,
    environment,
    textOf: () => text,
    watch: () => 0,
    onStep: () => turns.push([]),
    onEvent: (event) => {
      turns.at(-1)?.push(event);
      if (event.type === "request") told.set(event.id, event);
    },
    ...(answers !== undefined && {
      live: {
        resolve: (request) => {
          const count = requests.filter((each) => each.request.id === request.id).length;
          const held = answers.get(request.id)?.[count];
          if (held === undefined) unknown.push(request);
          const answer: ScriptAnswer = held === undefined ? {} : answerOf(held);
          requests.push({ request, answer, mock: held?.mock });
          return Promise.resolve({ result: resultOf(answer, request.url), final: true });
        },
      },
    }),
  });
  return {
    turns,
    requests: requests.map((each) => ({ ...each, path: pathToName(each.request, told.get(each.request.id)) })),
    unknown,
    failedAt: failure === null ? undefined : turns.length - 2,
    failure,
  };
}
