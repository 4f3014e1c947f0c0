/** Which dialog states the conversation may leave by itself when their steps run out: there it comes back. */
import type { ProjectIndex } from "./projectIndex.ts";
import { differences, reachableFrom, type StateSet } from "./reachability.ts";
import { graphOf, leavesForGood, numberOf, type StateGraph, type StateNode } from "./stateGraph.ts";
import type { StateShape } from "./stateShape.ts";
import type { StateSymbol } from "./symbols.ts";

interface Inside {
  /** Called states, and all that jumps lead to from one. */
  readonly called: StateSet;
  /** The bot's `fallback` and `failure`. */
  readonly handlers: ReadonlySet<number>;
  /** The handlers, and all that jumps lead to from one. */
  readonly handling: StateSet;
}

const known = new WeakMap<StateGraph, Inside>();

/** True for the bot's `fallback` and `failure`, for called states, and for all that jumps lead to from a called one. */
export function isCalledOrFallback(index: ProjectIndex, state: StateSymbol): boolean {
  const graph = graphOf(index);
  const { called, handlers } = insideOf(index.parts.whole, graph);
  const number = numberOf(graph, state);
  index.look(insideFact(number));
  return called[number] === 1 || handlers.has(number);
}

/** True where a call may be open: also in what `fallback` and `failure` lead to, which come in the middle of one. */
export function isInsideCall(index: ProjectIndex, state: StateSymbol): boolean {
  const graph = graphOf(index);
  const { called, handling } = insideOf(index.parts.whole, graph);
  const number = numberOf(graph, state);
  index.look(insideFact(number));
  return called[number] === 1 || handling[number] === 1;
}

/**
 * True if the state calls something that may do more than say a thing and come back: wait for the user, ask a backend,
 * go elsewhere. What is half typed or does not exist may do anything.
 */
export function callsSomething(index: ProjectIndex, { calls }: StateShape): boolean {
  const graph = graphOf(index);
  const seen = new Set(calls.map((target) => graph.numbers.of(target)));
  for (const number of seen) {
    const nodes = graph.nodes[number] ?? [];
    index.look(nodeFact(number));
    if (nodes.length === 0 || nodes.some(doesMore)) return true;
    for (const node of nodes) for (const target of [...node.jumps, ...node.calls]) seen.add(target);
  }
  return false;
}

const insideFacts = new Map<number, string>();
function insideFact(number: number): string {
  const known = insideFacts.get(number);
  if (known !== undefined) return known;
  const fact = `inside ${number}`;
  insideFacts.set(number, fact);
  return fact;
}
const nodeFact = (number: number): string => `state ${number}`;

/** The answers of the questions above that may be others in the later of two states of the parts of a project. */
export function* insideFactsChanged(before: ProjectIndex, after: ProjectIndex): Generator<string> {
  const [old, now] = [graphOf(before), graphOf(after)];
  if (old === now) return;
  for (let number = 0; number < Math.max(old.nodes.length, now.nodes.length); number++) {
    if (old.nodes[number] !== now.nodes[number]) yield nodeFact(number);
  }
  const inside = known.get(old);
  if (inside === undefined) return;
  const { called, handlers, handling } = insideOf(after, now);
  for (const number of differences(inside.called, called)) yield insideFact(number);
  for (const number of differences(inside.handling, handling)) yield insideFact(number);
  for (const number of inside.handlers) if (!handlers.has(number)) yield insideFact(number);
  for (const number of handlers) if (!inside.handlers.has(number)) yield insideFact(number);
}

/** True but for a state that only comes back or leads to other states. */
function doesMore({ shape, ways }: StateNode): boolean {
  return shape.offers || shape.pauses || shape.names || shape.isUnclear || shape.handsOver || leavesForGood(ways);
}

function insideOf(index: ProjectIndex, graph: StateGraph): Inside {
  const before = known.get(graph);
  if (before !== undefined) return before;
  const files = [...graph.outside.values()];
  const calls: number[] = files.flatMap((file) => file.calls);
  for (const nodes of graph.nodes) for (const node of nodes ?? []) calls.push(...node.calls);
  const handlers = new Set(files.flatMap((file) => file.handlers));
  const inside = {
    called: reachableFrom(index, graph, calls, "jumps"),
    handlers,
    handling: reachableFrom(index, graph, handlers, "jumps"),
  };
  known.set(graph, inside);
  return inside;
}
