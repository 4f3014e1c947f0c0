/**
 * The dialog states of a project as numbers, so that questions about the whole graph take little time: what can be
 * reached, what is inside of a call, what runs in circles. A state has the same number as long as the project is kept;
 * a graph never changes, and a change of a file that leaves its shape as it was leaves the graph as it was.
 */
import { Derived } from "./derived.ts";
import type { PartChange } from "./indexedParts.ts";
import { fileOfPart } from "./partPaths.ts";
import type { ProjectIndex } from "./projectIndex.ts";
import { type FileShape, isSameShape, type ShapeTarget, type StateShape, shapeOf, type Way } from "./stateShape.ts";
import { type StateSymbol, stateKey } from "./symbols.ts";

/** A way with numbers for states; `undefined` is a target that is half typed. */
export type NumberedWay =
  | { readonly kind: "go"; readonly to: number | "end" | "back" | "return" | "restart" | undefined }
  | { readonly kind: "call"; readonly to: number | undefined }
  | { readonly kind: "choice"; readonly arms: readonly (readonly NumberedWay[])[] };

/** True where some way ends the conversation, goes back in it or begins it anew, or is still to be written. */
export function leavesForGood(ways: readonly NumberedWay[]): boolean {
  return ways.some((way) => {
    if (way.kind === "choice") return way.arms.some(leavesForGood);
    return way.kind === "go" && typeof way.to !== "number" && way.to !== "return";
  });
}

export interface StateNode {
  /** The part of a file that it stands in. */
  readonly path: string;
  readonly shape: StateShape;
  readonly jumps: readonly number[];
  readonly calls: readonly number[];
  readonly ways: readonly NumberedWay[];
}

/** What a part of a file adds from outside of its states. */
export interface OutsideNode {
  readonly shape: FileShape;
  readonly start: number | undefined;
  readonly handlers: readonly number[];
  readonly entries: readonly number[];
  readonly calls: readonly number[];
}

export interface StateGraph {
  readonly numbers: StateNumbers;
  /** By number; several where a name is there twice, none where nothing bears it. */
  readonly nodes: readonly (readonly StateNode[] | undefined)[];
  /** By the path of the part; only those that add something. */
  readonly outside: ReadonlyMap<string, OutsideNode>;
  /** By file: its state `start`, else its first. */
  readonly firsts: ReadonlyMap<string, number>;
}

const graphs = new Derived<StateGraph>(createGraph, updateGraph);

/** The graph of a project; the same value as long as its shape is. */
export function graphOf(index: ProjectIndex): StateGraph {
  return graphs.of(index);
}

/** The number of a state. */
export function numberOf(graph: StateGraph, state: StateSymbol): number {
  return graph.numbers.ofKey(state.key);
}

/** Gives each name of a state a number, once and for all. */
export class StateNumbers {
  readonly #numbers = new Map<string, number>();
  readonly #keys: string[] = [];
  readonly #names: string[] = [];
  readonly #wires = new Map<number, { readonly wire: string; readonly flow: string | undefined }>();

  /** All numbers are below. */
  get count(): number {
    return this.#keys.length;
  }

  ofKey(key: string): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#keys.length;
    this.#numbers.set(key, number);
    this.#keys.push(key);
    return number;
  }

  of(target: ShapeTarget): number {
    if ("name" in target) return this.#named(stateKey(target.flow, target.name), target.name);
    const number = this.#named(`wire:${target.flow ?? ""}\u0000${target.wire}`, target.wire);
    this.#wires.set(number, target);
    return number;
  }

  #named(key: string, name: string): number {
    const number = this.ofKey(key);
    this.#names[number] = name;
    return number;
  }

  /** What the flow calls it: the plain name of a state, or the text of a string from outside. */
  nameOf(number: number): string {
    return this.#names[number] ?? "";
  }

  keyOf(number: number): string {
    return this.#keys[number] ?? "";
  }

  /** The state that a string from outside comes to mean; for other numbers the number itself. */
  resolve(index: ProjectIndex, number: number): number {
    const target = this.#wires.get(number);
    if (target === undefined) return number;
    const state = index.stateMeantBy(target.wire, target.flow);
    return state === undefined ? number : this.ofKey(state.key);
  }
}

