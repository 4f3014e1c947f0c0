/** Where a conversation stands in its program. */
import type { Activation, MachineState } from "../runtime/machineState.ts";
import type { Program, ProgramStep } from "../runtime/program.ts";

/** The step that runs next; `undefined` where the block has run out, or where the conversation is in no state. */
export function nextStep(program: Program, state: MachineState): ProgramStep | undefined {
  return stepAt(program, state.activation, 0);
}

/**
 * The step that the conversation is at: the one that runs next or, where it waits, the one that made it wait (the
 * question, the API step, the `wait`, the last step of a state that waits for a reply or a route).
 */
export function currentStep(program: Program, state: MachineState): ProgramStep | undefined {
  const waiting = state.pending?.step ?? state.wait?.step;
  if (waiting !== undefined && waiting !== null) return program.steps.get(waiting);
  if (state.status === "running") return nextStep(program, state) ?? stepAt(program, state.activation, -1);
  return stepAt(program, state.activation, -1) ?? nextStep(program, state);
}

/** The `call` at which a suspended caller stands. */
export function callingStep(program: Program, caller: Activation): ProgramStep | undefined {
  const [next, last] = [stepAt(program, caller, 0), stepAt(program, caller, -1)];
  return next?.node.kind === "Call" && last?.node.kind !== "Call" ? next : (last ?? next);
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
