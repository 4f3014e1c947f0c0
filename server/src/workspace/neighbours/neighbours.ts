/**
 * The neighbours of flows as they stand on the disk and in the editor. They are looked for behind the flows: nobody but
 * who asks for every place of a state waits for them. Work on the disk runs in a queue of its own.
 */
import { createPacer } from "../../base/slices.ts";
import type { ReadNeighbour } from "../../semantics/neighbours/neighbourFile.ts";
import { readNeighbour } from "../../semantics/neighbours/readNeighbour.ts";
import { type ContentChange, changeDocument, type OpenDocument, openDocument } from "../documents.ts";
import { type FileEvent, latestEvents, touchesIgnoreRules } from "../fileEvents.ts";
import type { FileSystem } from "../fileSystem.ts";
import { ancestors, baseName, isInside } from "../uris.ts";
import { isNeighbourName, isOfOtherLanguage, longestNeighbour } from "./neighbourNames.ts";
import { createPlaceTest, type PlaceTest, readFile, scanNeighbours } from "./scanNeighbours.ts";

/** A file in which strings name states. */
export interface Neighbour {
  readonly read: ReadNeighbour;
  /** The version of the open document; `undefined` for a file that is not open. */
  readonly version: number | undefined;
}

interface Listeners {
  /** Hears of each file that came, went or changed what it says of states. */
  readonly changed: (uri: string) => void;
  /** Hears of work on the disk that failed; what comes behind it goes on. */
  readonly onError: (error: unknown) => void;
}

export class Neighbours {
  readonly #fs: FileSystem;
  readonly #listeners: Listeners;
  readonly #disk = new Map<string, ReadNeighbour>();
  readonly #open = new Map<string, OpenDocument>();
  readonly #reads = new WeakMap<OpenDocument, ReadNeighbour>();
  /** Open documents that stand where a scan looks. */
  readonly #inPlace = new Set<string>();
  /** Folders that are scanned; none lies in another. */
  #roots: readonly string[] = [];
  #queue: Promise<void> = Promise.resolve();

  constructor(fs: FileSystem, listeners: Listeners) {
    this.#fs = fs;
    this.#listeners = listeners;
  }

  /** Resolves when what was asked for before has been read. */
  ready(): Promise<void> {
    return this.#queue;
  }

