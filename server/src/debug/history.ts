/**
 * What a conversation looked like before each step and at each wait. Machine states are immutable and share what did
 * not change, so that keeping thousands of them costs little, but for what backends answer: each answer is new, and may
 * be megabytes. The oldest go first.
 */
import { sizeOf } from "../expressions/limits.ts";
import type { MachineState } from "../runtime/machineState.ts";
import type { Program } from "../runtime/program.ts";
import type { Happened } from "./happened.ts";
import type { Visits } from "./stepping.ts";
import type { TestMark } from "./testPlayer.ts";

/** What is kept beside the state. */
export interface Circumstances {
  /** The program that the state is one of. */
  readonly program: Program;
  /** Run events told before it. */
  readonly events: number;
  /** Requests answered before it. */
  readonly answers: number;
  /** How far the test is that is played. */
  readonly test?: TestMark | undefined;
  readonly visits: Visits;
  /** Since the moment before. */
  readonly happened: Happened;
}

/** One moment: the machine before a step, or where it waits, or before a step of the test that is played. */
export interface Moment extends Circumstances {
  /** Counts from 0 over the whole conversation. */
  readonly id: number;
  readonly kind: "step" | "wait" | "test";
  readonly state: MachineState;
}

/**
 * Moments kept at most; a turn has 1,000 transitions at most, so this is ten turns of a runaway and hundreds of real
 * ones.
 */
const CAPACITY = 10_000;

/**
 * About how many characters of answers are kept at most (in memory each takes several bytes): four answers of the
 * largest kind, and thousands of real ones.
 */
const ANSWERS = 32_000_000;

export class History {
  #moments: Moment[] = [];
  #next = 0;
  /** Size of the answers that the moments hold. */
  #answers = 0;

  /** Keeps the state; the same state twice in a row is kept once. Answers whether it is a new moment. */
  record(kind: Moment["kind"], state: MachineState, circumstances: Circumstances): boolean {
    const last = this.#moments.at(-1);
    // The steps of a test that only look at the conversation leave it as it is.
    const isAnother = kind === "test" && !(last?.kind === "test" && last.test?.next === circumstances.test?.next);
    if (last?.state === state && !isAnother) return false;
    this.#moments.push({ id: this.#next, kind, state, ...circumstances });
    this.#next += 1;
    this.#answers += newAnswer(last, state);
    // Dropping half at once keeps the cost of a record constant on average.
    while (this.#moments.length > CAPACITY || (this.#answers > ANSWERS && this.#moments.length > 1)) this.#halve();
    return true;
  }

  /** Puts another state in the place of the last one: somebody has changed the moment itself. */
  amend(before: MachineState, state: MachineState, circumstances: Partial<Circumstances>): void {
    const last = this.#moments.at(-1);
    if (last?.state === before) this.#moments[this.#moments.length - 1] = { ...last, ...circumstances, state };
  }

  /** Forgets what came after a moment. */
  backTo(moment: Moment): void {
    const at = this.#moments.findLastIndex(({ id }) => id === moment.id);
    if (at < 0) return;
    this.#keep(this.#moments.slice(0, at + 1));
    this.#next = moment.id + 1;
  }

  /** Oldest first. */
  get moments(): readonly Moment[] {
    return this.#moments;
  }

  /** Whether the oldest moments had to go. */
  get isCut(): boolean {
    return (this.#moments[0]?.id ?? 0) > 0;
  }

  #halve(): void {
    this.#keep(this.#moments.slice(Math.ceil(this.#moments.length / 2)));
  }

  #keep(moments: Moment[]): void {
    // Going back one step must not cost what all the steps before it cost.
    const isCutAtFront = moments[0] !== this.#moments[0];
    if (isCutAtFront) {
      this.#answers = 0;
      for (const [at, { state }] of moments.entries()) this.#answers += newAnswer(moments[at - 1], state);
    } else {
      for (let at = moments.length; at < this.#moments.length; at += 1) {
        const state = this.#moments[at]?.state;
        if (state !== undefined) this.#answers -= newAnswer(this.#moments[at - 1], state);
      }
    }
    this.#moments = moments;
  }
}

/** Size of the answer that came between two moments; 0 where none did. */
function newAnswer(before: Moment | undefined, { lastCall }: MachineState): number {
  if (lastCall === null || before?.state.lastCall === lastCall) return 0;
  return sizeOf(lastCall.response, ANSWERS);
}
