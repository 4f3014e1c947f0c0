/**
 * Makes snapshots, each from the one before: what did not change is the same value in both. Only a file that comes
 * or goes, or a `bot` that does, deals the files out to projects anew.
 */
import type { ParsedFile } from "../language/parse.ts";
import type { Severities } from "../semantics/checks/index.ts";
import { type NeighbourFile, neighbourFile } from "../semantics/neighbours/neighbourFile.ts";
import { createProjectIndex, type ProjectIndex, updateProjectIndex } from "../semantics/projectIndex.ts";
import type { Neighbour } from "./neighbours/neighbours.ts";
import { noSettings, type ProjectSettings } from "./projectSettings.ts";
import { holdsBot, partition } from "./projects.ts";
import { addRunFacts, type RunFactEvent, type RunRecords, settleRunFacts } from "./runFacts.ts";
import type { FileView, NeighbourView, Project, Snapshot } from "./snapshot.ts";
import { sourceFile } from "./sourceFiles.ts";
import { ancestors, baseName, relativePath } from "./uris.ts";

/** A file as the workspace knows it. */
export interface MemberFile {
  readonly uri: string;
  readonly root: string;
  readonly parsed: ParsedFile;
  readonly version: number | undefined;
  readonly listed: boolean;
}

/** A neighbour as the workspace knows it. */
export interface NeighbourMember extends Neighbour {
  readonly listed: boolean;
}

interface Member extends MemberFile {
  readonly holdsBot: boolean;
}

/** Holds what the next snapshot is made from. */
export class SnapshotBuilder {
  readonly #members = new Map<string, Member>();
  readonly #folderOf = new Map<string, string>();
  readonly #projects = new Map<string, Project>();
  readonly #records = new Map<string, RunRecords>();
  readonly #settings = new Map<string, ProjectSettings>();
  readonly #neighbours = new Map<string, NeighbourMember>();
  /** The projects that they belong to. */
  readonly #projectOf = new Map<string, string>();
  #severities: Severities = {};

