/**
 * What a conversation looked like before each step and at each wait. Machine states are immutable and share what did
 * not change, so that keeping thousands of them costs little; the oldest go first.
 */
import type { MachineState } from "../runtime/machineState.ts";

/** One moment: the machine before a step, or where it waits. */
export interface Snapshot {
  /** Counts from 0 over the whole session. */
  readonly id: number;
  readonly kind: "step" | "wait";
  readonly state: MachineState;
}

/**
 * Snapshots kept at most; a turn has 1,000 transitions at most, so this is ten turns of a runaway and hundreds of real
 * ones.
 */
const CAPACITY = 10_000;

export class History {
  #snapshots: Snapshot[] = [];
  #next = 0;

  /** Keeps the state; the same state twice in a row is kept once. */
  record(kind: Snapshot["kind"], state: MachineState): void {
    if (this.#snapshots.at(-1)?.state === state) return;
    this.#snapshots.push({ id: this.#next, kind, state });
    this.#next += 1;
    // Dropping half at once keeps the cost of a record constant on average.
    if (this.#snapshots.length > CAPACITY) this.#snapshots = this.#snapshots.slice(CAPACITY / 2);
  }

  /** Oldest first. */
  get snapshots(): readonly Snapshot[] {
    return this.#snapshots;
  }
}
