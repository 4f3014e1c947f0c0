import type { StateCoverage } from "../../../server/src/lsp/protocol.ts";
import type { TestPlace } from "../../../server/src/testing/protocol.ts";
import { branchesByStep, type CountedPlace, countPlaces, type Reach } from "./reachedTests.ts";

/** What tests reached of each state; `nameOf` says what a test is, undefined for one that is gone. */
export function stateCoverage(
  places: readonly TestPlace[],
  tests: ReadonlyMap<string, Reach>,
  nameOf: (test: string) => { readonly uri: string; readonly name: string } | undefined,
): readonly StateCoverage[] {
  const counts = countPlaces(places, tests.values());
  const counted: readonly CountedPlace[] = places.map((place, index) => ({
    ...place,
    index,
    count: counts[index] ?? 0,
  }));
  const branches = branchesByStep(counted);
  const steps = Map.groupBy(
    counted.filter(({ kind }) => kind === "step"),
    ({ state }) => state,
  );
  const through = Map.groupBy(
    [...tests].flatMap(([test, reach]) => reach.map(([index]) => ({ test, index }))),
    ({ index }) => index,
  );
  return counted.flatMap((state) => {
    if (state.kind !== "state") return [];
    const own = steps.get(state.label) ?? [];
    const ways = own.flatMap(({ index }) => branches.get(index) ?? []);
    const named = (through.get(state.index) ?? []).flatMap(({ test }) => nameOf(test) ?? []);
    const once = new Map(named.map((name) => [JSON.stringify(name), name]));
    return [{ state: state.label, steps: share(own), branches: share(ways), tests: [...once.values()] }];
  });
}

function share(places: readonly CountedPlace[]): { readonly reached: number; readonly all: number } {
  return { reached: places.filter(({ count }) => count > 0).length, all: places.length };
}
