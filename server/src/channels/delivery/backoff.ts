/** How long to wait between attempts, in milliseconds. */
export interface Backoff {
  readonly firstDelay: number;
  readonly longestDelay: number;
}

/**
 * The pause after the attempt with that number (from 1 on): it doubles from attempt to attempt, and somewhere in its second half lies
 * the moment, so that what failed together is not tried again together. `random` is at least 0 and less than 1.
 */
export function delayAfter(attempt: number, { firstDelay, longestDelay }: Backoff, random: number): number {
  const whole = Math.min(firstDelay * 2 ** Math.min(attempt - 1, 40), longestDelay);
  return Math.round(whole / 2 + (whole / 2) * random);
}
