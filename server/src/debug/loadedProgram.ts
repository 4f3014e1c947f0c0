/** A program as it was read from the disk and compiled, with what the debugger needs of its sources. */

import { createLineMap } from "../language/lineMap.ts";
import type { ParsedFile } from "../language/parse.ts";
import { compile } from "../runtime/compile.ts";
import type { FiledRecording } from "../runtime/effects/recordings/recording.ts";
import type { SourcePlace } from "../runtime/events.ts";
import type { ExecutablePlace, Program } from "../runtime/program.ts";
import type { Finding } from "../semantics/finding.ts";
import type { ProjectIndex } from "../semantics/projectIndex.ts";
import { type TestCase, testCases } from "../testing/cases.ts";
import { readRecordings } from "../testing/readRecordings.ts";
import type { LanguageModelSettings } from "../workspace/languageModelSettings.ts";
import { type LoadedProject, loadProject } from "../workspace/loadProject.ts";
import type { ProjectSettings } from "../workspace/projectSettings.ts";
import { relativePath } from "../workspace/uris.ts";
import type { Launch } from "./launchConfiguration.ts";
import type { AdapterPorts } from "./ports.ts";
import type { BreakableFile } from "./snapping.ts";
import { testPlaces } from "./testPlaces.ts";

export interface LoadedProgram {
  readonly program: Program;
  /** URI of the project's folder. */
  readonly folder: string;
  /** The same with all symbolic links followed. */
  readonly realFolder: string;
  /** Path of the file that was asked for, relative to the folder; `undefined` where a folder was. */
  readonly file: string | undefined;
  /** The language model that is asked what texts mean, if any. */
  readonly nlu: LanguageModelSettings | undefined;
  readonly index: ProjectIndex;
  /** Width and indentation of its files. */
  readonly format: ProjectSettings["format"];
  /** What backends answered, as it is kept beside the flows. */
  readonly recordings: readonly FiledRecording[];
  /** The files of the project by path. */
  readonly sources: ReadonlyMap<string, ParsedFile>;
}

/** Why there is no program: one sentence or several lines, and the first mistake in a flow. */
export interface NotLoaded {
  readonly ok: false;
  readonly message: string;
  /** `folder` is the URI of the project's folder. */
  readonly place?: SourcePlace & { readonly folder: string };
}

export type LoadResult = { readonly ok: true; readonly value: LoadedProgram } | NotLoaded;

/** Mistakes listed at most when a program cannot be compiled. */
const LISTED = 5;

/** Reads and compiles the project of a file or folder, given by its URI. */
export async function loadProgram(
  { fileSystem }: AdapterPorts,
  location: string,
  workspaceFolder: string | undefined,
): Promise<LoadResult> {
  const loaded = await loadProject(fileSystem, location, workspaceFolder === undefined ? {} : { workspaceFolder });
  if (!loaded.ok) return { ok: false, message: loaded.reason };
  const { folder, index, file, settings } = loaded.value;
  const sources = new Map([...index.files].map(([path, source]) => [path, source.parsed]));
  const compiled = compile(index);
  if (!compiled.ok) return notCompiled(loaded.value, compiled.problems);
  const realFolder = await fileSystem.realUri(folder);
  const { recordings } = await readRecordings(fileSystem, folder, index.files.keys());
  return {
    ok: true,
    value: {
      program: compiled.program,
      folder,
      realFolder,
      file,
      index,
      recordings,
      sources,
      nlu: settings.settings.nlu,
      format: settings.settings.format,
    },
  };
}

function notCompiled({ folder, index }: LoadedProject, problems: readonly Finding[]): NotLoaded {
  // What cannot be read comes first: names that are missing elsewhere may be missing because of it.
  const ordered = problems.toSorted((a, b) => Number(b.code === "syntax") - Number(a.code === "syntax"));
  const found = ordered.slice(0, LISTED).map(({ path, start, end, message }) => {
    const lines = createLineMap(index.files.get(path)?.parsed.text ?? "");
    return {
      message,
      place: { folder, file: path, range: { start: lines.positionAt(start), end: lines.positionAt(end) } },
    };
  });
  const lines = found.map(({ message, place: { file, range } }) => {
    return `${file}:${range.start.line + 1}:${range.start.character + 1}: ${message}`;
  });
  const rest = problems.length - found.length;
  const message = [...lines, ...(rest > 0 ? [`and ${rest} more`] : [])].join("\n");
  const [first] = found;
  return { ok: false, message, ...(first !== undefined && { place: first.place }) };
}

/** The full name of the state that a launch names, or a sentence that says that there is none. */
export function resolveStart(
  { program, file }: LoadedProgram,
  start: string,
): { readonly ok: true; readonly state: string } | { readonly ok: false; readonly message: string } {
  const name = start.replaceAll("`", "");
  const flow = [...program.flows.values()].find((candidate) => candidate.file === (file ?? program.bot?.file));
  const found = program.states.has(name) ? name : program.wire(name, flow?.name ?? null);
  if (found !== undefined) return { ok: true, state: found };
  return { ok: false, message: `There is no state \`${name}\` to start in.` };
}

/** Why the launch asks for something that the program does not have; `undefined` where all is there. */
export function missingNames({ program }: LoadedProgram, { presets, mocks }: Launch): string | undefined {
  const preset = presets.find((name) => !program.presets.has(name));
  if (preset !== undefined) return `There is no preset \`${preset}\`.`;
  const mock = typeof mocks === "string" ? undefined : mocks.find((name) => !program.mocks.has(name));
  return mock === undefined ? undefined : `There is no mock \`${mock}\`.`;
}

/** The file with this URI, if the program has it; `realUri` is the URI with all symbolic links followed, where it is known. */
export function breakableFile(
  { folder, realFolder, sources, program }: LoadedProgram,
  uri: string,
  realUri?: string,
): BreakableFile | undefined {
  const paths = [relativePath(folder, uri), relativePath(realFolder, realUri ?? uri)];
  for (const path of paths) {
    const parsed = path === undefined ? undefined : sources.get(path);
    if (path === undefined || parsed === undefined) continue;
    const places = [...(program.places.get(path) ?? []), ...testPlaces(program, path, parsed)];
    return { parsed, places: places.toSorted(byPlace) };
  }
  return undefined;
}

function byPlace({ place: a }: ExecutablePlace, { place: b }: ExecutablePlace): number {
  const [one, other] = [a.range.start, b.range.start];
  return one.line - other.line || one.character - other.character;
}

/** The test that a launch names, or a sentence that says why it cannot be played. */
export function resolveTest(
  { program, index, file }: LoadedProgram,
  name: string,
): { readonly ok: true; readonly testCase: TestCase } | { readonly ok: false; readonly message: string } {
  const cases = file === undefined ? [] : testCases(index, program, file);
  const testCase = cases.find((each) => each.name === name) ?? cases.find((each) => each.title === name);
  if (testCase === undefined) return { ok: false, message: `There is no test "${name}" in ${file ?? "a folder"}.` };
  if (testCase.problem !== undefined)
    return { ok: false, message: `The test "${name}" cannot begin: ${testCase.problem}` };
  return { ok: true, testCase };
}

/** Whether two programs were read from the same files with the same text. */
export function isSameText(a: LoadedProgram, b: LoadedProgram): boolean {
  if (a.sources.size !== b.sources.size) return false;
  return [...a.sources].every(([path, { text }]) => b.sources.get(path)?.text === text);
}
