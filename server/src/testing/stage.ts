import { type MockOptions, mockResolver, type NamedMock } from "../runtime/effects/mocks.ts";
import type { RequestResolver } from "../runtime/effects/ports.ts";
import type { FiledRecording } from "../runtime/effects/recordings/recording.ts";
import { recordingResolver } from "../runtime/effects/recordings/resolver.ts";
import type { BotMessage, RunEvent } from "../runtime/events.ts";
import type { Machine } from "../runtime/machine.ts";
import type { BeginOptions, RequestEffect } from "../runtime/transition.ts";
import type { TestCase } from "./cases.ts";
import { runStep, type TestRun } from "./steps.ts";

/**
 * The clock of a test begins here and moves only by `wait`: 1 January 2026, 12:00 UTC. A test that passes today passes
 * in a year.
 */
export const testClock = Date.UTC(2026, 0, 1, 12);

/** How far a test is: enough to go back to it. */
export interface StageMark {
  readonly mocks: readonly NamedMock[];
  readonly answered: readonly (readonly [NonNullable<NamedMock["request"]>, number])[];
  /** How often each recording has answered, by file. */
  readonly recorded: readonly (readonly [string, number])[];
  readonly requests: number;
  readonly messages: number;
  readonly reports: number;
  readonly seen: number;
  readonly turnRequests: number;
  readonly unmocked: RequestEffect | undefined;
}

export interface StageParts {
  readonly machine: Machine;
  /** The conversation that the test holds. */
  readonly driver: TestRun["driver"];
  readonly now: () => number;
  /** Answer what no mock answers. */
  readonly recordings?: readonly FiledRecording[] | undefined;
  /** Answers what is left, where live requests are allowed. */
  readonly live?: RequestResolver | undefined;
}

/** What surrounds the conversation of a test: its mocks, and what it hears of the conversation. */
export interface Stage {
  readonly run: TestRun;
  /** Answers the requests of the conversation. */
  readonly resolvers: readonly RequestResolver[];
  readonly beginning: Omit<BeginOptions, "now">;
  /** Turns on the mocks before the first other step: they are on from the beginning. */
  prepare(): Promise<void>;
  note(event: RunEvent): void;
  /** The first request that nothing answered. */
  unmocked(): RequestEffect | undefined;
  mark(): StageMark;
  backTo(mark: StageMark): void;
}

/** Sets the stage for a test. */
export function createStage(
  { node, file, row, language }: TestCase,
  { machine, driver, now, recordings = [], live }: StageParts,
): Stage {
  const { program } = machine;
  const mocks: NamedMock[] = [];
  const requests: RequestEffect[] = [];
  const messages: BotMessage[] = [];
  const reports: string[] = [];
  const answered: NonNullable<MockOptions["answered"]> = new Map();
  const recorded = new Map<string, number>();
  let unanswered: RequestEffect | undefined;
  const mockOptions = { program, language: language ?? program.bot?.languages[0] ?? "en", now, random: () => 0.5 };
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
  const noted: RequestResolver = {
    resolve: (request) => {
      requests.push(request);
      return Promise.resolve(undefined);
    },
  };
  const missing: RequestResolver = {
    resolve: (request) => {
      unanswered ??= request;
      return Promise.resolve(undefined);
    },
  };
  const start = node.at === undefined ? undefined : program.target(node.at);
  return {
    run,
    resolvers: [
      noted,
      mockResolver({ ...mockOptions, mocks: () => mocks, answered, pause: () => Promise.resolve() }),
      recordingResolver({ program: () => program, recordings: () => recordings, answered: recorded }),
      live ?? missing,
    ],
    beginning: {
      user: "test",
      conversation: "test",
      seed: 1,
      file,
      presets: node.presets.map(({ text }) => text),
      ...(start === undefined ? {} : { start }),
      ...(language === undefined ? {} : { language }),
    },
    prepare: async () => {
      for (const step of node.steps) {
        if (step.kind !== "TestMock") break;
        await runStep(run, step);
      }
    },
    note: (event) => {
      if (event.type === "message") messages.push(event.message);
      if (event.type === "report") reports.push(event.code);
    },
    unmocked: () => unanswered,
    mark: () => ({
      mocks: [...mocks],
      answered: [...answered],
      recorded: [...recorded],
      requests: requests.length,
      messages: messages.length,
      reports: reports.length,
      seen: run.seen,
      turnRequests: run.turnRequests,
      unmocked: unanswered,
    }),
    backTo: (mark) => {
      mocks.splice(0, mocks.length, ...mark.mocks);
      answered.clear();
      for (const [mock, count] of mark.answered) answered.set(mock, count);
      recorded.clear();
      for (const [file, count] of mark.recorded) recorded.set(file, count);
      requests.length = Math.min(requests.length, mark.requests);
      messages.length = Math.min(messages.length, mark.messages);
      reports.length = Math.min(reports.length, mark.reports);
      run.seen = mark.seen;
      run.turnRequests = mark.turnRequests;
      unanswered = mark.unmocked;
    },
  };
}
