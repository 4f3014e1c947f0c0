import type { SourcePlace } from "../runtime/events.ts";
import type { FlowFrame } from "./flowStack.ts";
import type { TestEdit } from "./testPlace.ts";

/** Why a test failed: the first of its steps that did not hold. */
export interface TestFailure {
  /** The step as it is written, in one line. */
  readonly step: string;
  readonly place: SourcePlace;
  /** What was to be, and what was, as texts to set side by side; `null` where there is no such pair. */
  readonly expected: string | null;
  readonly actual: string | null;
  readonly message: string;
  /** A text that would put it right: a mock to paste before the first step of the test. */
  readonly mock?: string;
  /** What would make what happened the expectation, where that can be said. */
  readonly accept?: TestEdit;
  /** How many messages of the bot had been looked at, or passed over, before the step. */
  readonly seen: number;
  /** Where the flow stood then, innermost first. */
  readonly stack: readonly FlowFrame[];
}

/** What became of one test, or of one of its rows and languages. */
export interface TestResult {
  /** With its row and language: `an order [1]`, `an order [nl]`. */
  readonly name: string;
  readonly place: SourcePlace;
  readonly status: "passed" | "failed";
  readonly ms: number;
  readonly failure: TestFailure | null;
}

/** Why a step did not hold. */
export interface Mismatch {
  readonly message: string;
  readonly expected: string | null;
  readonly actual: string | null;
  readonly mock?: string;
}
