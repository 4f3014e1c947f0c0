import type { RunEvent, UserInput } from "../events.ts";
import type { Machine } from "../machine.ts";
import type { MachineState } from "../machineState.ts";
import type { BeginOptions, Effect, MachineInput, RequestEffect, Transition } from "../transition.ts";
import type { Heard } from "../understanding/understanding.ts";
import { answerRequest } from "./attempts.ts";
import type { Clock } from "./clock.ts";
import type { RequestResolver, Understander } from "./ports.ts";

/** What a conversation is driven with. */
export interface DriverOptions {
  readonly machine: Machine;
  readonly clock: Clock;
  /** Asked in order; the first that takes a request answers it. */
  readonly resolvers: readonly RequestResolver[];
  readonly onEvent: (event: RunEvent) => void;
  /** Asked what a text means before the machine takes it; without it the scorer on the device decides. */
  readonly understander?: Understander;
  /** Awaited before each step of the flow: a debugger stops here. `state.status` is `running`. */
  readonly beforeStep?: (state: MachineState) => void | Promise<void>;
  /** Called after each transition, its events included: the snapshots of a debugger. */
  readonly onTransition?: (state: MachineState) => void;
}

/** The latest requests, which a snapshot of a call under way may be taken up with. */
const requestsKept = 100;

/** Timers that may be due while a virtual clock goes on: more are a bot that never rests. */
const mostStops = 1_000;

/**
 * Drives one conversation: the loop around the machine that carries its effects out and feeds the answers back.
 *
 * Inputs wait in a queue and are taken one at a time, when the conversation waits (or is in a `wait` step, which they
 * cut short). One loop runs at a time; whatever may have given it something to do calls `#kick`. `restore` and
 * `dispose` count `#generation` up, and what was begun before then comes to nothing.
 */
export class ConversationDriver {
  readonly #options: DriverOptions;
  readonly #queue: UserInput[] = [];
  readonly #requests = new Map<string, RequestEffect>();
  #state: MachineState | undefined;
  #loop: Promise<void> | undefined;
  #generation = 0;
  #pending: AbortController | undefined;
  #timer: { readonly until: number; readonly cancel: () => void } | undefined;
  #tickIsDue = false;
  #failure: { readonly error: unknown } | undefined;
  #resting = Promise.withResolvers<void>();

  constructor(options: DriverOptions) {
    this.#options = options;
    this.#resting.promise.catch(() => {});
  }

  /** The conversation as it stands; `undefined` before `begin`. */
  get state(): MachineState | undefined {
    return this.#state;
  }

  /** Begins a conversation, in place of the one under way. Resolves when it rests. */
  async begin(options: Omit<BeginOptions, "now">): Promise<void> {
    this.#drop();
    this.#queue.length = 0;
    this.#apply(this.#options.machine.begin({ ...options, now: this.#options.clock.now() }));
    this.#kick();
    return this.settled();
  }

  /** Queues an input. Resolves when the conversation rests: every queued input taken and every `wait` over. */
  async send(input: UserInput): Promise<void> {
    this.#queue.push(input);
    this.#kick();
    return this.settled();
  }

  /** Lets a virtual clock go on for as long; what is due on the way happens at its time. Resolves when it rests. */
  async pass(ms: number): Promise<void> {
    const { clock } = this.#options;
    const end = clock.now() + ms;
    const generation = this.#generation;
    for (let stops = 0; stops < mostStops; stops++) {
      const until = this.#timer?.until;
      if (until === undefined || until > end) break;
      clock.moveTo?.(until);
      this.#tickIsDue = true;
      this.#kick();
      await this.settled();
      // A debugger may have gone back in time meanwhile: the clock is somebody else's then.
      if (generation !== this.#generation) return;
    }
    clock.moveTo?.(end);
  }

  /** Goes on from a snapshot of this conversation: what was under way is cancelled. Queued inputs stay. */
  restore(state: MachineState): void {
    this.#drop();
    this.#state = state;
    this.#startTimers(state);
    this.#options.onTransition?.(state);
    this.#kick();
  }

  /** Takes a transition that nobody asked the driver for; requests and timers under way stay. */
  amend(transition: Transition): void {
    this.#apply(transition);
    this.#kick();
  }

  /** The same for one that leads elsewhere: what was under way is cancelled. Queued inputs stay. */
  divert(transition: Transition): void {
    this.#drop();
    this.amend(transition);
  }

  /** Forgets the inputs that no turn has taken yet. */
  forgetInputs(): void {
    this.#queue.length = 0;
  }

  /** Resolves when the conversation waits for an input and none is queued; rejects only where the machine has a bug. */
  async settled(): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure.error;
    if (this.#isResting()) return;
    return this.#resting.promise;
  }

  /** Ends the run: requests and timers are cancelled, no event follows. */
  dispose(): void {
    this.#drop();
    this.#queue.length = 0;
    this.#state = undefined;
    this.#rest();
  }

  /** A snapshot holds no timers, but says what they are for. */
  #startTimers(state: MachineState): void {
    if (state.status !== "waiting" && state.status !== "delayed") return;
    const { events, effects } = this.#options.machine.accept(state, { type: "tick", now: state.now });
    if (events.length > 0) this.#setTimer(state.now);
    else for (const effect of effects) this.#carryOut(effect);
  }

