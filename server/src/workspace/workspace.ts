/**
 * The one stateful layer: which folders are open, what stands in them, which documents the editor holds.
 *
 * Text edits apply at once and are parsed when somebody looks. What needs the disk (folders, file events, the
 * project of an opened document) runs one after the other in a queue, so that two events never race; `ready()` waits
 * for what is in it. Everybody else reads an immutable snapshot.
 */
import { createEmitter } from "../base/emitter.ts";
import { createPacer } from "../base/slices.ts";
import type { Severities } from "../semantics/checks/index.ts";
import { outlineFile } from "../semantics/indexedParts.ts";
import { createDisk, type Disk, isSettingsFile } from "./disk.ts";
import { type ContentChange, changeDocument, type OpenDocument, openDocument } from "./documents.ts";
import type { FileEvent } from "./fileEvents.ts";
import type { FileSystem } from "./fileSystem.ts";
import { createJsonDocuments, type ReadJson } from "./jsonDocuments.ts";
import { nearestBotFolder } from "./nearestBot.ts";
import { Neighbours } from "./neighbours/neighbours.ts";
import { readProjectSettings } from "./projectSettings.ts";
import { holdsBot, type ProjectMember, partition } from "./projects.ts";
import type { RunFactEvent } from "./runFacts.ts";
import type { Snapshot } from "./snapshot.ts";
import { type MemberFile, type NeighbourMember, SnapshotBuilder } from "./snapshotBuilder.ts";
import { sourceFile } from "./sourceFiles.ts";
import { isInside, joinUri, normalizeUri, parentUri } from "./uris.ts";

/** What changed: the text of an open document, or anything else (files, folders, settings, facts of a run). */
export type ChangeCause = "text" | "workspace";

/** The open folders and documents, and what follows from them. URIs may come in any form. */
export class Workspace {
  readonly #fs: FileSystem;
  readonly #disk: Disk;
  readonly #folders = new Set<string>();
  readonly #open = new Map<string, OpenDocument>();
  /** Roots of open documents that the disk does not hold. */
  readonly #openRoots = new Map<string, string>();
  /** Folders of bots that open documents outside of the workspace's folders belong to. */
  readonly #borrowed = new Set<string>();
  readonly #changed = new Set<string>();
  /** Files on the disk that no snapshot holds yet, because they wait to be taken down. */
  readonly #ahead = new Set<string>();
  readonly #neighbours: Neighbours;
  readonly #readJson: ReadJson;
  readonly #changedNeighbours = new Set<string>();
  #wantsNeighbours = true;
  #lookTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #builder = new SnapshotBuilder();
  readonly #changes = createEmitter<ChangeCause>();
  #queue: Promise<void> = Promise.resolve();
  #snapshot: Snapshot | undefined;

  /** `onError` hears of work in the queue that failed; the queue goes on. */
  constructor(fs: FileSystem, onError: (error: unknown) => void) {
    this.#fs = fs;
    this.#disk = createDisk(fs, (uri) => this.#diskChanged(uri));
    this.#neighbours = new Neighbours(fs, { changed: (uri) => this.#neighbourChanged(uri), onError });
    this.#readJson = createJsonDocuments(fs, (uri) => this.textOf(uri));
    this.#onError = onError;
  }
  readonly #onError: (error: unknown) => void;

  /** Calls the listener after every change; the answer removes it. */
  onDidChange(listener: (cause: ChangeCause) => void): () => void {
    return this.#changes.on(listener);
  }

  /** Resolves when everything that was asked for before has been read. */
  ready(): Promise<void> {
    return this.#queue;
  }

  /** Resolves when the neighbours of the flows have been read too. */
  async complete(): Promise<void> {
    await this.ready();
    this.#lookForNeighbours();
    await this.#neighbours.ready();
  }

