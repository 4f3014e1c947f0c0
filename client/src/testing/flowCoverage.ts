import { resolve } from "node:path";
import {
  BranchCoverage,
  DeclarationCoverage,
  FileCoverage,
  type FileCoverageDetail,
  type Position,
  Range,
  StatementCoverage,
  type TestItem,
  Uri,
} from "vscode";
import type { TestPlace } from "../../../server/src/testing/protocol.ts";
import { branchesByStep, type CountedPlace, countPlaces, type Reach, type ReachedTests } from "./reachedTests.ts";

/** The coverage of one flow, which knows what each test has of it. */
export class FlowCoverage extends FileCoverage {
  readonly #places: readonly TestPlace[];
  readonly #file: string;
  readonly #reaches: ReadonlyMap<TestItem, Reach>;

  private constructor(uri: Uri, base: FileCoverage, from: CoverageSource) {
    super(uri, base.statementCoverage, base.branchCoverage, base.declarationCoverage, [...from.reaches.keys()]);
    this.#places = from.places;
    this.#file = from.file;
    this.#reaches = from.reaches;
  }

  static of(uri: Uri, from: CoverageSource): FlowCoverage {
    return new FlowCoverage(uri, FileCoverage.fromDetails(uri, detailsOf(from)), from);
  }

  /** Of one test, or of all of them. */
  details(test?: TestItem): FileCoverageDetail[] {
    const own = test === undefined ? undefined : this.#reaches.get(test);
    const reaches = test === undefined ? this.#reaches : new Map(own === undefined ? [] : [[test, own]]);
    return detailsOf({ places: this.#places, file: this.#file, reaches });
  }
}

interface CoverageSource {
  readonly places: readonly TestPlace[];
  /** As places name it. */
  readonly file: string;
  readonly reaches: ReadonlyMap<TestItem, Reach>;
}

/** The coverage of every flow of a project. `items` has the tests that count, by the names that `reached` knows. */
export function projectCoverage(
  project: string,
  reached: ReachedTests,
  items: ReadonlyMap<string, TestItem>,
): readonly FlowCoverage[] {
  const places = reached.places(project);
  const known = [...reached.tests(project)].flatMap(([test, reach]) => {
    const item = items.get(test);
    return item === undefined ? [] : [[item, reach] as const];
  });
  return [...new Set(places.map(({ file }) => file))].map((file) => {
    const here = known.filter(([, reach]) => reach.some(([index]) => places[index]?.file === file));
    return FlowCoverage.of(Uri.file(resolve(project, file)), { places, file, reaches: new Map(here) });
  });
}

/** States are declarations, steps statements, and what a step may lead to its branches. */
function detailsOf({ places, file, reaches }: CoverageSource): FileCoverageDetail[] {
  const counts = countPlaces(places, reaches.values());
  const counted: readonly CountedPlace[] = places.map((place, index) => ({
    ...place,
    index,
    count: counts[index] ?? 0,
  }));
  const own = counted.filter((place) => place.file === file);
  const branches = branchesByStep(counted);
  return own.flatMap((place): FileCoverageDetail[] => {
    if (place.kind === "state") return [new DeclarationCoverage(place.label, place.count, rangeOf(place))];
    if (place.kind !== "step") return [];
    const ways = (branches.get(place.index) ?? []).map(
      (branch) => new BranchCoverage(branch.count, rangeOf(branch), branch.label),
    );
    return [new StatementCoverage(place.count, statementRange(place, own), ways)];
  });
}

/** A step with steps in it is marked on its first line alone: the others speak for themselves. */
function statementRange(place: CountedPlace, own: readonly CountedPlace[]): Range | Position {
  const range = rangeOf(place);
  const holdsSteps = own.some(
    (other) => other.kind === "step" && other.index !== place.index && range.contains(rangeOf(other)),
  );
  return holdsSteps ? range.start : range;
}

function rangeOf({ range: { start, end } }: TestPlace): Range {
  return new Range(start.line, start.character, end.line, end.character);
}
