/**
 * Takes a conversation of one version of a program into another: it waits where it waited, as far as that is still there.
 * What is not there any more is told, and the conversation comes to rest at the nearest place that is; nothing is said,
 * asked or called on the way.
 */
import { valueAt } from "../../expressions/paths.ts";
import { objectOf } from "../../expressions/values.ts";
import type {
  Checkpoint,
  Frame,
  FrameEnd,
  MachineState,
  Offer,
  Position,
  SuspendedActivation,
  WaitPoint,
} from "../machineState.ts";
import type { Program } from "../program.ts";
import { type Identity, identityOf } from "./identity.ts";

/** Something of a conversation that an edited program has no place for, in a sentence for the author. */
export interface Misfit {
  readonly what:
    | "state"
    | "step"
    | "block"
    | "call"
    | "history"
    | "offer"
    | "request"
    | "start"
    | "preset"
    | "variable";
  readonly message: string;
}

/** A conversation that goes on in another program, and what did not fit it. */
export interface CarriedOver {
  readonly state: MachineState;
  readonly misfits: readonly Misfit[];
}

/**
 * The conversation as the program `to` can go on with it. `from` is the program that it comes from, where it is at hand: then
 * steps are known again when others come before them, and states when they have another name under the same `id`.
 */
export function carryOver(state: MachineState, to: Program, from: Program | null = null): CarriedOver {
  const misfits: Misfit[] = [];
  const carrier = new Carrier(to, identityOf(to, from), (misfit) => {
    if (!misfits.some(({ message }) => message === misfit.message)) misfits.push(misfit);
  });
  const carried = carrier.state(state);
  if (from !== null) misfits.push(...newVariables(carried, to, from));
  return { state: carried, misfits };
}

class Carrier {
  readonly #to: Program;
  readonly #identity: Identity;
  readonly #tell: (misfit: Misfit) => void;

  constructor(to: Program, identity: Identity, tell: (misfit: Misfit) => void) {
    this.#to = to;
    this.#identity = identity;
    this.#tell = tell;
  }

  state(state: MachineState): MachineState {
    const calls = this.#calls(state.calls);
    const offers = state.offers.flatMap((offer) => this.#offer(offer) ?? []);
    const history = this.#history(state.history);
    const common = { ...state, calls, offers, history, origin: this.#origin(state.origin) };
    const frames = this.#frames(state.activation.frames);
    if (frames !== undefined) return this.#goOn(common, frames);
    const current = state.activation.frames[0]?.state ?? "";
    const last = history.at(-1);
    const where = last?.state == null ? "rests" : `goes back to where it waited in \`${last.state}\``;
    this.#tell({ what: "state", message: `There is no state \`${current}\` any more: the conversation ${where}.` });
    return last === undefined ? atRest(common) : backTo(common, last);
  }

  /** Goes on where it was; what waited or ran in a block that is gone comes back to the block below. */
  #goOn(state: MachineState, frames: readonly Frame[]): MachineState {
    const flow = state.activation.flow === null ? null : (this.#identity.flow(state.activation.flow) ?? null);
    const activation = { ...state.activation, flow, frames };
    const next = { ...state, activation };
    const isShorter = frames.length < state.activation.frames.length;
    const top = frames.at(-1)?.wait ?? null;
    if (isShorter && top !== null && !state.isOver) return waiting(next, top);
    if (state.wait !== null) return { ...next, wait: top ?? this.#wait(state.wait) ?? resting(state) };
    return this.#request(next);
  }

  /** A call whose API step is gone has nobody to take its answer. */
  #request(state: MachineState): MachineState {
    const { pending } = state;
    if (pending === null) return state;
    const step = this.#identity.step(pending.step);
    if (step?.node.kind === "Api") return { ...state, pending: { ...pending, step: step.id } };
    this.#tell({
      what: "request",
      message: `The API step that waits for ${pending.method} is not there any more: its answer counts for nothing.`,
    });
    return { ...state, pending: null, status: "running" };
  }

