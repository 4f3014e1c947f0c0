/** Which dialog states a conversation can come to. Read once for each shape of a project. */
import { nameDistance } from "./fixes/didYouMean.ts";
import type { ProjectIndex } from "./projectIndex.ts";
import { wireKey } from "./references.ts";
import { graphOf, numberOf, type StateGraph } from "./stateGraph.ts";
import type { StateSymbol } from "./symbols.ts";

/** By number: 1 for the states that belong to it. */
export type StateSet = Uint8Array;

interface Reached {
  readonly states: StateSet;
  /** By number: a state that leads to it on a way from a beginning; `BEGINNING` where there is none before it. */
  readonly before: Int32Array;
  /** Names on the way that no state bears: what they shall mean is not reached either, for now. */
  readonly broken: ReadonlySet<number>;
  /** Some answer of a backend may name any state that has an `id`. */
  readonly isOpen: boolean;
}

const BEGINNING = -1;

interface Known {
  /** What the files beside the flows name: it counts too. */
  readonly outside: string;
  readonly reached: Reached | "unclear";
}

const known = new WeakMap<StateGraph, Known>();

/**
 * False for a state that nothing leads to: not the start, a global route, a call, a test, a state handed to a backend,
 * stored or sent, a `nextDialogstate`, a file of the backend, nor the answer of a backend that may name any `id`. True for all where a bot's start cannot be told or a way is half typed, and for
 * a state whose name is nearly that of a broken reference: that is the mistake to put right.
 */
export function isReached(index: ProjectIndex, state: StateSymbol): boolean {
  const graph = graphOf(index);
  const reached = reachedIn(index.parts.whole, graph);
  const number = numberOf(graph, state);
  index.look(UNCLEAR);
  index.look(reachedFact(number));
  if (reached === "unclear" || reached.states[number] === 1) return true;
  index.look(BROKEN);
  for (const wrong of reached.broken) {
    if (nameDistance(graph.numbers.nameOf(wrong), state.name) !== undefined) return true;
  }
  return false;
}

const UNCLEAR = "reached unclear";
const BROKEN = "reached broken";
const reachedFacts = new Map<number, string>();
/** Written once for each number, because a broken way may concern very many. */
function reachedFact(number: number): string {
  const known = reachedFacts.get(number);
  if (known !== undefined) return known;
  const fact = `reached ${number}`;
  reachedFacts.set(number, fact);
  return fact;
}

/** The answers of `isReached` that may be others in the later of two states of the parts of a project. */
export function* reachedFactsChanged(before: ProjectIndex, after: ProjectIndex): Generator<string> {
  const known = knownIn(before, graphOf(before));
  if (known === undefined) return;
  const now = reachedIn(after, graphOf(after));
  if (known === now) return;
  if (known === "unclear" || now === "unclear") {
    yield UNCLEAR;
    return;
  }
  if (!areEqual(known.broken, now.broken)) yield BROKEN;
  for (const number of differences(known.states, now.states)) yield reachedFact(number);
}

function areEqual(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  if (a.size !== b.size) return false;
  for (const number of a) if (!b.has(number)) return false;
  return true;
}

/** The numbers that only one of two sets has. */
export function* differences(a: StateSet, b: StateSet): Generator<number> {
  for (let number = 0; number < Math.max(a.length, b.length); number++) {
    if ((a[number] ?? 0) !== (b[number] ?? 0)) yield number;
  }
}

function knownIn(index: ProjectIndex, graph: StateGraph): Known["reached"] | undefined {
  const before = known.get(graph);
  return before?.outside === namesOutside(index).text ? before.reached : undefined;
}

/** What was last known of a project without anything unclear in it: the next state of it differs little. */
interface Base {
  readonly graph: StateGraph;
  readonly outside: string;
  readonly reached: Reached;
}

const bases = new WeakMap<StateGraph["numbers"], Base>();