  setSeverities(severities: Severities): void {
    this.#severities = severities;
    for (const folder of [...this.#projects.keys()]) this.#settle(folder);
  }

  /** The settings of the project in a folder; `undefined` where it has none. */
  setProjectSettings(folder: string, settings: ProjectSettings | undefined): void {
    if (settings === undefined) this.#settings.delete(folder);
    else this.#settings.set(folder, settings);
    this.#settle(folder);
    this.#dealNeighbours(this.#neighbours.keys());
  }

  /** Takes over the neighbours that changed; `undefined` stands for one that went. */
  updateNeighbours(changes: ReadonlyMap<string, NeighbourMember | undefined>): void {
    for (const [uri, now] of changes) {
      if (now === undefined) this.#neighbours.delete(uri);
      else this.#neighbours.set(uri, now);
    }
    this.#dealNeighbours(changes.keys());
  }

  /** Adds what a run found out; `folder` is that of a project. */
  addRunFacts(folder: string, events: readonly RunFactEvent[]): void {
    const project = this.#projects.get(folder);
    if (project === undefined) return;
    this.#records.set(folder, addRunFacts(this.#records.get(folder) ?? [], project.index, events));
    this.#settle(folder);
  }

  /** Takes over the files that changed; `undefined` stands for one that went. */
  update(changes: ReadonlyMap<string, MemberFile | undefined>): void {
    let dealtAnew = false;
    for (const [uri, file] of changes) {
      const before = this.#members.get(uri);
      // What is not open is known by its text alone: to compare it would mean to read it.
      const readBefore = before?.version === undefined ? undefined : before.parsed;
      const now = file === undefined ? undefined : { ...file, holdsBot: holdsBot(file.parsed, readBefore) };
      if (now === undefined) this.#members.delete(uri);
      else this.#members.set(uri, now);
      dealtAnew ||= before?.root !== now?.root || before?.holdsBot !== now?.holdsBot;
    }
    if (dealtAnew) this.#dealOut();
    else this.#updateProjects([...changes.keys()]);
  }

  /** The files that declare a bot. */
  bots(): readonly Member[] {
    return [...this.#members.values()].filter((member) => member.holdsBot);
  }

  snapshot(): Snapshot {
    const projects = [...this.#projects.values()].toSorted((a, b) => (a.folder < b.folder ? -1 : 1));
    return createSnapshot(
      projects,
      new Map(this.#members),
      new Map(this.#folderOf),
      new Map(this.#neighbours),
      new Map(this.#projectOf),
    );
  }

  /** Gives neighbours to the projects that they belong to now, and takes them from those that they belonged to. */
  #dealNeighbours(uris: Iterable<string>): void {
    const changes = new Map<string, Map<string, NeighbourFile | undefined>>();
    const put = (folder: string, uri: string, file: NeighbourFile | undefined) => {
      const inProject = changes.get(folder) ?? new Map<string, NeighbourFile | undefined>();
      changes.set(folder, inProject.set(pathIn(folder, uri), file));
    };
    for (const uri of uris) {
      const read = this.#neighbours.get(uri)?.read;
      const before = this.#projectOf.get(uri);
      const now = read === undefined ? undefined : this.#projectAround(uri);
      if (before !== undefined && before !== now) put(before, uri, undefined);
      if (now === undefined || read === undefined) this.#projectOf.delete(uri);
      else {
        this.#projectOf.set(uri, now);
        put(now, uri, neighbourFile(pathIn(now, uri), uri, read));
      }
    }
    for (const [folder, inProject] of changes) {
      const index = this.#projects.get(folder)?.index;
      if (index !== undefined) this.#put(folder, index.withNeighbours(inProject));
    }
  }

  /** The folder of the project that holds a file; `undefined` where that one wants no neighbours. */
  #projectAround(uri: string): string | undefined {
    const folder = ancestors(uri).find((above) => this.#projects.has(above));
    return folder === undefined || this.#settings.get(folder)?.neighbours === false ? undefined : folder;
  }

  #updateProjects(uris: readonly string[]): void {
    for (const [folder, changed] of Map.groupBy(uris, (uri) => this.#folderOf.get(uri))) {
      const project = folder === undefined ? undefined : this.#projects.get(folder);
      if (folder === undefined || project === undefined) continue;
      this.#put(folder, refresh(project.index, this.#sources(folder, changed), []));
    }
  }

  #dealOut(): void {
    const dealt = partition(this.#members.values());
    this.#folderOf.clear();
    for (const [folder, uris] of dealt) {
      for (const uri of uris) this.#folderOf.set(uri, folder);
      const sources = this.#sources(folder, uris);
      const before = this.#projects.get(folder)?.index;
      const paths = new Set(sources.map((source) => source.path));
      const removed = [...(before?.files.keys() ?? [])].filter((path) => !paths.has(path));
      // What is mostly new is made at once: file by file its tables would be made anew as often.
      this.#put(
        folder,
        before === undefined || isMostlyNew(before, sources)
          ? createProjectIndex(sources)
          : refresh(before, sources, removed),
      );
    }
    for (const folder of [...this.#projects.keys()]) {
      if (dealt.has(folder)) continue;
      this.#projects.delete(folder);
      this.#records.delete(folder);
    }
    if (this.#neighbours.size > 0) this.#dealNeighbours(this.#neighbours.keys());
  }

  #sources(folder: string, uris: readonly string[]) {
    return uris.flatMap((uri) => {
      const member = this.#members.get(uri);
      return member === undefined ? [] : [sourceFile(folder, uri, member.parsed)];
    });
  }

  #put(folder: string, index: ProjectIndex): void {
    const before = this.#projects.get(folder);
    if (before?.index === index) return;
    this.#projects.set(folder, { folder, index, facts: [], severities: {}, settings: noSettings });
    this.#settle(folder);
  }

  #settle(folder: string): void {
    const project = this.#projects.get(folder);
    if (project === undefined) return;
    const { records, facts } = settleRunFacts(this.#records.get(folder) ?? [], project.index);
    this.#records.set(folder, records);
    const settings = this.#settings.get(folder) ?? noSettings;
    this.#projects.set(folder, {
      ...project,
      facts,
      settings,
      severities: { ...settings.checks, ...this.#severities },
    });
  }
}

/** True where more than half of what the files hold is other text than before. */
function isMostlyNew(index: ProjectIndex, sources: readonly ReturnType<typeof sourceFile>[]): boolean {
  let [all, other] = [0, 0];
  for (const { path, parsed } of sources) {
    all += parsed.text.length;
    if (index.files.get(path)?.parsed !== parsed) other += parsed.text.length;
  }
  return 2 * other > all;
}

function refresh(
  index: ProjectIndex,
  sources: readonly ReturnType<typeof sourceFile>[],
  removed: readonly string[],
): ProjectIndex {
  const changed = sources.filter((source) => index.files.get(source.path)?.parsed !== source.parsed);
  return changed.length === 0 && removed.length === 0 ? index : updateProjectIndex(index, { changed, removed });
}

function createSnapshot(
  projects: readonly Project[],
  members: ReadonlyMap<string, Member>,
  folderOf: ReadonlyMap<string, string>,
  neighbours: ReadonlyMap<string, NeighbourMember>,
  projectOf: ReadonlyMap<string, string>,
): Snapshot {
  const byFolder = new Map(projects.map((project) => [project.folder, project]));
  const file = (uri: string): FileView | undefined => {
    const member = members.get(uri);
    const project = byFolder.get(folderOf.get(uri) ?? "");
    if (member === undefined || project === undefined) return undefined;
    const { path } = sourceFile(project.folder, uri, member.parsed);
    return { uri, project, path, parsed: member.parsed, version: member.version, listed: member.listed };
  };
  const neighbour = (uri: string): NeighbourView | undefined => {
    const member = neighbours.get(uri);
    const project = byFolder.get(projectOf.get(uri) ?? "");
    if (member === undefined || project === undefined) return undefined;
    const { read, version, listed } = member;
    return { uri, project, path: pathIn(project.folder, uri), parsed: read, version, listed };
  };
  const files = (): readonly FileView[] => [...members.keys()].toSorted().flatMap((uri) => file(uri) ?? []);
  return {
    projects,
    file,
    neighbour,
    naming: (uri) => file(uri) ?? neighbour(uri),
    files,
    namingFiles: () => [...files(), ...[...projectOf.keys()].toSorted().flatMap((uri) => neighbour(uri) ?? [])],
  };
}

function pathIn(folder: string, uri: string): string {
  return relativePath(folder, uri) ?? baseName(uri);
}
