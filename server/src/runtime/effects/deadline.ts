import { longestTimeout } from "./clock.ts";

/** Time allowed for an attempt, which does not run while somebody is asked for consent. */
export interface Deadline {
  readonly signal: AbortSignal;
  readonly expired: boolean;
  /** Waits for something that does not count. */
  without<T>(waiting: Promise<T>): Promise<T>;
  stop(): void;
}

/** Starts a deadline of `ms` milliseconds; nobody waits for more than 24 days. */
export function startDeadline(ms: number): Deadline {
  const controller = new AbortController();
  let left = Math.min(ms, longestTimeout);
  let startedAt = performance.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const start = (): void => {
    startedAt = performance.now();
    timer = setTimeout(() => controller.abort(), left);
  };
  const stop = (): void => {
    clearTimeout(timer);
    left = Math.max(0, left - (performance.now() - startedAt));
  };
  start();
  return {
    signal: controller.signal,
    get expired() {
      return controller.signal.aborted;
    },
    without: async (waiting) => {
      stop();
      try {
        return await waiting;
      } finally {
        start();
      }
    },
    stop,
  };
}
