/**
 * What a conversation looked like before each step and at each wait. Machine states are immutable and share what did
 * not change, so that keeping thousands of them costs little, but for what backends answer: each answer is new, and may
 * be megabytes. The oldest go first.
 */
import { sizeOf } from "../expressions/limits.ts";
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

/**
 * About how many characters of answers are kept at most (in memory each takes several bytes): four answers of the
 * largest kind, and thousands of real ones.
 */
const ANSWERS = 32_000_000;

export class History {
  #snapshots: Snapshot[] = [];
  #next = 0;
  /** Size of the answers that the snapshots hold. */
  #answers = 0;

  /** Keeps the state; the same state twice in a row is kept once. */
  record(kind: Snapshot["kind"], state: MachineState): void {
    const last = this.#snapshots.at(-1);
    if (last?.state === state) return;
    this.#snapshots.push({ id: this.#next, kind, state });
    this.#next += 1;
    this.#answers += newAnswer(last, state);
    // Dropping half at once keeps the cost of a record constant on average.
    while (this.#snapshots.length > CAPACITY || (this.#answers > ANSWERS && this.#snapshots.length > 1)) this.#halve();
  }

  #halve(): void {
    this.#snapshots = this.#snapshots.slice(Math.ceil(this.#snapshots.length / 2));
    this.#answers = 0;
    for (const [at, { state }] of this.#snapshots.entries()) this.#answers += newAnswer(this.#snapshots[at - 1], state);
  }

  /** Oldest first. */
  get snapshots(): readonly Snapshot[] {
    return this.#snapshots;
  }
}

/** Size of the answer that came between two moments; 0 where none did. */
function newAnswer(before: Snapshot | undefined, { lastCall }: MachineState): number {
  if (lastCall === null || before?.state.lastCall === lastCall) return 0;
  return sizeOf(lastCall.response, ANSWERS);
}
