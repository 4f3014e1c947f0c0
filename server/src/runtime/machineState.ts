import type { BotMessage, UserInput, Value } from "./events.ts";

/** A scope of memory: a null-prototype object that is never changed in place. */
type Scope = { readonly [key: string]: Value };

/** The scopes that hold values; `conversation` and `secret` are made when they are read. */
export interface Memory {
  readonly bot: Scope;
  readonly user: Scope;
  readonly session: Scope;
  readonly temp: Scope;
  readonly event: Scope;
}

/**
 * What a machine may do next:
 * `running` — `advance` it; `calling` — it waits for the response of `request`; `delayed` — it waits for a tick or
 * an input (`wait`); `waiting` — it waits for an input; `ended` — the conversation is over, an input starts a new one.
 */
type MachineStatus = "running" | "calling" | "delayed" | "waiting" | "ended";

/** A place between steps: the step with that index in that block is the next to run. Both survive edits elsewhere. */
export interface Position {
  readonly block: string;
  readonly index: number;
}

/**
 * What happens when the block of a frame runs out:
 * `state` — the body of a dialog state: it waits, returns from a call, or rests;
 * `waitOn` — a route, reply or button, or `bot.fallback`: the conversation waits on where it waited;
 * `answer` — a reply of an `ask`: `value` is its answer;
 * `goOn` — an `on change` route: the frame below goes on;
 * `restore` — `bot.failure`: back to where the conversation last waited outside of it; `null`: nowhere yet.
 */
export type FrameEnd =
  | { readonly kind: "state" | "waitOn" }
  | { readonly kind: "restore"; readonly to: Checkpoint | null }
  | { readonly kind: "answer"; readonly value: Value }
  | { readonly kind: "goOn"; readonly route: string };

/** Where the conversation waits: an `ask` (its step), offers of a state that ran out, or nothing. */
export interface WaitPoint {
  readonly kind: "ask" | "offers" | "rest";
  /** Id of the `ask` step; `null` for the others. */
  readonly step: string | null;
  /** Misses of this `ask` so far. */
  readonly misses: number;
  /** The clock when the wait began; silence counts from here. */
  readonly since: number;
  /** Ids of the silence routes that have acted in this wait. */
  readonly silenced: readonly string[];
}

/** One block under way. Frames above it interrupt it. */
export interface Frame {
  /** Full name of the dialog state the conversation is in; `null` where none has been entered yet. */
  readonly state: string | null;
  readonly position: Position;
  readonly end: FrameEnd;
  /** Where it waited last; frames above it come back to it. */
  readonly wait: WaitPoint | null;
  /** What a `->` in it is caused by. */
  readonly cause: "go" | "reply" | "route";
  /** Whether it is the block of a global route: a `->` from there drops the open calls. */
  readonly isGlobal: boolean;
}

/** What the conversation is doing in a state, and what a `->` leaves behind. */
export interface Activation {
  /** The first is the body of the state; the last one runs or waits. */
  readonly frames: readonly Frame[];
  /** The flow whose `temp` it is. */
  readonly flow: string | null;
  /** Number of this stay in the state: what was shown in it counts in it. */
  readonly stay: number;
  /** The last message said before the conversation waited in the state; `-> back` repeats it. */
  readonly lastMessage: BotMessage | null;
}

/** An activation that is not under way, with its `temp`. */
export interface SuspendedActivation extends Activation {
  readonly temp: Scope;
}

/** A moment at which the conversation waited. */
export interface Checkpoint {
  readonly state: string | null;
  readonly activation: SuspendedActivation;
  readonly calls: readonly SuspendedActivation[];
}

/** A reply or button that the user has been shown. */
export interface Offer {
  readonly kind: "reply" | "button";
  readonly title: string;
  readonly value: Value;
  /** The stay in which it was shown; `null` for one that this conversation has not shown. */
  readonly stay: number | null;
  /** Id of its block; `null` where it has none. */
  readonly block: string | null;
  /** Id of the `ask` it belongs to; `null` where a `say` or a backend has shown it. */
  readonly ask: string | null;
  /** Where it leads by wire id, what it stores, and the flow and step it came from: an offer of a backend. */
  readonly next: {
    readonly wire: Value;
    readonly parameters: readonly { readonly key: string; readonly value: Value }[];
    readonly flow: string | null;
    readonly step: string | null;
  } | null;
}

/** A request under way. */
interface PendingRequest {
  readonly id: string;
  /** Id of the API step. */
  readonly step: string;
  readonly method: string;
  readonly sentAt: number;
}

/** The last API call as the debugger shows it, masked. */
interface LastCall {
  readonly request: Value;
  readonly response: Value;
}

/** One conversation at one moment: immutable, JSON-serialisable, without the environment. Keeping it is a snapshot. */
export interface MachineState {
  readonly status: MachineStatus;
  /** Whether no conversation is under way: it has ended, or the user is to begin. */
  readonly isOver: boolean;
  readonly conversation: string;
  /** How many conversations this machine has begun for the user. */
  readonly conversations: number;
  readonly user: string;
  readonly turn: number;
  readonly now: number;
  readonly memory: Memory;
  /** The input being handled. */
  readonly input: UserInput | null;
  /** Whether the input may be the answer to a sensitive question. */
  readonly isInputSensitive: boolean;
  /** Inputs that came too early; the next wait takes the first. */
  readonly queue: readonly UserInput[];
  readonly activation: Activation;
  /** Suspended callers, outermost first. */
  readonly calls: readonly SuspendedActivation[];
  /** Where it waits; `null` while it does not. */
  readonly wait: WaitPoint | null;
  /** Where the conversation has waited, one entry a state, the latest last. */
  readonly history: readonly Checkpoint[];
  readonly offers: readonly Offer[];
  /** How many stays in states have begun. */
  readonly stays: number;
  /** Active contexts and the last turn in which each is. */
  readonly contexts: { readonly [name: string]: number };
  readonly pending: PendingRequest | null;
  readonly delayedUntil: number | null;
  readonly requests: number;
  /** Of this turn. */
  readonly turnRequests: number;
  readonly turnCharacters: number;
  readonly turnWork: number;
  readonly transitions: number;
  /** Whether `bot.failure` was entered in this turn. */
  readonly failed: boolean;
  /** State of the random number generator: an unsigned 32-bit number. */
  readonly random: number;
  /** Texts that sensitive variables hold or held: masked in every event. */
  readonly sensitive: readonly string[];
  /** Paths written by the current step, for `on change`. */
  readonly changed: readonly string[];
  readonly lastCall: LastCall | null;
  /** How this conversation was begun, for the next one with the same user. */
  readonly origin: {
    readonly conversation: string;
    readonly start: string | null;
    readonly file: string | null;
    readonly presets: readonly string[];
  };
}
