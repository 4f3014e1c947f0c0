/** The graph of a project as it is drawn and told: flows by name, their states as written, and each way out once a cause. */
import { writeName } from "../language/names.ts";
import { type Edge, edgesFrom, entriesTo, wordEdgesFrom } from "./flowGraph.ts";
import type { ProjectIndex } from "./projectIndex.ts";
import { isReached } from "./reachability.ts";
import { type StateSymbol, wireId, writeStateName } from "./symbols.ts";

export interface DrawnFlow {
  /** As written, with backticks where they are needed. */
  readonly name: string;
  readonly states: readonly DrawnState[];
}

export interface DrawnState {
  /** `flow.state` as written; no two states of a graph bear the same. */
  readonly id: string;
  /** As written, without its flow. */
  readonly name: string;
  readonly wireId: string;
  /** Whether a conversation may get here. */
  readonly isReached: boolean;
  /** Whether the bot, a global route or, where there is no bot, the beginning of a flow leads here. */
  readonly isEntry: boolean;
  /** In the order in which they are written, once for each cause. */
  readonly edges: readonly DrawnEdge[];
}

export interface DrawnEdge {
  /** The `id` of a state; `undefined` for a word, and where there is no such state. */
  readonly to: string | undefined;
  readonly kind: "state" | "word" | "missing";
  readonly cause: Edge["cause"];
  /** The target as it is written from this flow: `menu`, `help.agent`, `end`. */
  readonly target: string;
}

/** Flows without states are left out; of states with one name the first is drawn. */
export function drawnGraph(index: ProjectIndex): readonly DrawnFlow[] {
  return [...index.files.keys()]
    .flatMap((path) => index.file(path) ?? [])
    .filter(({ states }) => states.length > 0)
    .toSorted((a, b) => (a.flow.name < b.flow.name ? -1 : 1))
    .map(({ flow, states }) => {
      const first = states.find(({ name }) => name === "start") ?? states[0];
      return {
        name: writeName(flow.name),
        states: states.map((state) => drawnState(index, state, index.bot === undefined && state === first)),
      };
    });
}

function drawnState(index: ProjectIndex, state: StateSymbol, isFirst: boolean): DrawnState {
  const edges = [
    ...edgesFrom(index, state).map((edge) => ({ start: edge.start, edge: drawnEdge(index, edge) })),
    ...wordEdgesFrom(state).map(({ start, word }) => ({
      start,
      edge: { to: undefined, kind: "word" as const, cause: "go" as const, target: word },
    })),
  ].sort((a, b) => a.start - b.start);
  const once = new Map(edges.map(({ edge }) => [`${edge.kind} ${edge.target} ${edge.cause}`, edge]));
  return {
    id: idOf(state),
    name: writeName(state.name),
    wireId: wireId(state),
    isReached: isReached(index, state),
    isEntry: isFirst || entriesTo(index, state).some(({ cause }) => cause !== "test" && cause !== "value"),
    edges: [...once.values()],
  };
}

function drawnEdge(index: ProjectIndex, { from, to, path, start, end, cause }: Edge): DrawnEdge {
  if (to === undefined) {
    const target = index.files.get(path)?.parsed.text.slice(start, end) ?? "";
    return { to: undefined, kind: "missing", cause, target };
  }
  const target = to.flow === from.flow ? writeName(to.name) : idOf(to);
  return { to: idOf(to), kind: "state", cause, target };
}

function idOf({ flow, name }: StateSymbol): string {
  return writeStateName(flow, name);
}
