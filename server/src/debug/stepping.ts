/**
 * When a step that the author asked for is over. `stepIn` ends before the next step, wherever it is; `next` before the
 * next step that is not in a flow called meanwhile; `stepOut` before the first step after the state has been left.
 *
 * Entering the same state again counts as leaving it, so the visits of states are numbered, for each depth of calls on
 * its own: what a called flow does leaves the number of its caller alone.
 */
import type { RunEvent } from "../runtime/events.ts";

export type StepKind = "next" | "stepIn" | "stepOut";

/** Where the conversation stands, as far as stepping is concerned. */
export interface Visit {
  /** Open calls. */
  readonly depth: number;
  /** Number of the visit to the current state. */
  readonly number: number;
}

/** A step under way: what was asked for, and where. */
export interface StepPlan {
  readonly kind: StepKind;
  readonly from: Visit;
}

/** True where the plan is fulfilled before the step at `now`. */
export function isFulfilled(plan: StepPlan, now: Visit): boolean {
  switch (plan.kind) {
    case "stepIn":
      return true;
    case "next":
      return now.depth <= plan.from.depth;
    case "stepOut":
      return now.depth < plan.from.depth || (now.depth === plan.from.depth && now.number !== plan.from.number);
  }
}

/** The visits to states, one number a depth. Immutable: a moment of the past keeps its own. */
export interface Visits {
  readonly numbers: readonly number[];
  readonly last: number;
}

/** A test stands outside of the flows that it has run, as their caller. */
export const inTest: Visit = { depth: -1, number: 0 };

export const noVisits: Visits = { numbers: [], last: 0 };

/** The visits after an event; `depth` counts the calls that are open after it. */
export function visitsAfter(visits: Visits, event: RunEvent, depth: number): Visits {
  // A return leads back into a visit that was never left.
  if (event.type !== "state" || event.cause === "return") return visits;
  const last = visits.last + 1;
  const numbers = visits.numbers.slice(0, depth);
  numbers[depth] = last;
  return { numbers, last };
}

export function visitAt({ numbers }: Visits, depth: number): Visit {
  return { depth, number: numbers[depth] ?? 0 };
}
