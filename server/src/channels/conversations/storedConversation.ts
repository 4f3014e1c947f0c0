import { z } from "zod";
import type { Value } from "../../expressions/values.ts";
import { objectOf } from "../../expressions/values.ts";
import type { MachineState } from "../../runtime/machineState.ts";
import { carryOver } from "../../runtime/snapshot/carryOver.ts";
import { SnapshotError } from "../../runtime/snapshot/codec.ts";
import { restoreSnapshot, type Snapshot, takeSnapshot } from "../../runtime/snapshot/snapshot.ts";
import type { Bot, Bots } from "./bots.ts";

/** A user's conversations as a store keeps them: one with each bot of the channel, of which one is under way. */
export interface StoredConversation {
  /** The bot that the user talks to. */
  readonly bot: string;
  readonly conversations: Readonly<Record<string, Kept>>;
  /** The input whose turn is not over yet. */
  readonly open: string | null;
}

/** A conversation and the version of the bot that it comes from. */
interface Kept {
  readonly version: string;
  readonly snapshot: Snapshot;
}

// What is in a snapshot is for `restoreSnapshot` to judge.
const snapshot = z.custom<Snapshot>((given) => typeof given === "object" && given !== null);
const stored = z.object({
  bot: z.string(),
  conversations: z.record(z.string(), z.object({ version: z.string(), snapshot })),
  open: z.string().nullable(),
});

/** Reads what `writeConversation` wrote; `undefined` for none, or for one of another version of the product. */
export function readConversation(json: string | null): StoredConversation | undefined {
  return json === null ? undefined : stored.safeParse(JSON.parse(json)).data;
}

/** The state with a bot as it is kept; the memory that all users share is kept elsewhere. */
export function writeConversation(
  before: StoredConversation | undefined,
  bot: Bot,
  state: MachineState,
  open: string | null,
): string {
  const own = { ...state, memory: { ...state.memory, bot: objectOf([]) } };
  const kept: Kept = { version: bot.version, snapshot: takeSnapshot(own) };
  const written: StoredConversation = {
    bot: bot.name,
    conversations: { ...before?.conversations, [bot.name]: kept },
    open,
  };
  return JSON.stringify(written);
}

/** A conversation to go on with, and what of it had no place in the bot as it is now. */
export interface Restored {
  readonly state: MachineState;
  readonly misfits: readonly string[];
}

/** The conversation with a bot, carried over where the bot has been edited; `undefined` where there is none that can be read. */
export function restoreConversation(
  from: StoredConversation | undefined,
  bot: Bot,
  bots: Bots,
  botMemory: { readonly [key: string]: Value },
): Restored | undefined {
  const kept =
    from !== undefined && Object.hasOwn(from.conversations, bot.name) ? from.conversations[bot.name] : undefined;
  const state = kept === undefined ? undefined : restored(kept.snapshot);
  if (kept === undefined || state === undefined) return undefined;
  const shared = { ...state, memory: { ...state.memory, bot: botMemory } };
  if (kept.version === bot.version) return { state: shared, misfits: [] };
  const earlier = bots.earlier(bot.name, kept.version);
  const carried = carryOver(shared, bot.machine.program, earlier?.machine.program ?? null);
  return { state: carried.state, misfits: carried.misfits.map(({ message }) => message) };
}

function restored(kept: Snapshot): MachineState | undefined {
  try {
    return restoreSnapshot(kept);
  } catch (error) {
    if (error instanceof SnapshotError) return undefined;
    throw error;
  }
}
