/**
 * Decides before each step, and before each answer of a backend is taken, whether the conversation stops there, and holds it
 * until it is told to go on.
 *
 * The conversation counts as running while it waits for the user: nothing is stopped then unless somebody pauses it or
 * asked for a stop at each input. Stopped at a wait, nothing is held yet; the gate closes when a step wants to run all
 * the same (a timer went off). Somebody may put another state in the place of the one that is held: the gate then opens
 * for the driver to take that one, and holds it as it held the other.
 */
import type { RunEvent } from "../runtime/events.ts";
import type { Machine } from "../runtime/machine.ts";
import type { MachineState } from "../runtime/machineState.ts";
import type { HttpResult, Transition } from "../runtime/transition.ts";
import { filterLabel } from "./exceptionFilters.ts";
import { type ExceptionStop, exceptionStop } from "./exceptionInfo.ts";
import { type Happened, happenedAfter, nothing } from "./happened.ts";
import { type Circumstances, History, type Moment } from "./history.ts";
import { callDepth, nextStep } from "./positions.ts";
import {
  inTest,
  isFulfilled,
  noVisits,
  type StepKind,
  type StepPlan,
  type Visit,
  type Visits,
  visitAt,
  visitsAfter,
} from "./stepping.ts";
import type { StopPoints } from "./stopPoints.ts";
import type { BreakpointListener, Occasion } from "./stopRules.ts";
import type { FailedStep, TestMoment } from "./testPlayer.ts";

/** A stop, as the protocol's `stopped` event tells it. */
export interface Stop {
  readonly reason:
    | "entry"
    | "breakpoint"
    | "function breakpoint"
    | "data breakpoint"
    | "exception"
    | "step"
    | "pause"
    | "goto"
    | "restart";
  /** For the user, in place of the reason. */
  readonly description?: string;
  readonly text?: string;
  readonly hitBreakpointIds?: readonly number[];
}

/** What came back for a request. */
export interface ArrivedAnswer {
  readonly id: string;
  readonly result: HttpResult;
  readonly isAuthored: boolean;
  readonly signal: AbortSignal;
}

export type Resumption = "continue" | StepKind;

export interface RunControlOptions {
  readonly machine: Machine;
  readonly stopPoints: StopPoints;
  readonly listener: BreakpointListener;
  readonly stopOnEntry: boolean;
  /** Before what a user does; where a test is played, that is before each such step of it. */
  readonly stopOnInput: boolean;
  readonly isTest: boolean;
  /** True for a run that stops nowhere. */
  readonly noDebug: boolean;
  /** Id of a step of the test, by its index. */
  readonly testStepAt: (index: number) => string | undefined;
  readonly now: () => number;
  /** What is kept of a moment beside what the control knows itself. */
  readonly counts: () => Pick<Circumstances, "events" | "answers" | "test">;
  readonly onStop: (stop: Stop) => void;
}

export class RunControl {
  readonly history = new History();
  readonly #options: RunControlOptions;
  #visits: Visits = noVisits;
  #happened: Happened = nothing;
  #plan: StepPlan | undefined;
  #isEntryDue: boolean;
  #isPauseDue = false;
  #isStopped = false;
  #release: (() => void) | undefined;
  /** A state that was put in its place from outside: its step runs without another stop. */
  #placed: MachineState | undefined;
  /** Whether the transition under way was looked at before it happened. */
  #isForeseen = false;
  #isIntervening = false;
  /** The answer before which the conversation is held. */
  #answer: HttpResult | undefined;
  /** Whether a step of the test is next, and not one of the flow. */
  #isAtTest = false;
  /** How often what the test had under way came to nothing. */
  #left = 0;
  #failedStep: FailedStep | undefined;
  #exception: ExceptionStop | undefined;

