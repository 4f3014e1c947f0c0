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

/** Numbers the visits to states from the run events. */
export class Visits {
  readonly #numbers: number[] = [];
  #last = 0;

  /** Takes notice of an event; `depth` counts the calls that are open after it. */
  note(event: RunEvent, depth: number): void {
    // A return leads back into a visit that was never left.
    if (event.type !== "state" || event.cause === "return") return;
    this.#last += 1;
    this.#numbers.length = Math.min(this.#numbers.length, depth);
    this.#numbers[depth] = this.#last;
  }

  at(depth: number): Visit {
    return { depth, number: this.#numbers[depth] ?? 0 };
  }
}
