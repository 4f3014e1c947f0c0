/** Which dialog states a conversation can come to. Read once for each shape of a project. */
import { nameDistance } from "./fixes/didYouMean.ts";
import type { ProjectIndex } from "./projectIndex.ts";
import { graphOf, numberOf, type StateGraph, type StateNode } from "./stateGraph.ts";
import type { StateSymbol } from "./symbols.ts";

/** By number: 1 for the states that belong to it. */
export type StateSet = Uint8Array;

interface Reached {
  readonly states: StateSet;
  /** Names on the way that no state bears: what they shall mean is not reached either, for now. */
  readonly broken: readonly string[];
}

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
  return reached.broken.some((name) => nameDistance(name, state.name) !== undefined);
}

const UNCLEAR = "reached unclear";
const BROKEN = "reached broken";
const reachedFact = (number: number): string => `reached ${number}`;

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
  if (known.broken.length !== now.broken.length || known.broken.some((name, at) => name !== now.broken[at]))
    yield BROKEN;
  for (const number of differences(known.states, now.states)) yield reachedFact(number);
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

function reachedIn(index: ProjectIndex, graph: StateGraph): Known["reached"] {
  const before = knownIn(index, graph);
  if (before !== undefined) return before;
  const reached = findReached(index, graph);
  known.set(graph, { outside: namesOutside(index).text, reached });
  return reached;
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
  const next = ({ jumps, calls }: StateNode): readonly (readonly number[])[] => [jumps, calls];
  let states = reachableFrom(index, graph, roots, next);
  if (hasOpenAnswers(graph, states)) {
    states = reachableFrom(index, graph, [...roots, ...withId(graph)], next);
  }
  const broken: string[] = [];
  for (let number = 0; number < states.length; number++) {
    if (states[number] !== 1) continue;
    const nodes = graph.nodes[number];
    if (nodes === undefined) broken.push(graph.numbers.nameOf(number));
    else if (nodes.some(({ shape }) => shape.isUnclear)) return "unclear";
  }
  return { states, broken };
}

/** The states that steps lead to from some of them, those included. */
export function reachableFrom(
  index: ProjectIndex,
  graph: StateGraph,
  roots: Iterable<number>,
  next: (node: StateNode) => readonly (readonly number[])[],
): StateSet {
  const { nodes, numbers } = graph;
  const set = new Uint8Array(numbers.count + 1);
  const open: number[] = [];
  const enter = (target: number): void => {
    const number = nodes[target] === undefined ? numbers.resolve(index, target) : target;
    if (set[number] === 1) return;
    set[number] = 1;
    open.push(number);
  };
  for (const root of roots) enter(root);
  for (let number = open.pop(); number !== undefined; number = open.pop()) {
    for (const node of nodes[number] ?? [])
      for (const targets of next(node)) for (const target of targets) enter(target);
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
