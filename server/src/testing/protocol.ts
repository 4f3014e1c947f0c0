/**
 * What `flowstate test --reporter events` prints: one JSON object a line. Types only: the editor imports this file.
 * `file` of a test is relative to the working directory, with `/`; that of a place is relative to the project's folder. Lines
 * of `range` count from 0, `line` from 1, characters in UTF-16.
 */
import type { RunEvent, SourcePlace } from "../runtime/events.ts";

export type TestLine = TestProjectLine | TestRefusedLine | TestStartLine | TestEventLine | TestEndLine;

/** A project begins. */
export interface TestProjectLine {
  readonly type: "test-project";
  /** Absolute path of its folder. */
  readonly folder: string;
  /** Everything that its tests may reach. */
  readonly places: readonly TestPlace[];
}

/** A place of a flow that tests may reach. */
export interface TestPlace extends SourcePlace {
  readonly kind: "state" | "step" | "branch" | "outcome";
  /** Full name of a state; what a reader calls the others: `Say`, `reply Yes`, `on 404`, `-> done`. */
  readonly label: string;
  /** Full name of the state that it is or is in; `null` in a global route. */
  readonly state: string | null;
  /** Of a branch or an outcome: the step that it belongs to, as its index in `places`. */
  readonly step?: number;
}

/** A project cannot run. */
export interface TestRefusedLine {
  readonly type: "test-refused";
  readonly folder: string;
  /** The mistakes in its flows. */
  readonly problems: readonly (SourcePlace & { readonly message: string })[];
}

/** A test as it is named: with its row and language, `an order [1] [nl]`. */
interface TestName {
  readonly name: string;
  readonly file: string;
}

export interface TestStartLine extends TestName {
  readonly type: "test-start";
  readonly line: number;
  /** Absolute path of the folder of its project. */
  readonly project: string;
}

export interface TestEventLine extends TestName {
  readonly type: "test-event";
  readonly event: RunEvent;
}

export interface TestEndLine extends TestName {
  readonly type: "test-end";
  readonly line: number;
  readonly project: string;
  readonly status: "passed" | "failed" | "skipped";
  readonly ms: number;
  readonly failure: TestFailureBody | null;
  /** What it reached, and how often: by index into the `places` of its project. */
  readonly reach: readonly (readonly [index: number, count: number])[];
}

/** Why a test failed. */
export interface TestFailureBody {
  /** The step as it is written, in one line. */
  readonly step: string;
  readonly line: number;
  readonly range: SourcePlace["range"];
  readonly expected: string | null;
  readonly actual: string | null;
  readonly message: string;
  /** A mock that would answer, to write before the first step of the test. */
  readonly mock?: string;
  /** The edit that makes what happened the expectation; `file` is relative to the working directory. */
  readonly accept?: { readonly file: string; readonly range: SourcePlace["range"]; readonly newText: string };
  /** The conversation as it was to be and as it was, turn by turn, where the two can be told. */
  readonly turns?: { readonly expected: string; readonly actual: string };
  /** The states that it went through, by full name. */
  readonly route: readonly string[];
  /** Where the flow stood: the step that said the wrong thing, the state that waits, those that called it. */
  readonly stack: readonly (SourcePlace & { readonly label: string })[];
}

/** One entry of the list that `--only` takes: a file, or a test of it; a name without row and language is all of them. */
export interface ChosenTest {
  readonly file: string;
  readonly name?: string;
}
