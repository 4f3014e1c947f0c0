import { createHash } from "node:crypto";
import { relative } from "node:path";
import { createLineMap } from "../../language/lineMap.ts";
import { compile } from "../../runtime/compile.ts";
import { readEnvironment } from "../../runtime/effects/environment.node.ts";
import { createLanguageModel } from "../../runtime/effects/languageModel.ts";
import type { HttpPort } from "../../runtime/effects/ports.ts";
import { createMachine } from "../../runtime/machine.ts";
import type { Program } from "../../runtime/program.ts";
import type { Finding } from "../../semantics/finding.ts";
import { diskPath, nodeFileSystem } from "../../workspace/fileSystem.node.ts";
import { type LoadedProject, loadProjects } from "../../workspace/loadProject.ts";
import { baseName, joinUri } from "../../workspace/uris.ts";
import type { Bot } from "./bots.ts";

/** Bots that can be served; or what keeps them from it, in lines `file:line:column: code: message`; or why nothing can be read. */
export type LoadedBots =
  | { readonly kind: "bots"; readonly bots: readonly Bot[] }
  | { readonly kind: "refused"; readonly problems: readonly string[] }
  | { readonly kind: "unreadable"; readonly reason: string };

/** The projects of a file or folder (a URI) that can be served: those with a `bot`, else the only one. */
export async function servedProjects(location: string) {
  const loaded = await loadProjects(nodeFileSystem, location);
  if (!loaded.ok) return loaded;
  const bots = loaded.value.filter(({ index }) => index.bot !== undefined);
  return { ok: true, value: bots.length > 0 ? bots : loaded.value } as const;
}

/** Reads and compiles the bots at a location (a URI). `port` carries what a language model is asked. */
export async function loadBots(location: string, port: HttpPort): Promise<LoadedBots> {
  const loaded = await servedProjects(location);
  if (!loaded.ok) return { kind: "unreadable", reason: loaded.reason };
  const compiled = loaded.value.map((project) => ({ project, result: compile(project.index) }));
  const problems = compiled.flatMap(({ project, result }) =>
    result.ok ? [] : result.problems.map((problem) => lineOf(problem, project)),
  );
  if (problems.length > 0) return { kind: "refused", problems };
  const bots = await Promise.all(
    compiled.flatMap(({ project, result }) => (result.ok ? [createBot(project, result.program, port)] : [])),
  );
  const twice = bots.find(({ name }, at) => bots.some((other, i) => i < at && other.name === name));
  if (twice === undefined) return { kind: "bots", bots };
  return { kind: "unreadable", reason: `Several bots are called ${twice.name}: give them names of their own.` };
}

/** The name under which channels know a bot. */
export function botNameOf({ index, folder }: LoadedProject, program?: Program): string {
  return program?.bot?.name ?? index.bot?.name ?? baseName(folder);
}

async function createBot(project: LoadedProject, program: Program, port: HttpPort): Promise<Bot> {
  const environment = await readEnvironment(diskPath(project.folder));
  const machine = createMachine(program, environment);
  const { nlu } = project.settings.settings;
  return {
    name: botNameOf(project, program),
    version: versionOf(project),
    machine,
    understander: nlu === undefined ? undefined : createLanguageModel(nlu, machine, environment, port),
    // The beginning of a conversation that nobody has: no step of the flow runs.
    firstMemory: machine.begin({ user: "", conversation: "", seed: 0, now: Date.now() }).state.memory.bot,
  };
}

/** A hash of all flows of a project. */
function versionOf({ index }: LoadedProject): string {
  const hash = createHash("sha256");
  for (const [path, { parsed }] of [...index.files].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${path}\0${parsed.text.length}\0${parsed.text}`);
  }
  return hash.digest("base64url").slice(0, 22);
}

function lineOf({ path, start, code, message }: Finding, { index, folder }: LoadedProject): string {
  const { line, character } = createLineMap(index.files.get(path)?.parsed.text ?? "").positionAt(start);
  const shown = relative(process.cwd(), diskPath(joinUri(folder, path))).replaceAll("\\", "/");
  return `${shown}:${line + 1}:${character + 1}: ${code}: ${message}`;
}
