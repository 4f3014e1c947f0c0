/**
 * What the checks find in the parts of a file.
 *
 * Of a file that is edited it is kept for each part, with the names of all that its checks looked up beyond the part (see
 * `facts`). A change of the project throws away what was found in parts that are not the same, and what depends on a look
 * that may answer otherwise now; so a key costs the part that it is typed in and those that it concerns. Other files are
 * checked as a whole when somebody asks, so that nothing is kept of thousands of files that nobody types in.
 */
import { createLru } from "../../base/lru.ts";
import { Answers, type Dependent, forget } from "../answers.ts";
import { cycleFactsChanged } from "../cycles.ts";
import { factsChangedBy, firstStateFact } from "../facts.ts";
import type { FileIndex, SourceFile } from "../fileIndex.ts";
import type { FoundPlace } from "../finding.ts";
import type { PartChange } from "../indexedParts.ts";
import { insideFactsChanged } from "../insideCalls.ts";
import { fileOfPart, isPartPath } from "../partPaths.ts";
import { phraseFactsChangedBy } from "../phrases.ts";
import type { Derivation, ProjectIndex } from "../projectIndex.ts";
import { reachedFactsChanged } from "../reachability.ts";
import { memoryFactsChangedBy } from "../unwrittenPaths.ts";
import { applicable } from "./applicable.ts";
import type { Check } from "./check.ts";

/** A finding with its place in the part. */
export interface FoundInPart {
  readonly code: string;
  readonly place: FoundPlace;
}

/** What the checks find in each part of a file, in the order of the parts; in each ordered by place. */
export function findInParts(
  parts: ProjectIndex,
  path: string,
  checks: readonly Check[],
): readonly (readonly FoundInPart[])[] {
  return memoryOf(parts).find(parts, path, checks);
}

/** What was found in one part. */
interface Kept extends Dependent {
  readonly found: readonly FoundInPart[];
  /** The other parts that a finding speaks of, as they were. */
  readonly others: readonly FileIndex[];
}

interface KeptFile {
  readonly checks: readonly Check[];
  readonly byPart: Map<FileIndex, Kept>;
  readonly answers: Answers;
  /** What was kept when it was last asked for, part by part: most of them are in their places the next time. */
  last: { readonly indexes: readonly FileIndex[]; readonly kept: readonly Kept[] };
}

/** What was found in a file that nobody edits. */
interface KeptWhole {
  readonly source: SourceFile;
  readonly checks: readonly Check[];
  readonly meaning: object;
  readonly found: readonly (readonly FoundInPart[])[];
  readonly others: readonly FileIndex[];
}

/** Changes since somebody last asked. */
interface Pending {
  readonly before: ProjectIndex;
  readonly changes: PartChange[];
}

/** So many files are kept in parts: more are hardly edited at a time. */
const MOST_FILES = 4;
/** After so many changes that nobody asked about, all is found anew. */
const MOST_CHANGES = 10_000;

class CheckMemory {
  #files = createLru<string, KeptFile>(MOST_FILES);
  /** What was found in the other files that were asked for, by path. */
  readonly #whole = new Map<string, KeptWhole>();
  /** Another object as soon as a change of one file may concern what is found in others. */
  #meaning = {};
  #pending: Pending | undefined;

  find(parts: ProjectIndex, path: string, checks: readonly Check[]): readonly (readonly FoundInPart[])[] {
    this.#settle(parts);
    const file = this.#fileOf(parts, path, checks);
    if (file === undefined) return this.#findInWhole(parts, path, checks);
    const indexes = parts.partsOf(path);
    const before = keptBefore(file, indexes);
    const kept = indexes.map((index, at) => this.#keptOf(file, parts, index, before(at)));
    file.last = { indexes, kept };
    return kept.map(({ found }) => found);
  }

  #keptOf(file: KeptFile, parts: ProjectIndex, index: FileIndex, before: Kept | undefined): Kept {
    if (before?.holds === true && areSame(parts, before.others)) return before;
    if (before !== undefined) forget(before);
    const kept = keep(file, parts, index);
    file.byPart.set(index, kept);
    return kept;
  }

