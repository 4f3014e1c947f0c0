/**
 * The meaning of one project: what its files declare and which places speak of what.
 *
 * A `ProjectIndex` never changes. `updateProjectIndex` answers a new one and touches only the entries of the files that
 * changed: both tables are ordered by key and path, so that everything with one key, or of one key and file, lies
 * together.
 */
import { OrderedMap } from "../base/orderedMap.ts";
import { type FileIndex, indexFile, type SourceFile } from "./fileIndex.ts";
import { type Reference, type VariableReference, wireKey } from "./references.ts";
import {
  type BotSymbol,
  type FlowSymbol,
  type ProjectSymbol,
  type StateSymbol,
  type SymbolKind,
  stateKey,
  symbolKey,
  wireId,
} from "./symbols.ts";

/** What stands under one key in one file. */
interface Entry<T> {
  readonly path: string;
  readonly items: readonly T[];
}

type Table<T> = OrderedMap<Entry<T>>;

/** Files that changed or are new, and the paths of those that are gone. */
export interface ProjectChange {
  readonly changed: readonly SourceFile[];
  readonly removed: readonly string[];
}

/** One file before and after a change. */
export interface FileChange {
  readonly path: string;
  readonly before: FileIndex | undefined;
  readonly after: FileIndex | undefined;
}

/** Something that is worked out from an index and brought along to those that come of it (see `Derived`). */
export interface Derivation {
  carry(before: ProjectIndex, after: ProjectIndex, changes: readonly FileChange[]): void;
}

export class ProjectIndex {
  /** By path, in the order of the paths. */
  readonly files: ReadonlyMap<string, SourceFile>;
  readonly #files: OrderedMap<SourceFile>;
  readonly #symbols: Table<ProjectSymbol>;
  readonly #references: Table<Reference>;
  readonly #derivations = new Set<Derivation>();

  private constructor(files: OrderedMap<SourceFile>, symbols: Table<ProjectSymbol>, references: Table<Reference>) {
    this.files = files;
    this.#files = files;
    this.#symbols = symbols;
    this.#references = references;
  }

  static of(files: readonly SourceFile[]): ProjectIndex {
    const last = OrderedMap.of(files.map((file) => [file.path, file]));
    const indexes = [...last.values()].map(indexFile);
    return new ProjectIndex(
      last,
      OrderedMap.of(indexes.flatMap((file) => entriesOf(file.source.path, symbolsByKey(file)))),
      OrderedMap.of(indexes.flatMap((file) => entriesOf(file.source.path, referencesByKey(file)))),
    );
  }

