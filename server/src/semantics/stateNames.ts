/**
 * The names of a project's states and flows, to find those that are near a wrong one without a look at every state. A name
 * that no state has any more may still be listed: who finds it looks for its states in the index.
 */
import { lettersOf, mayBeNear } from "../base/editDistance.ts";
import { Derived } from "./derived.ts";
import type { FileIndex } from "./fileIndex.ts";
import { fullNameKey, plainNameKey, wireIdKey } from "./keyTables.ts";
import type { ProjectIndex } from "./projectIndex.ts";
import { symbolKey, wireId } from "./symbols.ts";

/** Names, each once, with what tells quickly that one is far from another. */
interface NameList {
  readonly names: readonly string[];
  readonly letters: readonly number[];
  readonly known: ReadonlySet<string>;
  /** Names since then. */
  readonly added: readonly string[];
}

/** Beyond these the list is made anew, so that it holds no more than a few names that are gone. */
const MOST_ADDED = 500;

/** Plain names of states. */
const states = namesOf(
  (parts) => parts.symbolKeys(plainNameKey("")),
  (part) => part.states.map(({ name }) => name),
);

/** What a string from outside may say: wire ids and full names. */
const wires = namesOf(
  (parts) => [...parts.symbolKeys(fullNameKey("")), ...parts.symbolKeys(wireIdKey(""))],
  (part) => part.states.flatMap((state) => [state.fullName, wireId(state)]),
);

const flows = namesOf(flowNames, ({ flow }) => [flow.name]);

/** The names of a kind, made when somebody first looks for one that is near. */
function namesOf(
  all: (parts: ProjectIndex) => Iterable<string>,
  inPart: (part: FileIndex) => readonly string[],
): Derived<NameList> {
  return new Derived<NameList>(
    (parts) => listOf(all(parts)),
    (before, changes, parts) => {
      const list = plus(
        before,
        changes.flatMap(({ after }) => (after === undefined ? [] : inPart(after))),
      );
      return list.added.length > MOST_ADDED ? listOf(all(parts)) : list;
    },
  );
}

/** A name in backticks is read where it is declared. */
function* flowNames(parts: ProjectIndex): Generator<string> {
  for (const written of parts.symbolKeys("flow:")) {
    if (written.startsWith("`")) for (const { name } of parts.symbols(`flow:${written}`)) yield name;
    else yield written;
  }
}

function plus(list: NameList, names: readonly string[]): NameList {
  const more = new Set(names.filter((name) => !list.known.has(name) && !list.added.includes(name)));
  return more.size === 0 ? list : { ...list, added: [...list.added, ...more] };
}

function listOf(found: Iterable<string>): NameList {
  const known = new Set(found);
  const names = [...known];
  return { names, letters: names.map((name) => lettersOf(name.toLowerCase())), known, added: [] };
}

/** The plain names of states that may be within a few edits of a text; some may be gone. */
export function stateNamesLike(index: ProjectIndex, text: string, edits: number): readonly string[] {
  return near(states.of(index), text, edits);
}

/** The wire ids and full names of states that may be within a few edits of a text. */
export function wireNamesLike(index: ProjectIndex, text: string, edits: number): readonly string[] {
  return near(wires.of(index), text, edits);
}

/** The names of flows that may be within a few edits of a text. */
export function flowNamesLike(index: ProjectIndex, text: string, edits: number): readonly string[] {
  return near(flows.of(index), text, edits).filter((name) => index.isDeclared(symbolKey("flow", name)));
}

function near({ names, letters, added }: NameList, text: string, edits: number): readonly string[] {
  const found: string[] = [];
  const own = lettersOf(text.toLowerCase());
  for (let at = 0; at < names.length; at++) {
    const name = names[at] ?? "";
    if (Math.abs(name.length - text.length) <= edits && mayBeNear(own, letters[at] ?? 0, edits)) found.push(name);
  }
  for (const name of added) if (mayBeNear(own, lettersOf(name.toLowerCase()), edits)) found.push(name);
  return found;
}
