/**
 * Makes snapshots, each from the one before: what did not change is the same value in both. Only a file that comes
 * or goes, or a `bot` that does, deals the files out to projects anew.
 */
import type { ParsedFile } from "../language/parse.ts";
import type { Severities } from "../semantics/checks/index.ts";
import { createProjectIndex, type ProjectIndex, updateProjectIndex } from "../semantics/projectIndex.ts";
import { noSettings, type ProjectSettings } from "./projectSettings.ts";
import { holdsBot, partition } from "./projects.ts";
import { addRunFacts, type RunFactEvent, type RunRecords, settleRunFacts } from "./runFacts.ts";
import type { FileView, Project, Snapshot } from "./snapshot.ts";
import { sourceFile } from "./sourceFiles.ts";

/** A file as the workspace knows it. */
export interface MemberFile {
  readonly uri: string;
  readonly root: string;
  readonly parsed: ParsedFile;
  readonly version: number | undefined;
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
      const now = file === undefined ? undefined : { ...file, holdsBot: holdsBot(file.parsed) };
      if (now === undefined) this.#members.delete(uri);
      else this.#members.set(uri, now);
      dealtAnew ||= before?.root !== now?.root || before?.holdsBot !== now?.holdsBot;
    }
    if (dealtAnew) this.#dealOut();
    else this.#updateProjects([...changes.keys()]);
  }

  snapshot(): Snapshot {
    const projects = [...this.#projects.values()].toSorted((a, b) => (a.folder < b.folder ? -1 : 1));
    return createSnapshot(projects, new Map(this.#members), new Map(this.#folderOf));
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
      this.#put(folder, before === undefined ? createProjectIndex(sources) : refresh(before, sources, removed));
    }
    for (const folder of [...this.#projects.keys()]) {
      if (dealt.has(folder)) continue;
      this.#projects.delete(folder);
      this.#records.delete(folder);
    }
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
): Snapshot {
  const byFolder = new Map(projects.map((project) => [project.folder, project]));
  const file = (uri: string): FileView | undefined => {
    const member = members.get(uri);
    const project = byFolder.get(folderOf.get(uri) ?? "");
    if (member === undefined || project === undefined) return undefined;
    const { path } = sourceFile(project.folder, uri, member.parsed);
    return { uri, project, path, parsed: member.parsed, version: member.version, listed: member.listed };
  };
  return {
    projects,
    file,
    files: () => [...members.keys()].toSorted().flatMap((uri) => file(uri) ?? []),
  };
}
