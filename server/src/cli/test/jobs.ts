/**
 * Tests in several threads, one for each core. Every thread reads the projects and runs its part of the tests; what they tell
 * is put back into the order of the tests, so that the output is the same however many there are.
 */
import { availableParallelism } from "node:os";
import { parentPort, Worker, workerData } from "node:worker_threads";
import type { RunEvent } from "../../runtime/events.ts";
import type { FileCoverage } from "../../testing/coverage.ts";
import {
  countTests,
  projectsAt,
  type RunTest,
  runProjects,
  runTests,
  type TestChoice,
  type TestedProjects,
  type TestListener,
  type TestStory,
} from "./runTests.ts";

/** A thread pays where it has at least so many tests: it has to start, to read the projects, and to get up to speed. */
const worthAThread = 1_500;

/** What a thread is to do. */
interface Job {
  readonly flowstateTests: true;
  readonly paths: readonly string[];
  readonly choice: TestChoice;
  /** Whether the events of tests are wanted. */
  readonly isTold: boolean;
}

/** What a thread tells: a test that was run, or that it is done. */
type JobMessage =
  | { readonly type: "test"; readonly number: number; readonly run: RunTest; readonly story: TestStory }
  | { readonly type: "done"; readonly tested: TestedProjects };

/**
 * Runs tests in so many threads; without a number in as many as pay. `cwd` and the environment are those of this process.
 */
export async function runTestsInJobs(
  paths: readonly string[],
  choice: TestChoice,
  listener: TestListener,
  jobs: number | undefined,
): Promise<TestedProjects> {
  const projects = await projectsAt(paths);
  const count = countTests(projects);
  const useful = Math.min(availableParallelism(), Math.floor(count / worthAThread));
  const threads = Math.max(1, Math.min(jobs ?? useful, count));
  if (threads === 1) return runProjects(projects, choice, listener);
  const line = new Line();
  const told = inLine(listener, line);
  const parts = Array.from({ length: threads }, (_, index) => ({ ...choice, part: { index, of: threads } }));
  const [first, ...others] = parts;
  const work = others.map((part) =>
    inThread({ flowstateTests: true, paths, choice: part, isTold: hears(listener) }, told),
  );
  const own = runTests(paths, first ?? choice, told);
  const done = await Promise.all([own, ...work]);
  line.end();
  return together(done);
}

function hears({ onEvent, onEnd }: TestListener): boolean {
  return onEvent !== undefined || onEnd !== undefined;
}

/** Runs what a thread was made for; without effect in the main one. */
export async function runJob(): Promise<void> {
  const job: unknown = workerData;
  if (parentPort === null || !isJob(job)) return;
  const port = parentPort;
  const tell = (message: JobMessage): void => port.postMessage(message);
  const tested = await runTests(job.paths, job.choice, {
    onEnd: (run, { events, step }) =>
      tell({
        type: "test",
        number: run.number,
        run,
        story: job.isTold ? { events, step } : { events: [], step: undefined },
      }),
  });
  tell({ type: "done", tested });
}

function isJob(value: unknown): value is Job {
  return typeof value === "object" && value !== null && "flowstateTests" in value;
}

/** The program of a thread: this one. In a bundle that is one file; from the source it is the main module. */
function programFile(): URL {
  return import.meta.url.endsWith("/jobs.ts") ? new URL("../main.ts", import.meta.url) : new URL(import.meta.url);
}

async function inThread(job: Job, told: TestListener): Promise<TestedProjects> {
  const worker = new Worker(programFile(), { workerData: job, execArgv: ["--disable-warning=ExperimentalWarning"] });
  try {
    return await new Promise<TestedProjects>((resolve, reject) => {
      worker.on("message", (message: JobMessage) => {
        if (message.type === "done") resolve(message.tested);
        else told.onEnd?.(message.run, message.story);
      });
      worker.on("error", (error) => reject(error instanceof Error ? error : new Error(String(error))));
      worker.on("exit", (code) => reject(new Error(`A thread with tests ended before it was done (${code}).`)));
    });
  } finally {
    await worker.terminate();
  }
}

/** Does things in the order of their numbers, from 0 on, whenever they come. */
class Line {
  readonly #waiting = new Map<number, () => void>();
  #next = 0;

  take(number: number, act: () => void): void {
    if (number < this.#next) return;
    this.#waiting.set(number, act);
    for (let next = this.#waiting.get(this.#next); next !== undefined; next = this.#waiting.get(this.#next)) {
      this.#waiting.delete(this.#next);
      this.#next += 1;
      next();
    }
  }

  /** What is left over, in its order. */
  end(): void {
    for (const number of [...this.#waiting.keys()].toSorted((a, b) => a - b)) this.#waiting.get(number)?.();
    this.#waiting.clear();
  }
}

/** A listener that hears of each test when all before it are told. */
function inLine(listener: TestListener, line: Line): TestListener {
  const tellTest = (run: RunTest, story: TestStory): void => {
    listener.onStart?.(run);
    for (const event of story.events) tellEvent(run, event);
    listener.onEnd?.(run, story);
  };
  const tellEvent = (run: RunTest, event: RunEvent): void => listener.onEvent?.(run, event);
  return {
    ...(listener.onProblem === undefined ? {} : { onProblem: listener.onProblem }),
    onProject: (folder, program, number) => line.take(number, () => listener.onProject?.(folder, program, number)),
    onRefused: (folder, problems, number) => line.take(number, () => listener.onRefused?.(folder, problems, number)),
    onEnd: (run, story) => line.take(run.number, () => tellTest(run, story)),
  };
}

/** What all threads have found, as one would have. */
function together(parts: readonly TestedProjects[]): TestedProjects {
  const [first] = parts;
  const coverage = sum(parts.map((part) => part.coverage));
  const byFile = new Map(coverage.map((file) => [file.file, file]));
  return {
    tests: parts.flatMap(({ tests }) => tests).toSorted((a, b) => a.number - b.number),
    refused: first?.refused ?? [],
    coverage,
    thresholds: (first?.thresholds ?? []).map((each) => ({
      ...each,
      files: each.files.flatMap(({ file }) => byFile.get(file) ?? []),
    })),
  };
}

/** The same places, counted by several. */
function sum(parts: readonly (readonly FileCoverage[])[]): readonly FileCoverage[] {
  const [first = [], ...others] = parts;
  const add = <T extends { readonly count: number }>(
    own: readonly T[],
    of: (other: FileCoverage) => readonly T[],
    file: number,
  ) =>
    own.map((place, index) => ({
      ...place,
      count: others.reduce((count, other) => {
        const there = other[file];
        return count + (there === undefined ? 0 : (of(there)[index]?.count ?? 0));
      }, place.count),
    }));
  return first.map((each, file) => ({
    ...each,
    states: add(each.states, (other) => other.states, file),
    steps: add(each.steps, (other) => other.steps, file),
    branches: add(each.branches, (other) => other.branches, file),
    outcomes: add(each.outcomes, (other) => other.outcomes, file),
  }));
}
