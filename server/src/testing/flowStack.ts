import type { SourcePlace } from "../runtime/events.ts";
import type { Activation, MachineState } from "../runtime/machineState.ts";
import type { Program } from "../runtime/program.ts";

/** Where the flow stood: a state, at the step that it is at, or at its head. */
export interface FlowFrame {
  /** Full name of the state. */
  readonly state: string;
  readonly place: SourcePlace;
}

/** The states that a conversation is in: the one that waits, then those that called it; none before it begins. */
export function flowStack(program: Program, state: MachineState | undefined): readonly FlowFrame[] {
  if (state === undefined) return [];
  const callers = state.calls.toReversed().flatMap((activation) => frameOf(program, activation, null));
  return [...frameOf(program, state.activation, state.pending?.step ?? state.wait?.step ?? null), ...callers];
}

function frameOf(program: Program, { frames }: Activation, waiting: string | null): readonly FlowFrame[] {
  const top = frames.at(-1);
  if (top === undefined) return [];
  const { block, index } = top.position;
  const step =
    (waiting === null ? undefined : program.steps.get(waiting)) ?? program.blocks.get(block)?.steps[index - 1];
  const name = top.state ?? step?.owner.state ?? undefined;
  const state = name === undefined ? undefined : program.states.get(name);
  const place = step?.place ?? state?.place;
  return name === undefined || place === undefined ? [] : [{ state: name, place }];
}
