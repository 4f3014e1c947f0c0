/** Which file has something under which key: the tables of a project, and the keys of one file. */
import { OrderedMap } from "../base/orderedMap.ts";
import type { FileIndex } from "./fileIndex.ts";
import type { NeighbourFile } from "./neighbours/neighbourFile.ts";
import type { Reference } from "./references.ts";
import { type ProjectSymbol, wireId } from "./symbols.ts";

/** The files that have something under a key: nearly every key is one of a single file, and takes no more than its path. */
type Paths = string | OrderedMap<true>;

/** Ordered by key, and under each by path. */
export type KeyTable = OrderedMap<Paths>;

/** What one file has under which key. */
export interface FileKeys {
  readonly symbols: ReadonlyMap<string, readonly ProjectSymbol[]>;
  readonly references: ReadonlyMap<string, readonly Reference[]>;
}

/** Those of no file. */
export const NO_KEYS: FileKeys = { symbols: new Map(), references: new Map() };

const known = new WeakMap<FileIndex, FileKeys>();

/** The keys of a file, gathered once. */
export function keysOf(file: FileIndex): FileKeys {
  const before = known.get(file);
  if (before !== undefined) return before;
  const keys = gatheredKeys(file);
  known.set(file, keys);
  return keys;
}

/** The keys of a file that nobody will look at again. */
export function gatheredKeys(file: FileIndex): FileKeys {
  return { symbols: symbolsByKey(file), references: referencesByKey(file) };
}

/** Where there is no more, to go through it takes less than to keep it by key. */
const FEW = 8;

/** The symbols of a file under a key. */
export function symbolsUnder(file: FileIndex, key: string): readonly ProjectSymbol[] {
  const { symbols } = file;
  if (symbols.length > FEW) return keysOf(file).symbols.get(key) ?? [];
  if (symbols.length === 1) return symbols[0] !== undefined && isUnder(symbols[0], key) ? symbols : [];
  return symbols.filter((symbol) => isUnder(symbol, key));
}

/** The references of a file under a key. */
export function referencesUnder(file: FileIndex, key: string): readonly Reference[] {
  const { references } = file;
  if (references.length > FEW) return keysOf(file).references.get(key) ?? [];
  const mark = MARKS.find((one) => key.startsWith(one));
  if (mark === undefined) return references.filter((reference) => reference.key === key);
  return references.filter(
    (reference) =>
      isMarked(reference, mark) && key.endsWith(reference.key) && key.length === mark.length + reference.key.length,
  );
}

/** Calls `add` for each key of the symbols of a file, for some more than once. */
export function eachSymbolKey({ symbols }: FileIndex, add: (key: string) => void): void {
  for (const symbol of symbols) {
    add(symbol.key);
    if (symbol.kind !== "state") continue;
    add(fullNameKey(symbol.fullName));
    add(wireIdKey(wireId(symbol)));
    add(plainNameKey(symbol.name));
  }
}

/** Calls `add` for each key of the references of a file, for some more than once. */
export function eachReferenceKey({ references }: FileIndex, add: (key: string) => void): void {
  for (const reference of references) {
    add(reference.key);
    if (reference.kind !== "variable") continue;
    for (const mark of MARKS) if (isMarked(reference, mark)) add(`${mark}${reference.key}`);
  }
}

const knownNeighbours = new WeakMap<NeighbourFile, FileKeys>();

/** The keys of a file that is no flow, gathered once. */
export function keysOfNeighbour(file: NeighbourFile): FileKeys {
  const before = knownNeighbours.get(file);
  if (before !== undefined) return before;
  const keys = { symbols: NO_KEYS.symbols, references: Map.groupBy(file.references, ({ key }) => key) };
  knownNeighbours.set(file, keys);
  return keys;
}

/** The table of files, each with its path and its keys. */
export function keyTableOf(files: Iterable<readonly [string, Iterable<string>]>): KeyTable {
  const found = new Map<string, string | string[]>();
  for (const [path, keys] of files) {
    for (const key of keys) {
      const before = found.get(key);
      if (before === undefined) found.set(key, path);
      else if (typeof before === "string") found.set(key, [before, path]);
      else before.push(path);
    }
  }
  return OrderedMap.ofUnique(
    Array.from(found, ([key, paths]) => [key, typeof paths === "string" ? paths : setOf(paths)]),
  );
}

