/**
 * The call stack of a conversation: the step it is at, the state of the step, and below them the same for each caller.
 * Each frame sees memory as its own flow does: a called flow has a `temp` of its own.
 */
import { createLineMap } from "../language/lineMap.ts";
import type { SourcePlace } from "../runtime/events.ts";
import type { MachineState, SuspendedActivation } from "../runtime/machineState.ts";
import type { ProgramStep } from "../runtime/program.ts";
import type { LoadedProgram } from "./loadedProgram.ts";
import { currentStep, lastStep } from "./positions.ts";

export interface FlowFrame {
  readonly kind: "step" | "state" | "test";
  readonly name: string;
  readonly place: SourcePlace;
  /** The conversation as this frame sees it: in a caller, without what it called. */
  readonly view: MachineState;
}

/** The step of a test that is under way, below the flows that it runs; `isNext` where no flow runs. */
export interface TestStepPlace {
  readonly place: SourcePlace;
  readonly isNext: boolean;
}

/** Characters of a step that name its frame. */
const NAME_LIMIT = 60;

/** The frames of the conversation, innermost first; empty where it is in no state and at no step. */
export function stackOf(
  loaded: LoadedProgram,
  state: MachineState,
  test: TestStepPlace | undefined,
): readonly FlowFrame[] {
  const caller = test && testFrame(loaded, state, test);
  if (caller !== undefined && test?.isNext === true) return [caller];
  const callers = state.calls.map((activation, at) => callerFrames(loaded, callerView(state, activation, at)));
  const frames = [framesOf(loaded, state, currentStep(loaded.program, state)), ...callers.toReversed()].flat();
  return caller === undefined ? frames : [...frames, caller];
}

function testFrame(loaded: LoadedProgram, view: MachineState, { place }: TestStepPlace): FlowFrame {
  const text = loaded.sources.get(place.file)?.text ?? "";
  const lines = createLineMap(text);
  const step = text.slice(lines.offsetAt(place.range.start), lines.offsetAt(place.range.end));
  return { kind: "test", name: shortened(step), place, view };
}

/** The conversation as the caller left it. */
function callerView(state: MachineState, activation: SuspendedActivation, at: number): MachineState {
  const memory = { ...state.memory, temp: activation.temp };
  return { ...state, activation, calls: state.calls.slice(0, at), memory };
}

function callerFrames(loaded: LoadedProgram, view: MachineState): readonly FlowFrame[] {
  return framesOf(loaded, view, lastStep(loaded.program, view.activation));
}

function framesOf(loaded: LoadedProgram, view: MachineState, step: ProgramStep | undefined): readonly FlowFrame[] {
  const frames: FlowFrame[] = [];
  if (step !== undefined) frames.push({ kind: "step", name: stepName(loaded, step), place: step.place, view });
  const name = view.activation.frames.at(-1)?.state ?? step?.owner.state ?? undefined;
  const state = name === undefined ? undefined : loaded.program.states.get(name);
  if (state !== undefined) frames.push({ kind: "state", name: state.name, place: state.place, view });
  return frames;
}

/** The first line of the step as it is written, e.g. `ask session.amount as number "How much?"`. */
function stepName(loaded: LoadedProgram, step: ProgramStep): string {
  const text = loaded.sources.get(step.owner.file)?.text.slice(step.node.start, step.node.end) ?? step.node.kind;
  return shortened(text);
}

function shortened(text: string): string {
  const line = (text.split(/[\r\n]/, 1)[0] ?? "").replace(/\s*\{\s*$/, "");
  return line.length <= NAME_LIMIT ? line : `${line.slice(0, NAME_LIMIT - 1)}…`;
}
