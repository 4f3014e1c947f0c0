import type { TestStep } from "../../language/ast.ts";
import { compile } from "../../runtime/compile.ts";
import { liveResolver } from "../../runtime/effects/attempts.ts";
import { readEnvironment } from "../../runtime/effects/environment.node.ts";
import { createHttpPort } from "../../runtime/effects/http.node.ts";
import type { HttpPort } from "../../runtime/effects/ports.ts";
import type { RunEvent, SourcePlace } from "../../runtime/events.ts";
import type { Program } from "../../runtime/program.ts";
import { type TestCase, testCases } from "../../testing/cases.ts";
import { CoverageCounter, type CoverageKind, type FileCoverage, type Reach } from "../../testing/coverage.ts";
import { readRecordings } from "../../testing/readRecordings.ts";
import type { TestResult } from "../../testing/result.ts";
import { runTest } from "../../testing/runTest.ts";
import { diskPath, nodeFileSystem } from "../../workspace/fileSystem.node.ts";
import { type LoadedProject, loadProjects } from "../../workspace/loadProject.ts";
import { settingsFileName } from "../../workspace/projectSettings.ts";
import { isInside, joinUri } from "../../workspace/uris.ts";
import { shownPath, uriOfArgument } from "../locations.ts";
import { refusals, refusalsAt } from "../run/program.ts";
import { unreadable } from "../usageError.ts";
import { type ChosenTests, isOnList } from "./chosenTests.ts";

/** A test as it was run, with its file as the command line shows it. */
export interface RunTest extends TestResult {
  /** Relative to the working directory, with `/`. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Absolute path of the folder of its project. */
  readonly project: string;
  /** What it reached of the flows. */
  readonly reach: Reach;
  /** Its place among all that is told: projects and tests, from 0 on. */
  readonly number: number;
}

/** What happened in a test, and the step of it that was carried out last. */
export interface TestStory {
  readonly events: readonly RunEvent[];
  readonly step: TestStep | undefined;
}

type StartedTest = Pick<RunTest, "name" | "file" | "line" | "project" | "number">;

/** A mistake in a flow, at its place. */
export interface Refusal extends SourcePlace {
  readonly message: string;
}

/** What is told while tests run. */
export interface TestListener {
  /** Something beside the tests is wrong: a sentence. */
  readonly onProblem?: (problem: string) => void;
  /** The tests of the project in that folder (absolute) begin. */
  readonly onProject?: (folder: string, program: Program, number: number) => void;
  /** The project in that folder cannot run. */
  readonly onRefused?: (folder: string, problems: readonly Refusal[], number: number) => void;
  readonly onStart?: (test: StartedTest) => void;
  readonly onEvent?: (test: Pick<RunTest, "name" | "file">, event: RunEvent) => void;
  readonly onEnd?: (test: RunTest, story: TestStory) => void;
}

/** Which tests are run, and how. */
export interface TestChoice {
  /** Only tests whose name, with the title of the file before it, holds this text, whatever its case. */
  readonly filter: string | undefined;
  /** Only tests that are on this list. */
  readonly only?: ChosenTests | undefined;
  /** Whether a request that no mock answers goes to its backend. */
  readonly live: boolean;
  /** Only the tests of one part of all, where they are run in several. */
  readonly part?: { readonly index: number; readonly of: number };
}

/** All tests that were run, and the lines that say why a project cannot run or its settings cannot be read. */
export interface TestedProjects {
  readonly tests: readonly RunTest[];
  readonly refused: readonly string[];
  /** With files relative to the working directory. */
  readonly coverage: readonly FileCoverage[];
  /** What the settings ask for of the projects of which all tests were run. */
  readonly thresholds: readonly Threshold[];
}

/** How much of some files tests have to reach. */
export interface Threshold {
  readonly kind: CoverageKind;
  readonly percent: number;
  readonly files: readonly FileCoverage[];
}

/** Runs the tests of the projects at or below the paths, in the order of their files. */
export async function runTests(
  paths: readonly string[],
  choice: TestChoice,
  listener: TestListener,
): Promise<TestedProjects> {
  return runProjects(await projectsAt(paths), choice, listener);
}

/** The same for projects that have been read. */
export async function runProjects(
  projects: readonly ChosenProject[],
  choice: TestChoice,
  listener: TestListener,
): Promise<TestedProjects> {
  const port = choice.live ? createHttpPort({ environment: process.env }) : undefined;
  const tests: RunTest[] = [];
  const refused: string[] = [];
  const coverage: FileCoverage[] = [];
  const thresholds: Threshold[] = [];
  let number = 0;
  const next = (): number => number++;
  try {
    for (const { project, below } of projects) {
      const compiled = compile(project.index);
      // Counted whether anybody listens or not: all parts count alike.
      const at = next();
      if (!compiled.ok) {
        refused.push(...refusals(compiled.problems, project));
        listener.onRefused?.(diskPath(project.folder), refusalsAt(compiled.problems, project), at);
        continue;
      }
      listener.onProject?.(diskPath(project.folder), compiled.program, at);
      const counter = new CoverageCounter(compiled.program);
      const setting = { project, program: compiled.program, below, port, counter, next };
      tests.push(...(await runProject(setting, choice, listener)));
      const shown = (file: string): string => shownPath(joinUri(project.folder, file));
      const files = counter.files().map((file) => ({ ...file, file: shown(file.file) }));
      coverage.push(...files);
      const isWhole =
        choice.filter === undefined && choice.only === undefined && below.some((uri) => isInside(uri, project.folder));
      if (!isWhole) continue;
      thresholds.push(...thresholdsOf(project, files));
      // What the settings ask for and cannot be read must not pass for reached.
      refused.push(...project.settings.problems.map((problem) => `${settingsPath(project)}: ${problem}`));
    }
  } finally {
    await port?.close();
  }
  return { tests, refused, coverage, thresholds };
}

