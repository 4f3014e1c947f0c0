import { objectOf } from "../expressions/values.ts";
import type { Draft } from "./draft.ts";
import { maximumFrames } from "./limits.ts";
import type { Activation, Frame, FrameEnd, Position, SuspendedActivation, WaitPoint } from "./machineState.ts";
import { giveFirstValues, setScope } from "./memory.ts";

/** The dialog state the conversation is in. */
export function currentState(draft: Draft): string | null {
  return draft.top?.state ?? null;
}

/** The flow of the dialog state the conversation is in. */
export function currentFlow(draft: Draft): string | null {
  return draft.program.states.get(currentState(draft) ?? "")?.owner.flow ?? null;
}

/** The frame of a dialog state's body, or, without a state, of nothing. */
export function stateFrame(draft: Draft, state: string | null, end: FrameEnd = { kind: "state" }): Frame {
  const block = draft.program.states.get(state ?? "")?.block ?? "";
  return { state, position: { block, index: 0 }, end, wait: null, cause: "go", isGlobal: false };
}

/** An activation that begins with that frame: a new stay. */
export function newActivation(draft: Draft, frame: Frame, flow: string | null): Activation {
  const stay = draft.state.stays + 1;
  draft.set({ stays: stay });
  return { frames: [frame], flow, stay, lastMessage: null };
}

/** Lets a block interrupt what runs or waits. False where too many interrupt each other. */
export function pushFrame(draft: Draft, frame: Frame): boolean {
  const { frames } = draft.state.activation;
  if (frames.length >= maximumFrames) return false;
  draft.setFrames([...frames, frame]);
  draft.set({ status: "running", wait: null });
  return true;
}

export function popFrame(draft: Draft): void {
  draft.setFrames(draft.state.activation.frames.slice(0, -1));
}

/** A block of its own over what waits: that of a route, a reply or a button. */
export function blockFrame(draft: Draft, block: string, end: FrameEnd, cause: Frame["cause"], isGlobal = false): Frame {
  return { state: currentState(draft), position: { block, index: 0 }, end, wait: null, cause, isGlobal };
}

export function moveTo(draft: Draft, position: Position): void {
  draft.setTop({ position, wait: null });
}

/** The activation under way with its `temp`, to come back to. */
export function suspend(draft: Draft): SuspendedActivation {
  return { ...draft.state.activation, temp: draft.state.memory.temp };
}

/** Goes on with a suspended activation, with the `temp` of then. */
export function resume(draft: Draft, { temp, ...activation }: SuspendedActivation): void {
  draft.set({ activation });
  setScope(draft, "temp", temp);
}

/** An empty `temp` with the first values of its `var`s. */
export function newTemp(draft: Draft): void {
  const { changed } = draft.state;
  setScope(draft, "temp", objectOf([]));
  giveFirstValues(draft, "temp");
  // Nothing was changed by a step.
  draft.set({ changed });
}

/** A wait that begins now. */
export function newWait(draft: Draft, kind: WaitPoint["kind"], step: string | null = null): WaitPoint {
  return { kind, step, misses: 0, since: draft.state.now, silenced: [] };
}
