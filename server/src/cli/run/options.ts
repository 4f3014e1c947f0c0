import { InvalidArgumentError } from "commander";

/** What `run` was called with. */
export interface RunFlags {
  readonly start?: string;
  readonly preset: readonly string[];
  readonly mocks: boolean;
  readonly user?: string;
  readonly language?: string;
  readonly seed?: number;
  /** Milliseconds since 1970; the clock is virtual then. */
  readonly now?: number;
  readonly json: boolean;
  readonly transcript?: string;
  readonly replay?: string;
}

/** Reads `--seed`: a whole number from 0 on. */
export function readSeed(text: string): number {
  const seed = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(seed))
    throw new InvalidArgumentError("It is a whole number from 0 on.");
  return seed;
}

/** Reads `--now`: a date and time, or milliseconds since 1970. */
export function readTime(text: string): number {
  const time = /^\d{5,}$/.test(text) ? Number(text) : Date.parse(text);
  if (Number.isNaN(time)) throw new InvalidArgumentError("Write a time such as 2026-03-01T12:00:00Z.");
  return time;
}