function settingsPath({ folder }: LoadedProject): string {
  return shownPath(joinUri(folder, settingsFileName));
}

const kinds: readonly CoverageKind[] = ["steps", "states", "branches", "outcomes"];

function thresholdsOf({ settings }: LoadedProject, files: readonly FileCoverage[]): readonly Threshold[] {
  const wanted = settings.settings.coverage ?? {};
  return kinds.flatMap((kind) => {
    const percent = wanted[kind];
    return percent === undefined ? [] : [{ kind, percent, files }];
  });
}

/** A project of which tests are run. */
export interface ChosenProject {
  readonly project: LoadedProject;
  /** The URIs that were named: only the tests in files at or below one of them are run. */
  readonly below: readonly string[];
}

/** How many tests at most a choice takes of some projects, each of their rows and languages not counted. */
export function countTests(projects: readonly ChosenProject[]): number {
  return projects.reduce((count, { project, below }) => {
    const files = [...project.index.files].filter(([path]) => {
      const uri = joinUri(project.folder, path);
      return below.some((each) => isInside(each, uri));
    });
    const declarations = files.flatMap(([, { parsed }]) => parsed.tree.declarations);
    return count + declarations.filter(({ kind }) => kind === "Test").length;
  }, 0);
}

/** Each project once, however many of its files and folders are named: a test runs once, and what is reached adds up. */
export async function projectsAt(paths: readonly string[]): Promise<readonly ChosenProject[]> {
  const projects = new Map<string, ChosenProject>();
  for (const path of paths) {
    const uri = uriOfArgument(path);
    const loaded = await loadProjects(nodeFileSystem, uri);
    if (!loaded.ok) throw unreadable(path, loaded.reason);
    for (const project of loaded.value) {
      const below = projects.get(project.folder)?.below ?? [];
      projects.set(project.folder, { project, below: [...below, uri] });
    }
  }
  return [...projects.values()];
}

interface ProjectSetting extends ChosenProject {
  readonly program: Program;
  readonly port: HttpPort | undefined;
  readonly counter: CoverageCounter;
  /** The number of what is told next. */
  readonly next: () => number;
}

async function runProject(setting: ProjectSetting, choice: TestChoice, listener: TestListener): Promise<RunTest[]> {
  const { project, program, below, port, counter, next } = setting;
  const folder = diskPath(project.folder);
  const environment = await readEnvironment(folder);
  const { recordings, problems } = await readRecordings(nodeFileSystem, project.folder, project.index.files.keys());
  for (const problem of problems) listener.onProblem?.(problem);
  const results: RunTest[] = [];
  for (const testCase of testCases(project.index, program)) {
    const uri = joinUri(project.folder, testCase.file);
    const file = shownPath(uri);
    if (!below.some((each) => isInside(each, uri)) || !isChosen(testCase, uri, file, choice)) continue;
    const number = next();
    if (choice.part !== undefined && number % choice.part.of !== choice.part.index) continue;
    const about = { name: testCase.name, file, line: testCase.place.range.start.line + 1, project: folder, number };
    const own = new CoverageCounter(program);
    const events: RunEvent[] = [];
    let step: TestStep | undefined;
    listener.onStart?.(about);
    const result = await runTest(testCase, {
      program,
      environment,
      textOf: (path) => project.index.files.get(path)?.parsed.text ?? "",
      format: project.settings.settings.format,
      watch: () => performance.now(),
      onEvent: (event) => {
        own.count(event);
        events.push(event);
        listener.onEvent?.(about, event);
      },
      onStep: (next) => {
        step = next;
      },
      // Who asks for live answers wants to hear what the backend says today.
      ...(port === undefined ? { recordings } : { live: liveResolver(port) }),
    });
    const run = { ...result, ...about, reach: own.reach() };
    counter.add(run.reach);
    listener.onEnd?.(run, { events, step });
    results.push(run);
  }
  return results;
}

/** Whether a choice takes a test; `uri` and `file` are those of its file, as the command line shows it. */
export function isChosen({ name, title }: TestCase, uri: string, file: string, { filter, only }: TestChoice): boolean {
  if (only !== undefined && !isOnList(only, uri, name, title)) return false;
  return filter === undefined || `${file} ${name}`.toLowerCase().includes(filter.toLowerCase());
}
