import type { ObjectValue } from "../../expressions/values.ts";
import type { Understander } from "../../runtime/effects/ports.ts";
import type { Machine } from "../../runtime/machine.ts";

/** A bot that is served: one version of one project. */
export interface Bot {
  /** Name of its `bot`, or of its folder where it has none: `:botId` of the channels. */
  readonly name: string;
  /** The same for the same flows, another one after an edit. */
  readonly version: string;
  readonly machine: Machine;
  readonly understander: Understander | undefined;
  /** What the flows put into the memory that all users share, as their environment is now. */
  readonly firstMemory: ObjectValue;
}

/** The bots of a process, as they are now: a reload puts others in their place. */
export interface Bots {
  get(name: string): Bot | undefined;
  /** An earlier version that this process has had, for conversations that come from it. */
  earlier(name: string, version: string): Bot | undefined;
  names(): readonly string[];
}