  /** What is kept of a file; nothing of one that is as it was when somebody first asked for it. */
  #fileOf(parts: ProjectIndex, path: string, checks: readonly Check[]): KeptFile | undefined {
    const source = parts.files.get(path);
    const known = this.#files.get(path);
    if (known?.checks === checks) return known;
    const asked = this.#whole.get(path)?.source;
    if (known === undefined && (asked === undefined || asked.parsed === source?.parsed)) return undefined;
    this.#whole.delete(path);
    const made: KeptFile = { checks, byPart: new Map(), answers: new Answers(), last: { indexes: [], kept: [] } };
    this.#files.set(path, made);
    return made;
  }

  #findInWhole(parts: ProjectIndex, path: string, checks: readonly Check[]): KeptWhole["found"] {
    const source = parts.files.get(path);
    if (source === undefined) return [];
    const known = this.#whole.get(path);
    if (known?.meaning === this.#meaning && known.checks === checks && areSame(parts, known.others)) return known.found;
    const indexes = parts.partsOf(path);
    const found = indexes.map((index) => runAll(checks, parts, index));
    const others = indexes.flatMap((index, at) => othersIn(parts, index, found[at] ?? NONE));
    this.#whole.set(path, { source, checks, meaning: this.#meaning, found, others });
    return found;
  }

  /** Takes note of a change; what it means is worked out when somebody asks. */
  change(before: ProjectIndex, changes: readonly PartChange[]): void {
    this.#pending ??= { before, changes: [] };
    if (this.#pending.changes.length + changes.length > MOST_CHANGES) {
      this.#files = createLru(MOST_FILES);
      this.#whole.clear();
      this.#meaning = {};
      this.#pending = undefined;
      return;
    }
    for (const change of changes) this.#pending.changes.push(change);
  }

  #settle(parts: ProjectIndex): void {
    const pending = this.#pending;
    this.#pending = undefined;
    if (pending === undefined) return;
    const { before, changes } = pending;
    for (const path of new Set(changes.map((change) => fileOfPart(change.path))))
      if (!parts.files.has(path)) this.#whole.delete(path);
    const facts = changedFacts(before, parts, changes);
    if (facts.size > 0) this.#meaning = {};
    for (const file of this.#files.values()) {
      for (const change of changes) {
        const kept = change.before === undefined ? undefined : file.byPart.get(change.before);
        if (kept === undefined || change.before === undefined) continue;
        forget(kept);
        kept.holds = false;
        file.byPart.delete(change.before);
      }
      file.answers.settle(parts, facts);
    }
  }
}

/** What is kept of the parts of a file by their place; what stands where it stood need not be looked up. */
function keptBefore({ byPart, last }: KeptFile, indexes: readonly FileIndex[]): (at: number) => Kept | undefined {
  const most = Math.min(last.indexes.length, indexes.length);
  const by = last.indexes.length - indexes.length;
  let head = 0;
  while (head < most && last.indexes[head] === indexes[head]) head++;
  let behind = indexes.length;
  while (behind > head && last.indexes[behind - 1 + by] === indexes[behind - 1]) behind--;
  return (at) => {
    if (at < head) return last.kept[at];
    if (at >= behind) return last.kept[at + by];
    const index = indexes[at];
    return index === undefined ? undefined : byPart.get(index);
  };
}

const memories = new WeakMap<ProjectIndex, CheckMemory>();

/** The memory follows the newest index: an older one begins anew. */
const following: Derivation = {
  carry(before, after, changes) {
    const memory = memories.get(before);
    if (memory === undefined) return;
    memories.delete(before);
    memories.set(after, memory);
    memory.change(before, changes);
  },
};

function memoryOf(parts: ProjectIndex): CheckMemory {
  const known = memories.get(parts);
  if (known !== undefined) return known;
  const memory = new CheckMemory();
  memories.set(parts, memory);
  parts.bringAlong(following);
  return memory;
}

function changedFacts(before: ProjectIndex, after: ProjectIndex, changes: readonly PartChange[]): ReadonlySet<string> {
  const facts = new Set(factsChangedBy(changes));
  const addAll = (more: Iterable<string>): void => {
    for (const fact of more) facts.add(fact);
  };
  addAll(phraseFactsChangedBy(changes));
  addAll(memoryFactsChangedBy(changes));
  addAll(reachedFactsChanged(before, after));
  addAll(insideFactsChanged(before, after));
  addAll(cycleFactsChanged(before, after));
  for (const path of new Set(changes.map((change) => fileOfPart(change.path)))) {
    const [old, now] = [before.firstStateIn(path), after.firstStateIn(path)];
    if (old?.path !== now?.path || old?.key !== now?.key) facts.add(firstStateFact(path));
  }
  return facts;
}

function keep({ checks, answers }: KeptFile, parts: ProjectIndex, index: FileIndex): Kept {
  return answers.depending(parts, (observed) => {
    const found = runAll(checks, observed, index);
    return { found, others: othersIn(parts, index, found) };
  });
}

function othersIn(parts: ProjectIndex, { source }: FileIndex, found: readonly FoundInPart[]): readonly FileIndex[] {
  const paths = new Set(found.flatMap(({ place }) => place.related?.map(({ path }) => path) ?? []));
  paths.delete(source.path);
  return [...paths].flatMap((path) => (isPartPath(path) ? (parts.file(path) ?? []) : []));
}

function areSame(parts: ProjectIndex, others: readonly FileIndex[]): boolean {
  return others.every((other) => parts.file(other.source.path) === other);
}

const NONE: readonly FoundInPart[] = [];

function runAll(checks: readonly Check[], index: ProjectIndex, file: FileIndex): readonly FoundInPart[] {
  const { path } = file.source;
  const context = { index, file, path, unusedIgnores: () => [] };
  const found: FoundInPart[] = [];
  for (const { code, run } of applicable(checks, file)) for (const place of run(context)) found.push({ code, place });
  if (found.length === 0) return NONE;
  return found.sort(
    ({ place: a, code }, { place: b, code: other }) => a.start - b.start || a.end - b.end || (code < other ? -1 : 1),
  );
}
