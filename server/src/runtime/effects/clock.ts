import { latestTime } from "../limits.ts";

/** The clock of a conversation, in milliseconds since 1970. It never runs backwards. */
export interface Clock {
  now(): number;
  /** Calls `wake` once when the clock reaches `until`; the answer cancels it. */
  wakeAt(until: number, wake: () => void): () => void;
  /** Only a virtual clock can be moved: a `wait` step moves it to its end. A real one has none of this. */
  readonly moveTo?: (time: number) => void;
  /** Lets as much time pass as a silence is told to have lasted. */
  readonly passSilence?: (ms: number) => void;
}

/** Longer timeouts, in milliseconds, overflow in the host and fire at once. */
export const longestTimeout = 2 ** 31 - 1;

/** The clock on the wall: it starts at the time of day and goes on with the steady clock of the host. */
export function realClock(): Clock {
  const origin = Date.now() - performance.now();
  const now = (): number => Math.round(origin + performance.now());
  return { now, wakeAt: (until, wake) => wakeLater(now, until, wake) };
}

function wakeLater(now: () => number, until: number, wake: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const start = (): void => {
    const left = until - now();
    timer = left <= 0 ? setTimeout(wake, 0) : setTimeout(start, Math.min(left, longestTimeout));
  };
  start();
  return () => clearTimeout(timer);
}

/** A clock that stands still until it is moved: by a `wait` step, or by the silence that an input tells of. */
export function virtualClock(start: number): Clock & { readonly moveTo: (time: number) => void } {
  let time = start;
  const moveTo = (next: number): void => {
    if (!Number.isNaN(next)) time = Math.min(Math.max(time, next), latestTime);
  };
  return {
    now: () => time,
    // Whoever moves the clock looks at the timers himself; nothing wakes by itself.
    wakeAt: () => () => {},
    moveTo,
    passSilence: (ms) => moveTo(time + ms),
  };
}

/** Waits in real time; an aborted signal ends it early. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted || ms <= 0) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, Math.min(ms, longestTimeout));
    signal.addEventListener("abort", done);
  });
}
