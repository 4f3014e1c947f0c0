import type { Channel } from "./channel.ts";
import type { ChannelRecord, ChannelStore } from "./storage/store.ts";

/** A channel by its id: what it does, and what was set up for it. */
export interface KnownChannel {
  readonly channel: Channel;
  /** Absent for channels without settings of their own. */
  readonly record: ChannelRecord | undefined;
}

/** Finds the channel that an id means. */
export interface ChannelDirectory {
  find(id: string): Promise<KnownChannel | undefined>;
}

/** The channels that were added, and those that are there by themselves. */
export function channelDirectory(channels: readonly Channel[], store: ChannelStore): ChannelDirectory {
  return {
    async find(id) {
      const own = channels.find((channel) => channel.owns(id));
      if (own !== undefined) return { channel: own, record: undefined };
      const record = await store.get(id);
      const channel = channels.find(({ kind }) => kind === record?.kind);
      return channel === undefined ? undefined : { channel, record };
    },
  };
}
