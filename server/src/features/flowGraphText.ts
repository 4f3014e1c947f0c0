/** The graph of a project's states as text: for reading, searching and comparing; every name is written as in a flow. */
import { writeName } from "../language/names.ts";
import { type Edge, edgesFrom, wordEdgesFrom } from "../semantics/flowGraph.ts";
import type { ProjectIndex } from "../semantics/projectIndex.ts";
import { isReached } from "../semantics/reachability.ts";
import { type StateSymbol, writeStateName } from "../semantics/symbols.ts";
import type { Project } from "../workspace/snapshot.ts";
import { baseName } from "../workspace/uris.ts";

/** How the causes of edges are told; a plain jump needs no word. */
const words: Readonly<Record<string, string>> = {
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
  const flows = [...index.files.keys()].flatMap((path) => index.file(path) ?? []);
  const states = flows.reduce((sum, flow) => sum + flow.states.length, 0);
  const name = index.bot === undefined ? baseName(folder) : writeName(index.bot.name);
  const head = `${name}: ${counted(states, "state")} in ${counted(flows.length, "flow")}`;
  const parts = flows
    .toSorted((a, b) => (a.flow.name < b.flow.name ? -1 : 1))
    .filter((flow) => flow.states.length > 0)
    .map(
      (flow) => `flow ${writeName(flow.flow.name)}\n${flow.states.map((state) => stateText(index, state)).join("")}`,
    );
  return [`${head}\n`, ...parts].join("\n");
}

function stateText(index: ProjectIndex, state: StateSymbol): string {
  const mark = isReached(index, state) ? "" : "  (nothing leads here)";
  const edges = edgesFrom(index, state).map((edge) => ({
    start: edge.start,
    text: `${targetOf(index, edge)}${edge.cause === "go" ? "" : `  (${words[edge.cause] ?? edge.cause})`}`,
  }));
  const ends = wordEdgesFrom(state).map(({ start, word }) => ({ start, text: word }));
  const lines = new Set([...edges, ...ends].sort((a, b) => a.start - b.start).map(({ text }) => `    -> ${text}\n`));
  return `  ${writeName(state.name)}${mark}\n${[...lines].join("")}`;
}

function targetOf(index: ProjectIndex, { from, to, path, start, end }: Edge): string {
  if (to === undefined) return `${index.files.get(path)?.parsed.text.slice(start, end)}  (there is no such state)`;
  return to.flow === from.flow ? writeName(to.name) : writeStateName(to.flow, to.name);
}

function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}
