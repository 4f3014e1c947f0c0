/**
 * The meaning of one project: what its files declare and which places speak of what.
 *
 * A `ProjectIndex` never changes; `updateProjectIndex` answers a new one. Both tables say only which file has something
 * under which key, ordered by key and path, so that everything with one key lies together. What it has is read in the
 * file's own index: a change of a file that adds and takes no key, as most do, leaves the tables as they are.
 */
import { OrderedMap } from "../base/orderedMap.ts";
import { type FileIndex, indexFile, type SourceFile } from "./fileIndex.ts";
import {
  DECLARED,
  entriesOf,
  type FileKeys,
  fullNameKey,
  KEY_END,
  type KeyTable,
  keysOf,
  keysOfNeighbour,
  moved,
  NO_KEYS,
  plainNameKey,
  READ,
  under,
  WRITTEN,
  wireIdKey,
} from "./keyTables.ts";
import type { NeighbourFile } from "./neighbours/neighbourFile.ts";
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
  /** The files beside the flows that name states, by path, in the order of the paths. */
  readonly neighbours: ReadonlyMap<string, NeighbourFile>;
  readonly #neighbours: OrderedMap<NeighbourFile>;
  readonly #files: OrderedMap<SourceFile>;
  readonly #symbols: KeyTable;
  readonly #references: KeyTable;
  /** What was looked up before: many references and checks ask for the same. */
  readonly #symbolsRead = new Map<string, readonly ProjectSymbol[]>();
  readonly #derivations = new Set<Derivation>();

  private constructor(
    files: OrderedMap<SourceFile>,
    symbols: KeyTable,
    references: KeyTable,
    neighbours: OrderedMap<NeighbourFile> = OrderedMap.empty,
  ) {
    this.files = files;
    this.neighbours = neighbours;
    this.#neighbours = neighbours;
    this.#files = files;
    this.#symbols = symbols;
    this.#references = references;
  }

  static of(files: readonly SourceFile[]): ProjectIndex {
    const last = OrderedMap.of(files.map((file) => [file.path, file]));
    const indexes = [...last.values()].map(indexFile);
    return new ProjectIndex(
      last,
      OrderedMap.of(indexes.flatMap((file) => entriesOf(file.source.path, keysOf(file).symbols))),
      OrderedMap.of(indexes.flatMap((file) => entriesOf(file.source.path, keysOf(file).references))),
    );
  }

  /** The index after a change; this one stays as it is. */
  update({ changed, removed }: ProjectChange): ProjectIndex {
    let files = this.#files;
    let symbols = this.#symbols;
    let references = this.#references;
    const put = (path: string, source: SourceFile | undefined): void => {
      const old = files.get(path);
      if (old === source || (old?.parsed === source?.parsed && old?.uri === source?.uri)) return;
      const before = old === undefined ? NO_KEYS : keysOf(indexFile(old));
      const after = source === undefined ? NO_KEYS : keysOf(indexFile(source));
      files = source === undefined ? files.without(path) : files.with(path, source);
      symbols = moved(symbols, path, before.symbols, after.symbols);
      references = moved(references, path, before.references, after.references);
    };
    for (const path of removed) put(path, undefined);
    for (const file of changed) put(file.path, file);
    if (files === this.#files) return this;
    const next = new ProjectIndex(files, symbols, references, this.#neighbours);
    this.#bringAlongTo(next, [...removed, ...changed.map(({ path }) => path)]);
    return next;
  }

  /** The index with other neighbours; `undefined` stands for one that went. This one stays as it is. */
  withNeighbours(changes: ReadonlyMap<string, NeighbourFile | undefined>): ProjectIndex {
    let neighbours = this.#neighbours;
    let references = this.#references;
    for (const [path, after] of changes) {
      const before = neighbours.get(path);
      if (before?.read === after?.read && before?.uri === after?.uri) continue;
      neighbours = after === undefined ? neighbours.without(path) : neighbours.with(path, after);
      const [old, now] = [before, after].map((one) => (one === undefined ? NO_KEYS : keysOfNeighbour(one)).references);
      references = moved(references, path, old ?? NO_KEYS.references, now ?? NO_KEYS.references);
    }
    if (neighbours === this.#neighbours) return this;
    const next = new ProjectIndex(this.#files, this.#symbols, references, neighbours);
    this.#bringAlongTo(next, []);
    return next;
  }

  /** The URI of a flow or neighbour. */
  uriOf(path: string): string | undefined {
    return (this.#files.get(path) ?? this.#neighbours.get(path))?.uri;
  }

  /** What a flow or neighbour speaks of, ordered by place. */
  referencesIn(path: string): readonly Reference[] {
    return this.file(path)?.references ?? this.#neighbours.get(path)?.references ?? [];
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
    const known = this.#symbolsRead.get(key);
    if (known !== undefined) return known;
    const found = [...under(this.#symbols, key)].flatMap(({ path }) => this.#keysIn(path).symbols.get(key) ?? []);
    this.#symbolsRead.set(key, found);
    return found;
  }

  /** Everything of one kind, by name. */
  *symbolsOfKind<K extends SymbolKind>(kind: K): Generator<SymbolOfKind<K>> {
    for (const [, { key, path }] of this.#symbols.startingWith(`${kind}:`)) {
      for (const symbol of this.#keysIn(path).symbols.get(key) ?? []) if (isOfKind(symbol, kind)) yield symbol;
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
    return [...this.eachReference(key)];
  }

  /** The references under a key, one after the other; what is not taken is not looked up. */
  *eachReference(key: string): Generator<Reference> {
    for (const { path } of under(this.#references, key)) yield* this.#keysIn(path).references.get(key) ?? [];
  }

  /** The references to a variable or to what is stored in it, by key. */
  *referencesBelow(key: string): Generator<Reference> {
    yield* this.references(key);
    yield* this.#referencesStarting(`${key}.`);
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
    for (const item of this.#referencesStarting(prefix)) if (item.kind === "variable") yield item;
  }

  *#referencesStarting(prefix: string): Generator<Reference> {
    for (const [, { key, path }] of this.#references.startingWith(prefix)) {
      yield* this.#keysIn(path).references.get(key) ?? [];
    }
  }

  #keysIn(path: string): FileKeys {
    const source = this.#files.get(path);
    if (source !== undefined) return keysOf(indexFile(source));
    const neighbour = this.#neighbours.get(path);
    return neighbour === undefined ? NO_KEYS : keysOfNeighbour(neighbour);
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

function byPlace(a: Reference, b: Reference): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.span.start - b.span.start;
}
