/**
 * The meaning of one project: what its files declare and which places speak of what.
 *
 * A `ProjectIndex` never changes; `updateProjectIndex` answers a new one. In which files something is to be found, its tables say (see
 * `projectTables`); what it is, is read in the file's own index.
 *
 * The same project can be looked at in two ways: as its files, with places in them, and as the parts that its files
 * consist of (`parts`), each with a path of its own and positions from its beginning (see `partPaths`). Checks and all
 * that is brought along from one index to the next look at the parts, which stay as they are while the text above them
 * changes.
 */
import type { Span } from "../language/spans.ts";
import { firstStateFact, kindFact, prefixFact, referencesFact, symbolsFact } from "./facts.ts";
import { type FileIndex, indexFile, type SourceFile } from "./fileIndex.ts";
import type { PartChange } from "./indexedParts.ts";
import {
  countUnder,
  DECLARED,
  fullNameKey,
  keysOf,
  keysOfNeighbour,
  pathsIn,
  plainNameKey,
  READ,
  under,
  WRITTEN,
  wireIdKey,
} from "./keyTables.ts";
import type { NeighbourFile } from "./neighbours/neighbourFile.ts";
import { fileOfPart, isPartPath } from "./partPaths.ts";
import {
  type Keys,
  type ProjectChange,
  type Tables,
  tablesAfter,
  tablesOf,
  tablesWithNeighbours,
} from "./projectTables.ts";
import { type Reference, type VariableReference, type WireReference, wireKey } from "./references.ts";
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

/** Something that is worked out from the parts of an index and brought along to those that come of it (see `Derived`). */
export interface Derivation {
  carry(before: ProjectIndex, after: ProjectIndex, changes: readonly PartChange[]): void;
}

/** Somebody who is told what is looked up in the parts of a project, to know what depends on what (see `facts`). */
export interface Observer {
  readonly look: (fact: string) => void;
  readonly ask: <T>(question: string, answer: (parts: ProjectIndex) => T) => T;
}

/** A stretch of a file, or of a part. */
interface Place extends Span {
  readonly path: string;
}

/** What was looked up before: many references and checks ask for the same. */
type SymbolsRead = Map<string, readonly ProjectSymbol[]>;

export class ProjectIndex {
  /** By path, in the order of the paths. */
  readonly files: ReadonlyMap<string, SourceFile>;
  /** The files beside the flows that name states, by path, in the order of the paths. */
  readonly neighbours: ReadonlyMap<string, NeighbourFile>;
  /** The same project as the parts of its files. */
  readonly parts: ProjectIndex;
  readonly #tables: Tables;
  readonly #isOfParts: boolean;
  readonly #symbolsRead: SymbolsRead;
  readonly #answers = new Map<string, unknown>();
  readonly #derivations = new Set<Derivation>();
  readonly #observer: Observer | undefined;
  /** The index of which this is a view that tells what is looked up. */
  readonly #whole: ProjectIndex | undefined;
  /** Looked up once, because nearly everything asks for it; `null` where there is none. */
  #bot: BotSymbol | null | undefined;

  private constructor(tables: Tables, isOfParts: boolean, observer?: Observer, whole?: ProjectIndex) {
    this.files = tables.files;
    this.neighbours = tables.neighbours;
    this.#tables = tables;
    this.#isOfParts = isOfParts;
    this.#observer = observer;
    this.#whole = whole;
    this.#symbolsRead = whole === undefined ? new Map<string, readonly ProjectSymbol[]>() : whole.#symbolsRead;
    this.parts = isOfParts ? this : new ProjectIndex(tables, true);
  }

  static of(files: readonly SourceFile[]): ProjectIndex {
    return new ProjectIndex(tablesOf(files), false);
  }

