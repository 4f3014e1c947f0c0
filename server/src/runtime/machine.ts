import type { Expr } from "../language/ast.ts";
import type { Value } from "./events.ts";
import type { MachineState } from "./machineState.ts";
import type { Program } from "./program.ts";
import type { BeginOptions, MachineInput, Transition } from "./transition.ts";

/**
 * Runs one program. Pure: each function returns the state after it, the events in order, and what the driver has
 * to do; the same arguments give the same answer. None of them throws, whatever comes from outside.
 */
export interface Machine {
  readonly program: Program;
  /** Begins a conversation: enters the first state (or, with `userBegins`, waits for the first input). */
  begin(options: BeginOptions): Transition;
  /** Takes an input, a response or a tick; what comes too early is kept until the next wait. */
  accept(state: MachineState, input: MachineInput): Transition;
  /** Runs one flow step. Without effect unless `state.status` is `running`. */
  advance(state: MachineState): Transition;
  /** The value of an expression at this moment, without side effects and masked; `null` with a reason where it has none. */
  evaluate(state: MachineState, expression: Expr): { readonly value: Value; readonly problem: string | null };
  /** Replaces secret and sensitive values in a value by `•••`. */
  mask(state: MachineState, value: Value): Value;
}
