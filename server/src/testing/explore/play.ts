/** Plays one thing that happens to a conversation, in virtual time: what the driver does, without waiting for anything. */
import type { RunEvent } from "../../runtime/events.ts";
import type { Machine } from "../../runtime/machine.ts";
import type { MachineState } from "../../runtime/machineState.ts";
import type { BeginOptions, HttpResult, RequestEffect, Transition } from "../../runtime/transition.ts";
import type { Happening } from "./inputs.ts";

/** A conversation at rest: it waits for somebody, or for the answer to `request`. */
export interface Moment {
  readonly state: MachineState;
  /** The clock, which time may have moved on without the conversation hearing of it. */
  readonly now: number;
  /** When silence or a `wait` step ends. */
  readonly timer: number | null;
  readonly request: RequestEffect | undefined;
}

/** What was played: the moment after it and all that was told on the way. */
export interface Played {
  readonly moment: Moment;
  readonly events: readonly RunEvent[];
}

/** Transitions between two moments, at most: more are a bot that never rests. */
const mostTransitions = 20_000;
/** Timers that may be due while time goes by. */
const mostTimers = 100;

class Player {
  readonly #machine: Machine;
  readonly events: RunEvent[] = [];
  state: MachineState;
  now: number;
  timer: number | null;
  request: RequestEffect | undefined;

  constructor(machine: Machine, { state, now, timer }: Moment) {
    this.#machine = machine;
    this.state = state;
    this.now = now;
    this.timer = timer;
  }

  take({ state, events, effects }: Transition): void {
    this.state = state;
    for (const event of events) this.events.push(event);
    for (const effect of effects) {
      if (effect.type === "timer") this.timer = effect.until;
      else this.request = effect;
    }
  }

  input(happening: Exclude<Happening, { readonly type: "wait" }>): void {
    this.take(this.#machine.accept(this.state, { type: "input", now: this.now, input: happening }));
    this.settle();
  }

  answer(result: HttpResult): void {
    const id = this.state.pending?.id ?? "";
    this.take(this.#machine.accept(this.state, { type: "response", now: this.now, id, result }));
    this.settle();
  }

  /** Lets time go by; stops where a request waits for its answer. */
  pass(ms: number): void {
    const end = this.now + ms;
    for (let count = 0; count < mostTimers; count++) {
      if (this.state.status === "calling" || this.timer === null || this.timer > end) break;
      this.now = Math.max(this.now, this.timer);
      this.timer = null;
      this.take(this.#machine.accept(this.state, { type: "tick", now: this.now }));
      this.settle();
    }
    this.now = Math.max(this.now, end);
  }

  settle(): void {
    for (let count = 0; count < mostTransitions; count++) {
      if (this.state.status === "running") this.take(this.#machine.advance(this.state));
      else if (this.state.status === "delayed") {
        this.now = Math.max(this.now, this.state.delayedUntil ?? this.now);
        this.timer = null;
        this.take(this.#machine.accept(this.state, { type: "tick", now: this.now }));
      } else return;
    }
  }

  get played(): Played {
    const { state, now, timer, request, events } = this;
    return { moment: { state, now, timer, request: state.status === "calling" ? request : undefined }, events };
  }
}

/** Begins a conversation. */
export function begin(machine: Machine, options: BeginOptions): Played {
  const begun = machine.begin(options);
  const player = new Player(machine, { state: begun.state, now: options.now, timer: null, request: undefined });
  player.take(begun);
  player.settle();
  return player.played;
}

/** Plays what happens at a moment: an answer where the conversation waits for one, else anything else. */
export function play(machine: Machine, moment: Moment, happening: Happening | HttpResult): Played {
  const player = new Player(machine, moment);
  player.request = moment.request;
  if ("kind" in happening) player.answer(happening);
  else if (happening.type === "wait") player.pass(happening.ms);
  else player.input(happening);
  return player.played;
}
