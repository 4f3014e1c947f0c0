import type { TestStep } from "../language/ast.ts";
import type { PrintOptions } from "../language/print.ts";
import { virtualClock } from "../runtime/effects/clock.ts";
import { ConversationDriver } from "../runtime/effects/driver.ts";
import type { RequestResolver } from "../runtime/effects/ports.ts";
import type { FiledRecording } from "../runtime/effects/recordings/recording.ts";
import type { RunEvent } from "../runtime/events.ts";
import { createMachine } from "../runtime/machine.ts";
import type { MachineState } from "../runtime/machineState.ts";
import type { Program } from "../runtime/program.ts";
import type { Environment } from "../runtime/transition.ts";
import { acceptance } from "./accept.ts";
import type { TestCase } from "./cases.ts";
import { flowStack } from "./flowStack.ts";
import { missingMock } from "./missingMock.ts";
import type { Mismatch, TestFailure, TestResult } from "./result.ts";
import { createStage, type Stage, testClock } from "./stage.ts";
import { runStep, type TestRun } from "./steps.ts";
import type { TestEdit } from "./testPlace.ts";

/** What tests are run with. */
export interface TestOptions {
  readonly program: Program;
  readonly environment: Environment;
  /** The text of a file of the project, for what a failure shows. */
  readonly textOf: (file: string) => string;
  /** Width and indentation of the project. */
  readonly format?: Partial<PrintOptions>;
  /** Answer what no mock answers. */
  readonly recordings?: readonly FiledRecording[];
  /** Answers what is left, where live requests are allowed. */
  readonly live?: RequestResolver;
  readonly onEvent?: (event: RunEvent) => void;
  /** The conversation as it stands after each of its transitions. */
  readonly onState?: (state: MachineState) => void;
  /** A step of the test is about to be carried out. */
  readonly onStep?: (step: TestStep) => void;
  /** Milliseconds that never run backwards, to take times with. */
  readonly watch: () => number;
}

const beforeAll = { seen: 0, stack: [] };

/** Runs one test in a conversation of its own. Never throws and never sleeps; nothing goes out but through `live`. */
export async function runTest(testCase: TestCase, options: TestOptions): Promise<TestResult> {
  const { name, place, node, problem } = testCase;
  const started = options.watch();
  const finished = (failure: TestFailure | null): TestResult => ({
    name,
    place,
    status: failure === null ? "passed" : "failed",
    ms: Math.max(0, options.watch() - started),
    failure,
  });
  if (problem !== undefined) {
    return finished(
      failureAt(testCase, options, node.each ?? node, { message: problem, expected: null, actual: null }, beforeAll),
    );
  }
  const { stage, driver } = stageOf(testCase, options);
  const { run, unmocked } = stage;
  try {
    await stage.prepare();
    await driver.begin(stage.beginning);
    for (const step of node.steps) {
      const { seen } = run;
      const failed = (mismatch: Mismatch, accept?: TestEdit): TestResult => {
        const stack = flowStack(options.program, driver.state);
        const failure = failureAt(testCase, options, step, mismatch, { seen, stack });
        return finished(accept === undefined ? failure : { ...failure, accept });
      };
      const sent = unmocked();
      if (sent !== undefined) return failed(missingMock(run, sent));
      options.onStep?.(step);
      const mismatch = await runStep(run, step);
      // A request without a mock is why the rest is not as it should be.
      const mistake = unmocked();
      if (mistake !== undefined) return failed(missingMock(run, mistake));
      if (mismatch !== undefined) {
        const text = options.textOf(testCase.file);
        const accept = acceptance(step, run, seen, { testCase, text, format: options.format ?? {} });
        return failed(mismatch, accept);
      }
    }
    const left = unmocked();
    if (left === undefined) return finished(null);
    const at = { seen: run.seen, stack: flowStack(options.program, driver.state) };
    return finished(failureAt(testCase, options, node, missingMock(run, left), at));
  } finally {
    driver.dispose();
  }
}

/** A conversation of its own for the test, in virtual time. */
function stageOf(
  testCase: TestCase,
  { program, environment, recordings, live, onEvent, onState }: TestOptions,
): { readonly stage: Stage; readonly driver: ConversationDriver } {
  const clock = virtualClock(testClock);
  const machine = createMachine(program, environment);
  const conversation: TestRun["driver"] = {
    get state() {
      return driver.state;
    },
    send: (input) => driver.send(input),
    pass: (ms) => driver.pass(ms),
  };
  const stage = createStage(testCase, { machine, driver: conversation, now: clock.now, recordings, live });
  const driver = new ConversationDriver({
    machine,
    clock,
    resolvers: stage.resolvers,
    onEvent: (event) => {
      stage.note(event);
      onEvent?.(event);
    },
    ...(onState === undefined ? {} : { onTransition: onState }),
  });
  return { stage, driver };
}

function failureAt(
  { file }: TestCase,
  { program, textOf }: TestOptions,
  { start, end }: { readonly start: number; readonly end: number },
  { message, expected, actual, mock }: Mismatch,
  at: Pick<TestFailure, "seen" | "stack">,
): TestFailure {
  const [step = ""] = textOf(file).slice(start, end).split("\n", 1);
  const base = { step: step.trimEnd(), place: program.place(file, { start, end }), expected, actual, message, ...at };
  return mock === undefined ? base : { ...base, mock };
}
