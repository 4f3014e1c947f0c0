import type { UserInput, Value } from "./events.ts";

/** A scope of memory: a null-prototype object that is never changed in place. */
export type Scope = { readonly [key: string]: Value };

/** The scopes that hold values; `event`, `conversation` and `secret` are read-only to flows. */
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
export type MachineStatus = "running" | "calling" | "delayed" | "waiting" | "ended";

/** One conversation at one moment: immutable, JSON-serialisable, never holds a secret. Keeping it is a snapshot. */
export interface MachineState {
  readonly status: MachineStatus;
  readonly conversation: string;
  readonly user: string;
  readonly turn: number;
  readonly now: number;
  readonly memory: Memory;
  readonly input: UserInput | null;
}
