/**
 * Drives a conversation from one input to where it rests again: the loop around the machine that carries its effects out. Unlike the
 * driver of the editor it holds no timers and no queue: what waits for a time or an input is given back to the store.
 */
import { answerRequest } from "../../runtime/effects/attempts.ts";
import type { RequestResolver, Understander } from "../../runtime/effects/ports.ts";
import type { RunEvent, UserInput } from "../../runtime/events.ts";
import type { Machine } from "../../runtime/machine.ts";
import type { MachineState } from "../../runtime/machineState.ts";
import type { GivenMemory, RequestEffect, Transition } from "../../runtime/transition.ts";

/** What a conversation is driven with. */
export interface Drive {
  readonly machine: Machine;
  readonly understander: Understander | undefined;
  /** Asked in order; the first that takes a request answers it. */
  readonly resolvers: readonly RequestResolver[];
  readonly now: () => number;
  readonly onEvent: (event: RunEvent) => void;
  /**
   * Called before a request goes out, with the conversation as it is before its API step: what is kept of it makes sure that nothing
   * but this request is repeated where the process ends before the answer is there.
   */
  readonly beforeRequest: (state: MachineState) => Promise<void>;
  /** Awaited before each step: a debugger stops here. */
  readonly beforeStep?: (state: MachineState) => Promise<void>;
  /** Aborted where the conversation is not ours any more. */
  readonly signal: AbortSignal;
}

/** The conversation is not ours any more: whatever was under way comes to nothing. */
export class AbandonedError extends Error {}

/** Steps between two looks at what else there is to do in the process. */
const stepsAtATime = 50;

/** Gives an input, with what comes along with it, to a conversation that rests, and drives it until it rests again: it waits, has ended, or is in a `wait`. */
export async function takeInput(
  state: MachineState,
  input: UserInput,
  given: GivenMemory,
  drive: Drive,
): Promise<MachineState> {
  const heard = await understood(state, input, drive);
  const next = drive.machine.accept(state, {
    type: "input",
    now: drive.now(),
    input,
    given,
    ...(heard === undefined ? {} : { heard }),
  });
  return settle(told(next, drive), drive);
}

/** The same with the time that has come. */
export async function takeTick(state: MachineState, drive: Drive): Promise<MachineState> {
  return settle(told(drive.machine.accept(state, { type: "tick", now: drive.now() }), drive), drive);
}

/** Takes a transition as the beginning of a turn. */
export async function takeTransition(transition: Transition, drive: Drive): Promise<MachineState> {
  return settle(told(transition, drive), drive);
}

/** Drives a conversation that is under way until it rests. */
export async function settle(from: MachineState, drive: Drive): Promise<MachineState> {
  let state = from;
  for (let steps = 1; state.status === "running" || state.status === "calling"; steps += 1) {
    if (steps % stepsAtATime === 0) await new Promise((resolve) => setImmediate(resolve));
    await drive.beforeStep?.(state);
    state = state.status === "running" ? await step(state, drive) : withoutAnswer(state, drive);
    if (drive.signal.aborted) throw new AbandonedError();
  }
  return state;
}

/** When a conversation that rests wants a tick; `null` for never. */
export function dueOf(machine: Machine, state: MachineState): number | null {
  if (state.status === "delayed") return state.delayedUntil;
  if (state.status !== "waiting") return null;
  const { events, effects } = machine.accept(state, { type: "tick", now: state.now });
  if (events.length > 0) return state.now;
  for (const effect of effects) if (effect.type === "timer") return effect.until;
  return null;
}

async function understood(state: MachineState, input: UserInput, { understander, signal }: Drive) {
  const isHeard = input.type === "text" && (state.status === "waiting" || state.status === "ended");
  return understander === undefined || !isHeard ? undefined : understander.understand(state, input.text, signal);
}

async function step(state: MachineState, drive: Drive): Promise<MachineState> {
  const next = drive.machine.advance(state);
  const request = next.effects.find((effect): effect is RequestEffect => effect.type === "request");
  if (request === undefined) return told(next, drive);
  await drive.beforeRequest(state);
  const calling = told(next, drive);
  const result = await answerRequest(request, drive.resolvers, drive.signal);
  if (drive.signal.aborted) throw new AbandonedError();
  return told(drive.machine.accept(calling, { type: "response", now: drive.now(), id: request.id, result }), drive);
}

/** A request that nobody knows any more; `beforeRequest` keeps conversations from coming here. */
function withoutAnswer(state: MachineState, drive: Drive): MachineState {
  const message = "This request was made too long ago to be sent again.";
  const result = { kind: "none", reason: "refused", message, ms: 0 } as const;
  const id = state.pending?.id ?? "";
  return told(drive.machine.accept(state, { type: "response", now: drive.now(), id, result }), drive);
}

function told({ state, events }: Transition, { onEvent }: Drive): MachineState {
  for (const event of events) onEvent(event);
  return state;
}
