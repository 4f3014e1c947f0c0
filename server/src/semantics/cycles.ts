/**
 * Cycles of dialog states from which a conversation can neither get out nor come to rest.
 *
 * Only states without any pause are looked at; among them the strongly connected ones that no jump, no end and no way
 * that runs out leads out of. A `call` comes back, so it is no way out unless what it calls may pause or end; one into
 * the cycle itself never does.
 */
import type { ProjectIndex } from "./projectIndex.ts";
import { graphOf, leavesForGood, type NumberedWay, type StateGraph, type StateNode } from "./stateGraph.ts";
import { stronglyConnected } from "./stronglyConnected.ts";
import type { StateSymbol } from "./symbols.ts";

/** The states of one cycle, by file and position; at least one. */
export type Cycle = readonly StateSymbol[];

const knownCycles = new WeakMap<StateGraph, readonly (readonly number[])[]>();
const known = new WeakMap<ProjectIndex, ReadonlyMap<string, Cycle>>();

/** The endless cycle of which the state is the first, by file and position; worked out once for each shape of a project. */
export function endlessCycleFrom(index: ProjectIndex, state: StateSymbol): Cycle | undefined {
  index.look(cycleFact(state.key));
  return cyclesOf(index.parts.whole).get(state.key);
}

const cycleFact = (key: string): string => `cycle ${key}`;

/** The cycles that are others in the later of two states of the parts of a project. */
export function* cycleFactsChanged(before: ProjectIndex, after: ProjectIndex): Generator<string> {
  const old = known.get(before);
  if (old === undefined) return;
  const now = cyclesOf(after);
  for (const [key, cycle] of old) if (!isSame(cycle, now.get(key))) yield cycleFact(key);
  for (const key of now.keys()) if (!old.has(key)) yield cycleFact(key);
}

function isSame(a: Cycle, b: Cycle | undefined): boolean {
  return a.length === b?.length && a.every(({ key }, at) => key === b[at]?.key);
}

function cyclesOf(parts: ProjectIndex): ReadonlyMap<string, Cycle> {
  const before = known.get(parts);
  if (before !== undefined) return before;
  const graph = graphOf(parts);
  const numbered = knownCycles.get(graph) ?? new CycleSearch(graph, startOf(parts, graph)).find();
  knownCycles.set(graph, numbered);
  const cycles = new Map<string, Cycle>();
  for (const numbers of numbered) {
    const cycle = numbers
      .flatMap((number) => parts.symbols(graph.numbers.keyOf(number)))
      .filter((symbol) => symbol.kind === "state")
      .sort((a, b) => parts.comparePlaces({ path: a.path, ...a.span }, { path: b.path, ...b.span }));
    const [first] = cycle;
    if (first !== undefined) cycles.set(first.key, cycle);
  }
  known.set(parts, cycles);
  return cycles;
}

/** Where a state without a pause can go at once. */
interface Exits {
  readonly jumps: ReadonlySet<number>;
  readonly calls: ReadonlySet<number>;
  /** Some way ends, comes back, leads to what cannot be told, or ends the conversation. */
  readonly getsOut: boolean;
}

class CycleSearch {
  readonly #graph: StateGraph;
  readonly #start: number | undefined;
  readonly #restless = new Map<number, StateNode>();
  readonly #next = new Map<number, readonly number[]>();
  readonly #watchesMemory: boolean;

