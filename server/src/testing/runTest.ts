import { virtualClock } from "../runtime/effects/clock.ts";
import { ConversationDriver } from "../runtime/effects/driver.ts";
import { mockResolver, type NamedMock } from "../runtime/effects/mocks.ts";
import type { RequestResolver } from "../runtime/effects/ports.ts";
import { pathAfterBase } from "../runtime/effects/requestPattern.ts";
import type { BotMessage, RunEvent } from "../runtime/events.ts";
import { createMachine } from "../runtime/machine.ts";
import type { Program } from "../runtime/program.ts";
import type { Environment, RequestEffect } from "../runtime/transition.ts";
import type { TestCase } from "./cases.ts";
import type { Mismatch, TestFailure, TestResult } from "./result.ts";
import { runStep, shownText, type TestRun } from "./steps.ts";

/** What tests are run with. */
export interface TestOptions {
  readonly program: Program;
  readonly environment: Environment;
  /** The text of a file of the project, for what a failure shows. */
  readonly textOf: (file: string) => string;
  /** Answers what no mock answers, where live requests are allowed. */
  readonly live?: RequestResolver;
  readonly onEvent?: (event: RunEvent) => void;
  /** Milliseconds that never run backwards, to take times with. */
  readonly watch: () => number;
}

/**
 * The clock of a test begins here and moves only by `wait`: 1 January 2026, 12:00 UTC. A test that passes today passes
 * in a year.
 */
const testClock = Date.UTC(2026, 0, 1, 12);

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
      failureAt(testCase, options, node.each ?? node, { message: problem, expected: null, actual: null }),
    );
  }
  const { run, begin, unmocked } = prepare(testCase, options);
  try {
    await begin();
    for (const step of node.steps) {
      const sent = unmocked();
      if (sent !== undefined) return finished(failureAt(testCase, options, step, withoutMock(run, sent)));
      const mismatch = await runStep(run, step);
      // A request without a mock is why the rest is not as it should be.
      const mistake = unmocked();
      if (mistake !== undefined) return finished(failureAt(testCase, options, step, withoutMock(run, mistake)));
      if (mismatch !== undefined) return finished(failureAt(testCase, options, step, mismatch));
    }
    const left = unmocked();
    return finished(left === undefined ? null : failureAt(testCase, options, node, withoutMock(run, left)));
  } finally {
    run.driver.dispose();
  }
}

interface Prepared {
  readonly run: TestRun;
  readonly begin: () => Promise<void>;
  /** The first request that nothing answered. */
  readonly unmocked: () => RequestEffect | undefined;
}

function prepare({ node, file, row, language }: TestCase, options: TestOptions): Prepared {
  const { program, environment, live, onEvent } = options;
  const clock = virtualClock(testClock);
  const machine = createMachine(program, environment);
  const mocks: NamedMock[] = [];
  const requests: RequestEffect[] = [];
  const messages: BotMessage[] = [];
  const reports: string[] = [];
  let unanswered: RequestEffect | undefined;
  const mockOptions = {
    program,
    language: language ?? program.bot?.languages[0] ?? "en",
    now: clock.now,
    random: () => 0.5,
  };
  const resolvers: readonly RequestResolver[] = [
    {
      resolve: (request) => {
        requests.push(request);
        return Promise.resolve(undefined);
      },
    },
    mockResolver({ ...mockOptions, mocks: () => mocks, pause: () => Promise.resolve() }),
    live ?? {
      resolve: (request) => {
        unanswered ??= request;
        return Promise.resolve(undefined);
      },
    },
  ];
  const driver = new ConversationDriver({
    machine,
    clock,
    resolvers,
    onEvent: (event) => {
      if (event.type === "message") messages.push(event.message);
      if (event.type === "report") reports.push(event.code);
      onEvent?.(event);
    },
  });
  const run: TestRun = {
    machine,
    driver,
    mocks,
    requests,
    messages,
    reports,
    mockOptions,
    row,
    seen: 0,
    turnRequests: 0,
  };
  const start = node.at === undefined ? undefined : program.target(node.at);
  const begin = async (): Promise<void> => {
    // What stands before the first other step is on from the beginning.
    for (const step of node.steps) {
      if (step.kind !== "TestMock") break;
      await runStep(run, step);
    }
    await driver.begin({
      user: "test",
      conversation: "test",
      seed: 1,
      file,
      presets: node.presets.map(({ text }) => text),
      ...(start === undefined ? {} : { start }),
      ...(language === undefined ? {} : { language }),
    });
  };
  return { run, begin, unmocked: () => unanswered };
}

function failureAt(
  { file }: TestCase,
  { program, textOf }: TestOptions,
  { start, end }: { readonly start: number; readonly end: number },
  { message, expected, actual, mock }: Mismatch,
): TestFailure {
  const [step = ""] = textOf(file).slice(start, end).split("\n", 1);
  const base = { step: step.trimEnd(), place: program.place(file, { start, end }), expected, actual, message };
  return mock === undefined ? base : { ...base, mock };
}

function withoutMock(run: TestRun, request: RequestEffect): Mismatch {
  const path = shownText(run, pathAfterBase(request));
  const mock = `mock ${request.method} ${JSON.stringify(path)} {\n  status 200\n  body {}\n}`;
  const message = `No mock answers ${request.method} ${path}, and a test asks no backend. Begin the test with such a mock: ${mock.replaceAll(/\s+/g, " ")}`;
  return { message, expected: null, actual: null, mock };
}
