/**
 * The graph of a project's dialog states: what leads out of a state and into it, why, and where that is written.
 * Edges are read from the index, so that nothing has to be kept and one changed file costs nothing elsewhere.
 */
import type * as ast from "../language/ast.ts";
import { descendants } from "./descendants.ts";
import type { Place } from "./finding.ts";
import type { ProjectIndex } from "./projectIndex.ts";
import type { JumpCause, Reference, StateReference, WireReference } from "./references.ts";
import { stateOf } from "./resolve.ts";
import type { StateSymbol } from "./symbols.ts";

/**
 * What makes the conversation take an edge: the causes of a `->`, a `call`, a state that an API step's response may
 * lead to (`next`), one that a request hands to the backend (`handed`), or one that the flow stores or sends in a
 * message (`value`).
 */
type EdgeCause = JumpCause | "call" | "next" | "handed" | "value";

/** An edge as it is written in a state; `to` is `undefined` where the name means no state. */
export interface Edge extends Place {
  readonly cause: EdgeCause;
  readonly from: StateSymbol;
  readonly to: StateSymbol | undefined;
}

/** A `-> end`, `-> back`, `-> return` or `-> restart` of a state. */
export interface WordEdge extends Place {
  readonly from: StateSymbol;
  readonly word: ast.TargetWord["word"];
}

/** Something outside of states that leads into one: the bot, a global route, a test, a mock. */
export interface Entry extends Place {
  readonly cause: "start" | "fallback" | "failure" | "route" | "test" | "value";
  readonly to: StateSymbol;
}

/** The states that a state leads to, in the order in which they are written. */
export function edgesFrom(index: ProjectIndex, state: StateSymbol): readonly Edge[] {
  return referencesIn(index, state).flatMap((reference) => edgeOf(index, state, reference));
}

/** The edges that lead into a state from itself or other states, by path and place. */
export function edgesTo(index: ProjectIndex, state: StateSymbol): readonly Edge[] {
  return index
    .referencesTo(state.key)
    .flatMap((reference) => (reference.state === undefined ? [] : edgeOf(index, reference.state, reference)));
}

/** The targets of a state that are words, in order. */
export function wordEdgesFrom(state: StateSymbol): readonly WordEdge[] {
  const found: WordEdge[] = [];
  for (const node of descendants(state.node)) {
    if (node.kind !== "TargetWord") continue;
    found.push({ from: state, word: node.word, path: state.path, start: node.start, end: node.end });
  }
  return found;
}

/** What leads into a state from outside of states, by path and place. */
export function entriesTo(index: ProjectIndex, state: StateSymbol): readonly Entry[] {
  return index.referencesTo(state.key).flatMap((reference) => {
    const cause = reference.state === undefined ? entryCause(reference) : undefined;
    return cause === undefined ? [] : [{ cause, to: state, path: reference.path, ...reference.span }];
  });
}

/** Where conversations may begin, without routes: at the bot's states, else at `start` or the first state of each flow. */
export function entryPoints(index: ProjectIndex): readonly StateSymbol[] {
  const entries = new Set<StateSymbol>();
  for (const path of index.files.keys()) {
    const file = index.file(path);
    if (file === undefined) continue;
    for (const reference of file.references) {
      if (reference.state !== undefined || !isStateReference(reference)) continue;
      const state = entryCause(reference) === undefined ? undefined : stateOf(index, reference);
      if (state !== undefined) entries.add(state);
    }
    const first = file.states.find((state) => state.name === "start") ?? file.states[0];
    if (index.bot === undefined && first !== undefined) entries.add(first);
  }
  return [...entries];
}

function referencesIn(index: ProjectIndex, state: StateSymbol): readonly Reference[] {
  return index.file(state.path)?.referencesIn.get(state) ?? [];
}

function isStateReference(reference: Reference): reference is StateReference | WireReference {
  return reference.kind === "state" || reference.kind === "wire";
}

function edgeOf(index: ProjectIndex, from: StateSymbol, reference: Reference): readonly Edge[] {
  if (!isStateReference(reference)) return [];
  const cause = edgeCause(reference);
  if (cause === undefined) return [];
  return [{ cause, from, to: stateOf(index, reference), path: reference.path, ...reference.span }];
}

function edgeCause(reference: StateReference | WireReference): EdgeCause | undefined {
  switch (reference.place) {
    case "go":
      return reference.cause;
    case "call":
    case "next":
    case "handed":
    case "value":
      return reference.place;
    default:
      return undefined;
  }
}

function entryCause(reference: Reference): Entry["cause"] | undefined {
  if (!isStateReference(reference)) return undefined;
  switch (reference.place) {
    case "start":
    case "fallback":
    case "failure":
      return reference.place;
    case "go":
    case "call":
      return "route";
    case "at":
      return "test";
    case "handed":
    case "value":
      return "value";
    default:
      return undefined;
  }
}
