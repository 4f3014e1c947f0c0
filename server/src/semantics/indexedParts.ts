/**
 * The parts of one file with their indexes, and which of them have something under which key. Immutable; the parts of the
 * next version are made from those of the one before at the cost of what is different.
 */
import { countBefore } from "../base/bisect.ts";
import { LayeredMap } from "../base/layeredMap.ts";
import type { FilePart } from "../language/parse.ts";
import { sharedParts } from "../language/sharedParts.ts";
import type { Span } from "../language/spans.ts";
import { type FileIndex, freshIndexOfPart, type IndexedSource, indexPart, type SourceFile } from "./fileIndex.ts";
import { type FileOutline, keepOutline, outlineOf, placesIn } from "./fileOutline.ts";
import { eachReferenceKey, eachSymbolKey, gatheredKeys, keysOf, referencesUnder, symbolsUnder } from "./keyTables.ts";
import { partPath } from "./partPaths.ts";
import type { Reference } from "./references.ts";
import type { FlowSymbol, ProjectSymbol, StateSymbol } from "./symbols.ts";

/** One part before and after a change. */
export interface PartChange {
  readonly path: string;
  readonly before: FileIndex | undefined;
  readonly after: FileIndex | undefined;
  /** Everything else in the file stands before or behind it as it did. */
  readonly inPlace: boolean;
}

/** The parts that have something under a key, in the order of the file. */
type PartTable = LayeredMap<string, readonly FileIndex[]>;

/** Where more parts are other ones than before, all tables are made anew. */
const MOST_MOVED = 100;

/** Where an outline has no more keys, to go through them takes less than to keep a set of them. */
const FEW_KEYS = 32;

/** What is in the parts of a file. */
interface Content {
  /** In the order of the file. */
  readonly indexes: readonly FileIndex[];
  readonly byPath: LayeredMap<string, FileIndex>;
  readonly symbols: PartTable;
  readonly references: PartTable;
}

export class IndexedParts {
  readonly source: SourceFile;
  #content: Content | undefined;
  /** All that is known of a file into which nobody has looked yet. */
  readonly #outline: FileOutline | undefined;
  /** Its symbols' keys, where they are many. */
  #outlined: ReadonlySet<string> | undefined;
  /** No part has this number or a higher one. */
  readonly #next: number;
  #places: ReadonlyMap<string, number> | undefined;
  #first: FirstState | null | undefined;

  private constructor(source: SourceFile, from: Content | FileOutline, next: number) {
    this.source = source;
    this.#content = "indexes" in from ? from : undefined;
    this.#outline = "indexes" in from ? undefined : from;
    this.#next = next;
  }

  /** Of a file of which an outline was kept, nothing more is read until somebody asks for it. */
  static of(source: SourceFile): IndexedParts {
    const outline = outlineOf(source.parsed, source.path, source.uri);
    if (outline !== undefined) return new IndexedParts(source, outline, outline.parts);
    const content = contentOf(source);
    return new IndexedParts(source, content, content.indexes.length);
  }