  /** Whether JSON, JavaScript and TypeScript files are looked at; at first they are. */
  setNeighbours(wanted: boolean): void {
    if (wanted === this.#wantsNeighbours) return;
    this.#wantsNeighbours = wanted;
    this.#announce("workspace");
    this.#lookSoon();
  }

  /** Everything as it is now. */
  snapshot(): Snapshot {
    const changed = [...this.#changed].filter((uri) => this.#open.has(uri) || !this.#ahead.has(uri));
    if (changed.length > 0) {
      this.#builder.update(new Map(changed.map((uri) => [uri, this.#member(uri)])));
      for (const uri of changed) this.#changed.delete(uri);
      this.#snapshot = undefined;
    }
    if (this.#changedNeighbours.size > 0) {
      this.#builder.updateNeighbours(new Map([...this.#changedNeighbours].map((uri) => [uri, this.#neighbour(uri)])));
      this.#changedNeighbours.clear();
      this.#snapshot = undefined;
    }
    this.#snapshot ??= this.#builder.snapshot();
    return this.#snapshot;
  }

  /** The URI as the client wrote it when it opened the document. */
  clientUri(uri: string): string {
    return (this.#open.get(uri) ?? this.#neighbours.document(uri))?.clientUri ?? uri;
  }

  /** The version of an open document; `undefined` where it is not open. */
  versionOf(uri: string): number | undefined {
    const key = normalizeUri(uri);
    return (this.#open.get(key) ?? this.#neighbours.document(key))?.version;
  }

  /** What an open document holds; `undefined` where it is not open. */
  textOf(uri: string): string | undefined {
    const key = normalizeUri(uri);
    return (this.#open.get(key) ?? this.#neighbours.document(key))?.text;
  }

  /** What a JSON file holds that a flow names, if it lies in the folder; `undefined` where it cannot be read. */
  readJson(uri: string, folder: string): Promise<unknown> {
    return this.#readJson(uri, folder);
  }

  changeFolders(added: readonly string[], removed: readonly string[]): Promise<void> {
    return this.#enqueue(async () => {
      for (const folder of removed.map(normalizeUri)) {
        this.#folders.delete(folder);
        await this.#disk.removeRoot(folder);
      }
      for (const folder of added.map(normalizeUri)) {
        this.#folders.add(folder);
        await this.#disk.addRoot(folder);
      }
      this.#touchBorrowed();
      // Whether a neighbour is shown depends on the folders too.
      for (const uri of this.#neighbours.uris) this.#changedNeighbours.add(uri);
      await this.#findRoots();
    });
  }

  openDocument(uri: string, version: number, text: string): Promise<void> {
    const key = normalizeUri(uri);
    if (this.#neighbours.open(key, { clientUri: uri, version, text })) return this.ready();
    this.#open.set(key, openDocument(uri, version, text));
    this.#openRoots.set(key, aloneRoot(key));
    this.#touch(key, "text");
    return this.#enqueue(() => this.#findRoot(key));
  }

  changeDocument(uri: string, version: number, changes: readonly ContentChange[]): void {
    const key = normalizeUri(uri);
    if (this.#neighbours.change(key, version, changes)) return;
    const document = this.#open.get(key);
    if (document === undefined) return;
    this.#open.set(key, changeDocument(document, version, changes));
    this.#touch(key, "text");
  }

  closeDocument(uri: string): Promise<void> {
    const key = normalizeUri(uri);
    if (this.#neighbours.close(key)) return this.ready();
    this.#open.delete(key);
    this.#openRoots.delete(key);
    this.#touch(key, "workspace");
    return this.#enqueue(() => this.#giveBack());
  }

  /** Takes in what happened on the disk. */
  applyFileEvents(events: readonly FileEvent[]): Promise<void> {
    const normal = events.map((event) => ({ ...event, uri: normalizeUri(event.uri) }));
    return this.#enqueue(async () => {
      await this.#disk.apply(normal);
      if (this.#borrowed.size > 0) await this.#giveBackWithoutBot();
      await this.#findRoots();
      this.#neighbours.apply(normal);
    });
  }

  /** Takes in what a run found out; the paths of the events are relative to `folder`. */
  addRunFacts(folder: string, events: readonly RunFactEvent[]): void {
    const snapshot = this.snapshot();
    for (const event of events) {
      const file = snapshot.file(joinUri(normalizeUri(folder), event.path));
      if (file !== undefined) this.#builder.addRunFacts(file.project.folder, [{ ...event, path: file.path }]);
    }
    this.#announce("workspace");
  }

  setSeverities(severities: Severities): void {
    this.#builder.setSeverities(severities);
    this.#announce("workspace");
  }

  #diskChanged(uri: string): void {
    if (!isSettingsFile(uri)) {
      if (this.#disk.file(uri) === undefined) this.#ahead.delete(uri);
      else this.#ahead.add(uri);
      this.#touch(uri, this.#open.has(uri) ? "text" : "workspace");
      return;
    }
    const folder = parentUri(uri);
    const text = this.#disk.settings(folder);
    this.#builder.setProjectSettings(folder, text === undefined ? undefined : readProjectSettings(text).settings);
    this.#announce("workspace");
  }

  #neighbour(uri: string): NeighbourMember | undefined {
    const neighbour = this.#neighbours.neighbour(uri);
    if (neighbour === undefined) return undefined;
    return { ...neighbour, listed: neighbour.version !== undefined || this.#isInWorkspace(uri) };
  }

  #neighbourChanged(uri: string): void {
    this.#changedNeighbours.add(uri);
    this.#announce(this.#neighbours.document(uri) === undefined ? "workspace" : "text");
  }

  /** Once the queue has come to rest: whoever waits for the flows goes first. */
  #lookSoon(): void {
    clearTimeout(this.#lookTimer);
    this.#lookTimer = setTimeout(() => this.#lookForNeighbours(), 50);
  }

  #lookForNeighbours(): void {
    this.#neighbours.lookInto(this.neighbourFolders());
  }

  /**
   * The folders of the projects whose JSON, JavaScript and TypeScript files are looked at: only where a bot or a folder of the
   * workspace says that it is a project.
   */
  neighbourFolders(): readonly string[] {
    if (!this.#wantsNeighbours) return [];
    const isProject = (folder: string) => this.#isInWorkspace(folder) || this.#borrowed.has(folder);
    return this.snapshot().projects.flatMap(({ folder, settings }) =>
      settings.neighbours !== false && isProject(folder) ? [folder] : [],
    );
  }

  #member(uri: string): MemberFile | undefined {
    const document = this.#open.get(uri);
    const file = this.#disk.file(uri);
    const root = file?.root ?? this.#openRoots.get(uri);
    const parsed = document?.parsed() ?? file?.file.parsed;
    if (root === undefined || parsed === undefined) return undefined;
    const listed = document !== undefined || !this.#borrowed.has(root) || this.#isInWorkspace(uri);
    return { uri, root, parsed, version: document?.version, listed };
  }

  /**
   * Takes down in slices what came in, and keeps of each file no more than its outline; only then a snapshot holds it, so that none has
   * much to do at once. A file into which somebody has looked stays as it is.
   */
  async #outlineAhead(): Promise<void> {
    const pause = createPacer();
    const members: ProjectMember[] = [...this.#builder.bots()];
    for (const uri of this.#ahead) {
      const found = this.#disk.file(uri);
      if (found === undefined || found.file.isRead) continue;
      members.push({ uri, root: found.root, holdsBot: holdsBot(found.file.parsed) });
      found.file.forget();
      await pause();
    }
    for (const [folder, uris] of partition(members)) {
      for (const uri of uris) {
        const file = this.#ahead.has(uri) ? this.#disk.file(uri)?.file : undefined;
        if (file === undefined || file.isRead) continue;
        outlineFile(sourceFile(folder, uri, file.parsed));
        file.forget();
        await pause();
      }
    }
    if (this.#ahead.size === 0) return;
    this.#ahead.clear();
    this.#announce("workspace");
  }

  async #findRoots(): Promise<void> {
    for (const uri of this.#open.keys()) await this.#findRoot(uri);
  }

  /** Finds out which project an open document belongs to that no scan has found. */
  async #findRoot(uri: string): Promise<void> {
    if (!this.#open.has(uri) || this.#disk.file(uri) !== undefined) return;
    const root = (await this.#disk.rootOf(uri)) ?? (await this.#borrow(uri)) ?? aloneRoot(uri);
    if (!this.#open.has(uri) || this.#openRoots.get(uri) === root) return;
    this.#openRoots.set(uri, root);
    this.#touch(uri, "workspace");
  }

  /** A document that was opened without its folder brings the project of the `bot` above it along. */
  async #borrow(uri: string): Promise<string | undefined> {
    if (!uri.startsWith("file:") || this.#isInWorkspace(uri)) return undefined;
    const folder = await nearestBotFolder(this.#fs, uri);
    if (folder === undefined || this.#disk.hasRoot(folder)) return folder;
    this.#borrowed.add(folder);
    await this.#disk.addRoot(folder);
    return folder;
  }

  /** Which of their files are shown depends on the folders of the workspace. */
  #touchBorrowed(): void {
    if (this.#borrowed.size === 0) return;
    for (const { uri } of this.snapshot().files())
      if ([...this.#borrowed].some((folder) => isInside(folder, uri))) this.#touch(uri, "workspace");
  }

  async #giveBack(): Promise<void> {
    for (const folder of this.#borrowed) {
      if ([...this.#open.keys()].some((uri) => isInside(folder, uri))) continue;
      await this.#giveBackFolder(folder);
    }
  }

  /** A folder whose `bot` is gone is no project any more. */
  async #giveBackWithoutBot(): Promise<void> {
    for (const folder of this.#borrowed)
      if ((await nearestBotFolder(this.#fs, folder)) !== folder) await this.#giveBackFolder(folder);
  }

  async #giveBackFolder(folder: string): Promise<void> {
    this.#borrowed.delete(folder);
    if (!this.#folders.has(folder)) await this.#disk.removeRoot(folder);
  }

  #isInWorkspace(uri: string): boolean {
    return [...this.#folders].some((folder) => isInside(folder, uri));
  }

  #touch(uri: string, cause: ChangeCause): void {
    this.#changed.add(uri);
    this.#announce(cause);
  }

  #announce(cause: ChangeCause): void {
    this.#snapshot = undefined;
    this.#changes.fire(cause);
  }

  #enqueue(work: () => Promise<void>): Promise<void> {
    const outlined = () => this.#outlineAhead();
    this.#queue = this.#queue.then(work).catch(this.#onError).then(outlined).catch(this.#onError);
    void this.#queue.then(() => this.#lookSoon());
    return this.#queue;
  }
}

/** A document that belongs to no folder is a project with the other such documents beside it. */
function aloneRoot(uri: string): string {
  return uri.startsWith("file:") ? parentUri(uri) : uri;
}
