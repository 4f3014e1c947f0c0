/**
 * The messages of a conversation as server-sent events. Each message has its place in the conversation as its id, and the stream is
 * read from the store, behind the last one that the client knows: whatever breaks off, and whichever process answers next, no
 * message is lost and none comes twice.
 */
import type { ChannelContext } from "../channel.ts";
import { readSentMessage, type SentMessage } from "../conversations/incoming.ts";
import type { ConversationKey, OutboxMessage } from "../storage/store.ts";

/** Other processes do not tell us what they have said: in milliseconds, how long it may take until we look. */
const longestSleep = 1_000;

/** How often something is sent, so that nobody on the way takes the connection for dead, in milliseconds. */
const heartbeat = 15_000;

/** Messages that are read at a time. */
const batch = 50;

/** What is said behind the message `after`, as the text of events, until the signal is aborted. */
export async function* eventStream(
  { store, onMessages, log }: Pick<ChannelContext, "store" | "onMessages" | "log">,
  key: ConversationKey,
  after: number,
  ended: AbortSignal,
): AsyncGenerator<string, void, undefined> {
  const waiting = new Wakeable(ended);
  const stopListening = onMessages(key, () => waiting.wake());
  let last = after;
  let spokenAt = Date.now();
  try {
    // Something at once: now the client knows that it is heard.
    yield "retry: 1000\n\n";
    while (!ended.aborted) {
      const found = await store.outbox.after(key, last, batch);
      const text = found.map(eventOf).join("");
      last = found.at(-1)?.sequence ?? last;
      if (text !== "" || Date.now() - spokenAt >= heartbeat) {
        spokenAt = Date.now();
        yield text === "" ? ": alive\n\n" : text;
      }
      if (found.length < batch) await waiting.sleep(longestSleep);
    }
  } catch (error) {
    // The client comes back, and goes on where it was.
    log.error({ err: error, channel: key.channel }, "The messages of a conversation could not be read.");
  } finally {
    stopListening();
  }
}

function eventOf({ message, sequence }: OutboxMessage): string {
  const sent = readSentMessage(message);
  if (sent === undefined || !isForUs(sent)) return "";
  // JSON has no line ends, so a text cannot end its event.
  return `id: ${sequence}\nevent: message\ndata: ${JSON.stringify({ message: sent.message, at: sent.at })}\n\n`;
}

/** A payload that the author wrote for another channel is not for this one. */
function isForUs({ message: { channel } }: SentMessage): boolean {
  return channel === undefined || /^web-?chat$/i.test(channel);
}

/** A sleep that can be ended; a call that comes before it ends it, too. */
class Wakeable {
  readonly #ended: AbortSignal;
  #isWoken = false;
  #wake: () => void = () => {};

  constructor(ended: AbortSignal) {
    this.#ended = ended;
  }

  wake(): void {
    this.#isWoken = true;
    this.#wake();
  }

  async sleep(ms: number): Promise<void> {
    if (!this.#isWoken && !this.#ended.aborted) {
      await new Promise<void>((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          this.#ended.removeEventListener("abort", done);
          this.#wake = () => {};
          resolve();
        };
        const timer = setTimeout(done, ms);
        this.#wake = done;
        this.#ended.addEventListener("abort", done, { once: true });
      });
    }
    this.#isWoken = false;
  }
}
