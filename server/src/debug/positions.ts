/** Where a conversation stands in its program. */
import type { Activation, MachineState } from "../runtime/machineState.ts";
import type { Program, ProgramStep } from "../runtime/program.ts";

/** The step that runs next; `undefined` where the conversation waits, takes an input, or is in no state. */
export function nextStep(program: Program, state: MachineState): ProgramStep | undefined {
  return state.status === "running" && state.wait === null ? stepAt(program, state.activation, 0) : undefined;
}

/**
 * The step that the conversation is at: the one that runs next or, where it waits, the one that made it wait (the
 * question, the API step, the `wait`, the last step of a state that waits for a reply or a route).
 */
export function currentStep(program: Program, state: MachineState): ProgramStep | undefined {
  const waiting = state.pending?.step ?? state.wait?.step;
  if (waiting !== undefined && waiting !== null) return program.steps.get(waiting);
  return nextStep(program, state) ?? lastStep(program, state.activation);
}

/** The step that ran last in the block under way: in a suspended caller, the `call` at which it stands. */
export function lastStep(program: Program, activation: Activation): ProgramStep | undefined {
  return stepAt(program, activation, -1);
}

/** How many calls are open. */
export function callDepth(state: MachineState): number {
  return state.calls.length;
}

function stepAt(program: Program, activation: Activation, offset: 0 | -1): ProgramStep | undefined {
  const position = activation.frames.at(-1)?.position;
  if (position === undefined) return undefined;
  return program.blocks.get(position.block)?.steps[position.index + offset];
}
