import type { SourcePlace } from "../runtime/events.ts";
import type { Program, ProgramStep } from "../runtime/program.ts";
import { ApiOutcomeCounter, placeKey } from "./apiOutcomes.ts";

/** A place of a flow that tests may reach. */
export interface CoverablePlace {
  readonly kind: "state" | "step" | "branch" | "outcome";
  /** Full name of a state; kind of a step; id of a branch; what an answer is: `-> done`, `on 404`. */
  readonly name: string;
  /** What a reader calls it, where that is not its name: `reply Yes`, `on 404`, `if`. */
  readonly label: string;
  readonly place: SourcePlace;
  /** Full name of the state that it is or is in; `null` in a global route. */
  readonly state: string | null;
  /** Of a branch or an outcome: the step that it belongs to, as its index in the list. */
  readonly step?: number;
  /** Of an outcome: its API step as it is told to people. */
  readonly api?: string;
}

/** Everything that tests of a program may reach, and where in `all` the things of a run stand. */
export interface CoverablePlaces {
  readonly all: readonly CoverablePlace[];
  /** By full name. */
  readonly states: ReadonlyMap<string, number>;
  /** By `placeKey` of the step: itself, and the branch that begins with it. */
  readonly steps: ReadonlyMap<string, readonly number[]>;
  /** By `placeKey` of an `if` or `match` without `else`: the branch that it takes where nothing fits. */
  readonly gaps: ReadonlyMap<string, ElseGap>;
  /** The index of the first outcome; they stand in the order of `ApiOutcomeCounter.outcomes`. */
  readonly outcomes: number;
}

/** What comes where no arm of a step fits and no `else` is written. */
export interface ElseGap {
  readonly index: number;
  /** `placeKey` of the step that each arm begins with: where one of them comes next, an arm was taken. */
  readonly arms: ReadonlySet<string>;
}

const known = new WeakMap<Program, CoverablePlaces>();

/** What the tests of a program may reach; the same value each time. */
export function coverablePlaces(program: Program): CoverablePlaces {
  const before = known.get(program);
  if (before !== undefined) return before;
  const found = collect(program);
  known.set(program, found);
  return found;
}

function collect(program: Program): CoverablePlaces {
  const states = [...program.states.values()];
  const steps = [...program.steps.values()];
  const stepIndexes = new Map(steps.map(({ id }, i) => [id, states.length + i]));
  const branches = branchesOf(program, stepIndexes);
  const gaps = gapsOf(steps, program);
  const before: readonly CoverablePlace[] = [
    ...states.map(({ name, place }) => ({ kind: "state" as const, name, label: name, place, state: name })),
    ...steps.map(({ node, place, owner: { state } }) => ({
      kind: "step" as const,
      name: node.kind,
      label: node.kind,
      place,
      state,
    })),
    ...branches.map(({ branch }) => branch),
    ...gaps.map(({ id, place, owner: { state } }) => ({
      kind: "branch" as const,
      name: `${id}/else`,
      label: "else",
      place,
      state,
      step: stepIndexes.get(id) ?? 0,
    })),
  ];
  const apiSteps = new Map(steps.map(({ id, place }) => [placeKey(place), stepIndexes.get(id)]));
  const outcomes = new ApiOutcomeCounter(program).outcomes().map(({ step: api, outcome, place, stepPlace }) => {
    const step = apiSteps.get(placeKey(stepPlace));
    const state = step === undefined ? null : (before[step]?.state ?? null);
    const known = { kind: "outcome" as const, name: outcome, label: outcome, place, state, api };
    return step === undefined ? known : { ...known, step };
  });
  const indexes = new Map(steps.map(({ id, place }) => [placeKey(place), [stepIndexes.get(id) ?? 0]]));
  branches.forEach(({ first }, i) => {
    indexes.get(placeKey(first.place))?.push(states.length + steps.length + i);
  });
  return {
    all: [...before, ...outcomes],
    states: new Map(states.map(({ name }, i) => [name, i])),
    steps: indexes,
    gaps: new Map(
      gaps.map(({ place, arms }, i) => {
        const index = states.length + steps.length + branches.length + i;
        return [placeKey(place), { index, arms }];
      }),
    ),
    outcomes: before.length,
  };
}

/** The steps that choose and have no `else`, each with what its arms begin with. */
function gapsOf(steps: readonly ProgramStep[], program: Program) {
  return steps.flatMap((step) => {
    const { node } = step;
    if ((node.kind !== "If" && node.kind !== "Match") || node.otherwise !== undefined) return [];
    const blocks = (node.kind === "If" ? node.branches : node.arms).map(({ block }) => block);
    const firsts = blocks.map((block) => {
      const id = block === undefined ? null : program.block(block);
      return id === null ? undefined : program.blocks.get(id)?.steps[0];
    });
    // An arm without steps cannot be told from none.
    if (firsts.includes(undefined)) return [];
    return [
      { ...step, arms: new Set(firsts.flatMap((first) => (first === undefined ? [] : [placeKey(first.place)]))) },
    ];
  });
}

/** Whatever has steps of its own, and is not the body of a state. */
function branchesOf(
  program: Program,
  stepIndexes: ReadonlyMap<string, number>,
): readonly { readonly branch: CoverablePlace; readonly first: ProgramStep }[] {
  const bodies = new Set(Array.from(program.states.values(), ({ block }) => block));
  const entries = new Map(
    [...program.places.values()].flat().flatMap((entry) => (entry.kind === "step" ? [] : [[entry.id, entry]])),
  );
  return [...program.blocks.values()].flatMap(({ id, steps, owner: { state } }) => {
    const [first] = steps;
    if (first === undefined || bodies.has(id)) return [];
    const entry = entries.get(first.id);
    const step = stepIndexes.get(id.slice(0, Math.max(0, id.lastIndexOf("/"))));
    const branch = {
      kind: "branch" as const,
      name: id,
      label: labelOf(id, entry?.label),
      place: first.place,
      state,
      ...(step === undefined ? {} : { step }),
    };
    return [{ branch, first }];
  });
}

/** `reply Yes`, `on 404`, `on` for a route, `if`, `else`. */
function labelOf(id: string, entry: string | undefined): string {
  const word = id.slice(id.lastIndexOf("/") + 1).replace(/\d+$/, "");
  switch (word) {
    case "reply":
    case "button":
      return `${word} ${entry ?? ""}`.trimEnd();
    case "on":
      return entry ?? word;
    case "route":
      return "on";
    default:
      return word;
  }
}
