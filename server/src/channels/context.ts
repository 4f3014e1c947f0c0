import type { ChannelContext } from "./channel.ts";
import type { Announcements } from "./conversations/announcements.ts";
import { awaitOutcome } from "./conversations/outcomes.ts";
import { UnavailableError } from "./http/app.ts";

/** What the context of the channels is made of. */
export interface ContextParts
  extends Pick<ChannelContext, "configuration" | "store" | "bots" | "log" | "environment" | "stopping"> {
  readonly announcements: Announcements;
  /** Where the server listens. */
  readonly url: () => string;
  /** Called when something has been queued. */
  readonly accepted: () => void;
}

/** Milliseconds in which a channel takes as many messages as its limit says. */
const rateWindow = 60_000;

/** What the endpoints of channels work on. */
export function createContext(parts: ContextParts): ChannelContext {
  const { configuration, store, bots, log, environment, stopping, announcements, url, accepted } = parts;
  return {
    stopping,
    configuration,
    store,
    bots,
    log,
    environment,
    publicUrl: () => configuration.publicUrl?.replace(/\/+$/, "") ?? url(),
    accept: async ({ channel, user, key, incoming, attachments }) => {
      const inputs = incoming.map((each) => JSON.stringify(each));
      const limit = { count: configuration.limits.messagesPerMinute, window: rateWindow };
      try {
        const acceptance = await store.inbox.accept({ channel, user, key, inputs, attachments, limit });
        if (acceptance.kind === "accepted") accepted();
        return acceptance;
      } catch (error) {
        log.error({ err: error, channel }, "A message could not be kept.");
        throw new UnavailableError("The message could not be kept. Please send it again.");
      }
    },
    outcome: (key, entry, timeout, signal) => awaitOutcome(store, announcements, key, entry, timeout, signal),
    onMessages: (key, callback) => announcements.listen(key, callback),
  };
}