function createGraph(parts: ProjectIndex): StateGraph {
  const changes: PartChange[] = [];
  for (const after of parts.indexes())
    changes.push({ path: after.source.path, before: undefined, after, inPlace: false });
  return updateGraph({ numbers: new StateNumbers(), nodes: [], outside: new Map(), firsts: new Map() }, changes, parts);
}

function updateGraph(before: StateGraph, changes: readonly PartChange[], parts: ProjectIndex): StateGraph {
  const firsts = updatedFirsts(before, changes, parts);
  const real = changes.filter((change) => {
    if (change.before === undefined || change.after === undefined) return change.before !== change.after;
    return !isSameShape(shapeOf(change.before), shapeOf(change.after));
  });
  if (real.length === 0) return firsts === before.firsts ? before : { ...before, firsts };
  const { numbers } = before;
  const nodes = [...before.nodes];
  let outside: Map<string, OutsideNode> | undefined;
  for (const { path, before: old, after } of real) {
    for (const state of old?.states ?? []) {
      const number = numbers.ofKey(state.key);
      const left = nodes[number]?.filter((node) => node.path !== path);
      nodes[number] = left === undefined || left.length === 0 ? undefined : left;
    }
    if ((outside ?? before.outside).has(path)) {
      outside ??= new Map(before.outside);
      outside.delete(path);
    }
    if (after === undefined) continue;
    const shape = shapeOf(after);
    for (const state of shape.states) {
      const number = numbers.of({ flow: shape.flow, name: state.name });
      const before = nodes[number];
      const node = stateNode(numbers, path, state);
      nodes[number] = before === undefined ? [node] : [...before, node];
    }
    if (!addsSomething(shape)) continue;
    outside ??= new Map(before.outside);
    outside.set(path, outsideNode(numbers, shape));
  }
  return { numbers, nodes, outside: outside ?? before.outside, firsts };
}

function updatedFirsts(
  { numbers, firsts }: StateGraph,
  changes: readonly PartChange[],
  parts: ProjectIndex,
): StateGraph["firsts"] {
  let updated: Map<string, number> | undefined;
  for (const path of new Set(changes.map((change) => fileOfPart(change.path)))) {
    const first = parts.firstStateIn(path);
    const number = first === undefined ? undefined : numbers.of({ flow: first.flow, name: first.name });
    if (number === firsts.get(path)) continue;
    updated ??= new Map(firsts);
    if (number === undefined) updated.delete(path);
    else updated.set(path, number);
  }
  return updated ?? firsts;
}

function addsSomething(shape: FileShape): boolean {
  const { hasBot, start, handlers, entries, calls, watchesMemory, hasOpenAnswers, isUnclear } = shape;
  if (hasBot || start !== undefined || watchesMemory || hasOpenAnswers || isUnclear) return true;
  return handlers.length > 0 || entries.length > 0 || calls.length > 0;
}

function outsideNode(numbers: StateNumbers, shape: FileShape): OutsideNode {
  return {
    shape,
    start: shape.start === undefined ? undefined : numbers.of(shape.start),
    handlers: shape.handlers.map((target) => numbers.of(target)),
    entries: shape.entries.map((target) => numbers.of(target)),
    calls: shape.calls.map((target) => numbers.of(target)),
  };
}

function stateNode(numbers: StateNumbers, path: string, shape: StateShape): StateNode {
  return {
    path,
    shape,
    jumps: shape.jumps.map((target) => numbers.of(target)),
    calls: shape.calls.map((target) => numbers.of(target)),
    ways: shape.ways.map((way) => numberedWay(numbers, way)),
  };
}

function numberedWay(numbers: StateNumbers, way: Way): NumberedWay {
  if ("choice" in way) {
    return { kind: "choice", arms: way.choice.map((arm) => arm.map((inner) => numberedWay(numbers, inner))) };
  }
  if ("call" in way) return { kind: "call", to: way.call === null ? undefined : numbers.of(way.call) };
  if (typeof way.go === "string") return { kind: "go", to: way.go };
  return { kind: "go", to: way.go === null ? undefined : numbers.of(way.go) };
}