function setOf(paths: readonly string[]): OrderedMap<true> {
  return OrderedMap.of(paths.map((path) => [path, true]));
}

/** The table after a file is another one: it costs what only one of both has among the keys that may be concerned. */
export function moved<F>(
  table: KeyTable,
  path: string,
  keys: Iterable<string>,
  has: (file: F, key: string) => boolean,
  before: F,
  after: F,
): KeyTable {
  let result = table;
  for (const key of keys) {
    const isThere = has(after, key);
    if (isThere === has(before, key)) continue;
    const paths = isThere ? withPath(result.get(key), path) : withoutPath(result.get(key), path);
    result = paths === undefined ? result.without(key) : result.with(key, paths);
  }
  return result;
}

function withPath(paths: Paths | undefined, path: string): Paths {
  if (paths === undefined || paths === path) return path;
  return typeof paths === "string" ? setOf([paths, path]) : paths.with(path, true);
}

function withoutPath(paths: Paths | undefined, path: string): Paths | undefined {
  if (paths === undefined || typeof paths === "string") return paths === path ? undefined : paths;
  const left = paths.without(path);
  const [first] = left.keys();
  return left.size > 1 ? left : first;
}

const NO_PATHS: readonly string[] = [];

/** The files of an entry of a table, by path. */
export function pathsIn(paths: Paths | undefined): readonly string[] {
  if (paths === undefined) return NO_PATHS;
  return typeof paths === "string" ? [paths] : paths.keyList();
}

/** The files that have something under a key, by path. */
export function under(table: KeyTable, key: string): readonly string[] {
  return pathsIn(table.get(key));
}

/** How many files have something under a key. */
export function countUnder(table: KeyTable, key: string): number {
  const paths = table.get(key);
  if (paths === undefined) return 0;
  return typeof paths === "string" ? 1 : paths.size;
}

/** What stands before the key of a variable where only some of its references are meant. */
export const WRITTEN = "written ";
export const READ = "read ";
export const DECLARED = "declared ";

export const fullNameKey = (fullName: string): string => `name of state:${fullName}`;
export const wireIdKey = (text: string): string => `id of state:${text}`;
export const plainNameKey = (name: string): string => `plain name of state:${name}`;

const MARKS = [WRITTEN, READ, DECLARED] as const;

/** True for a reference that stands under its key with the mark before it. */
function isMarked(reference: Reference, mark: (typeof MARKS)[number]): boolean {
  if (reference.kind !== "variable") return false;
  const { access, writer } = reference;
  if (mark === WRITTEN) return access === "write";
  if (mark === READ) return access !== "write" && access !== "clear";
  return writer === "var" || writer === "contract";
}

function isUnder(symbol: ProjectSymbol, key: string): boolean {
  if (symbol.key === key) return true;
  if (symbol.kind !== "state") return false;
  return fullNameKey(symbol.fullName) === key || wireIdKey(wireId(symbol)) === key || plainNameKey(symbol.name) === key;
}

/** A symbol stands under its key; a state also under each text that may mean it. */
function symbolsByKey(file: FileIndex): ReadonlyMap<string, ProjectSymbol[]> {
  const byKey = Map.groupBy(file.symbols, (symbol) => symbol.key);
  for (const state of file.states) {
    for (const key of [fullNameKey(state.fullName), wireIdKey(wireId(state)), plainNameKey(state.name)]) {
      const present = byKey.get(key);
      if (present === undefined) byKey.set(key, [state]);
      else present.push(state);
    }
  }
  return byKey;
}

/** A reference stands under its key; one to a variable also under whether it reads or writes. */
function referencesByKey(file: FileIndex): ReadonlyMap<string, readonly Reference[]> {
  const byKey = Map.groupBy(file.references, (reference) => reference.key);
  for (const [key, references] of [...byKey]) {
    if (references[0]?.kind !== "variable") continue;
    for (const mark of MARKS) {
      const marked = references.filter((reference) => isMarked(reference, mark));
      if (marked.length > 0) byKey.set(`${mark}${key}`, marked);
    }
  }
  return byKey;
}
