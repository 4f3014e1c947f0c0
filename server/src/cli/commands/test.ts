import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { type CoverageKind, type FileCoverage, inPercent } from "../../testing/coverage.ts";
import type { AcceptedStep } from "../../testing/update.ts";
import type { ExitCode } from "../exitCode.ts";
import { type Terminal, withProgress } from "../terminal.ts";
import { readChosenTests } from "../test/chosenTests.ts";
import { eventsListener } from "../test/events.ts";
import { runTestsInJobs } from "../test/jobs.ts";
import {
  closingLine,
  coverageSummary,
  failedIn,
  githubTests,
  jsonCoverage,
  jsonTests,
  junitTests,
  lcov,
  prettyTests,
} from "../test/report.ts";
import type { TestedProjects, TestListener, Threshold } from "../test/runTests.ts";
import { updateExpectations } from "../test/updateExpectations.ts";
import { UsageError } from "../usageError.ts";
import { visible } from "../visible.ts";

const reporters = ["pretty", "json", "junit", "github", "events"] as const;

interface TestFlags {
  readonly filter?: string;
  readonly only?: string;
  readonly reporter: (typeof reporters)[number];
  readonly coverage?: "lcov" | "json";
  readonly minCoverage?: number;
  readonly live: boolean;
  readonly update: boolean;
  readonly jobs?: number;
}

/** `test [PATH…]`: runs the `test` declarations of one or more projects. `done` takes the exit code. */
export function addTestCommand(program: Command, terminal: Terminal, done: (code: ExitCode) => void): void {
  program
    .command("test")
    .description("run the tests of one or more projects")
    .argument("[PATH...]", "files and folders (default: the working directory)")
    .option("--filter <TEXT>", "run only tests whose file and name hold this text")
    .option("--only <FILE>", "run only the tests on a JSON list of files and names; - is standard input")
    .addOption(new Option("--reporter <NAME>", "how results are printed").choices(reporters).default("pretty"))
    .addOption(
      new Option(
        "--coverage <FORMAT>",
        "write what the tests reach to coverage/lcov.info or coverage/coverage.json",
      ).choices(["lcov", "json"]),
    )
    .option("--min-coverage <N>", "exit with 1 if fewer steps than this are reached, in percent", readPercent)
    .option("--jobs <N>", "run in so many threads (default: as many as there are cores, where that pays)", readJobs)
    .option("--live", "send requests that no mock answers to their backend", false)
    .option("--update", "write what the bot does into the tests that fail for nothing but what they expect", false)
    .action(async (paths: readonly string[], flags: TestFlags) => done(await test(paths, flags, terminal)));
}

async function test(paths: readonly string[], flags: TestFlags, terminal: Terminal): Promise<ExitCode> {
  const only = flags.only === undefined ? undefined : await readChosenTests(flags.only);
  const where = paths.length === 0 ? ["."] : paths;
  if (flags.update) {
    const changed = await updateExpectations(where, { filter: flags.filter, only });
    const tell = flags.reporter === "pretty" ? terminal.out : terminal.error;
    for (const step of changed) tell(visible(shownChange(step)));
  }
  const choice = { filter: flags.filter, only, live: flags.live };
  const work = runTestsInJobs(where, choice, listener(flags, terminal), flags.jobs);
  const tested = await withProgress(terminal, "Testing…", work);
  for (const problem of tested.refused) terminal.error(`${visible(problem)}\n`);
  const { tests, refused } = tested;
  if (tests.length === 0 && refused.length === 0) {
    const what =
      flags.filter === undefined
        ? `There is no test here${only === undefined ? "" : " that is on the list"}`
        : `No test has ${JSON.stringify(flags.filter)} in its name`;
    throw new UsageError(`${what}.`);
  }
  terminal.out(print(tested, flags, terminal));
  const isCounted = flags.coverage !== undefined || flags.minCoverage !== undefined || tested.thresholds.length > 0;
  if (isCounted && flags.reporter === "pretty") terminal.out(coverageSummary(tested.coverage, terminal.style));
  // What is read by a program stays as it is: there the last line goes to the other stream.
  const isRead = flags.reporter === "json" || flags.reporter === "junit" || flags.reporter === "events";
  (isRead ? terminal.error : terminal.out)(closingLine(tests));
  await writeCoverage(tested.coverage, flags);
  const isShort = isTooLittle(tested, flags, terminal);
  return refused.length > 0 || failedIn(tests) > 0 || isShort ? 1 : 0;
}

/** What `--update` has changed: the step as it was and as it is. */
function shownChange({ file, line, test: name, before, after }: AcceptedStep): string {
  return `${file}:${line}: ${name}\n  - ${before}\n  + ${after}\n`;
}

function listener({ reporter }: TestFlags, { out, error }: Terminal): TestListener {
  const onProblem = (problem: string): void => error(`${problem}\n`);
  return reporter === "events" ? { ...eventsListener(out), onProblem } : { onProblem };
}

function print({ tests, refused, coverage }: TestedProjects, flags: TestFlags, { style }: Terminal): string {
  switch (flags.reporter) {
    case "pretty":
      return prettyTests(tests, style);
    case "json":
      return jsonTests(tests, flags.coverage === undefined ? undefined : coverage);
    case "junit":
      return junitTests(tests, refused);
    case "github":
      return githubTests(tests, refused);
    case "events":
      return "";
  }
}

async function writeCoverage(files: readonly FileCoverage[], { coverage }: TestFlags): Promise<void> {
  if (coverage === undefined) return;
  const folder = join(process.cwd(), "coverage");
  await mkdir(folder, { recursive: true });
  if (coverage === "lcov") await writeFile(join(folder, "lcov.info"), lcov(files));
  else
    await writeFile(
      join(folder, "coverage.json"),
      `${JSON.stringify({ version: 1, ...jsonCoverage(files) }, undefined, 2)}\n`,
    );
}

/** Says what the tests do not reach: as much as the option asks for, else as the settings of the projects say. */
function isTooLittle(
  { coverage, thresholds }: TestedProjects,
  { minCoverage }: TestFlags,
  { error }: Terminal,
): boolean {
  const wanted: readonly Threshold[] =
    minCoverage === undefined ? thresholds : [{ kind: "steps", percent: minCoverage, files: coverage }];
  const missed = wanted.filter(({ kind, percent, files }) => inPercent(files, kind) < percent);
  for (const { kind, percent, files } of missed) {
    error(
      `The tests reach ${inPercent(files, kind).toFixed(1)} % of the ${kindWords[kind]}, less than ${percent} %.\n`,
    );
  }
  return missed.length > 0;
}

const kindWords: Readonly<Record<CoverageKind, string>> = {
  steps: "steps",
  states: "states",
  branches: "branches",
  outcomes: "answers of backends",
};

function readPercent(text: string): number {
  const percent = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || percent > 100) throw new InvalidArgumentError("It is a number from 0 to 100.");
  return percent;
}

function readJobs(text: string): number {
  const jobs = Number(text);
  if (!/^\d+$/.test(text) || jobs < 1 || jobs > 256) throw new InvalidArgumentError("It is a number from 1 to 256.");
  return jobs;
}