  /** What a file says of states; the open document goes before the disk. */
  neighbour(uri: string): Neighbour | undefined {
    const document = this.#open.get(uri);
    if (document === undefined) {
      const read = this.#disk.get(uri);
      return read && { read, version: undefined };
    }
    if (!this.#inPlace.has(uri) || document.text.length > longestNeighbour) return undefined;
    const read = this.#reads.get(document) ?? readNeighbour(document.text);
    this.#reads.set(document, read);
    return read.strings.length > 0 ? { read, version: document.version } : undefined;
  }

  /** The files that may be neighbours, in no order. */
  get uris(): ReadonlySet<string> {
    return new Set([...this.#disk.keys(), ...this.#open.keys()]);
  }

  /** The document that is open under a URI, whether it is a neighbour or not. */
  document(uri: string): OpenDocument | undefined {
    return this.#open.get(uri);
  }

  /** Opens a document in one of the languages; `false` for any other. */
  open(
    uri: string,
    document: { readonly clientUri: string; readonly version: number; readonly text: string },
  ): boolean {
    if (!isOfOtherLanguage(baseName(uri))) return false;
    this.#open.set(uri, openDocument(document.clientUri, document.version, document.text));
    this.#enqueue(() => this.#place(uri));
    return true;
  }

  /** Edits an open document; `false` where none is open. */
  change(uri: string, version: number, changes: readonly ContentChange[]): boolean {
    const document = this.#open.get(uri);
    if (document === undefined) return false;
    const before = this.neighbour(uri);
    this.#open.set(uri, changeDocument(document, version, changes));
    // Most edits of such files are about something else, and nobody has to hear of them.
    if (before !== undefined || this.neighbour(uri) !== undefined) this.#listeners.changed(uri);
    return true;
  }

  /** Closes a document; `false` where none was open. */
  close(uri: string): boolean {
    if (!this.#open.delete(uri)) return false;
    this.#inPlace.delete(uri);
    this.#listeners.changed(uri);
    return true;
  }

  /** Looks for neighbours in these folders and nowhere else. */
  lookInto(folders: readonly string[]): void {
    const roots = outermost(folders);
    if (roots.length === this.#roots.length && roots.every((root, at) => root === this.#roots[at])) return;
    const before = this.#roots;
    this.#roots = roots;
    this.#enqueue(async () => {
      for (const uri of [...this.#disk.keys()]) if (this.#rootOf(uri) === undefined) this.#drop(uri);
      for (const root of roots) if (!before.includes(root) && this.#roots.includes(root)) await this.#scan(root);
      await this.#placeAll();
    });
  }

  /** Takes in what happened on the disk. */
  apply(events: readonly FileEvent[]): void {
    if (this.#roots.length > 0 && events.length > 0) this.#enqueue(() => this.#apply(latestEvents(events)));
  }

  async #apply(events: readonly FileEvent[]): Promise<void> {
    const stale = new Set(events.filter(touchesIgnoreRules).flatMap(({ uri }) => this.#rootsAround(uri)));
    for (const root of stale) await this.#scan(root);
    const folders = new Set([...this.#disk.keys()].flatMap(ancestors));
    const isInPlace = createPlaceTest(this.#fs);
    const pause = createPacer();
    for (const { uri, kind } of events) {
      await pause();
      const root = this.#rootOf(uri);
      if (kind === "deleted") {
        this.#drop(uri);
        if (folders.has(uri)) for (const file of [...this.#disk.keys()]) if (isInside(uri, file)) this.#drop(file);
      } else if (root === undefined) continue;
      else if (isNeighbourName(baseName(uri))) await this.#read(root, uri, isInPlace);
      else if (kind === "created" && (await this.#fs.kindOf(uri)) === "folder") {
        await scanNeighbours(this.#fs, root, uri, (file, read) => this.#put(file, read));
      }
    }
    // A folder that comes or goes may bring or take rules of git's with it.
    await this.#placeAll();
  }

  async #read(root: string, uri: string, isInPlace: PlaceTest): Promise<void> {
    const read = (await isInPlace(root, uri)) ? await readFile(this.#fs, uri) : undefined;
    if (read === undefined) this.#drop(uri);
    else this.#put(uri, read);
  }

  async #scan(root: string): Promise<void> {
    const found = new Set<string>();
    await scanNeighbours(this.#fs, root, root, (uri, read) => {
      found.add(uri);
      this.#put(uri, read);
    });
    for (const uri of [...this.#disk.keys()]) if (isInside(root, uri) && !found.has(uri)) this.#drop(uri);
  }

  async #placeAll(): Promise<void> {
    const test = createPlaceTest(this.#fs);
    for (const uri of this.#open.keys()) await this.#place(uri, test);
  }

  /** Finds out whether an open document stands where a scan looks. */
  async #place(uri: string, test = createPlaceTest(this.#fs)): Promise<void> {
    const root = this.#rootOf(uri);
    const isInPlace = root !== undefined && (await test(root, uri));
    if (!this.#open.has(uri) || this.#inPlace.has(uri) === isInPlace) return;
    if (isInPlace) this.#inPlace.add(uri);
    else this.#inPlace.delete(uri);
    this.#listeners.changed(uri);
  }

  #put(uri: string, read: ReadNeighbour): void {
    if (this.#disk.get(uri)?.text === read.text) return;
    this.#disk.set(uri, read);
    if (!this.#open.has(uri)) this.#listeners.changed(uri);
  }

  #drop(uri: string): void {
    if (this.#disk.delete(uri) && !this.#open.has(uri)) this.#listeners.changed(uri);
  }

  #rootOf(uri: string): string | undefined {
    return this.#roots.find((root) => isInside(root, uri));
  }

  #rootsAround(uri: string): readonly string[] {
    const folder = uri.slice(0, uri.lastIndexOf("/")).replace(/\/\.git\/info$/, "");
    return this.#roots.filter((root) => isInside(root, folder) || isInside(folder, root));
  }

  #enqueue(work: () => Promise<void>): void {
    this.#queue = this.#queue.then(work).catch(this.#listeners.onError);
  }
}

function outermost(folders: readonly string[]): readonly string[] {
  const kept: string[] = [];
  for (const folder of folders.toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1))) {
    if (!kept.some((outer) => isInside(outer, folder))) kept.push(folder);
  }
  return kept;
}
