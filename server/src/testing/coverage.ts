import type { RunEvent, SourcePlace } from "../runtime/events.ts";
import type { Program } from "../runtime/program.ts";
import { type ApiAnswers, type BranchKind, type CoverablePlaces, coverablePlaces, placeKey } from "./coverablePlaces.ts";

/** A place of a flow that tests may reach, and how often they did. */
interface Reached {
  /** Full name of a state; the words of a step; the id of a branch. */
  readonly name: string;
  /** Counted from 1. */
  readonly line: number;
  readonly count: number;
}

/** A branch, with what a reader calls it: `on 409`, `reply Yes`, `→ transfer.done`. */
interface ReachedBranch extends Reached {
  readonly kind: BranchKind;
  readonly label: string;
}

/** What tests have shown of one file. */
export interface FileCoverage {
  /** Relative to the project. */
  readonly file: string;
  readonly states: readonly Reached[];
  readonly steps: readonly Reached[];
  /** Routes, replies, buttons, arms of conditions and outcomes of API steps. */
  readonly branches: readonly ReachedBranch[];
}

/** What was reached, by index into the list of `coverablePlaces`, and how often. */
export type Reach = readonly (readonly [index: number, count: number])[];

/** Counts what the tests of a program reach. */
export class CoverageCounter {
  readonly #places: CoverablePlaces;
  readonly #counts: number[];
  /** The API step that was answered, until it is known what the answer led to. */
  #answered: { readonly answers: ApiAnswers; readonly isRight: boolean } | undefined;

  constructor(program: Program) {
    this.#places = coverablePlaces(program);
    this.#counts = this.#places.all.map(() => 0);
  }

  /** Takes in an event of a run. The events of each run come together, and in order. */
  count(event: RunEvent): void {
    if (event.type === "response") this.#answer(event.source, event.outcome === "success");
    else if (event.type === "step") this.#step(event.source);
    else if (event.type === "state") this.#state(event.state, event.cause);
    else if (event.type === "report" && event.code === "missing-failure") this.#unhandled();
    else if (event.type === "wait" || event.type === "end" || event.type === "start") this.#goOn();
  }

  /** Adds what another counter of the same program has counted. */
  add(reach: Reach): void {
    for (const [index, count] of reach) this.#bump(index, count);
  }

  /** What was reached so far. */
  reach(): Reach {
    return this.#all().flatMap((count, index) => (count > 0 ? [[index, count] as const] : []));
  }

  /** Every file of the program that has states, by path. */
  files(): readonly FileCoverage[] {
    const counts = this.#all();
    const found = this.#places.all.map((place, index) => ({ ...place, count: counts[index] ?? 0 }));
    return [...Map.groupBy(found, ({ place }) => place.file)]
      .map(([file, own]) => ({
        file,
        states: own.filter(({ kind }) => kind === "state").map(reached),
        steps: own.filter(({ kind }) => kind === "step").map(reached),
        branches: own.flatMap((one) =>
          one.kind === "state" || one.kind === "step" ? [] : [{ ...reached(one), kind: one.kind, label: one.label }],
        ),
      }))
      .map(({ file, states, steps, branches }) => ({
        file,
        states: states.sort(byLine),
        steps: steps.sort(byLine),
        branches: branches.sort(byLine),
      }))
      .sort((a, b) => (a.file < b.file ? -1 : 1));
  }

  /** With what did not happen in any arm. */
  #all(): readonly number[] {
    this.#goOn();
    const counts = [...this.#counts];
    for (const { index, step, arms } of this.#places.otherwise) {
      const taken = arms.reduce((sum, arm) => sum + (counts[arm] ?? 0), 0);
      counts[index] = Math.max(0, (counts[step] ?? 0) - taken);
    }
    return counts;
  }

  #answer(source: SourcePlace | undefined, isRight: boolean): void {
    this.#goOn();
    const answers = source === undefined ? undefined : this.#places.answers.get(placeKey(source));
    this.#answered = answers === undefined ? undefined : { answers, isRight };
  }

  #step(source: SourcePlace | undefined): void {
    this.#goOn();
    const indexes = source === undefined ? undefined : this.#places.steps.get(placeKey(source));
    for (const index of indexes ?? []) this.#bump(index);
  }

  #state(state: string, cause: string): void {
    const led = cause === "response" ? this.#answered?.answers.next.get(state) : undefined;
    if (led !== undefined) this.#bump(led);
    else if (cause === "failure") this.#unhandled();
    else if (cause !== "response") this.#goOn();
    this.#answered = undefined;
    const index = this.#places.states.get(state);
    if (index !== undefined) this.#bump(index);
  }

  #unhandled(): void {
    const index = this.#answered?.answers.unhandled;
    this.#answered = undefined;
    if (index !== undefined) this.#bump(index);
  }

  /** The step that was answered goes on by itself. */
  #goOn(): void {
    const before = this.#answered;
    this.#answered = undefined;
    if (before?.isRight === true && before.answers.success !== undefined) this.#bump(before.answers.success);
  }

  #bump(index: number, by = 1): void {
    this.#counts[index] = (this.#counts[index] ?? 0) + by;
  }
}

/** The steps that were run, in percent of all; 100 where there are none. */
export function stepsInPercent(files: readonly FileCoverage[]): number {
  return inPercent(files, "steps");
}

function reached({ name, place, count }: { name: string; place: SourcePlace; count: number }): Reached {
  return { name, line: place.range.start.line + 1, count };
}

function byLine(a: Reached, b: Reached): number {
  return a.line - b.line;
}
