/** The graph of a project's states as text: for reading, searching and comparing; every name is written as in a flow. */
import { writeName } from "../language/names.ts";
import { type DrawnEdge, type DrawnState, drawnGraph } from "../semantics/drawnGraph.ts";
import type { Project } from "../workspace/snapshot.ts";
import { baseName } from "../workspace/uris.ts";

/** How the causes of edges are told; a plain jump needs no word. */
const words: Readonly<Record<DrawnEdge["cause"], string>> = {
  go: "",
  reply: "reply",
  button: "button",
  route: "route",
  outcome: "outcome of a request",
  attempts: "after attempts",
  call: "call",
  next: "the backend says so",
  handed: "handed to the backend",
  value: "in a value",
};

/** Flows by name, in each its states as they are written, below each where it leads, in order and once for each cause. */
export function flowGraphText({ index, folder }: Project): string {
  const flows = drawnGraph(index);
  const states = flows.reduce((sum, flow) => sum + flow.states.length, 0);
  const name = index.bot === undefined ? baseName(folder) : writeName(index.bot.name);
  const head = `${name}: ${counted(states, "state")} in ${counted(index.files.size, "flow")}`;
  const parts = flows.map((flow) => `flow ${flow.name}\n${flow.states.map(stateText).join("")}`);
  return [`${head}\n`, ...parts].join("\n");
}

function stateText({ name, isReached, edges }: DrawnState): string {
  const mark = isReached ? "" : "  (nothing leads here)";
  return `  ${name}${mark}\n${edges.map((edge) => `    -> ${edge.target}${edgeMark(edge)}\n`).join("")}`;
}

function edgeMark({ kind, cause }: DrawnEdge): string {
  if (kind === "missing") return `  (there is no such state)${cause === "go" ? "" : `  (${words[cause]})`}`;
  return cause === "go" ? "" : `  (${words[cause]})`;
}

function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}
