import { createLineMap } from "../../language/lineMap.ts";
import { compile } from "../../runtime/compile.ts";
import type { Program } from "../../runtime/program.ts";
import type { Finding } from "../../semantics/finding.ts";
import type { ProjectIndex } from "../../semantics/projectIndex.ts";
import { nodeFileSystem } from "../../workspace/fileSystem.node.ts";
import type { LanguageModelSettings } from "../../workspace/languageModelSettings.ts";
import { type LoadedProject, loadProject } from "../../workspace/loadProject.ts";
import type { ProjectSettings } from "../../workspace/projectSettings.ts";
import { joinUri } from "../../workspace/uris.ts";
import { shownPath, uriOfArgument } from "../locations.ts";
import { UsageError, unreadable } from "../usageError.ts";

/** A project that can run, and where it is. */
export interface RunnableProject {
  readonly program: Program;
  readonly index: ProjectIndex;
  /** URI of the project's folder. */
  readonly folder: string;
  /** How the project's files are laid out. */
  readonly format: ProjectSettings["format"];
  /** The language model that is asked what texts mean, if any. */
  readonly nlu: LanguageModelSettings | undefined;
  /** The file that was named, relative to the folder. */
  readonly file: string | undefined;
}

/** A project that cannot run yet, as lines `file:line:column: code: message`. */
export interface Refused {
  readonly problems: readonly string[];
}

/** Reads and compiles the project of a file or folder; throws a `UsageError` where it cannot be read. */
export async function loadProgram(path: string): Promise<RunnableProject | Refused> {
  const loaded = await loadProject(nodeFileSystem, uriOfArgument(path));
  if (!loaded.ok) throw unreadable(path, loaded.reason);
  const { index, folder, file, settings } = loaded.value;
  const compiled = compile(index);
  if (compiled.ok) {
    const { nlu, format } = settings.settings;
    return { program: compiled.program, index, folder, file, nlu, format };
  }
  return { problems: refusals(compiled.problems, loaded.value) };
}

/** What keeps a project from running, as lines `file:line:column: code: message`. */
export function refusals(problems: readonly Finding[], project: LoadedProject): readonly string[] {
  return problems.map((problem) => lineOf(problem, project));
}

/** The same mistakes, each with its place in the project. */
export function refusalsAt(problems: readonly Finding[], { index }: LoadedProject) {
  return problems.map(({ path, start, end, message }) => {
    const lines = createLineMap(index.files.get(path)?.parsed.text ?? "");
    return { file: path, range: { start: lines.positionAt(start), end: lines.positionAt(end) }, message };
  });
}

function lineOf({ path, start, code, message }: Finding, { index, folder }: LoadedProject): string {
  const { line, character } = createLineMap(index.files.get(path)?.parsed.text ?? "").positionAt(start);
  return `${shownPath(joinUri(folder, path))}:${line + 1}:${character + 1}: ${code}: ${message}`;
}

/** The full name of the state that `--start` means: a full name, a plain one of the file's flow, or the only one. */
export function startState({ program, file }: RunnableProject, name: string): string {
  if (program.states.has(name)) return name;
  const named = [...program.states.values()].filter((state) => state.plainName === name);
  const inFile = named.find((state) => state.owner.file === (file ?? program.bot?.file));
  const [only, ...others] = named;
  if (inFile !== undefined) return inFile.name;
  if (only === undefined) throw new UsageError(`There is no state \`${name}\` to start at.`);
  if (others.length > 0)
    throw new UsageError(`Several flows have a state \`${name}\`: ${named.map((state) => state.name).join(", ")}.`);
  return only.name;
}
