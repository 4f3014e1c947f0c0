import type { RunOptions } from "./panelMessages.ts";

/** What is wrong with the options, in a sentence. */
export function problemOf({ now, seed }: RunOptions): string | undefined {
  if (now !== undefined && Number.isNaN(Date.parse(now)))
    return "The clock is a date and time such as 2026-03-01T09:00:00Z.";
  return seed === undefined || Number.isSafeInteger(seed) ? undefined : "The seed is a whole number.";
}
