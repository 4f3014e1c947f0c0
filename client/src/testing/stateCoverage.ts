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
  return counted.flatMap((state) => {
    if (state.kind !== "state") return [];
    const steps = counted.filter((place) => place.kind === "step" && place.state === state.label);
    const ways = steps.flatMap(({ index }) => branches.get(index) ?? []);
    const through = [...tests].filter(([, reach]) => reach.some(([index]) => index === state.index));
    const named = through.flatMap(([test]) => nameOf(test) ?? []);
    const once = new Map(named.map((name) => [JSON.stringify(name), name]));
    return [{ state: state.label, steps: share(steps), branches: share(ways), tests: [...once.values()] }];
  });
}

function share(places: readonly CountedPlace[]): { readonly reached: number; readonly all: number } {
  return { reached: places.filter(({ count }) => count > 0).length, all: places.length };
}
