import { InvalidArgumentError } from "commander";

/** What `run` was called with. */
export interface RunFlags {
  readonly start?: string;
  readonly preset: readonly string[];
  readonly mocks: boolean;
  /** Whether recordings answer what no mock answers. */
  readonly recordings: boolean;
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

/** A date, or a date with a time; without a zone it is UTC, so that it is the same on every machine. */
const timeForm = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(?<zone>Z|[+-]\d\d:\d\d)?)?$/;

/** Reads `--now`: a date and time, or milliseconds since 1970. */
export function readTime(text: string): number {
  const form = timeForm.exec(text);
  const isZoned = form?.groups?.["zone"] !== undefined || !text.includes("T");
  const time = /^\d{5,}$/.test(text)
    ? Number(text)
    : form === null
      ? Number.NaN
      : Date.parse(isZoned ? text : `${text}Z`);
  if (Number.isNaN(time) || time > 8.64e15)
    throw new InvalidArgumentError("Write a time such as 2026-03-01T12:00:00Z.");
  return time;
}
