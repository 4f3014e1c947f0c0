import type { Configuration } from "./configuration.ts";
import type { Log } from "./log.ts";
import type { Store } from "./storage/store.ts";

/** How often what is old enough to be forgotten is looked for, in milliseconds. */
const every = 3_600_000;
const day = 86_400_000;

/** Forgets what is old enough, now and from time to time; the answer ends it. */
export function startPurging(store: Store, { messages, users }: Configuration["retention"], log: Log): () => void {
  const purge = async (): Promise<void> => {
    const now = Date.now();
    try {
      await store.purge({ messages: now - messages * day, users: users === null ? null : now - users * day });
    } catch (error) {
      log.error({ err: error }, "What is old could not be forgotten.");
    }
  };
  void purge();
  const timer = setInterval(() => void purge(), every).unref();
  return () => clearInterval(timer);
}