  /** `start` is that of the bot. */
  constructor(graph: StateGraph, start: number | undefined) {
    this.#graph = graph;
    this.#start = start;
    this.#watchesMemory = graph.outside.values().some(({ shape }) => shape.watchesMemory);
    graph.nodes.forEach((nodes, number) => {
      const [node, second] = nodes ?? [];
      if (node === undefined || second !== undefined || node.ways.length === 0) return;
      if (this.#isRestless(node)) this.#restless.set(number, node);
    });
  }

  #isRestless({ shape }: StateNode): boolean {
    return !shape.pauses && !shape.isUnclear && !(this.#watchesMemory && shape.changesMemory);
  }

  find(): readonly (readonly number[])[] {
    for (const [number, { ways }] of this.#restless) {
      const targets = new Set<number>();
      this.#addTargets(ways, targets);
      this.#next.set(number, [...targets]);
    }
    return stronglyConnected(this.#core(), (number) => this.#nextOf(number))
      .filter((states) => states.length > 1 || states.some((state) => this.#nextOf(state).includes(state)))
      .filter((states) => this.#isEndless(new Set(states)));
  }

  /** The restless states that have restless ones before and behind them time and again: most projects have none. */
  #core(): readonly number[] {
    const before = new Map<number, number[]>();
    const left = new Map<number, number>();
    for (const [number, targets] of this.#next) {
      let count = 0;
      for (const target of targets) {
        if (!this.#restless.has(target)) continue;
        count++;
        const sources = before.get(target);
        if (sources === undefined) before.set(target, [number]);
        else sources.push(number);
      }
      left.set(number, count);
    }
    const open = [...left].flatMap(([number, count]) => (count === 0 ? [number] : []));
    for (let number = open.pop(); number !== undefined; number = open.pop()) {
      left.delete(number);
      for (const source of before.get(number) ?? []) {
        const count = (left.get(source) ?? 0) - 1;
        if (count < 0) continue;
        left.set(source, count);
        if (count === 0) open.push(source);
      }
    }
    return [...left.keys()];
  }

  #nextOf(number: number): readonly number[] {
    return (this.#next.get(number) ?? []).filter((target) => this.#restless.has(target));
  }

  #addTargets(ways: readonly NumberedWay[], targets: Set<number>): void {
    for (const way of ways) {
      if (way.kind === "choice") for (const arm of way.arms) this.#addTargets(arm, targets);
      else {
        const to = way.kind === "go" ? this.#jumpTarget(way.to) : way.to;
        if (to !== undefined) targets.add(to);
      }
    }
  }

  #isEndless(states: ReadonlySet<number>): boolean {
    for (const state of states) {
      const exits = this.#exitsOf(state, states);
      if (exits.getsOut) return false;
      for (const target of exits.jumps) if (!states.has(target)) return false;
      for (const target of exits.calls) if (!states.has(target) && this.#mayGetOut(target)) return false;
    }
    return true;
  }

  /** True if a call of the state may pause, end the conversation, or do what cannot be told. */
  #mayGetOut(called: number): boolean {
    const seen = new Set([called]);
    for (const state of seen) {
      const node = this.#graph.nodes[state]?.[0];
      // Without ways its steps run out, and the call comes back.
      if (node?.ways.length === 0 && this.#isRestless(node)) continue;
      if (!this.#restless.has(state) || leavesForGood(node?.ways ?? [])) return true;
      for (const target of this.#next.get(state) ?? []) seen.add(target);
    }
    return false;
  }

  #exitsOf(state: number, cycle: ReadonlySet<number>): Exits {
    const jumps = new Set<number>();
    const calls = new Set<number>();
    let getsOut = false;
    const follow = (ways: readonly NumberedWay[]): boolean => {
      for (const way of ways) {
        if (way.kind === "go") {
          const to = this.#jumpTarget(way.to);
          if (to === undefined || this.#graph.nodes[to] === undefined) getsOut = true;
          else jumps.add(to);
          return false;
        }
        if (way.kind === "call") {
          if (way.to === undefined || this.#graph.nodes[way.to] === undefined) getsOut = true;
          else calls.add(way.to);
          if (way.to !== undefined && cycle.has(way.to)) return false;
        } else if (!way.arms.map(follow).includes(true)) return false;
      }
      return true;
    };
    const rests = follow(this.#restless.get(state)?.ways ?? []);
    return { jumps, calls, getsOut: getsOut || rests };
  }

  #jumpTarget(to: (NumberedWay & { kind: "go" })["to"]): number | undefined {
    if (to === "restart") return this.#start;
    return typeof to === "number" ? to : undefined;
  }
}

/** Of several bots (which is a mistake) the first one's. */
function startOf(index: ProjectIndex, { outside }: StateGraph): number | undefined {
  const starts = [...outside].filter(([, { start }]) => start !== undefined);
  const top = { start: 0, end: 0 };
  starts.sort(([a], [b]) => index.comparePlaces({ path: a, ...top }, { path: b, ...top }));
  return starts[0]?.[1].start;
}
