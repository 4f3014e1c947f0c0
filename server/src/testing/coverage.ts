import type { RunEvent, SourcePlace } from "../runtime/events.ts";
import type { Program } from "../runtime/program.ts";
import { ApiOutcomeCounter, placeKey } from "./apiOutcomes.ts";
import { type CoverablePlace, type CoverablePlaces, coverablePlaces, type ElseGap } from "./coverablePlaces.ts";

/** A place of a flow that tests may reach, and how often they did. */
interface Reached {
  /** Full name of a state; the kind of a step; the id of a branch; an answer: `-> done`, `on 404`, `success`, `failure`. */
  readonly name: string;
  /** Counted from 1. */
  readonly line: number;
  readonly count: number;
}

/** An answer that an API step declares, and how often tests have shown it. */
interface ReachedOutcome extends Reached {
  /** The step as it is told to people: `POST "/transaction"`. */
  readonly step: string;
}

/** What tests have shown of one file. */
export interface FileCoverage {
  /** Relative to the project. */
  readonly file: string;
  readonly states: readonly Reached[];
  readonly steps: readonly Reached[];
  /**
   * Routes, replies, buttons and condition arms: whatever has steps of its own; and of an `if` or `match` without `else` that
   * nothing fits.
   */
  readonly branches: readonly Reached[];
  /** The answers that the API steps declare. */
  readonly outcomes: readonly ReachedOutcome[];
}

/** What is counted of a file. */
export type CoverageKind = "states" | "steps" | "branches" | "outcomes";

/** What was reached, and how often: by index into the list of `coverablePlaces`. */
export type Reach = readonly (readonly [index: number, count: number])[];

/** Counts what the tests of a program reach. */
export class CoverageCounter {
  readonly #places: CoverablePlaces;
  readonly #outcomes: ApiOutcomeCounter;
  /** By index of the place; those that were not reached are missing. */
  readonly #counts = new Map<number, number>();
  #isAnswered = false;
  /** A step that chooses and has no `else`, until the events say whether an arm was taken. */
  #open: ElseGap | undefined;

  constructor(program: Program) {
    this.#places = coverablePlaces(program);
    this.#outcomes = new ApiOutcomeCounter(program);
  }

  /** Takes in an event of a run. The events of each run come together, and in order. */
  count(event: RunEvent): void {
    this.#outcomes.count(event);
    this.#isAnswered ||= event.type === "response";
    if (event.type === "state") this.#bump(this.#places.states.get(event.state));
    // A condition may be reported before anything comes of it.
    if (event.type === "report") return;
    const key = event.type === "step" && event.source !== undefined ? placeKey(event.source) : undefined;
    if (this.#open !== undefined && (key === undefined || !this.#open.arms.has(key))) this.#bump(this.#open.index);
    this.#open = key === undefined ? undefined : this.#places.gaps.get(key);
    if (key === undefined) return;
    for (const index of this.#places.steps.get(key) ?? []) this.#bump(index);
  }

  /** Takes in what another counter of the same program has counted. */
  add(reach: Reach): void {
    for (const [index, count] of reach) this.#bump(index, count);
  }

  /** What was reached so far. */
  reach(): Reach {
    return [...this.#all()].sort(([a], [b]) => a - b);
  }

  /** Every file of the program that has states, by path. */
  files(): readonly FileCoverage[] {
    const counts = this.#all();
    const counted = this.#places.all.map((place, index) => ({ ...place, count: counts.get(index) ?? 0 }));
    return [...Map.groupBy(counted, ({ place }) => place.file)]
      .map(([file, own]) => fileCoverage(file, own))
      .sort((a, b) => (a.file < b.file ? -1 : 1));
  }

  #all(): ReadonlyMap<number, number> {
    const { outcomes } = this.#places;
    const all = new Map(this.#counts);
    if (!this.#isAnswered) return all;
    this.#outcomes.outcomes().forEach(({ count }, i) => {
      if (count > 0) all.set(outcomes + i, (all.get(outcomes + i) ?? 0) + count);
    });
    return all;
  }

  #bump(index: number | undefined, by = 1): void {
    if (index !== undefined) this.#counts.set(index, (this.#counts.get(index) ?? 0) + by);
  }
}

type Counted = CoverablePlace & { readonly count: number };

function fileCoverage(file: string, own: readonly Counted[]): FileCoverage {
  const of = (kind: CoverablePlace["kind"]): readonly Counted[] =>
    own.filter((each) => each.kind === kind).sort((a, b) => lineOf(a.place) - lineOf(b.place));
  return {
    file,
    states: of("state").map(reached),
    steps: of("step").map(reached),
    branches: of("branch").map(reached),
    outcomes: of("outcome").map((each) => ({ ...reached(each), step: each.api ?? "" })),
  };
}

function reached({ name, place, count }: Counted): Reached {
  return { name, line: lineOf(place), count };
}

/** What was reached of all that is of this kind, in percent; 100 where there is nothing. */
export function inPercent(files: readonly FileCoverage[], kind: CoverageKind): number {
  const all = files.flatMap((file): readonly Reached[] => file[kind]);
  const seen = all.filter(({ count }) => count > 0).length;
  return all.length === 0 ? 100 : (seen / all.length) * 100;
}

/** The answers that API steps declare and no test has shown, each with its file. */
export function neverSeen(files: readonly FileCoverage[]): readonly (ReachedOutcome & { readonly file: string })[] {
  return files.flatMap(({ file, outcomes }) =>
    outcomes.flatMap((each) => (each.count === 0 ? [{ ...each, file }] : [])),
  );
}

function lineOf({ range }: SourcePlace): number {
  return range.start.line + 1;
}