  #isResting(): boolean {
    const status = this.#state?.status;
    const isAtRest = status === undefined || status === "waiting" || status === "ended";
    return isAtRest && this.#queue.length === 0 && this.#loop === undefined;
  }

  #drop(): void {
    this.#generation += 1;
    this.#failure = undefined;
    this.#pending?.abort();
    this.#pending = undefined;
    this.#setTimer(null);
  }

  #kick(): void {
    if (this.#loop !== undefined || this.#state === undefined) return;
    this.#loop = this.#run().then(
      () => this.#finish(undefined),
      (error: unknown) => this.#finish({ error }),
    );
  }

  #finish(failure: { readonly error: unknown } | undefined): void {
    this.#loop = undefined;
    this.#failure = failure;
    if (failure !== undefined) this.#resting.reject(failure.error);
    if (failure === undefined && this.#hasWork()) this.#kick();
    else if (failure !== undefined || this.#isResting()) this.#rest();
  }

  #rest(): void {
    this.#resting.resolve();
    this.#resting = Promise.withResolvers();
    this.#resting.promise.catch(() => {});
  }

  #hasWork(): boolean {
    const status = this.#state?.status;
    if (status === undefined) return false;
    return status === "running" || status === "calling" || this.#queue.length > 0 || this.#tickIsDue;
  }

  async #run(): Promise<void> {
    // What calls `#kick` is done with its own work before the loop begins.
    await Promise.resolve();
    for (;;) {
      const state = this.#state;
      if (state === undefined) return;
      if (state.status === "running") await this.#step(state);
      else if (state.status === "calling") await this.#call(state);
      else {
        const { understander } = this.#options;
        const heard = understander === undefined ? undefined : await this.#understand(state, understander);
        // While somebody thought about it the conversation may have been taken elsewhere.
        if (this.#state === state && !this.#takeNext(state, heard)) return;
      }
    }
  }

  /** What somebody outside takes the next input for, if it is a text and somebody is there to ask. */
  async #understand(state: MachineState, understander: Understander): Promise<Heard | undefined> {
    const [input] = this.#queue;
    if (input?.type !== "text" || state.status === "delayed") return undefined;
    const pending = new AbortController();
    this.#pending = pending;
    const cancelled = new Promise<undefined>((resolve) => {
      pending.signal.addEventListener("abort", () => resolve(undefined));
    });
    const heard = await Promise.race([cancelled, understander.understand(state, input.text, pending.signal)]);
    if (this.#pending === pending) this.#pending = undefined;
    // The input may be another one by now.
    return this.#queue[0] === input ? heard : undefined;
  }

  async #step(state: MachineState): Promise<void> {
    await this.#options.beforeStep?.(state);
    // While a debugger held the gate it may have gone back in time.
    if (this.#state === state) this.#apply(this.#options.machine.advance(state));
  }

  async #call(state: MachineState): Promise<void> {
    const generation = this.#generation;
    const id = state.pending?.id ?? "";
    const request = this.#requests.get(id);
    if (request === undefined) {
      const message = "This request was made too long ago to be sent again.";
      const result = { kind: "none", reason: "refused", message, ms: 0 } as const;
      this.#accept({ type: "response", now: this.#options.clock.now(), id, result });
      return;
    }
    const pending = new AbortController();
    this.#pending = pending;
    // A resolver that does not listen must not keep a cancelled conversation from going on.
    const cancelled = new Promise<undefined>((resolve) => {
      pending.signal.addEventListener("abort", () => resolve(undefined));
    });
    const result = await Promise.race([cancelled, answerRequest(request, this.#options.resolvers, pending.signal)]);
    if (result === undefined || generation !== this.#generation) return;
    this.#pending = undefined;
    this.#accept({ type: "response", now: this.#options.clock.now(), id: request.id, result });
  }

  /** Gives the machine what is next in line; false where there is nothing. */
  #takeNext(state: MachineState, heard: Heard | undefined): boolean {
    const { clock } = this.#options;
    const input = this.#queue.shift();
    if (input !== undefined) {
      if (input.type === "silence") clock.passSilence?.(input.ms);
      this.#accept({ type: "input", now: clock.now(), input, ...(heard === undefined ? {} : { heard }) });
      return true;
    }
    const until = this.#timer?.until;
    if (until === undefined) return false;
    // A virtual clock does not move by itself: a `wait` moves it to its end.
    if (state.status === "delayed") clock.moveTo?.(until);
    if (!this.#tickIsDue && until > clock.now()) return false;
    this.#setTimer(null);
    this.#accept({ type: "tick", now: clock.now() });
    return true;
  }

  #accept(input: MachineInput): void {
    if (this.#state !== undefined) this.#apply(this.#options.machine.accept(this.#state, input));
  }

  #apply({ state, events, effects }: Transition): void {
    this.#state = state;
    for (const effect of effects) this.#carryOut(effect);
    for (const event of events) this.#options.onEvent(event);
    this.#options.onTransition?.(state);
  }

  #carryOut(effect: Effect): void {
    if (effect.type === "timer") {
      this.#setTimer(effect.until);
      return;
    }
    this.#requests.set(effect.id, effect);
    const [oldest] = this.#requests.keys();
    if (this.#requests.size > requestsKept && oldest !== undefined) this.#requests.delete(oldest);
  }

  #setTimer(until: number | null): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#tickIsDue = false;
    if (until === null) return;
    const wake = (): void => {
      this.#tickIsDue = true;
      this.#kick();
    };
    this.#timer = { until, cancel: this.#options.clock.wakeAt(until, wake) };
  }
}
