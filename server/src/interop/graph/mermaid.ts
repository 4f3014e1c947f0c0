import type { DrawnFlow } from "../../semantics/drawnGraph.ts";
import { arrowsOf } from "./arrows.ts";

/** A flowchart of Mermaid, a subgraph for each flow; where conversations begin is round, where nothing leads is dashed. */
export function mermaid(flows: readonly DrawnFlow[]): string {
  const { arrows, outside } = arrowsOf(flows);
  const states = flows.flatMap((flow) => flow.states);
  const numbers = new Map([...states, ...outside].map(({ id }, at) => [id, `n${at}`]));
  const node = (id: string): string => numbers.get(id) ?? "";
  const unreached = states.filter(({ isReached }) => !isReached).map(({ id }) => node(id));
  return [
    "flowchart TD",
    ...flows.flatMap(({ name, states: own }, at) => [
      `  subgraph f${at}["${escaped(name)}"]`,
      ...own.map(({ id, name: title, isEntry }) =>
        isEntry ? `    ${node(id)}(["${escaped(title)}"])` : `    ${node(id)}["${escaped(title)}"]`,
      ),
      "  end",
    ]),
    ...outside.map(({ id, kind, text }) =>
      kind === "word" ? `  ${node(id)}(("${text}"))` : `  ${node(id)}{{"${escaped(text)}: no such state"}}`,
    ),
    ...arrows.map(({ from, to, label }) => `  ${node(from)} -->${label === "" ? "" : `|${label}|`} ${node(to)}`),
    ...(unreached.length === 0
      ? []
      : ["  classDef unreached stroke-dasharray: 4 3", `  class ${unreached.join(",")} unreached`]),
    "",
  ].join("\n");
}

/** A text in a label: what Mermaid or HTML would read is written by its number. */
function escaped(text: string): string {
  return text.replaceAll(/[#"&<>`\n]/g, (character) => `#${character.charCodeAt(0)};`);
}
