/**
 * Reads one project, or all below a folder, without an editor: for the command line and the debug adapter.
 */
import { parse } from "../language/parse.ts";
import { createProjectIndex, type ProjectIndex } from "../semantics/projectIndex.ts";
import { isSettingsFile } from "./disk.ts";
import type { FileSystem } from "./fileSystem.ts";
import { isFlowFileName } from "./ignoreRules.ts";
import { nearestBotFolder } from "./nearestBot.ts";
import { noSettings, type ReadSettings, readProjectSettings, settingsFileName } from "./projectSettings.ts";
import { holdsBot, partition } from "./projects.ts";
import { scanFolder } from "./scan.ts";
import { sourceFile } from "./sourceFiles.ts";
import { baseName, isInside, joinUri, normalizeUri, parentUri, relativePath } from "./uris.ts";

/** One project as it stands on the disk. */
export interface LoadedProject {
  /** URI of the project's folder. */
  readonly folder: string;
  readonly index: ProjectIndex;
  /** The file that was asked for, relative to the project's folder; `undefined` where a folder was. */
  readonly file: string | undefined;
  /** What its `flowstate.json` says. */
  readonly settings: ReadSettings;
}

/** Projects, or one sentence that says why there are none. */
export type Loaded<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

/** Where to look when no `bot` says which folder is the project. */
export interface LoadOptions {
  /** URI of the folder that the editor has opened. Without it a lone file's own folder is the project. */
  readonly workspaceFolder?: string;
}

/**
 * The project of a `.flow` file or of a folder: that of the nearest `bot` in or above it, else the only one below
 * it. `location` is a URI.
 */
export async function loadProject(
  fs: FileSystem,
  location: string,
  options?: LoadOptions,
): Promise<Loaded<LoadedProject>> {
  const loaded = await loadProjects(fs, location, options);
  if (!loaded.ok) return loaded;
  const around = nearestTo(normalizeUri(location), loaded.value);
  const bots = loaded.value.filter((project) => project.index.bot !== undefined);
  const [only, ...others] = bots.length === 0 ? loaded.value : bots;
  if (around?.index.bot !== undefined) return { ok: true, value: around };
  if (only !== undefined && others.length === 0) return { ok: true, value: only };
  const names = bots.map((project) => baseName(project.folder)).join(", ");
  return failure(`${baseName(normalizeUri(location))} holds several bots (${names}): name the folder of one.`);
}

/** The projects in and below a folder, or the one of a file, sorted by folder. `location` is a URI. */
export async function loadProjects(
  fs: FileSystem,
  location: string,
  options: LoadOptions = {},
): Promise<Loaded<readonly LoadedProject[]>> {
  const uri = normalizeUri(location);
  const kind = await fs.kindOf(uri);
  if (kind === undefined) return failure(`${baseName(uri)} does not exist or cannot be read.`);
  if (kind === "folder") return loadFolder(fs, uri, options);
  return isFlowFileName(baseName(uri)) ? loadFile(fs, uri, options) : failure(`${baseName(uri)} is not a .flow file.`);
}

async function loadFolder(
  fs: FileSystem,
  folder: string,
  options: LoadOptions,
): Promise<Loaded<readonly LoadedProject[]>> {
  const bot = await nearestBotFolder(fs, folder);
  const root = bot ?? (options.workspaceFolder === undefined ? folder : (workspaceFolderOf(folder, options) ?? folder));
  const projects = await readProjects(fs, root);
  const wanted = projects.filter((project) => isInside(folder, project.folder) || isInside(project.folder, folder));
  const owner = nearestTo(folder, wanted);
  const kept = wanted.filter((project) => project === owner || isInside(folder, project.folder));
  return kept.length === 0 ? failure(`There is no .flow file in ${baseName(folder)}.`) : { ok: true, value: kept };
}

async function loadFile(fs: FileSystem, file: string, options: LoadOptions): Promise<Loaded<readonly LoadedProject[]>> {
  const root = (await nearestBotFolder(fs, file)) ?? workspaceFolderOf(file, options) ?? parentUri(file);
  for (const project of await readProjects(fs, root)) {
    const path = relativePath(project.folder, file);
    if (path !== undefined && project.index.files.has(path)) return { ok: true, value: [{ ...project, file: path }] };
  }
  return loadAlone(fs, file);
}

/** A file that no scan would read, e.g. one in an ignored folder, is a project of its own. */
async function loadAlone(fs: FileSystem, file: string): Promise<Loaded<readonly LoadedProject[]>> {
  const text = await fs.readFile(file);
  if (text === undefined) return failure(`${baseName(file)} cannot be read.`);
  const folder = parentUri(file);
  const index = createProjectIndex([sourceFile(folder, file, parse(text))]);
  return { ok: true, value: [{ folder, index, file: baseName(file), settings: await settingsIn(fs, folder) }] };
}

async function readProjects(fs: FileSystem, root: string): Promise<readonly LoadedProject[]> {
  const scanned = await scanFolder(fs, root);
  const texts = new Map(scanned.map(({ uri, text }) => [uri, text]));
  const files = new Map(scanned.flatMap(({ uri, text }) => (isSettingsFile(uri) ? [] : [[uri, parse(text)] as const])));
  const members = [...files].map(([uri, parsed]) => ({ uri, root, holdsBot: holdsBot(parsed) }));
  return [...partition(members)]
    .map(([folder, uris]) => {
      const sources = uris.flatMap((uri) => {
        const parsed = files.get(uri);
        return parsed === undefined ? [] : [sourceFile(folder, uri, parsed)];
      });
      const settings = readSettings(texts.get(joinUri(folder, settingsFileName)));
      return { folder, index: createProjectIndex(sources), file: undefined, settings };
    })
    .toSorted((a, b) => (a.folder < b.folder ? -1 : 1));
}

async function settingsIn(fs: FileSystem, folder: string): Promise<ReadSettings> {
  return readSettings(await fs.readFile(joinUri(folder, settingsFileName)));
}

function readSettings(text: string | undefined): ReadSettings {
  return text === undefined ? { settings: noSettings, problems: [] } : readProjectSettings(text);
}

function workspaceFolderOf(uri: string, { workspaceFolder }: LoadOptions): string | undefined {
  if (workspaceFolder === undefined) return undefined;
  const folder = normalizeUri(workspaceFolder);
  return isInside(folder, uri) ? folder : undefined;
}

function nearestTo(place: string, projects: readonly LoadedProject[]): LoadedProject | undefined {
  const around = projects.filter((project) => isInside(project.folder, place));
  return around.toSorted((a, b) => b.folder.length - a.folder.length)[0];
}

function failure(reason: string): { readonly ok: false; readonly reason: string } {
  return { ok: false, reason };
}
