import type { DrawnFlow } from "../../semantics/drawnGraph.ts";
import { dot } from "./dot.ts";
import { mermaid } from "./mermaid.ts";
import { svg } from "./svg.ts";

export const graphFormats = ["mermaid", "dot", "svg", "json"] as const;

/** How the graph is written: for Markdown, for Graphviz, as a picture, or for a program. */
export type GraphFormat = (typeof graphFormats)[number];

/** The graph of a bot as a file, which ends with a line end. The same graph gives the same text. */
export function writeGraph(flows: readonly DrawnFlow[], format: GraphFormat, bot: string): string {
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
