import type { SourcePlace } from "../../runtime/events.ts";
import type { Program, ProgramState } from "../../runtime/program.ts";
import type { ExploredTest } from "../../testing/explore/exploredTests.ts";
import type { Finding } from "../../testing/explore/findings.ts";
import type { Explored } from "../../testing/explore/search.ts";
import { describeStep, stepsOf } from "../../testing/explore/way.ts";
import type { Style } from "../terminal.ts";
import { visible } from "../visible.ts";

/** What was found, with what the command line adds to it. */
export interface ExploreReport {
  readonly seed: number;
  readonly explored: Explored;
  readonly program: Program;
  readonly tests: readonly { readonly finding: Finding; readonly test: ExploredTest }[];
  /** The folder of the project as the command line shows it. */
  readonly project: string;
  /** A file of the project as the command line shows it. */
  readonly shown: (file: string) => string;
}

/** The states to which no conversation came, in the order of the program. */
function neverReached({ explored, program }: ExploreReport): readonly ProgramState[] {
  return [...program.states.values()].filter(({ name }) => !explored.reached.has(name));
}

/** For people: what was found, each with its way, then what was not come to. */
export function prettyExplored(report: ExploreReport, { bold, dim, red, yellow }: Style): string {
  const { explored, tests, shown, program } = report;
  const never = neverReached(report);
  const lines = tests.flatMap(({ finding, test }) => [
    `${red(finding.code)} ${visible(finding.message)}`,
    ...(finding.place === undefined ? [] : [dim(`  ${placeText(finding.place, shown)}`)]),
    ...stepsOf(finding.way).map((step) => `    ${visible(describeStep(step))}`),
    ...(test.ok ? [] : [dim(`  There is no test of it: ${test.reason}`)]),
    "",
  ]);
  const missed = never.flatMap(({ name, place }) => `  ${name} ${dim(placeText(place, shown))}`);
  const reached = program.states.size - never.length;
  return [
    ...lines,
    ...(missed.length === 0 ? [] : [yellow("States that no conversation came to"), ...missed, ""]),
    `${bold(countOf(tests.length, "finding"))}; ${reached} of ${countOf(program.states.size, "state")} reached, ${countOf(explored.moments, "moment")}, ${countOf(explored.steps, "step")}${explored.isComplete ? "" : " (not all that may happen was tried: a larger --budget goes further)"}`,
    "",
  ].join("\n");
}

function countOf(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

function placeText({ file, range: { start } }: SourcePlace, shown: (file: string) => string): string {
  return `${shown(file)}:${start.line + 1}:${start.character + 1}`;
}

/** One JSON object; positions as in LSP. */
export function jsonExplored(report: ExploreReport): string {
  const { seed, explored, program, tests, shown } = report;
  const place = (source: SourcePlace | undefined) =>
    source === undefined ? {} : { file: shown(source.file), range: source.range };
  const printed = {
    version: 1,
    project: report.project,
    seed,
    steps: explored.steps,
    moments: explored.moments,
    complete: explored.isComplete,
    findings: tests.map(({ finding, test }) => ({
      kind: finding.kind,
      code: finding.code,
      message: finding.message,
      state: finding.state,
      ...place(finding.place),
      way: stepsOf(finding.way).map(describeStep),
      test: test.ok ? test.text : null,
    })),
    states: {
      total: program.states.size,
      reached: program.states.size - neverReached(report).length,
      never: neverReached(report).map(({ name, place: source }) => ({ state: name, ...place(source) })),
    },
  };
  return `${JSON.stringify(printed, undefined, 2)}\n`;
}