function reachedIn(index: ProjectIndex, graph: StateGraph): Known["reached"] {
  const before = knownIn(index, graph);
  if (before !== undefined) return before;
  const outside = namesOutside(index).text;
  const base = bases.get(graph.numbers);
  const isNear =
    base?.outside === outside && base.graph.outside === graph.outside && base.graph.firsts === graph.firsts;
  const reached = (isNear ? reachedAfter(index, base, graph) : undefined) ?? findReached(index, graph);
  known.set(graph, { outside, reached });
  if (reached !== "unclear") bases.set(graph.numbers, { graph, outside, reached });
  return reached;
}

/** More states than these are not compared one by one. */
const MOST_CHANGED = 50;

/**
 * What is reached where only some states lead elsewhere than in the base: from them on what is new, and nothing is lost as
 * long as no way that was found there is cut. `undefined` where all has to be looked for.
 */
function reachedAfter(index: ProjectIndex, base: Base, graph: StateGraph): Known["reached"] | undefined {
  const changed = changedStates(base.graph, graph);
  if (changed === undefined) return undefined;
  const { isOpen } = base.reached;
  const states = new Uint8Array(graph.numbers.count + 1);
  states.set(base.reached.states);
  const before = new Int32Array(graph.numbers.count + 1);
  before.set(base.reached.before);
  const broken = new Set(base.reached.broken);
  for (const number of changed) {
    if (states[number] !== 1) continue;
    const now = targetsOf(index, graph, number);
    for (const target of targetsOf(index, base.graph, number)) {
      if (now.has(target) || before[target] !== number || states[target] !== 1) continue;
      if (graph.nodes[target] !== undefined || isNamed(index, graph, target)) return undefined;
      states[target] = 0;
      broken.delete(target);
    }
  }
  const open = changed.filter((number) => states[number] === 1);
  for (let number = open.pop(); number !== undefined; number = open.pop()) {
    const node = graph.nodes[number];
    if (node === undefined) broken.add(number);
    if (node?.some(({ shape }) => shape.isUnclear)) return "unclear";
    if (!isOpen && node?.some(({ shape }) => shape.hasOpenAnswers)) return undefined;
    for (const target of targetsOf(index, graph, number)) {
      if (states[target] === 1) continue;
      states[target] = 1;
      before[target] = number;
      open.push(target);
    }
  }
  return { states, before, broken, isOpen };
}

/** The states that lead elsewhere; `undefined` where more is different. */
function changedStates(base: StateGraph, { nodes }: StateGraph): number[] | undefined {
  const changed: number[] = [];
  for (let number = 0; number < Math.max(base.nodes.length, nodes.length); number++) {
    const [old, now] = [base.nodes[number], nodes[number]];
    if (old === now) continue;
    const [a, b] = [old?.[0]?.shape, now?.[0]?.shape];
    if (old?.length !== 1 || now?.length !== 1 || a?.id !== b?.id || a?.hasOpenAnswers !== b?.hasOpenAnswers) {
      return undefined;
    }
    if (changed.push(number) > MOST_CHANGED) return undefined;
  }
  return changed;
}

function targetsOf(index: ProjectIndex, { nodes, numbers }: StateGraph, number: number): ReadonlySet<number> {
  const targets = new Set<number>();
  for (const { jumps, calls } of nodes[number] ?? []) {
    for (const list of [jumps, calls]) {
      for (const to of list) targets.add(nodes[to] === undefined ? numbers.resolve(index, to) : to);
    }
  }
  return targets;
}

/** True where something in the project still names what no state bears. */
function isNamed(index: ProjectIndex, { numbers }: StateGraph, number: number): boolean {
  const keys = [numbers.keyOf(number), wireKey(numbers.nameOf(number))];
  return keys.some((key) => index.filesReferring(key).next().done !== true);
}

interface OutsideNames {
  readonly names: readonly string[];
  /** Equal where the names are. */
  readonly text: string;
}

