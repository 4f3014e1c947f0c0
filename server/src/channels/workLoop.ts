import type { Log } from "./log.ts";

/** What a loop does. */
export interface Work {
  /** Takes what there is to do and sets about it; true where there may be more right now. */
  readonly take: () => Promise<boolean>;
  /** When there will be something to do, on the clock of `now`; `null` for never as far as is known. */
  readonly nextDue: () => Promise<number | null>;
  readonly now: () => number;
  readonly log: Log;
}

/** Other processes do not tell us what they leave: in milliseconds, how long it may take until we look. */
const longestSleep = 250;

/** How long to leave a store alone that does not answer, in milliseconds. */
const pauseAfterFailure = 1_000;

/** It is told at the first failure in a row, and then after that many. */
const failuresToTell = 60;

/** Looks for work until it is stopped: at once when somebody says that there is some, at its time, and now and then. */
export class WorkLoop {
  readonly #work: Work;
  #running: Promise<void> | undefined;
  #isStopped = false;
  #isPoked = false;
  #failures = 0;
  #wake: (() => void) | undefined;

  constructor(work: Work) {
    this.#work = work;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** There may be something to do. */
  poke(): void {
    this.#isPoked = true;
    this.#wake?.();
  }

  /** Takes nothing any more; resolves when the loop has ended. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#wake?.();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      this.#isPoked = false;
      try {
        const mayBeMore = await this.#work.take();
        this.#answered();
        if (mayBeMore) continue;
        const due = await this.#work.nextDue();
        const left = due === null ? longestSleep : Math.min(due - this.#work.now(), longestSleep);
        // What is due and was not taken is in the hands of somebody, or more than we can do at a time.
        await this.#sleep(left <= 0 ? longestSleep : Math.max(left, 1));
      } catch (error) {
        if (this.#failures % failuresToTell === 0) this.#work.log.error({ err: error }, "The store does not answer.");
        this.#failures += 1;
        await this.#sleep(pauseAfterFailure, true);
      }
    }
  }

  #answered(): void {
    if (this.#failures > 0) this.#work.log.info({ failures: this.#failures }, "The store answers again.");
    this.#failures = 0;
  }

  async #sleep(ms: number, isSound = false): Promise<void> {
    if (this.#isStopped || (this.#isPoked && !isSound)) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        if (isSound && !this.#isStopped) return;
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = undefined;
  }
}