  constructor(options: RunControlOptions) {
    this.#options = options;
    this.#isEntryDue = options.stopOnEntry;
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** The failure at which the conversation is stopped. */
  get exception(): ExceptionStop | undefined {
    return this.#exception;
  }

  /** Whether it stands at a step of the test. */
  get isAtTest(): boolean {
    return this.#isAtTest;
  }

  /** The step of the test at which the conversation is stopped because it did not hold. */
  get failedStep(): FailedStep | undefined {
    return this.#failedStep;
  }

  /** The gate before a step of the test that is played, while the conversation rests. */
  async beforeTestStep(state: MachineState, moment: TestMoment): Promise<void> {
    const { isNew } = this.#record("test", state);
    if (this.#options.noDebug) return;
    this.#isAtTest = true;
    const left = this.#left;
    // Whoever was taken here has been told of it.
    if (this.#isStopped) await this.#hold();
    if (isNew && left === this.#left) await this.#stopAtTest(state, moment);
    if (left === this.#left) this.#isAtTest = false;
  }

  /** What the test has under way comes to nothing: the conversation goes elsewhere. */
  leaveTest(): void {
    this.#left += 1;
    this.#isAtTest = false;
  }

  /** A step of the test did not hold: resolves when the author has seen enough of it. */
  async testFailed(failed: FailedStep): Promise<void> {
    if (this.#options.noDebug) return;
    this.#isAtTest = true;
    this.#failedStep = failed;
    const { message, expected, actual } = failed.mismatch;
    const pair = expected === null || actual === null ? "" : ` Expected: ${expected} Actual: ${actual}`;
    this.#stop({ reason: "exception", description: "The test failed", text: `${message}${pair}` });
    await this.#hold();
  }

  async #stopAtTest(state: MachineState, { id: test, isInput }: TestMoment): Promise<void> {
    const { stopPoints, stopOnInput } = this.#options;
    const hit = stopPoints.hit({ step: undefined, test, state, happened: nothing });
    const isStepOver = this.#plan !== undefined && isFulfilled(this.#plan, inTest);
    this.#isAtTest = true;
    if (hit !== undefined) this.#stop({ reason: hit.reason, hitBreakpointIds: hit.ids });
    else if (this.#isPauseDue || (stopOnInput && isInput)) this.#stop({ reason: "pause" });
    else if (isStepOver) this.#stop({ reason: "step" });
    else return;
    await this.#hold();
  }

  /** The conversation as it is to be seen: held before an answer, with the answer saved. */
  seen(state: MachineState): MachineState {
    const result = this.#answer;
    if (result === undefined || state.status !== "calling") return state;
    return this.#options.machine.intervene(state, { kind: "save", result }).state;
  }

  /** The driver's gate: resolves when the step may run. */
  beforeStep(state: MachineState): void | Promise<void> {
    const { happened, isNew } = this.#record("step", state);
    if (this.#options.noDebug) return;
    if (state === this.#placed) return this.#holdPlaced();
    if (this.#isStopped) {
      // Another state may have been put in the place of this one.
      return this.#hold().then(() => (this.#placed === undefined ? this.#stopHere(state, happened) : undefined));
    }
    return isNew ? this.#stopHere(state, happened) : undefined;
  }

  /**
   * The gate before an answer: resolves when the conversation may take it. `isAuthored`: nobody wants to be told of it.
   * `signal` is aborted where the conversation has gone elsewhere meanwhile.
   */
  async beforeAnswer(state: MachineState, { id, result, isAuthored, signal }: ArrivedAnswer): Promise<void> {
    if (this.#options.noDebug) return;
    this.#answer = result;
    if (this.#isStopped) await this.#hold();
    if (signal.aborted) return;
    const stop = isAuthored ? undefined : this.#exceptionIn(state, id, result);
    if (stop !== undefined) {
      this.#exception = stop;
      this.#stop(stopOf(stop));
      await this.#hold();
      if (signal.aborted) return;
    }
    this.#answer = undefined;
    this.#isForeseen = this.#options.stopPoints.exceptions.isAny;
  }

  /** Takes notice of a run event; `state` is the conversation after it. */
  note(event: RunEvent, state: MachineState): void {
    this.#visits = visitsAfter(this.#visits, event, callDepth(state));
    if (!this.#isIntervening) this.#happened = happenedAfter(this.#happened, event, this.#isForeseen);
  }

  /** A transition is over, its events included. */
  transitionOver(): void {
    this.#isForeseen = false;
  }

  /** The conversation waits for an input that has not come yet, or has ended. */
  rest(state: MachineState): void {
    // Somebody has changed the moment itself: see `amended`.
    if (this.#isIntervening) return;
    const { happened, isNew } = this.#record("wait", state);
    if (this.#options.noDebug || this.#isStopped || !isNew) return;
    const hit = this.#options.stopPoints.hit({ step: undefined, state, happened });
    const exception = this.#exceptionAmong(happened, state);
    if (hit !== undefined) this.#stop({ reason: hit.reason, hitBreakpointIds: hit.ids });
    else if (exception !== undefined) this.#stop(this.#exceptionStop(exception));
    else if (this.#options.isTest) return;
    else if (this.#isPauseDue || (this.#options.stopOnInput && state.status === "waiting"))
      this.#stop({ reason: "pause", description: restDescription(state) });
  }

  /** Stops before the next step, or at once where the conversation rests or waits for an answer. */
  pause(state: MachineState): void {
    if (state.status === "running" || this.#options.isTest) this.#isPauseDue = true;
    else this.#stop({ reason: "pause", description: restDescription(state) });
  }

  /** Goes on from a stop. */
  resume(how: Resumption, state: MachineState): void {
    const from = this.#isAtTest ? inTest : this.#visit(state);
    this.#plan = how === "continue" ? undefined : { kind: how, from };
    this.#isStopped = false;
    this.#isAtTest = false;
    this.#failedStep = undefined;
    this.#exception = undefined;
    this.#letGo();
  }

  /** Lets go of what is held, for a conversation that is given up. */
  dispose(): void {
    this.leaveTest();
    this.#isStopped = false;
    this.#letGo();
  }

  /** Runs a change from outside: what it tells is nothing that the conversation did. */
  intervene(change: () => void): void {
    this.#isIntervening = true;
    try {
      change();
    } finally {
      this.#isIntervening = false;
    }
  }

  /** Another state has been put in the place of `before`, at the same moment. */
  amended(before: MachineState, state: MachineState): void {
    this.history.amend(before, state, { ...this.#options.counts(), program: this.#options.machine.program });
    if (!this.#isStopped || state.status !== "running") return;
    this.#placed = state;
    this.#letGo();
  }

  /** The conversation is about to stand elsewhere, stopped: `state` is put in place of what is held. */
  place(state: MachineState, moment: Moment | undefined): void {
    if (moment !== undefined) {
      this.history.backTo(moment);
      this.history.amend(moment.state, state, { program: this.#options.machine.program });
      this.#visits = moment.visits;
      this.#options.stopPoints.recount(() => this.occasions(this.history.moments));
    }
    this.#happened = nothing;
    this.#plan = undefined;
    this.#isEntryDue = false;
    this.#isPauseDue = false;
    this.#exception = undefined;
    this.#failedStep = undefined;
    this.#isAtTest = moment?.kind === "test";
    this.#answer = undefined;
    this.#isStopped = true;
    this.#placed = state.status === "running" ? state : undefined;
    this.#letGo();
  }

  /** Tells where the conversation was placed. */
  stopPlaced(stop: Stop): void {
    this.#options.onStop(stop);
  }

  /** Moments as breakpoints look at them. */
  occasions(moments: readonly Moment[]): readonly (Omit<Moment, "test"> & Occasion)[] {
    const { program } = this.#options.machine;
    return moments.map((moment) => ({
      ...moment,
      step: moment.kind === "step" && moment.program === program ? nextStep(program, moment.state) : undefined,
      test: moment.kind === "test" ? this.#options.testStepAt(moment.test?.next ?? 0) : undefined,
    }));
  }

  #record(kind: Moment["kind"], state: MachineState): { readonly happened: Happened; readonly isNew: boolean } {
    const happened = this.#happened;
    const { program } = this.#options.machine;
    const isNew = this.history.record(kind, state, {
      program,
      ...this.#options.counts(),
      visits: this.#visits,
      happened,
    });
    if (isNew) this.#happened = nothing;
    return { happened, isNew };
  }

  #letGo(): void {
    const release = this.#release;
    this.#release = undefined;
    release?.();
  }

  #visit(state: MachineState): Visit {
    return visitAt(this.#visits, callDepth(state));
  }

  #hold(): Promise<void> {
    return new Promise((resolve) => {
      this.#release = resolve;
    });
  }

  #holdPlaced(): void | Promise<void> {
    if (!this.#isStopped) {
      this.#placed = undefined;
      return;
    }
    const placed = this.#placed;
    return this.#hold().then(() => {
      if (this.#placed === placed && !this.#isStopped) this.#placed = undefined;
    });
  }

  #stopHere(state: MachineState, happened: Happened): void | Promise<void> {
    const stop = this.#stopBefore(state, happened);
    this.#isForeseen = this.#options.stopPoints.exceptions.isAny;
    if (stop === undefined) return;
    this.#stop(stop);
    return this.#hold();
  }

  #stop(stop: Stop): void {
    this.#plan = undefined;
    this.#isPauseDue = false;
    this.#isEntryDue = false;
    this.#isStopped = true;
    this.#options.onStop(stop);
  }

  #stopBefore(state: MachineState, happened: Happened): Stop | undefined {
    const step = nextStep(this.#options.machine.program, state);
    if (step === undefined) return undefined;
    // Always asked, whatever else stops here: hits are counted and logpoints print.
    const hit = this.#options.stopPoints.hit({ step, state, happened });
    const hits = hit === undefined ? {} : { hitBreakpointIds: hit.ids };
    if (this.#isEntryDue) return { reason: "entry", ...hits };
    if (hit !== undefined) return { reason: hit.reason, ...hits };
    const exception = this.#exceptionAmong(happened, state) ?? this.#exceptionAhead(state);
    if (exception !== undefined) return this.#exceptionStop(exception);
    if (this.#isPauseDue) return { reason: "pause" };
    if (this.#plan !== undefined && isFulfilled(this.#plan, this.#visit(state))) return { reason: "step" };
    return undefined;
  }

  #exceptionStop(exception: ExceptionStop): Stop {
    this.#exception = exception;
    return stopOf(exception);
  }

  /** A failure that came with an input. */
  #exceptionAmong({ problems, isFallback }: Happened, state: MachineState): ExceptionStop | undefined {
    const { stopPoints, machine, listener } = this.#options;
    if (!stopPoints.exceptions.isAny) return undefined;
    const { turn, now: at } = state;
    const events: readonly RunEvent[] = [
      ...problems,
      ...(isFallback ? [{ type: "match", kind: "fallback", candidates: [], turn, at } as const] : []),
    ];
    const found = stopPoints.exceptions.find(events, () => state, listener);
    return found && exceptionStop(found, machine.program, state, undefined);
  }

  /** A failure that the step to come will have; running it changes nothing. */
  #exceptionAhead(state: MachineState): ExceptionStop | undefined {
    const { stopPoints, machine, listener } = this.#options;
    if (!stopPoints.exceptions.isAny) return undefined;
    const ahead = machine.advance(state);
    const found = stopPoints.exceptions.find(ahead.events, () => state, listener);
    return (
      found &&
      exceptionStop(found, machine.program, ahead.state.lastCall === state.lastCall ? state : ahead.state, ahead)
    );
  }

  #exceptionIn(state: MachineState, id: string, result: HttpResult): ExceptionStop | undefined {
    const { stopPoints, machine, listener, now } = this.#options;
    if (!stopPoints.exceptions.isAny) return undefined;
    const ahead: Transition = machine.accept(state, { type: "response", now: now(), id, result });
    const seen = machine.intervene(state, { kind: "save", result }).state;
    const found = stopPoints.exceptions.find(ahead.events, () => seen, listener);
    return found && exceptionStop(found, machine.program, seen, ahead);
  }
}

function stopOf({ filter, message }: ExceptionStop): Stop {
  return { reason: "exception", description: filterLabel(filter), text: message };
}

function restDescription(state: MachineState): string {
  switch (state.status) {
    case "ended":
      return "The conversation has ended";
    case "delayed":
      return "Paused in a wait";
    case "calling":
      return "Waiting for an answer";
    default:
      return "Waiting for the user";
  }
}