const outsideNames = new WeakMap<ProjectIndex["neighbours"], OutsideNames>();

/** What the files beside the flows name, each once and in order: most edits of such a file change nothing in it. */
function namesOutside({ neighbours }: ProjectIndex): OutsideNames {
  const before = outsideNames.get(neighbours);
  if (before !== undefined) return before;
  const all = [...neighbours.values()].flatMap(({ references }) => references.map(({ name }) => name));
  const names = [...new Set(all)].sort();
  const now = { names, text: JSON.stringify(names) };
  outsideNames.set(neighbours, now);
  return now;
}

/** The states that they name: a backend may lead to them. */
function namedOutside(index: ProjectIndex, { numbers }: StateGraph): readonly number[] {
  return namesOutside(index).names.map((wire) => numbers.of({ wire, flow: undefined }));
}

function findReached(index: ProjectIndex, graph: StateGraph): Reached | "unclear" {
  const inFlows = rootsOf(graph);
  if (inFlows === undefined || graph.outside.values().some(({ shape }) => shape.isUnclear)) return "unclear";
  const roots = [...inFlows, ...namedOutside(index, graph)];
  const before = new Int32Array(graph.numbers.count + 1);
  let states = reachableFrom(index, graph, roots, "all", before);
  const isOpen = hasOpenAnswers(graph, states);
  if (isOpen) states = reachableFrom(index, graph, [...roots, ...withId(graph)], "all", before);
  const broken = new Set<number>();
  for (let number = 0; number < states.length; number++) {
    if (states[number] !== 1) continue;
    const nodes = graph.nodes[number];
    if (nodes === undefined) broken.add(number);
    else if (nodes.some(({ shape }) => shape.isUnclear)) return "unclear";
  }
  return { states, before, broken, isOpen };
}

/** The states that steps lead to from some of them, those included; `before` is told from where it came to each. */
export function reachableFrom(
  index: ProjectIndex,
  graph: StateGraph,
  roots: Iterable<number>,
  ways: "jumps" | "all",
  before?: Int32Array,
): StateSet {
  const { nodes, numbers } = graph;
  const set = new Uint8Array(numbers.count + 1);
  const open: number[] = [];
  const enter = (target: number, from: number): void => {
    const number = nodes[target] === undefined ? numbers.resolve(index, target) : target;
    if (set[number] === 1) return;
    set[number] = 1;
    if (before !== undefined) before[number] = from;
    open.push(number);
  };
  for (const root of roots) enter(root, BEGINNING);
  for (let number = open.pop(); number !== undefined; number = open.pop()) {
    for (const { jumps, calls } of nodes[number] ?? []) {
      for (const target of jumps) enter(target, number);
      if (ways === "all") for (const target of calls) enter(target, number);
    }
  }
  return set;
}

/** `undefined` where a bot says no start, or one that does not exist. */
function rootsOf(graph: StateGraph): readonly number[] | undefined {
  const files = [...graph.outside.values()];
  const outside = files.flatMap(({ handlers, entries, calls }) => [...handlers, ...entries, ...calls]);
  if (!files.some(({ shape }) => shape.hasBot)) return [...outside, ...graph.firsts.values()];
  const starts = files.flatMap(({ start }) => (start === undefined || graph.nodes[start] === undefined ? [] : [start]));
  return starts.length === 0 ? undefined : [...outside, ...starts];
}

function hasOpenAnswers(graph: StateGraph, states: StateSet): boolean {
  if (graph.outside.values().some(({ shape }) => shape.hasOpenAnswers)) return true;
  return graph.nodes.some((nodes, number) => states[number] === 1 && nodes?.some(({ shape }) => shape.hasOpenAnswers));
}

function withId({ nodes }: StateGraph): readonly number[] {
  const found: number[] = [];
  nodes.forEach((named, number) => {
    if (named?.some(({ shape }) => shape.id !== undefined)) found.push(number);
  });
  return found;
}
