/** What happened in one turn beside what was said: why the bot said it. */
import type { MatchEvent, MemoryEvent, RunEvent, StateEvent, UserInput } from "../../../server/src/runtime/events.ts";

export interface TurnFacts {
  /** Number of the turn in its conversation. */
  readonly turn: number;
  /** Which conversation of the panel it belongs to, counted from 0. */
  readonly conversation: number;
  /** Milliseconds of the conversation's clock. */
  readonly began: number;
  readonly last: number;
  readonly input?: UserInput;
  readonly match?: MatchEvent;
  readonly states: readonly StateEvent[];
  /** Keys of the items of the requests that went out. */
  readonly requests: readonly number[];
  /** Writes to memory, oldest first. */
  readonly changes: readonly MemoryEvent[];
}

/** How many of each there were at a moment. */
export interface FactsCount {
  readonly states: number;
  readonly requests: number;
  readonly changes: number;
}

/** Writes of one turn that are kept; a loop may write without end. */
export const changeLimit = 500;

/** A turn of which nothing has happened yet. */
export function beginFacts(turn: number, conversation: number, at: number): TurnFacts {
  return { turn, conversation, began: at, last: at, states: [], requests: [], changes: [] };
}

/** The facts with one more event; `key` is that of the item of a request. */
export function noteEvent(facts: TurnFacts, event: RunEvent, key: number): TurnFacts {
  const noted = { ...facts, last: Math.max(facts.last, event.at) };
  switch (event.type) {
    case "input":
      return { ...noted, input: event.input };
    case "match":
      return { ...noted, match: event };
    case "state":
      return { ...noted, states: [...facts.states, event] };
    case "request":
      return { ...noted, requests: [...facts.requests, key] };
    case "memory":
      return facts.changes.length < changeLimit ? { ...noted, changes: [...facts.changes, event] } : noted;
    default:
      return noted;
  }
}

export function countFacts({ states, requests, changes }: TurnFacts): FactsCount {
  return { states: states.length, requests: requests.length, changes: changes.length };
}

/** What had happened at a moment, without what came later in the turn. */
export function factsUntil(facts: TurnFacts, seen: FactsCount): TurnFacts {
  return {
    ...facts,
    states: facts.states.slice(0, seen.states),
    requests: facts.requests.slice(0, seen.requests),
    changes: facts.changes.slice(0, seen.changes),
  };
}

/** One path of memory before and after several writes. */
export interface MemoryChange {
  readonly path: string;
  readonly before: MemoryEvent["previous"];
  readonly after: MemoryEvent["value"];
  readonly last: MemoryEvent;
}

/** What the writes amount to, path by path in the order of the first write; a path that holds the same as before is left out. */
export function memoryDiff(changes: readonly MemoryEvent[]): readonly MemoryChange[] {
  const byPath = new Map<string, MemoryChange>();
  for (const change of changes) {
    const known = byPath.get(change.path);
    const before = known === undefined ? change.previous : known.before;
    byPath.set(change.path, { path: change.path, before, after: change.value, last: change });
  }
  return [...byPath.values()].filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));
}
