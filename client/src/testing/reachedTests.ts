/** What the tests that ran in this window reached, for the coverage of the editor and to know which tests a change touches. */
import type { TestPlace } from "../../../server/src/testing/protocol.ts";

/** What one test reached: by index into the places of its project, and how often. */
export type Reach = readonly (readonly [index: number, count: number])[];

interface KnownProject {
  readonly places: readonly TestPlace[];
  /** The places as a text, to know whether they are the same. */
  readonly words: string;
  readonly tests: Map<string, Reach>;
}

/** By project, then by test. Tests have any unique names. */
export class ReachedTests {
  readonly #projects = new Map<string, KnownProject>();

  /** The tests of a project begin. What was known stays as long as its flows have the same places. */
  begin(project: string, places: readonly TestPlace[]): void {
    const words = JSON.stringify(places);
    if (this.#projects.get(project)?.words !== words) this.#projects.set(project, { places, words, tests: new Map() });
  }

  add(project: string, test: string, reach: Reach): void {
    this.#projects.get(project)?.tests.set(test, reach);
  }

  places(project: string): readonly TestPlace[] {
    return this.#projects.get(project)?.places ?? [];
  }

  /** The tests of a project that ran, with what they reached. */
  tests(project: string): ReadonlyMap<string, Reach> {
    return this.#projects.get(project)?.tests ?? new Map<string, Reach>();
  }

  /** The tests of a project that came to a file (as places name it); undefined where nothing is known of the project. */
  through(project: string, file: string): ReadonlySet<string> | undefined {
    const known = this.#projects.get(project);
    if (known === undefined) return undefined;
    const inFile = new Set(known.places.flatMap((place, index) => (place.file === file ? [index] : [])));
    return new Set([...known.tests].flatMap(([test, reach]) => (reach.some(([at]) => inFile.has(at)) ? [test] : [])));
  }
}

/** How often each place was reached by some tests. */
export function countPlaces(places: readonly TestPlace[], reaches: Iterable<Reach>): readonly number[] {
  const counts = places.map(() => 0);
  for (const reach of reaches) {
    for (const [index, count] of reach) counts[index] = (counts[index] ?? 0) + count;
  }
  return counts;
}

/** A place with how often it was reached. */
export type CountedPlace = TestPlace & { readonly index: number; readonly count: number };

/** Branches of each step, by the index of the step; an answer that has a block of its own counts as that block. */
export function branchesByStep(places: readonly CountedPlace[]): ReadonlyMap<number, readonly CountedPlace[]> {
  const branches = places.filter(({ kind }) => kind === "branch" || kind === "outcome");
  const answers = new Set(
    branches.flatMap(({ kind, step, label }) => (kind === "outcome" ? [`${step} ${label}`] : [])),
  );
  const own = branches.filter(({ kind, step, label }) => kind === "outcome" || !answers.has(`${step} ${label}`));
  const steps = new Map(
    places.flatMap((place) => (place.kind === "step" ? [[wordsOf(place), place.index] as const] : [])),
  );
  // A route belongs to no step: it goes with its first one.
  return Map.groupBy(own, (branch) => branch.step ?? steps.get(wordsOf(branch)) ?? -1);
}

function wordsOf({ file, range: { start, end } }: TestPlace): string {
  return `${file}:${start.line}:${start.character}-${end.line}:${end.character}`;
}
