import type { DrawnFlow } from "../../semantics/drawnGraph.ts";
import { arrowsOf } from "./arrows.ts";

/** A digraph of Graphviz, a cluster for each flow; where conversations begin is bold, where nothing leads is dashed. */
export function dot(flows: readonly DrawnFlow[], bot: string): string {
  const { arrows, outside } = arrowsOf(flows);
  return [
    `digraph ${quoted(bot)} {`,
    '  node [shape=box, style=rounded, fontname="sans-serif"]',
    '  edge [fontname="sans-serif", fontsize=10]',
    ...flows.flatMap(({ name, states }, at) => [
      `  subgraph cluster_${at} {`,
      `    label=${quoted(name)}`,
      ...states.map(({ id, name: title, isReached, isEntry }) => {
        const style = ["rounded", ...(isEntry ? ["bold"] : []), ...(isReached ? [] : ["dashed"])].join(",");
        return `    ${quoted(id)} [label=${quoted(title)}${style === "rounded" ? "" : `, style="${style}"`}]`;
      }),
      "  }",
    ]),
    ...outside.map(({ id, kind, text }) =>
      kind === "word"
        ? `  ${quoted(id)} [label=${quoted(text)}, shape=circle]`
        : `  ${quoted(id)} [label=${quoted(`${text}: no such state`)}, style=dashed, color=red]`,
    ),
    ...arrows.map(({ from, to, label }) => {
      const attributes = label === "" ? "" : ` [label=${quoted(label)}]`;
      return `  ${quoted(from)} -> ${quoted(to)}${attributes}`;
    }),
    "}",
    "",
  ].join("\n");
}

function quoted(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
}