  /** The index after a change; this one stays as it is. */
  update({ changed, removed }: ProjectChange): ProjectIndex {
    let files = this.#files;
    let symbols = this.#symbols;
    let references = this.#references;
    const drop = (path: string): void => {
      const old = files.get(path);
      if (old === undefined) return;
      const index = indexFile(old);
      files = files.without(path);
      for (const [key] of entriesOf(path, symbolsByKey(index))) symbols = symbols.without(key);
      for (const [key] of entriesOf(path, referencesByKey(index))) references = references.without(key);
    };
    for (const path of removed) drop(path);
    for (const file of changed) {
      if (files.get(file.path)?.parsed === file.parsed && files.get(file.path)?.uri === file.uri) continue;
      drop(file.path);
      const index = indexFile(file);
      files = files.with(file.path, file);
      for (const [key, entry] of entriesOf(file.path, symbolsByKey(index))) symbols = symbols.with(key, entry);
      for (const [key, entry] of entriesOf(file.path, referencesByKey(index))) references = references.with(key, entry);
    }
    if (files === this.#files) return this;
    const next = new ProjectIndex(files, symbols, references);
    this.#bringAlongTo(next, [...removed, ...changed.map(({ path }) => path)]);
    return next;
  }

  /** Lets what was worked out from this index follow it through its changes. */
  bringAlong(derivation: Derivation): void {
    this.#derivations.add(derivation);
  }

  #bringAlongTo(next: ProjectIndex, paths: readonly string[]): void {
    if (this.#derivations.size === 0) return;
    const changes = [...new Set(paths)].map((path) => ({ path, before: this.file(path), after: next.file(path) }));
    for (const derivation of this.#derivations) {
      derivation.carry(this, next, changes);
      next.bringAlong(derivation);
    }
  }

  /** What one file declares and speaks of. */
  file(path: string): FileIndex | undefined {
    const source = this.#files.get(path);
    return source === undefined ? undefined : indexFile(source);
  }

  /** Everything declared under a key (see `stateKey`, `symbolKey`), by path and place; a second one is a duplicate. */
  symbols(key: string): readonly ProjectSymbol[] {
    return itemsOf(this.#symbols, key);
  }

  /** Everything of one kind, by name. */
  *symbolsOfKind<K extends SymbolKind>(kind: K): Generator<SymbolOfKind<K>> {
    for (const [, entry] of this.#symbols.startingWith(`${kind}:`)) {
      for (const symbol of entry.items) if (isOfKind(symbol, kind)) yield symbol;
    }
  }

  /** The only or first one of that kind and name (without backticks). */
  named<K extends Exclude<SymbolKind, "state" | "variable" | "test">>(
    kind: K,
    name: string,
  ): SymbolOfKind<K> | undefined {
    return this.symbols(symbolKey(kind, name)).find((symbol) => isOfKind(symbol, kind));
  }

  /** The flow of that name: its first file, should several have the name. */
  flow(name: string): FlowSymbol | undefined {
    return this.named("flow", name);
  }

  /** The flow that a file is. */
  flowOf(path: string): FlowSymbol | undefined {
    return this.file(path)?.flow;
  }

  /** The `bot` of the project: the first, should there be several. */
  get bot(): BotSymbol | undefined {
    const [bot] = this.symbolsOfKind("bot");
    return bot;
  }

  /** The state of that full name (`flow.state` without backticks). */
  state(fullName: string): StateSymbol | undefined {
    return this.statesByFullName(fullName)[0];
  }

  /** The states of that full name; a second one is a duplicate. */
  statesByFullName(fullName: string): readonly StateSymbol[] {
    return this.#statesUnder(fullNameKey(fullName));
  }

  /** The state of that flow and name, both without backticks; the first, should there be several. */
  stateIn(flow: string, name: string): StateSymbol | undefined {
    return this.#statesUnder(stateKey(flow, name))[0];
  }

  /** The states whose wire id is this text; a second one is a duplicate. */
  statesByWireId(text: string): readonly StateSymbol[] {
    return this.#statesUnder(wireIdKey(text));
  }

  /** The states of that plain name in any flow. */
  statesNamed(name: string): readonly StateSymbol[] {
    return this.#statesUnder(plainNameKey(name));
  }

  /**
   * The state that a text from outside means: its wire id, else its full name, else its plain name in the given flow.
   * Without a flow (mocks, recordings, files of the backend) a plain name of any flow will do.
   */
  stateMeantBy(text: string, flow: string | undefined): StateSymbol | undefined {
    const plain = flow === undefined ? this.statesNamed(text)[0] : this.stateIn(flow, text);
    return this.statesByWireId(text)[0] ?? this.state(text) ?? plain;
  }

  /** Every dialog state, by path and place. */
  *states(): Generator<StateSymbol> {
    for (const file of this.#files.values()) yield* indexFile(file).states;
  }

  /** The references under a key, by path and place; the strings that name a state stand under `wireKey` of their text. */
  references(key: string): readonly Reference[] {
    return itemsOf(this.#references, key);
  }

  /** The references under a key, one after the other; what is not taken is not looked up. */
  *eachReference(key: string): Generator<Reference> {
    const prefix = `${key}${KEY_END}`;
    for (const [found, entry] of this.#references.startingWith(prefix)) {
      if (found === prefix + entry.path) yield* entry.items;
    }
  }

  /** The references to a variable or to what is stored in it, by key. */
  *referencesBelow(key: string): Generator<Reference> {
    yield* this.references(key);
    for (const [, entry] of this.#references.startingWith(`${key}.`)) yield* entry.items;
  }

  /** The places that write a variable, by its key; what is not taken is not looked up. */
  *writesOf(key: string): Generator<VariableReference> {
    yield* this.#accesses(`${WRITTEN}${key}${KEY_END}`);
  }

  /** The places that write something that is stored in a variable, such as a member of it. */
  *writesBelow(key: string): Generator<VariableReference> {
    yield* this.#accesses(`${WRITTEN}${key}.`);
  }

  /** Those of the writes that tell a type: by `var`, and by the contract of an API step. */
  *declarationsOf(key: string): Generator<VariableReference> {
    yield* this.#accesses(`${DECLARED}${key}${KEY_END}`);
  }

  /** The places that read or watch a variable, by its key. */
  *readsOf(key: string): Generator<VariableReference> {
    yield* this.#accesses(`${READ}${key}${KEY_END}`);
  }

  /** The places that read or watch something that is stored in a variable. */
  *readsBelow(key: string): Generator<VariableReference> {
    yield* this.#accesses(`${READ}${key}.`);
  }

  *#accesses(prefix: string): Generator<VariableReference> {
    for (const [, { items }] of this.#references.startingWith(prefix)) {
      for (const item of items) if (item.kind === "variable") yield item;
    }
  }

  /** Every reference to a symbol, by path and place; for a state also the strings that come to mean it. */
  referencesTo(key: string): readonly Reference[] {
    const found = [...this.references(key)];
    for (const state of this.symbols(key)) {
      if (state.kind !== "state") continue;
      for (const text of new Set([wireId(state), state.fullName, state.name])) {
        for (const reference of this.references(wireKey(text))) {
          if (reference.kind !== "wire") continue;
          if (this.stateMeantBy(text, reference.flow)?.key === key) found.push(reference);
        }
      }
      break;
    }
    return found.sort(byPlace);
  }

  #statesUnder(key: string): readonly StateSymbol[] {
    return this.symbols(key).filter((symbol) => symbol.kind === "state");
  }
}

/** Creates the index of a project. Of several files with one path the last counts. */
export function createProjectIndex(files: readonly SourceFile[]): ProjectIndex {
  return ProjectIndex.of(files);
}

/** The index after a change, at the cost of the files that changed; the given one stays as it is. */
export function updateProjectIndex(index: ProjectIndex, change: ProjectChange): ProjectIndex {
  return index.update(change);
}

type SymbolOfKind<K extends SymbolKind> = Extract<ProjectSymbol, { readonly kind: K }>;

function isOfKind<K extends SymbolKind>(symbol: ProjectSymbol, kind: K): symbol is SymbolOfKind<K> {
  return symbol.kind === kind;
}

const fullNameKey = (fullName: string): string => `name of state:${fullName}`;
const wireIdKey = (text: string): string => `id of state:${text}`;
const plainNameKey = (name: string): string => `plain name of state:${name}`;

/** A symbol stands under its key; a state also under each text that may mean it. */
function symbolsByKey(file: FileIndex): ReadonlyMap<string, ProjectSymbol[]> {
  const byKey = Map.groupBy(file.symbols, (symbol) => symbol.key);
  for (const state of file.states) {
    for (const key of [fullNameKey(state.fullName), wireIdKey(wireId(state)), plainNameKey(state.name)]) {
      const under = byKey.get(key);
      if (under === undefined) byKey.set(key, [state]);
      else under.push(state);
    }
  }
  return byKey;
}

/** A reference stands under its key; one to a variable also under whether it reads or writes. */
function referencesByKey(file: FileIndex): ReadonlyMap<string, Reference[]> {
  const byKey = Map.groupBy(file.references, (reference) => reference.key);
  const add = (key: string, reference: Reference): void => {
    const under = byKey.get(key);
    if (under === undefined) byKey.set(key, [reference]);
    else under.push(reference);
  };
  for (const reference of file.references) {
    if (reference.kind !== "variable" || reference.access === "clear") continue;
    add(`${reference.access === "write" ? WRITTEN : READ}${reference.key}`, reference);
    if (reference.writer === "var" || reference.writer === "contract") add(`${DECLARED}${reference.key}`, reference);
  }
  return byKey;
}

const WRITTEN = "written ";
const READ = "read ";
const DECLARED = "declared ";

function entriesOf<T>(
  path: string,
  byKey: ReadonlyMap<string, readonly T[]>,
): readonly (readonly [string, Entry<T>])[] {
  return [...byKey].map(([key, items]) => [`${key}${KEY_END}${path}`, { path, items }]);
}

/** Comes before every character that a key or a path may hold, so that the entries of one key lie side by side. */
const KEY_END = "\u0000";

function itemsOf<T>(table: Table<T>, key: string): readonly T[] {
  const prefix = `${key}${KEY_END}`;
  const items: T[] = [];
  for (const [found, entry] of table.startingWith(prefix)) {
    // A string in a flow may hold any character, so another key may begin with this one.
    if (found === prefix + entry.path) items.push(...entry.items);
  }
  return items;
}

function byPlace(a: Reference, b: Reference): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.span.start - b.span.start;
}
