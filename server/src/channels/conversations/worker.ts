import { setTimeout as sleep } from "node:timers/promises";
import type { Claim } from "../storage/store.ts";
import { WorkLoop } from "../workLoop.ts";
import { type ConversationServices, handleClaim } from "./handleClaim.ts";

/** How much a process does at a time. */
export interface WorkerOptions {
  /** Conversations at a time. */
  readonly parallel: number;
  /** Milliseconds that a conversation stays with a process that is not heard of. */
  readonly lease: number;
}

/** Milliseconds before what has failed is tried again. */
const pauseAfterFailure = 1_000;

/** Handles conversations as they come, many at a time, each by itself. */
export class ConversationWorker {
  readonly #services: ConversationServices;
  readonly #options: WorkerOptions;
  readonly #active = new Set<Promise<void>>();
  readonly #abandon = new AbortController();
  readonly #loop: WorkLoop;
  /** Whether there was something at the last look: those who rest ask for one at a time. */
  #isBusy = false;
  #endListening: (() => void) | undefined;

  constructor(services: ConversationServices, options: WorkerOptions) {
    this.#services = services;
    this.#options = options;
    const { store, now, log } = services;
    this.#loop = new WorkLoop({ take: () => this.#take(), nextDue: () => store.inbox.nextDue(), now, log });
  }

  /** How many conversations are being handled. */
  get active(): number {
    return this.#active.size;
  }

  start(): void {
    this.#endListening = this.#services.store.signals?.listen(({ kind }) => {
      if (kind === "inputs") this.#loop.poke();
    });
    this.#loop.start();
  }

  /** Something has come in: for us, or for others where our hands are full. */
  poke(): void {
    this.#loop.poke();
    if (this.#active.size >= this.#options.parallel) this.#services.store.signals?.send({ kind: "inputs" });
  }

  /** Takes nothing new, gives what is under way `grace` milliseconds to end, and leaves the rest to others. */
  async stop(grace: number): Promise<void> {
    this.#endListening?.();
    await this.#loop.stop();
    const done = Promise.all(this.#active);
    await Promise.race([done, sleep(grace, undefined, { ref: false })]);
    this.#abandon.abort();
    await done;
  }

  async #take(): Promise<boolean> {
    const free = this.#options.parallel - this.#active.size;
    // Asked for together they share one transaction.
    const asked = Array.from({ length: Math.min(free, this.#isBusy ? 8 : 1) }, () =>
      this.#services.store.inbox.claim(this.#options.lease),
    );
    const claims = (await Promise.all(asked)).filter((claim) => claim !== undefined);
    for (const claim of claims) this.#handle(claim);
    this.#isBusy = claims.length > 0;
    return this.#isBusy;
  }

  #handle(claim: Claim): void {
    const handling = this.#handled(claim).finally(() => {
      this.#active.delete(handling);
      this.#loop.poke();
    });
    this.#active.add(handling);
  }

  async #handled(claim: Claim): Promise<void> {
    const { log, store } = this.#services;
    try {
      await handleClaim(claim, this.#services, this.#options.lease, this.#abandon.signal);
    } catch (error) {
      log.error({ err: error, channel: claim.key.channel }, "A conversation could not be handled.");
      await store.inbox.release(claim, pauseAfterFailure * claim.attempts, true).catch(() => {});
    }
  }
}
