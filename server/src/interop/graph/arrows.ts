import type { DrawnEdge, DrawnFlow } from "../../semantics/drawnGraph.ts";

/** How an edge is labelled; a plain jump needs no word. */
const labels: Readonly<Record<DrawnEdge["cause"], string>> = {
  go: "",
  reply: "reply",
  button: "button",
  route: "route",
  outcome: "outcome",
  attempts: "attempts",
  call: "call",
  next: "response",
  handed: "handed over",
  value: "value",
};

/** A place where a conversation leaves the states that are drawn: a word such as `end`, or a name that means no state. */
export interface Outside {
  /** Unlike every other of the graph. */
  readonly id: string;
  readonly kind: "word" | "missing";
  readonly text: string;
}

/** One arrow between two places, however many ways lead along it. */
export interface Arrow {
  readonly from: string;
  /** The `id` of a state or of a place outside. */
  readonly to: string;
  /** The causes, without doubles; empty for a plain jump. */
  readonly label: string;
}

/** The arrows of a graph and the places outside that they lead to, in the order in which they are written. */
export function arrowsOf(flows: readonly DrawnFlow[]): {
  readonly arrows: readonly Arrow[];
  readonly outside: readonly Outside[];
} {
  const outside = new Map<string, Outside>();
  const causes = new Map<string, { readonly from: string; readonly to: string; readonly words: Set<string> }>();
  for (const state of flows.flatMap(({ states }) => states)) {
    for (const { to, kind, target, cause } of state.edges) {
      // No state is called so: a name of a state always has its flow before it.
      const id = to ?? `${kind}:${target}`;
      if (to === undefined && kind !== "state") outside.set(id, { id, kind, text: target });
      const key = `${state.id} ${id}`;
      const known = causes.get(key) ?? { from: state.id, to: id, words: new Set() };
      if (labels[cause] !== "") known.words.add(labels[cause]);
      causes.set(key, known);
    }
  }
  const arrows = Array.from(causes.values(), ({ from, to, words }) => ({ from, to, label: [...words].join(", ") }));
  return { arrows, outside: [...outside.values()] };
}
