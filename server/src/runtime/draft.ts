import type { EvaluationContext } from "../expressions/context.ts";
import type { BotMessage, ReportCode, RunEvent, SourcePlace, Value } from "./events.ts";
import { maximumSensitive } from "./limits.ts";
import type { Frame, MachineState } from "./machineState.ts";
import { maskEvent } from "./maskEvent.ts";
import type { Maskers } from "./maskers.ts";
import type { Masker } from "./masking.ts";
import type { Program } from "./program.ts";
import { nextRandom } from "./random.ts";
import type { Effect, Environment, GivenMemory, Transition } from "./transition.ts";
import type { Heard } from "./understanding/understanding.ts";

/** An event without what every event has. */
type Unstamped<T> = T extends RunEvent ? Omit<T, "turn" | "at"> : never;

/** A moment of a transition to come back to. */
interface Mark {
  readonly state: MachineState;
  readonly events: number;
}

/** What all the transitions of a machine have in common. */
export interface DraftSetting {
  readonly program: Program;
  readonly environment: Environment;
  readonly maskers: Maskers;
  readonly contextOf: (draft: Draft) => EvaluationContext;
}

/**
 * One transition while it is being made: the state so far, and the events and effects so far. It lives inside one call of
 * the machine. The state that it was given stays as it is: the first change makes a copy, which belongs to the draft until
 * the transition is handed out. From outside the machine is pure.
 */
export class Draft {
  readonly program: Program;
  readonly environment: Environment;
  /** What the expressions of the flow see. */
  readonly context: EvaluationContext;
  readonly #maskers: Maskers;
  readonly #events: RunEvent[] = [];
  readonly #effects: Effect[] = [];
  #state: MachineState;
  /** The state where it is a copy that nobody else has. */
  #own: { -readonly [K in keyof MachineState]: MachineState[K] } | undefined;
  /** What somebody outside takes the input for. */
  heard: Heard | undefined;
  /** What came along with the input that is being handled. */
  given: GivenMemory | undefined;
  /** The place that reports of expressions belong to. */
  place: SourcePlace | undefined;

  constructor({ program, environment, maskers, contextOf }: DraftSetting, state: MachineState) {
    this.program = program;
    this.environment = environment;
    this.context = contextOf(this);
    this.#maskers = maskers;
    this.#state = state;
  }

  get state(): MachineState {
    return this.#state;
  }

  get events(): readonly RunEvent[] {
    return this.#events;
  }

  /** Replaces some members of the state. */
  set(changes: Partial<MachineState>): void {
    if (this.#own !== undefined) {
      Object.assign(this.#own, changes);
      return;
    }
    this.#own = { ...this.#state, ...changes };
    this.#state = this.#own;
  }

  /** Adds an event, stamped and masked; the event is the draft's from now on. */
  emit(event: Unstamped<RunEvent>): void {
    const { turn, now } = this.#state;
    this.#events.push(maskEvent(Object.assign(event, { turn, at: now }), this.masker));
  }

  /** Adds an effect; it holds real values. */
  request(effect: Effect): void {
    this.#effects.push(effect);
  }

  /** Tells the author that something is wrong, at `place` or the place of the step under way. */
  report(
    code: ReportCode,
    message: string,
    details: { readonly [key: string]: Value } = {},
    place: SourcePlace | undefined = this.place,
  ): void {
    const state = this.top?.state ?? null;
    this.emit({
      type: "report",
      code,
      message,
      details,
      ...(place === undefined ? {} : { source: place }),
      ...(state === null ? {} : { state }),
    });
  }

  /** Sends a message to the user and remembers it for `-> back`, unless it only interrupts a wait. */
  send(message: BotMessage, place: SourcePlace | undefined = this.place): void {
    const { activation } = this.#state;
    if (activation.frames.every(({ wait }) => wait === null)) {
      this.set({ activation: { ...activation, lastMessage: message } });
    }
    this.emit({ type: "message", message, ...(place === undefined ? {} : { source: place }) });
  }

  /** The frame that runs or waits. */
  get top(): Frame | undefined {
    return this.#state.activation.frames.at(-1);
  }

  /** Replaces some members of the frame that runs. */
  setTop(changes: Partial<Frame>): void {
    const { frames } = this.#state.activation;
    const top = frames.at(-1);
    if (top !== undefined) this.setFrames(frames.with(-1, { ...top, ...changes }));
  }

  setFrames(frames: readonly Frame[]): void {
    this.set({ activation: { ...this.#state.activation, frames } });
  }

  /** The next random number, at least 0 and less than 1. */
  random(): number {
    const { value, state } = nextRandom(this.#state.random);
    this.set({ random: state });
    return value;
  }

  /** Hides these texts in every event from now on. */
  hide(texts: readonly string[]): void {
    const known = this.#state.sensitive;
    const added = [...new Set(texts)].filter((text) => text !== "" && !known.includes(text));
    if (added.length > 0) this.set({ sensitive: [...known, ...added].slice(-maximumSensitive) });
  }

  get masker(): Masker {
    return this.#maskers(this.#state);
  }

  /** This moment of the transition, for `undo`. */
  mark(): Mark {
    // What comes after it goes into another copy.
    this.#own = undefined;
    return { state: this.#state, events: this.#events.length };
  }

  /** Back to an earlier moment of this transition. */
  undo({ state, events }: Mark): void {
    this.#own = undefined;
    this.#state = state;
    this.#events.length = events;
  }

  get transition(): Transition {
    return { state: this.#state, events: this.#events, effects: this.#effects };
  }
}