  /** What was read once stays: who has a symbol or node of it shall not meet a second one. */
  get #read(): Content {
    this.#content ??= contentOf(this.source);
    return this.#content;
  }

  /** In the order of the file. */
  get indexes(): readonly FileIndex[] {
    return this.#read.indexes;
  }

  /** The parts of the next version of the file, and what became of those that are not the same. */
  update(source: SourceFile): { readonly after: IndexedParts; readonly changes: readonly PartChange[] } {
    const { path, uri } = source;
    const { parts } = source.parsed;
    const { from, tail } = this.#sameAround(source);
    const old = this.indexes.slice(from, this.indexes.length - tail);
    const now = parts.slice(from, parts.length - tail);
    let next = this.#next;
    const numbers = takenOver(old, now);
    const made: FileIndex[] = [];
    let flow = from > 0 ? this.indexes[0]?.flow : undefined;
    for (const [at, { parsed }] of now.entries()) {
      const index = indexPart({ path: numbers[at] ?? partPath(path, next++), uri, parsed }, flow);
      flow ??= index.flow;
      made.push(index);
    }
    const kept = this.indexes.slice(this.indexes.length - tail);
    // Not by a spread: a file may have more parts than a call may have arguments.
    const indexes = this.indexes.slice(0, from).concat(made, kept);
    const byPath = new Map<string, FileIndex | undefined>();
    for (const index of old) byPath.set(index.source.path, undefined);
    for (const index of made) byPath.set(index.source.path, index);
    // Few are asked for, so that a table of all would cost more than it spares.
    const places = (index: FileIndex): number => indexes.indexOf(index);
    const isMuch = made.length > MOST_MOVED || old.length > MOST_MOVED;
    const moved = { old: new Set(old), made, places };
    const content = {
      indexes,
      byPath: this.#read.byPath.with(byPath),
      symbols: isMuch
        ? tableOf(indexes, eachSymbolKey)
        : movedTable(this.#read.symbols, moved, (index) => keysOf(index).symbols),
      references: isMuch
        ? tableOf(indexes, eachReferenceKey)
        : movedTable(this.#read.references, moved, (index) => keysOf(index).references),
    };
    const after = new IndexedParts(source, content, next);
    after.#first = firstAfter(this.#first, made, from);
    return { after, changes: changesBetween(old, made) };
  }

  /** How many parts at the beginning and at the end are the same in another version. */
  #sameAround({ uri, parsed: { parts } }: SourceFile): { readonly from: number; readonly tail: number } {
    if (uri !== this.source.uri || this.#otherFlow(parts[0])) return { from: 0, tail: 0 };
    const { head, tail } = sharedParts(this.source.parsed.parts, parts);
    // The first part alone may say the name of the flow; another becomes the first only by being read anew.
    const most = Math.min(this.indexes.length, parts.length) - Math.max(head, 1);
    return { from: head, tail: Math.max(0, Math.min(tail, most)) };
  }

  #otherFlow(first: FilePart | undefined): boolean {
    const before = this.indexes[0]?.source.parsed.tree.header?.name?.text;
    return first?.parsed.tree.header?.name?.text !== before;
  }

  part(path: string): FileIndex | undefined {
    return this.#read.byPath.get(path);
  }

  /** The keys of a file that was just read. */
  symbolKeys(): Iterable<string> {
    return this.#outline?.symbolKeys ?? this.#read.symbols.keys();
  }

  referenceKeys(): Iterable<string> {
    return this.#outline?.references.keys() ?? this.#read.references.keys();
  }

  hasSymbols(key: string): boolean {
    if (this.#content !== undefined || this.#outline === undefined) return this.#read.symbols.get(key) !== undefined;
    const { symbolKeys } = this.#outline;
    if (symbolKeys.length <= FEW_KEYS) return symbolKeys.includes(key);
    this.#outlined ??= new Set(symbolKeys);
    return this.#outlined.has(key);
  }

  hasReferences(key: string): boolean {
    return this.#outline?.references.has(key) ?? this.#read.references.get(key) !== undefined;
  }

  /** With positions from the beginning of their parts. */
  symbols(key: string): readonly ProjectSymbol[] {
    if (!this.hasSymbols(key)) return [];
    const indexes = this.#read.symbols.get(key) ?? [];
    const [only] = indexes;
    if (only !== undefined && indexes.length === 1) return symbolsUnder(only, key);
    return indexes.flatMap((index) => symbolsUnder(index, key));
  }

  *references(key: string): Generator<Reference> {
    if (!this.hasReferences(key)) return;
    for (const index of this.#read.references.get(key) ?? []) yield* referencesUnder(index, key);
  }

  /** Where the names of the references under a key stand in the file; for this nothing more of it is read. */
  *names(key: string): Generator<Span> {
    if (this.#outline !== undefined) yield* placesIn(this.#outline, key);
    else yield* namesIn(this.source, this.#read.references.get(key) ?? [], key, (part) => this.placeOf(part));
  }

  /** Where a part stands among the others. */
  placeOf(path: string): number {
    this.#places ??= placesOf(this.indexes);
    return this.#places.get(path) ?? 0;
  }

  /** Where a part begins in the file. */
  startOf(path: string): number {
    return this.source.parsed.parts[this.placeOf(path)]?.start ?? 0;
  }

  /** The flow that the file is. */
  get flow(): FlowSymbol | undefined {
    return this.indexes[0]?.flow;
  }

  /** Its state `start`, else its first. */
  get firstState(): StateSymbol | undefined {
    if (this.#first === undefined) this.#first = firstStateOf(this.indexes) ?? null;
    return this.#first?.state;
  }
}

/**
 * Reads a file for its outline, and keeps the outline alone. Nothing that is read is kept anywhere, not even under a weak key: else
 * it would outlive many a collection of garbage.
 */
export function outlineFile(source: SourceFile): void {
  const { path, uri, parsed } = source;
  const symbolKeys = new Set<string>();
  const references = new Map<string, number[]>();
  let flow: FlowSymbol | undefined;
  for (const [number, { parsed: part, start }] of parsed.parts.entries()) {
    const index = freshIndexOfPart({ path: partPath(path, number), uri, parsed: part }, flow);
    flow ??= index.flow;
    const keys = gatheredKeys(index);
    for (const key of keys.symbols.keys()) symbolKeys.add(key);
    for (const [key, found] of keys.references) {
      const places = references.get(key) ?? [];
      for (const { nameAlone } of found) places.push(nameAlone.start + start, nameAlone.end + start);
      references.set(key, places);
    }
  }
  keepOutline(parsed, { path, uri, symbolKeys: [...symbolKeys], references, parts: parsed.parts.length });
}

function* namesIn(
  { parsed }: SourceFile,
  indexes: readonly FileIndex[],
  key: string,
  placeOf: (part: string) => number,
): Generator<Span> {
  for (const index of indexes) {
    const from = parsed.parts[placeOf(index.source.path)]?.start ?? 0;
    for (const { nameAlone } of referencesUnder(index, key))
      yield { start: nameAlone.start + from, end: nameAlone.end + from };
  }
}

function contentOf({ path, uri, parsed }: SourceFile): Content {
  const indexes: FileIndex[] = [];
  for (const [number, { parsed: part }] of parsed.parts.entries()) {
    indexes.push(indexPart({ path: partPath(path, number), uri, parsed: part }, indexes[0]?.flow));
  }
  return {
    indexes,
    byPath: LayeredMap.of(new Map(indexes.map((index) => [index.source.path, index]))),
    symbols: tableOf(indexes, eachSymbolKey),
    references: tableOf(indexes, eachReferenceKey),
  };
}

function tableOf(
  indexes: readonly FileIndex[],
  eachKey: (index: FileIndex, add: (key: string) => void) => void,
): PartTable {
  const table = new Map<string, FileIndex[]>();
  for (const index of indexes) {
    // Most keys are in one part alone: these have one list in common.
    const alone = [index];
    eachKey(index, (key) => {
      const present = table.get(key);
      if (present === undefined) table.set(key, alone);
      else if (present.at(-1) === index) return;
      else if (present.length > 1) present.push(index);
      else table.set(key, [...present, index]);
    });
  }
  return LayeredMap.of<string, readonly FileIndex[]>(table);
}

interface Moved {
  readonly old: ReadonlySet<FileIndex>;
  readonly made: readonly FileIndex[];
  readonly places: (index: FileIndex) => number;
}

function movedTable(
  table: PartTable,
  { old, made, places }: Moved,
  keysIn: (index: FileIndex) => ReadonlyMap<string, unknown>,
): PartTable {
  const changes = new Map<string, readonly FileIndex[] | undefined>();
  const present = (key: string): readonly FileIndex[] => (changes.has(key) ? changes.get(key) : table.get(key)) ?? [];
  const [only] = made;
  if (old.size === 1 && made.length === 1 && only !== undefined) {
    for (const before of old) {
      for (const key of keysIn(before).keys()) {
        if (keysIn(only).has(key))
          changes.set(
            key,
            present(key).map((index) => (index === before ? only : index)),
          );
      }
    }
  }
  const isDone = new Set(changes.keys());
  for (const index of old) {
    for (const key of keysIn(index).keys()) {
      if (isDone.has(key) || changes.has(key)) continue;
      const left = present(key).filter((one) => !old.has(one));
      changes.set(key, left.length === 0 ? undefined : left);
    }
  }
  for (const index of made) {
    for (const key of keysIn(index).keys()) {
      if (isDone.has(key)) continue;
      changes.set(key, inserted(present(key), index, places));
    }
  }
  return table.with(changes);
}

function inserted(
  list: readonly FileIndex[],
  index: FileIndex,
  places: (index: FileIndex) => number,
): readonly FileIndex[] {
  if (list.length === 0) return [index];
  return list.toSpliced(countBefore(list, places(index), places), 0, index);
}

/** By the parts of now: the path of the old part that each of them is the next version of. */
function takenOver(old: readonly FileIndex[], now: readonly FilePart[]): readonly (string | undefined)[] {
  if (old.length === now.length) return old.map(({ source }) => source.path);
  const byName = new Map<string, string>();
  for (const { source } of old) byName.set(nameIn(source), source.path);
  return now.map((part) => {
    const name = nameIn(part);
    const path = byName.get(name);
    byName.delete(name);
    return path;
  });
}

/** What tells a part from others while it is edited: what it declares. */
function nameIn({ parsed: { tree } }: Pick<IndexedSource, "parsed">): string {
  const [declaration] = tree.declarations;
  if (declaration === undefined) return "";
  const name = "name" in declaration ? declaration.name : undefined;
  return `${declaration.kind} ${name?.kind === "Name" ? name.text : ""}`;
}

function changesBetween(old: readonly FileIndex[], now: readonly FileIndex[]): readonly PartChange[] {
  const inPlace = old.length === now.length;
  const after = new Map(now.map((index) => [index.source.path, index]));
  const changes = old.map((before): PartChange => {
    const { path } = before.source;
    return { path, before, after: after.get(path), inPlace };
  });
  const before = new Set(old.map(({ source }) => source.path));
  for (const index of now) {
    const { path } = index.source;
    if (!before.has(path)) changes.push({ path, before: undefined, after: index, inPlace });
  }
  return changes;
}

function placesOf(indexes: readonly FileIndex[]): ReadonlyMap<string, number> {
  return new Map(indexes.map(({ source }, place) => [source.path, place]));
}

/** The state that a file begins with, and the place of its part. */
interface FirstState {
  readonly state: StateSymbol;
  readonly place: number;
}

function firstStateOf(indexes: readonly FileIndex[]): FirstState | undefined {
  let first: FirstState | undefined;
  for (let place = 0; place < indexes.length; place++) {
    for (const state of indexes[place]?.states ?? []) {
      if (isStart(state)) return { state, place };
      first ??= { state, place };
    }
  }
  return first;
}

/** The same after a change of the parts from a place on, where the change says nothing about it; else `undefined`. */
function firstAfter(
  before: FirstState | null | undefined,
  made: readonly FileIndex[],
  from: number,
): FirstState | undefined {
  if (before === undefined || before === null || before.place >= from) return undefined;
  const mayBeFirst = !isStart(before.state) && made.some(({ states }) => states.some(isStart));
  return mayBeFirst ? undefined : before;
}

function isStart({ name }: StateSymbol): boolean {
  return name === "start";
}
