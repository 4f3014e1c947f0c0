import type { Outcome } from "../channel.ts";
import type { ConversationKey, Store } from "../storage/store.ts";
import type { Announcements } from "./announcements.ts";
import { readSentMessage } from "./incoming.ts";

/** Commits of other processes are not announced here: how often to look for them, in milliseconds. */
const lookEvery = 50;

/** Waits until the turn of an input is over; `undefined` where that takes longer than `timeout` milliseconds, or nobody waits any more. */
export async function awaitOutcome(
  store: Store,
  announcements: Announcements,
  key: ConversationKey,
  entry: string,
  timeout: number,
  signal: AbortSignal,
): Promise<Outcome | undefined> {
  const end = performance.now() + timeout;
  for (;;) {
    const news = nextNews(announcements, key, Math.min(lookEvery, Math.max(0, end - performance.now())));
    const outcome = await store.inbox.outcome(entry);
    if (outcome !== undefined) {
      news.cancel();
      const answers = await store.outbox.answersTo(entry);
      return { outcome, messages: answers.flatMap(({ message }) => readSentMessage(message) ?? []) };
    }
    await news.arrived;
    if (signal.aborted || performance.now() >= end) return undefined;
  }
}

/** Resolves with the next commit for a conversation, or after `ms`. */
function nextNews(announcements: Announcements, key: ConversationKey, ms: number) {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  const end = announcements.listen(key, resolve);
  const cancel = (): void => {
    clearTimeout(timer);
    end();
    resolve();
  };
  return { arrived: promise.finally(cancel), cancel };
}