  /** The index after a change; this one stays as it is. */
  update(change: ProjectChange): ProjectIndex {
    const changed = tablesAfter(this.#tables, change);
    if (changed === undefined) return this;
    const next = new ProjectIndex(changed.tables, false);
    this.#bringAlongTo(next, changed.changes);
    return next;
  }

  /** The index with other neighbours; `undefined` stands for one that went. This one stays as it is. */
  withNeighbours(changes: ReadonlyMap<string, NeighbourFile | undefined>): ProjectIndex {
    const tables = tablesWithNeighbours(this.#tables, changes);
    if (tables === undefined) return this;
    const next = new ProjectIndex(tables, false);
    this.#bringAlongTo(next, []);
    return next;
  }

  /** The parts as seen by somebody who is told what is looked up. Facts are compared, not read: see `facts`. */
  observed(observer: Observer): ProjectIndex {
    return new ProjectIndex(this.#tables, true, observer, this.parts.whole);
  }

  /** The index that all of its views share. */
  get whole(): ProjectIndex {
    return this.#whole ?? this;
  }

  /** Tells an observer that something was looked up. */
  look(fact: string): void {
    this.#observer?.look(fact);
  }

  /**
   * The answer to a question that looks up much and seldom changes: an observer need not tell what was looked up for it.
   * The question has to say all that the answer is made from but the project; answers are compared by identity.
   */
  ask<T>(question: string, answer: (index: ProjectIndex) => T): T {
    if (this.#observer !== undefined) return this.#observer.ask(question, answer);
    // Who asks a question always asks for what the same function makes.
    if (this.#answers.has(question)) return this.#answers.get(question) as T;
    const made = answer(this);
    this.#answers.set(question, made);
    return made;
  }

  /** The URI of a flow or neighbour. */
  uriOf(path: string): string | undefined {
    return (this.#tables.files.get(path) ?? this.#tables.neighbours.get(path))?.uri;
  }

  /** What a flow or neighbour speaks of, ordered by place. */
  referencesIn(path: string): readonly Reference[] {
    return this.file(path)?.references ?? this.#tables.neighbours.get(path)?.references ?? [];
  }

  /** Lets what was worked out from the parts of this index follow it through its changes. */
  bringAlong(derivation: Derivation): void {
    this.#derivations.add(derivation);
  }

  #bringAlongTo(next: ProjectIndex, changes: readonly PartChange[]): void {
    for (const derivation of this.parts.#derivations) {
      derivation.carry(this.parts, next.parts, changes);
      next.parts.bringAlong(derivation);
    }
  }

  /** What one file declares and speaks of; of the parts, what one of them does. */
  file(path: string): FileIndex | undefined {
    if (this.#isOfParts) return this.#tables.parts.get(fileOfPart(path))?.part(path);
    const source = this.#tables.files.get(path);
    return source === undefined ? undefined : indexFile(source);
  }

  /** The parts of a file, in order. */
  partsOf(path: string): readonly FileIndex[] {
    return this.#tables.parts.get(path)?.indexes ?? [];
  }

  /** Every file, or every part, in order. */
  *indexes(): Generator<FileIndex> {
    if (this.#isOfParts) for (const { indexes } of this.#tables.parts.values()) yield* indexes;
    else for (const source of this.#tables.files.values()) yield indexFile(source);
  }

  /** In which order two places stand: by path and offset. */
  comparePlaces(a: Place, b: Place): number {
    if (a.path === b.path) return a.start - b.start;
    const [fileA, fileB] = [fileOfPart(a.path), fileOfPart(b.path)];
    if (fileA !== fileB) return fileA < fileB ? -1 : 1;
    const parts = this.#tables.parts.get(fileA);
    return parts === undefined ? 0 : parts.placeOf(a.path) - parts.placeOf(b.path);
  }

  /** A place in a part as one in its file; other places are answered as they are. */
  inFile<P extends Place>(place: P): P {
    if (!isPartPath(place.path)) return place;
    const path = fileOfPart(place.path);
    const from = this.#tables.parts.get(path)?.startOf(place.path) ?? 0;
    return { ...place, path, start: place.start + from, end: place.end + from };
  }

  /** The state `start` of the file that a path belongs to, else its first. */
  firstStateIn(path: string): StateSymbol | undefined {
    const file = fileOfPart(path);
    this.look(firstStateFact(file));
    const first = this.#tables.parts.get(file)?.firstState;
    return this.#isOfParts || first === undefined ? first : this.stateIn(first.flow, first.name);
  }

  /** Everything declared under a key (see `stateKey`, `symbolKey`), by path and place; a second one is a duplicate. */
  symbols(key: string): readonly ProjectSymbol[] {
    if (this.#observer !== undefined) this.look(symbolsFact(key));
    const known = this.#symbolsRead.get(key);
    if (known !== undefined) return known;
    const found = joined(this.#pathsWithSymbols(key).map((path) => this.#symbolsIn(path, key)));
    this.#symbolsRead.set(key, found);
    return found;
  }

  /** True where something is declared under a key: it takes less than to look it up. */
  isDeclared(key: string): boolean {
    if (this.#observer !== undefined) this.look(symbolsFact(key));
    const { fewPaths, parts, symbols } = this.#tables;
    if (fewPaths === undefined) return symbols.has(key);
    return fewPaths.some((path) => parts.get(path)?.hasSymbols(key) === true);
  }

  /** Where files are few, to ask each of them takes less than to find them. */
  #pathsWithSymbols(key: string): readonly string[] {
    const { fewPaths, parts, symbols } = this.#tables;
    if (fewPaths === undefined) return under(symbols, key);
    return fewPaths.filter((path) => parts.get(path)?.hasSymbols(key) === true);
  }

  /** How many files have something under a key; no file is read for that. */
  filesWith(key: string): number {
    if (this.#observer !== undefined) this.look(symbolsFact(key));
    return countUnder(this.#tables.symbols, key);
  }

  /** The same object as long as no file gets or loses the key of a symbol: nothing else is called as before or otherwise. */
  get names(): object {
    return this.#tables.symbols;
  }

  /** The keys of symbols that begin so, each once, in order, without this beginning; no file is read for that. */
  *symbolKeys(prefix: string): Generator<string> {
    for (const [key] of this.#tables.symbols.startingWith(prefix)) yield key.slice(prefix.length);
  }

  /** Everything of one kind, by name. */
  *symbolsOfKind<K extends SymbolKind>(kind: K): Generator<SymbolOfKind<K>> {
    this.look(kindFact(kind));
    for (const [key, paths] of this.#tables.symbols.startingWith(`${kind}:`)) {
      for (const path of pathsIn(paths))
        for (const symbol of this.#symbolsIn(path, key)) if (isOfKind(symbol, kind)) yield symbol;
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
    return this.#isOfParts ? this.#tables.parts.get(fileOfPart(path))?.flow : this.file(path)?.flow;
  }

  /** The `bot` of the project: the first, should there be several. */
  get bot(): BotSymbol | undefined {
    this.look(kindFact("bot"));
    const { whole } = this;
    if (whole.#bot === undefined) {
      const [first] = whole.symbolsOfKind("bot");
      whole.#bot = first ?? null;
    }
    return whole.#bot ?? undefined;
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
    for (const { states } of this.indexes()) yield* states;
  }

  /** Calls `visit` for every dialog state in the same order, which takes a part of the time. */
  eachState(visit: (state: StateSymbol) => void): void {
    for (const { indexes } of this.parts.#tables.parts.values())
      for (const { states } of indexes) states.forEach(visit);
  }

  /** The references under a key, by path and place; the strings that name a state stand under `wireKey` of their text. */
  references(key: string): readonly Reference[] {
    return [...this.eachReference(key)];
  }

  /** The references under a key, one after the other; what is not taken is not looked up. */
  *eachReference(key: string): Generator<Reference> {
    this.look(referencesFact(key));
    for (const path of under(this.#tables.references, key)) yield* this.#referencesIn(path, key);
  }

  /** The references to a variable or to what is stored in it, by key. */
  *referencesBelow(key: string): Generator<Reference> {
    yield* this.references(key);
    yield* this.#referencesStarting(`${key}.`);
  }

  /** The places that write a variable, by its key; what is not taken is not looked up. */
  *writesOf(key: string): Generator<VariableReference> {
    yield* this.#accesses(`${WRITTEN}${key}`);
  }

  /** The places that write something that is stored in a variable, such as a member of it. */
  *writesBelow(key: string): Generator<VariableReference> {
    yield* this.#accessesStarting(`${WRITTEN}${key}.`);
  }

  /** Those of the writes that tell a type: by `var`, and by the contract of an API step. */
  *declarationsOf(key: string): Generator<VariableReference> {
    yield* this.#accesses(`${DECLARED}${key}`);
  }

  /** The places that read or watch a variable, by its key. */
  *readsOf(key: string): Generator<VariableReference> {
    yield* this.#accesses(`${READ}${key}`);
  }

  /** The places that read or watch something that is stored in a variable. */
  *readsBelow(key: string): Generator<VariableReference> {
    yield* this.#accessesStarting(`${READ}${key}.`);
  }

  *#accesses(key: string): Generator<VariableReference> {
    for (const item of this.eachReference(key)) if (item.kind === "variable") yield item;
  }

  *#accessesStarting(prefix: string): Generator<VariableReference> {
    for (const item of this.#referencesStarting(prefix)) if (item.kind === "variable") yield item;
  }

  *#referencesStarting(prefix: string): Generator<Reference> {
    this.look(prefixFact(prefix));
    for (const [key, paths] of this.#tables.references.startingWith(prefix)) {
      for (const path of pathsIn(paths)) yield* this.#referencesIn(path, key);
    }
  }

  #symbolsIn(path: string, key: string): readonly ProjectSymbol[] {
    if (this.#isOfParts) return this.#tables.parts.get(path)?.symbols(key) ?? [];
    const source = this.#tables.files.get(path);
    return source === undefined ? [] : (keysOf(indexFile(source)).symbols.get(key) ?? []);
  }

  #referencesIn(path: string, key: string): Iterable<Reference> {
    const source = this.#tables.files.get(path);
    if (source === undefined) {
      const neighbour = this.#tables.neighbours.get(path);
      return neighbour === undefined ? [] : (keysOfNeighbour(neighbour).references.get(key) ?? []);
    }
    if (this.#isOfParts) return this.#tables.parts.get(path)?.references(key) ?? [];
    return keysOf(indexFile(source)).references.get(key) ?? [];
  }

  /** The files that have references under a key, by path; no file is read for that. */
  *filesReferring(key: string): Generator<string> {
    yield* under(this.#tables.references, key);
  }

  /** Calls `visit` for the keys of references that begin so, each with every file that has some, in order; no file is read for that. */
  eachReferenceKey(prefix: string, visit: (key: string, path: string) => void): void {
    for (const [key, paths] of this.#tables.references.startingWith(prefix)) {
      for (const path of pathsIn(paths)) visit(key, path);
    }
  }

  /** The same object as long as no file gets or loses a key. */
  get keys(): Keys {
    return this.#tables.keys;
  }

  /** Where the names of the references under a key stand in their files, by path and place; no file is read for that. */
  *namesUnder(key: string): Generator<Place> {
    for (const path of under(this.#tables.references, key)) {
      const parts = this.#tables.parts.get(path);
      if (parts !== undefined) for (const { start, end } of parts.names(key)) yield { path, start, end };
      else for (const { nameAlone } of this.#referencesIn(path, key)) yield { path, ...nameAlone };
    }
  }

  /** Every reference to a symbol, by path and place; for a state also the strings that come to mean it. */
  referencesTo(key: string): readonly Reference[] {
    const strings = this.stringsThatMean(key);
    // They come by path and place already.
    if (strings.length === 0) return this.references(key);
    const found = [...this.references(key), ...strings];
    return found.sort((a, b) => this.comparePlaces(placeOf(a), placeOf(b)));
  }

  /** The strings that come to mean a state, in no order. */
  stringsThatMean(key: string): readonly WireReference[] {
    const found: WireReference[] = [];
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
    return found;
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

function placeOf({ path, span }: Reference): Place {
  return { path, start: span.start, end: span.end };
}

/** All that the lists hold, in their order. */
function joined<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const [only] = lists;
  return only !== undefined && lists.length === 1 ? only : lists.flat();
}
