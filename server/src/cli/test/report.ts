import { type CoverageKind, type FileCoverage, inPercent, neverSeen } from "../../testing/coverage.ts";
import { githubAnnotation, githubError } from "../reports/github.ts";
import { xml } from "../reports/junit.ts";
import type { Style } from "../terminal.ts";
import { visible } from "../visible.ts";
import type { RunTest } from "./runTests.ts";

/** Whether a test passed is the only thing that all reporters agree on; each ends with this line. */
export function closingLine(tests: readonly RunTest[]): string {
  const failed = failedIn(tests);
  return `${tests.length - failed} passed, ${failed} failed\n`;
}

export function failedIn(tests: readonly RunTest[]): number {
  return tests.filter(({ status }) => status === "failed").length;
}

/** For people: each file with its tests, each failure with its line and what differs. */
export function prettyTests(tests: readonly RunTest[], { bold, dim, red }: Style): string {
  const lines: string[] = [];
  let file: string | undefined;
  for (const test of tests) {
    if (test.file !== file) lines.push(...(file === undefined ? [] : [""]), bold(visible(test.file)));
    file = test.file;
    const time = test.ms >= 100 ? dim(` ${test.ms.toFixed(0)} ms`) : "";
    lines.push(test.failure === null ? `  ✓ ${visible(test.name)}${time}` : red(`  ✗ ${visible(test.name)}`) + time);
    lines.push(...failureLines(test, dim));
  }
  return lines.length === 0 ? "" : `${lines.join("\n")}\n\n`;
}

function failureLines({ file, failure }: RunTest, dim: Style["dim"]): readonly string[] {
  if (failure === null) return [];
  const { step, place, message, expected, actual, mock } = failure;
  const indented = (label: string, text: string): readonly string[] =>
    visible(text)
      .split("\n")
      .map((line, i) => `      ${(i === 0 ? label : "").padEnd(9)} ${line}`);
  return [
    dim(visible(`    ${file}:${place.range.start.line + 1}: ${step}`)),
    `    ${visible(mock === undefined ? message : (message.split(" Begin the test")[0] ?? message))}`,
    ...(expected === null || actual === null ? [] : [...indented("expected", expected), ...indented("actual", actual)]),
    ...(mock === undefined
      ? []
      : [
          "    Begin the test with:",
          ...visible(mock)
            .split("\n")
            .map((line) => `      ${line}`),
        ]),
  ];
}

