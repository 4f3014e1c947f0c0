import { setTimeout as sleep } from "node:timers/promises";
import type { ChannelDirectory } from "../channelDirectory.ts";
import type { Configuration } from "../configuration.ts";
import { readSentMessage } from "../conversations/incoming.ts";
import type { Log } from "../log.ts";
import type { Delivery, Store } from "../storage/store.ts";
import { WorkLoop } from "../workLoop.ts";
import { delayAfter } from "./backoff.ts";
import type { WebhookPort, WebhookResult } from "./webhook.ts";

/** What messages are delivered with. */
export interface DeliveryServices {
  readonly store: Store;
  readonly directory: ChannelDirectory;
  readonly webhooks: WebhookPort;
  readonly settings: Configuration["delivery"];
  readonly log: Log;
  readonly now: () => number;
  /** At least 0 and less than 1. */
  readonly random: () => number;
  /** Told after each attempt. */
  readonly attempted: (what: "delivered" | "retried" | "dead", ms: number) => void;
}

/** How long a message is ours for one call: longer than the call can take, short enough that nobody waits long where we die. */
function leaseFor({ timeout }: Configuration["delivery"]): number {
  return timeout * 1.5 + 1_000;
}

/**
 * Calls webhooks with what is to be told: the messages of one user one after the other, those of others beside them. A channel has a
 * limited number of calls under way, so that a webhook that hangs holds up nobody but its own users.
 */
export class Deliverer {
  readonly #services: DeliveryServices;
  readonly #active = new Map<Promise<void>, string>();
  readonly #abandon = new AbortController();
  readonly #loop: WorkLoop;
  #endListening: (() => void) | undefined;

  constructor(services: DeliveryServices) {
    this.#services = services;
    const { store, now, log } = services;
    this.#loop = new WorkLoop({ take: () => this.#take(), nextDue: () => store.outbox.nextDue(), now, log });
  }

  /** How many calls are under way. */
  get active(): number {
    return this.#active.size;
  }

  start(): void {
    this.#endListening = this.#services.store.signals?.listen(({ kind }) => {
      if (kind === "deliveries") this.#loop.poke();
    });
    this.#loop.start();
  }

  /** There is something to deliver: by us, or by others where our hands are full. */
  poke(): void {
    this.#loop.poke();
    const { parallel, parallelPerChannel } = this.#services.settings;
    const isFull =
      this.active >= parallel || [...this.#callsByChannel().values()].some((calls) => calls >= parallelPerChannel);
    if (isFull) this.#services.store.signals?.send({ kind: "deliveries" });
  }

  /** Takes nothing new, gives what is under way `grace` milliseconds to end, and leaves the rest to others. */
  async stop(grace: number): Promise<void> {
    this.#endListening?.();
    await this.#loop.stop();
    const done = Promise.all(this.#active.keys());
    await Promise.race([done, sleep(grace, undefined, { ref: false })]);
    this.#abandon.abort();
    await done;
  }

  async #take(): Promise<boolean> {
    const { store, settings } = this.#services;
    const free = settings.parallel - this.#active.size;
    if (free <= 0) return false;
    const calls = this.#callsByChannel();
    const busy = [...calls].filter(([, count]) => count >= settings.parallelPerChannel).map(([channel]) => channel);
    // One claim may not bring more of a channel than it may have.
    const limit = Math.min(
      free,
      settings.parallelPerChannel -
        Math.max(0, ...[...calls].filter(([channel]) => !busy.includes(channel)).map(([, count]) => count)),
    );
    const deliveries = await store.outbox.claim(limit, leaseFor(settings), busy);
    for (const delivery of deliveries) this.#start(delivery);
    return deliveries.length > 0;
  }

  #callsByChannel(): ReadonlyMap<string, number> {
    const calls = new Map<string, number>();
    for (const channel of this.#active.values()) calls.set(channel, (calls.get(channel) ?? 0) + 1);
    return calls;
  }

  #start(delivery: Delivery): void {
    const delivering = this.#deliver(delivery)
      .catch((error: unknown) => {
        // Its lease ends by itself.
        this.#services.log.error({ err: error, delivery: delivery.id }, "A message could not be delivered.");
      })
      .finally(() => {
        this.#active.delete(delivering);
        this.#loop.poke();
      });
    this.#active.set(delivering, delivery.key.channel);
  }

  async #deliver(delivery: Delivery): Promise<void> {
    const { store, log, attempted, settings, random } = this.#services;
    const result = await this.#call(delivery);
    if (this.#abandon.signal.aborted && result?.error != null)
      return store.outbox.retryLater(delivery, 0, result.error);
    const { channel } = delivery.key;
    const about = { delivery: delivery.id, channel, attempt: delivery.attempt, status: result?.status, ms: result?.ms };
    if (result === undefined || result.error === null) {
      log.debug(about, "A message is delivered.");
      attempted("delivered", result?.ms ?? 0);
      return store.outbox.delivered(delivery);
    }
    if (delivery.attempt >= settings.attempts) {
      log.error({ ...about, reason: result.error }, "A message is given up: it is a dead letter now.");
      attempted("dead", result.ms);
      return store.outbox.deadLetter(delivery, result.error);
    }
    const delay = delayAfter(delivery.attempt, settings, random());
    log.warn({ ...about, reason: result.error, delay }, "A message could not be delivered and will be tried again.");
    attempted("retried", result.ms);
    return store.outbox.retryLater(delivery, delay, result.error);
  }

  /** `undefined` where there is nothing to tell. */
  async #call(delivery: Delivery): Promise<WebhookResult | undefined> {
    const { directory, webhooks, settings, now } = this.#services;
    const known = await directory.find(delivery.key.channel);
    const none = { status: null, ms: 0 };
    if (known?.record === undefined) return { ...none, error: "There is no such channel any more." };
    const sent = readSentMessage(delivery.message);
    if (sent === undefined) return { ...none, error: "The message is of another version and cannot be read." };
    const body = known.channel.webhookBody?.(sent, delivery, known.record);
    if (body === undefined) return undefined;
    const call = {
      url: known.record.webhook,
      id: delivery.id,
      body: JSON.stringify(body),
      token: known.record.token,
      now: now(),
      timeout: settings.timeout,
    };
    return webhooks.call(call, this.#abandon.signal);
  }
}