  /** The blocks under way, or `undefined` where the state of the first is gone. */
  #frames(frames: readonly Frame[]): readonly Frame[] | undefined {
    const carried: Frame[] = [];
    for (const [depth, frame] of frames.entries()) {
      const next = this.#frame(frame);
      if (next === undefined && depth === 0) return undefined;
      if (next === undefined) {
        this.#tell({
          what: "block",
          message: `${blockName(frame)} is not there any more: what it interrupted goes on.`,
        });
        break;
      }
      carried.push(next);
    }
    return carried;
  }

  #frame(frame: Frame): Frame | undefined {
    const state = frame.state === null ? null : this.#identity.state(frame.state);
    if (state === undefined) return undefined;
    const isNowhere = frame.position.block === "";
    const block = isNowhere ? "" : this.#identity.block(frame.position.block);
    const end = this.#end(frame.end);
    if (block === undefined || end === undefined) return undefined;
    const wait = frame.wait === null ? null : this.#wait(frame.wait, state);
    return { ...frame, state, end, wait, position: this.#position(frame, block, wait) };
  }

  #position({ position, wait: before, state }: Frame, block: string, wait: WaitPoint | null): Position {
    const atEnd = { block, index: this.#to.blocks.get(block)?.steps.length ?? 0 };
    if (wait?.step != null) {
      const step = this.#to.steps.get(wait.step);
      return step === undefined ? atEnd : { block: step.block, index: step.index };
    }
    if (before !== null) return atEnd;
    const next = this.#identity.step(`${position.block}#${position.index}`);
    if (next !== undefined) return { block: next.block, index: next.index };
    // After the last step there is none; before it, the step has gone.
    if (position.index < atEnd.index) {
      const message = `The next step in \`${state ?? block}\` is not there any more: the conversation goes on behind it.`;
      this.#tell({ what: "step", message });
      return { block, index: position.index };
    }
    return atEnd;
  }

  #wait(wait: WaitPoint, state: string | null = null): WaitPoint {
    const silenced = wait.silenced.flatMap((route) => this.#identity.route(route) ?? []);
    if (wait.step === null) return { ...wait, silenced };
    const step = this.#identity.step(wait.step);
    if (step?.node.kind === "Ask") return { ...wait, silenced, step: step.id };
    const where = step?.owner.state ?? state ?? wait.step;
    const message = `The question that the conversation waits at is not in \`${where}\` any more: only routes and replies take what comes.`;
    this.#tell({ what: "step", message });
    return { ...wait, silenced, kind: "offers", step: null };
  }

  #end(end: FrameEnd): FrameEnd | undefined {
    if (end.kind === "goOn") {
      const route = this.#identity.route(end.route);
      return route === undefined ? undefined : { kind: "goOn", route };
    }
    if (end.kind !== "restore") return end;
    return { kind: "restore", to: end.to === null ? null : (this.#checkpoint(end.to) ?? null) };
  }

  #suspended(activation: SuspendedActivation): SuspendedActivation | undefined {
    const frames = this.#frames(activation.frames);
    if (frames === undefined) return undefined;
    const flow = activation.flow === null ? null : (this.#identity.flow(activation.flow) ?? null);
    return { ...activation, frames, flow };
  }

  #calls(calls: readonly SuspendedActivation[]): readonly SuspendedActivation[] {
    return calls.flatMap((call) => {
      const carried = this.#suspended(call);
      if (carried !== undefined) return carried;
      const state = call.frames[0]?.state ?? "";
      this.#tell({ what: "call", message: `There is no state \`${state}\` any more for the call to come back to.` });
      return [];
    });
  }

  #checkpoint({ state, activation, calls }: Checkpoint): Checkpoint | undefined {
    const name = state === null ? null : this.#identity.state(state);
    // What is lost of an earlier place is told once it matters: where it is gone altogether.
    const quiet = new Carrier(this.#to, this.#identity, () => {});
    const carried = quiet.#suspended(activation);
    if (name === undefined || carried === undefined) return undefined;
    return { state: name, activation: carried, calls: quiet.#calls(calls) };
  }

  #history(history: readonly Checkpoint[]): readonly Checkpoint[] {
    return history.flatMap((checkpoint) => {
      const carried = this.#checkpoint(checkpoint);
      if (carried !== undefined) return carried;
      const message = `\`-> back\` cannot lead to \`${checkpoint.state ?? ""}\` any more.`;
      this.#tell({ what: "history", message });
      return [];
    });
  }

  #offer(offer: Offer): Offer | undefined {
    const block = offer.block === null ? null : this.#identity.block(offer.block);
    if (block === undefined) {
      const message = `What the ${offer.kind} "${offer.title}" did is not there any more: it cannot be taken.`;
      this.#tell({ what: "offer", message });
      return undefined;
    }
    const ask = offer.ask === null ? null : (this.#identity.step(offer.ask)?.id ?? null);
    const { next } = offer;
    if (next === null) return { ...offer, block, ask };
    const flow = next.flow === null ? null : (this.#identity.flow(next.flow) ?? null);
    const step = next.step === null ? null : (this.#identity.step(next.step)?.id ?? null);
    return { ...offer, block, ask, next: { ...next, flow, step } };
  }

  #origin(origin: MachineState["origin"]): MachineState["origin"] {
    const start = origin.start === null ? null : (this.#identity.state(origin.start) ?? null);
    if (start === null && origin.start !== null) {
      const message = `There is no state \`${origin.start}\` any more for the next conversation to start in.`;
      this.#tell({ what: "start", message });
    }
    const presets = origin.presets.filter((name) => {
      const isKnown = this.#to.presets.has(name);
      if (!isKnown) this.#tell({ what: "preset", message: `There is no preset \`${name}\` any more.` });
      return isKnown;
    });
    return { ...origin, start, presets };
  }
}

function blockName({ end, cause, state }: Frame): string {
  if (end.kind === "restore" || end.kind === "state") return `The state \`${state ?? ""}\``;
  return `The block of the ${cause === "reply" ? "reply" : "route"} in \`${state ?? ""}\``;
}

function resting({ now }: MachineState): WaitPoint {
  return { kind: "rest", step: null, misses: 0, since: now, silenced: [] };
}

function waiting(state: MachineState, wait: WaitPoint): MachineState {
  const status = state.queue.length > 0 ? "running" : "waiting";
  return { ...state, wait, status, pending: null, delayedUntil: null };
}

function backTo(state: MachineState, { activation: { temp, ...activation }, calls }: Checkpoint): MachineState {
  const next = { ...state, activation, calls, memory: { ...state.memory, temp } };
  return waiting(next, activation.frames.at(-1)?.wait ?? resting(state));
}

/** In no state: only global routes take what comes. */
function atRest(state: MachineState): MachineState {
  const wait = resting(state);
  const frame: Frame = {
    state: null,
    position: { block: "", index: 0 },
    end: { kind: "state" },
    wait,
    cause: "go",
    isGlobal: false,
  };
  const activation = { ...state.activation, frames: [frame], flow: null, lastMessage: null };
  return waiting({ ...state, activation, calls: [], memory: { ...state.memory, temp: objectOf([]) } }, wait);
}

/** Variables that came with the edit: the life of their scope has begun without them. */
function newVariables({ memory, isOver }: MachineState, to: Program, from: Program): readonly Misfit[] {
  if (isOver) return [];
  const before = new Set(from.variables.map(({ path }) => path.join(".")));
  return to.variables.flatMap(({ path: [scope = "", ...names], node }) => {
    const path = [scope, ...names].join(".");
    if (node.value === undefined || before.has(path)) return [];
    const held = scope === "session" || scope === "user" || scope === "bot" ? valueAt(memory[scope], names) : null;
    if (held !== undefined) return [];
    const message = `\`${path}\` is new: it gets its first value when the next conversation begins.`;
    return [{ what: "variable" as const, message }];
  });
}