/** One JSON object. */
export function jsonTests(tests: readonly RunTest[], coverage: readonly FileCoverage[] | undefined): string {
  const failed = failedIn(tests);
  const report = {
    version: 1,
    passed: tests.length - failed,
    failed,
    skipped: 0,
    tests: tests.map(jsonTest),
    ...(coverage === undefined ? {} : { coverage: jsonCoverage(coverage) }),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

/** A test as the reporters `json` and `events` tell it. */
export function jsonTest({ name, file, line, status, ms, failure }: RunTest) {
  return {
    name,
    file,
    line,
    status,
    ms: Math.round(ms * 100) / 100,
    failure: failure === null ? null : jsonFailure(failure),
  };
}

function jsonFailure({ step, place, expected, actual, message, mock }: NonNullable<RunTest["failure"]>) {
  const base = { step, line: place.range.start.line + 1, expected, actual, message };
  return mock === undefined ? base : { ...base, mock };
}

/** What the tests have shown in percent, the answers that they have not shown, and all of it by file. */
export function jsonCoverage(coverage: readonly FileCoverage[]) {
  const percent = (kind: CoverageKind): number => Math.round(inPercent(coverage, kind) * 100) / 100;
  return {
    steps: percent("steps"),
    states: percent("states"),
    branches: percent("branches"),
    outcomes: percent("outcomes"),
    neverSeen: neverSeen(coverage).map(({ file, line, step, name }) => ({ file, line, step, outcome: name })),
    files: coverage,
  };
}

/** For people: what was reached, and the answers of backends that no test has shown. */
export function coverageSummary(coverage: readonly FileCoverage[], { bold, dim }: Style): string {
  const count = (kind: CoverageKind, word: string): readonly string[] => {
    const all = coverage.flatMap((file): readonly { readonly count: number }[] => file[kind]);
    return all.length === 0 ? [] : [`${reachedIn(all)} of ${all.length} ${word}`];
  };
  const counts = [
    ...count("states", "states"),
    ...count("steps", "steps"),
    ...count("branches", "branches"),
    ...count("outcomes", "answers"),
  ];
  const unseen = neverSeen(coverage);
  return [
    bold("Coverage"),
    `  ${counts.length === 0 ? "nothing to reach" : counts.join(", ")}`,
    ...(unseen.length === 0 ? [] : ["  Answers that no test has shown:"]),
    ...unseen.map(({ file, line, step, name }) => `    ${dim(`${file}:${line}:`)} ${step} ${name}`),
    "",
    "",
  ].join("\n");
}

function reachedIn(counts: readonly { readonly count: number }[]): number {
  return counts.filter(({ count }) => count > 0).length;
}

/** JUnit XML: a suite for each file, and one of errors where `refused` says what cannot be read or run. */
export function junitTests(tests: readonly RunTest[], refused: readonly string[]): string {
  const files = [...new Set(tests.map(({ file }) => file))];
  const seconds = (some: readonly RunTest[]): string => (some.reduce((sum, { ms }) => sum + ms, 0) / 1_000).toFixed(3);
  const counts = (some: readonly RunTest[], broken: readonly string[] = []): string =>
    `tests="${some.length + broken.length}" failures="${failedIn(some)}" errors="${broken.length}" time="${seconds(some)}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="flowstate test" ${counts(tests, refused)}>`,
    ...(refused.length === 0
      ? []
      : [`  <testsuite name="projects" ${counts([], refused)}>`, ...refused.map(junitError), "  </testsuite>"]),
    ...files.flatMap((file) => {
      const own = tests.filter((test) => test.file === file);
      return [`  <testsuite name="${xml(file)}" ${counts(own)}>`, ...own.map(junitCase), "  </testsuite>"];
    }),
    "</testsuites>",
    "",
  ].join("\n");
}

function junitError(line: string): string {
  const error = `<error type="project" message="${xml(line)}"/>`;
  return `    <testcase name="${xml(line)}" classname="projects" time="0.000">${error}</testcase>`;
}

function junitCase({ name, file, line, ms, failure }: RunTest): string {
  const head = `    <testcase name="${xml(name)}" classname="${xml(file)}" file="${xml(file)}" line="${line}" time="${(ms / 1_000).toFixed(3)}"`;
  if (failure === null) return `${head}/>`;
  const { place, step, message, expected, actual } = failure;
  const pair = expected === null || actual === null ? "" : `\nexpected: ${expected}\nactual: ${actual}`;
  const text = `${file}:${place.range.start.line + 1}: ${step}\n${message}${pair}`;
  return `${head}><failure type="test" message="${xml(message)}">${xml(text)}</failure></testcase>`;
}

/** Workflow commands of GitHub Actions: an annotation at the step of each failure, and for each line of `refused`. */
export function githubTests(tests: readonly RunTest[], refused: readonly string[]): string {
  const broken = refused.map((line) => githubError(line));
  const failed = tests.map(({ file, name, failure }) => {
    if (failure === null) return "";
    const { place, message, expected, actual } = failure;
    const pair = expected === null || actual === null ? "" : `\nexpected: ${expected}\nactual: ${actual}`;
    return githubAnnotation("error", { file, range: place.range, title: name, message: `${message}${pair}` });
  });
  return [...broken, ...failed].join("");
}

/** The tracefile of lcov: states as functions, steps as lines, whatever has steps of its own as branches. */
export function lcov(coverage: readonly FileCoverage[]): string {
  return coverage.map(lcovOfFile).join("");
}

function lcovOfFile({ file, states, steps, ...rest }: FileCoverage): string {
  const branches = [...rest.branches, ...rest.outcomes];
  const lines = new Map<number, number>();
  for (const { line, count } of steps) lines.set(line, Math.max(lines.get(line) ?? 0, count));
  const reached = (counts: Iterable<number>): number => [...counts].filter((count) => count > 0).length;
  return [
    "TN:",
    `SF:${file}`,
    ...states.map(({ line, name }) => `FN:${line},${name}`),
    ...states.map(({ count, name }) => `FNDA:${count},${name}`),
    `FNF:${states.length}`,
    `FNH:${reached(states.map(({ count }) => count))}`,
    ...branches.map(({ line, count }, i) => `BRDA:${line},${i},0,${count}`),
    `BRF:${branches.length}`,
    `BRH:${reached(branches.map(({ count }) => count))}`,
    ...[...lines].map(([line, count]) => `DA:${line},${count}`),
    `LF:${lines.size}`,
    `LH:${reached(lines.values())}`,
    "end_of_record",
    "",
  ].join("\n");
}
