import type { DrawnFlow } from "../../semantics/drawnGraph.ts";
import { dot } from "./dot.ts";
import { mermaid } from "./mermaid.ts";
import { svg } from "./svg.ts";

export const graphFormats = ["mermaid", "dot", "svg", "json"] as const;

/** How the graph is written: for Markdown, for Graphviz, as a picture, or for a program. */
export type GraphFormat = (typeof graphFormats)[number];

/**
 * The graph of a bot as a file, which ends with a line end. The same graph gives the same text. Of states and flows that
 * bear one name by mistake there is one: the states of such flows stand together, of such states the first counts.
 */
export function writeGraph(drawn: readonly DrawnFlow[], format: GraphFormat, bot: string): string {
  const flows = withoutDoubles(drawn);
  switch (format) {
    case "mermaid":
      return mermaid(flows);
    case "dot":
      return dot(flows, bot);
    case "svg":
      return svg(flows, bot);
    case "json":
      return `${JSON.stringify({ version: 1, bot, flows: flows.map(jsonFlow) }, undefined, 2)}\n`;
  }
}

function withoutDoubles(drawn: readonly DrawnFlow[]): readonly DrawnFlow[] {
  const flows = new Map<string, DrawnFlow["states"]>();
  for (const { name, states } of drawn) flows.set(name, [...(flows.get(name) ?? []), ...states]);
  return Array.from(flows, ([name, states]) => ({
    name,
    states: [...new Map(states.toReversed().map((state) => [state.id, state])).values()].reverse(),
  }));
}

function jsonFlow({ name, states }: DrawnFlow) {
  return {
    name,
    states: states.map(({ isReached, isEntry, edges, ...state }) => ({
      ...state,
      entry: isEntry,
      reached: isReached,
      edges: edges.map(({ to, ...edge }) => ({ to: to ?? null, ...edge })),
    })),
  };
}
