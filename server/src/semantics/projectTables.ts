/**
 * The tables of a project, and how they follow its changes: its files, their parts, and which files have something under which key.
 *
 * Nothing in them changes; what comes of a change is other tables. Both tables of keys say only which files have something under a key,
 * ordered by key and path: a change of a file that adds and takes no key, as most do, leaves them as they are.
 */
import { OrderedMap } from "../base/orderedMap.ts";
import type { SourceFile } from "./fileIndex.ts";
import { IndexedParts, type PartChange } from "./indexedParts.ts";
import { type KeyTable, keysOf, keysOfNeighbour, keyTableOf, moved, NO_KEYS } from "./keyTables.ts";
import type { NeighbourFile } from "./neighbours/neighbourFile.ts";

/** Files that changed or are new, and the paths of those that are gone. */
export interface ProjectChange {
  readonly changed: readonly SourceFile[];
  readonly removed: readonly string[];
}

/** What the index of a project consists of; the same for its files and its parts. */
export interface Tables {
  readonly files: OrderedMap<SourceFile>;
  readonly parts: OrderedMap<IndexedParts>;
  readonly symbols: KeyTable;
  readonly references: KeyTable;
  readonly neighbours: OrderedMap<NeighbourFile>;
  /** The paths of all files in order, where they are few. */
  readonly fewPaths: readonly string[] | undefined;
  readonly keys: Keys;
}

/** Another object as soon as a file gets or loses a key. */
export interface Keys {
  /** Where they differ from those before by references of one file alone. Weak, or all of them would stay. */
  readonly since: { readonly path: string; readonly before: WeakRef<Keys> } | undefined;
}

const NEW_KEYS = { since: undefined };

const FEW_FILES = 4;

function fewPathsOf(files: OrderedMap<SourceFile>): readonly string[] | undefined {
  return files.size > FEW_FILES ? undefined : [...files.keys()];
}

/** The tables of a project. Of several files with one path the last counts. */
export function tablesOf(files: readonly SourceFile[]): Tables {
  const last = OrderedMap.of(files.map((file) => [file.path, file]));
  const parts = Array.from(last, ([path, file]) => [path, IndexedParts.of(file)] as const);
  return {
    files: last,
    parts: OrderedMap.of(parts),
    symbols: keyTableOf(parts.map(([path, file]) => [path, file.symbolKeys()])),
    references: keyTableOf(parts.map(([path, file]) => [path, file.referenceKeys()])),
    neighbours: OrderedMap.empty,
    fewPaths: fewPathsOf(last),
    keys: { ...NEW_KEYS },
  };
}

/** The tables after a change, and the parts that are not the same; `undefined` where none is. */
export function tablesAfter(
  tables: Tables,
  { changed, removed }: ProjectChange,
): { readonly tables: Tables; readonly changes: readonly PartChange[] } | undefined {
  let { files, parts, symbols, references } = tables;
  const changes: PartChange[] = [];
  const put = (path: string, source: SourceFile | undefined): void => {
    const old = files.get(path);
    if (old === source || (old?.parsed === source?.parsed && old?.uri === source?.uri)) return;
    const before = parts.get(path);
    const { after, changes: ofFile } = updatedParts(before, source);
    for (const change of ofFile) changes.push(change);
    files = source === undefined ? files.without(path) : files.with(path, source);
    parts = after === undefined ? parts.without(path) : parts.with(path, after);
    const touched = keysTouched(ofFile);
    symbols = moved(symbols, path, touched.symbols, (of, key) => of?.hasSymbols(key) === true, before, after);
    references = moved(
      references,
      path,
      touched.references,
      (of, key) => of?.hasReferences(key) === true,
      before,
      after,
    );
  };
  for (const path of removed) put(path, undefined);
  for (const file of changed) put(file.path, file);
  if (files === tables.files) return undefined;
  const only = changed.length === 1 && removed.length === 0 ? changed[0] : undefined;
  const keys = keysAfter(tables, { symbols, references }, only);
  return { tables: { ...tables, files, parts, symbols, references, fewPaths: fewPathsOf(files), keys }, changes };
}

function keysAfter(
  { keys, ...before }: Tables,
  { symbols, references }: Pick<Tables, "symbols" | "references">,
  only: SourceFile | undefined,
): Keys {
  if (symbols !== before.symbols) return { ...NEW_KEYS };
  if (references === before.references) return keys;
  return { since: only && { path: only.path, before: new WeakRef(keys) } };
}

/** The tables with other neighbours, `undefined` in place of one that went; `undefined` where none is another one. */
export function tablesWithNeighbours(
  tables: Tables,
  changes: ReadonlyMap<string, NeighbourFile | undefined>,
): Tables | undefined {
  let { neighbours, references } = tables;
  for (const [path, after] of changes) {
    const before = neighbours.get(path);
    if (before?.read === after?.read && before?.uri === after?.uri) continue;
    neighbours = after === undefined ? neighbours.without(path) : neighbours.with(path, after);
    const [old, now] = [before, after].map((one) => (one === undefined ? NO_KEYS : keysOfNeighbour(one)).references);
    const keys = new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])]);
    references = moved(references, path, keys, (of, key) => of?.has(key) === true, old, now);
  }
  if (neighbours === tables.neighbours) return undefined;
  return { ...tables, references, neighbours, keys: { ...NEW_KEYS } };
}

function updatedParts(
  before: IndexedParts | undefined,
  source: SourceFile | undefined,
): { readonly after: IndexedParts | undefined; readonly changes: readonly PartChange[] } {
  if (before !== undefined && source !== undefined) return before.update(source);
  const after = source === undefined ? undefined : IndexedParts.of(source);
  const changes = [
    ...(before?.indexes ?? []).map((index) => ({
      path: index.source.path,
      before: index,
      after: undefined,
      inPlace: false,
    })),
    ...(after?.indexes ?? []).map((index) => ({
      path: index.source.path,
      before: undefined,
      after: index,
      inPlace: false,
    })),
  ];
  return { after, changes };
}

/** The keys that parts had or have which are not the same. */
function keysTouched(changes: readonly PartChange[]) {
  const symbols = new Set<string>();
  const references = new Set<string>();
  for (const { before, after } of changes) {
    for (const index of [before, after]) {
      if (index === undefined) continue;
      for (const key of keysOf(index).symbols.keys()) symbols.add(key);
      for (const key of keysOf(index).references.keys()) references.add(key);
    }
  }
  return { symbols, references };
}
