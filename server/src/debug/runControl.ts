/**
 * Decides before each step whether the conversation stops there, and holds it until it is told to go on.
 *
 * The conversation counts as running while it waits for the user: nothing is stopped then unless somebody pauses it or
 * asked for a stop at each input. Stopped at a wait, nothing is held yet; the gate closes when a step wants to run all
 * the same (a timer went off).
 */
import type { RunEvent } from "../runtime/events.ts";
import type { MachineState } from "../runtime/machineState.ts";
import type { Program } from "../runtime/program.ts";
import type { Breakpoints } from "./breakpoints.ts";
import { History } from "./history.ts";
import { callDepth, nextStep } from "./positions.ts";
import { isFulfilled, type StepKind, type StepPlan, type Visit, Visits } from "./stepping.ts";

/** A stop, as the protocol's `stopped` event tells it. */
export interface Stop {
  readonly reason: "entry" | "breakpoint" | "step" | "pause";
  /** For the user, in place of the reason. */
  readonly description?: string;
  readonly hitBreakpointIds?: readonly number[];
}

export type Resumption = "continue" | StepKind;

export interface RunControlOptions {
  readonly program: Program;
  readonly breakpoints: Breakpoints;
  readonly stopOnEntry: boolean;
  readonly stopOnInput: boolean;
  /** True for a run that stops nowhere. */
  readonly noDebug: boolean;
  readonly onStop: (stop: Stop) => void;
}

export class RunControl {
  readonly history = new History();
  readonly #options: RunControlOptions;
  readonly #visits = new Visits();
  #plan: StepPlan | undefined;
  #isEntryDue: boolean;
  #isPauseDue = false;
  #isStopped = false;
  #release: (() => void) | undefined;

  constructor(options: RunControlOptions) {
    this.#options = options;
    this.#isEntryDue = options.stopOnEntry;
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** The driver's gate: resolves when the step may run. */
  beforeStep(state: MachineState): void | Promise<void> {
    this.history.record("step", state);
    if (this.#options.noDebug) return;
    if (this.#isStopped) return this.#hold().then(() => this.#stopHere(state));
    return this.#stopHere(state);
  }

  /** Takes notice of a run event; `state` is the conversation after it. */
  note(event: RunEvent, state: MachineState): void {
    this.#visits.note(event, callDepth(state));
  }

  /** The conversation waits for an input that has not come yet, or has ended. */
  rest(state: MachineState): void {
    this.history.record("wait", state);
    if (this.#options.noDebug || this.#isStopped) return;
    const isInputStop = this.#options.stopOnInput && state.status === "waiting";
    if (this.#isPauseDue || isInputStop) this.#stop({ reason: "pause", description: restDescription(state) });
  }

  /** Stops before the next step, or at once where the conversation rests. */
  pause(state: MachineState): void {
    if (state.status === "running" || state.status === "calling") this.#isPauseDue = true;
    else this.#stop({ reason: "pause", description: restDescription(state) });
  }

  /** Goes on from a stop. */
  resume(how: Resumption, state: MachineState): void {
    this.#plan = how === "continue" ? undefined : { kind: how, from: this.#visit(state) };
    this.#isStopped = false;
    this.#letGo();
  }

  /** Lets go of what is held, for a conversation that is given up. */
  dispose(): void {
    this.#isStopped = false;
    this.#letGo();
  }

  #letGo(): void {
    const release = this.#release;
    this.#release = undefined;
    release?.();
  }

  #visit(state: MachineState): Visit {
    return this.#visits.at(callDepth(state));
  }

  #hold(): Promise<void> {
    return new Promise((resolve) => {
      this.#release = resolve;
    });
  }

  #stopHere(state: MachineState): void | Promise<void> {
    const stop = this.#stopBefore(state);
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

  #stopBefore(state: MachineState): Stop | undefined {
    const step = nextStep(this.#options.program, state);
    if (step === undefined) return undefined;
    // Always asked, whatever else stops here: hits are counted and logpoints print.
    const hitBreakpointIds = this.#options.breakpoints.hit(step, state);
    const hits = hitBreakpointIds.length > 0 ? { hitBreakpointIds } : {};
    if (this.#isEntryDue) return { reason: "entry", ...hits };
    if (hitBreakpointIds.length > 0) return { reason: "breakpoint", hitBreakpointIds };
    if (this.#isPauseDue) return { reason: "pause" };
    if (this.#plan !== undefined && isFulfilled(this.#plan, this.#visit(state))) return { reason: "step" };
    return undefined;
  }
}

function restDescription(state: MachineState): string {
  switch (state.status) {
    case "ended":
      return "The conversation has ended";
    case "delayed":
      return "Paused in a wait";
    default:
      return "Waiting for the user";
  }
}
