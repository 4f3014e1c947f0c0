import type { StateId } from "./stateIds.ts";

/** A module with the wire ids as constants, by full name, and as a type. */
export function typeScriptModule(states: readonly StateId[], bot: string): string {
  const entries = states.flatMap(({ wireId, name, documentation }) => [
    ...comment(documentation, "  "),
    `  ${JSON.stringify(name)}: ${JSON.stringify(wireId)},`,
  ]);
  return [
    "// Written by `flowstate states --format typescript`; a change here is lost.",
    "",
    ...comment(`The dialog states of ${bot}: full names, and the wire ids that a backend sends and is sent.`, ""),
    "export const dialogStates = {",
    ...entries,
    "} as const;",
    "",
    ...comment("A dialog state, by its wire id.", ""),
    "export type DialogState = (typeof dialogStates)[keyof typeof dialogStates];",
    "",
  ].join("\n");
}

function comment(text: string | undefined, indent: string): readonly string[] {
  if (text === undefined || text.trim() === "") return [];
  const lines = text.replaceAll("*/", "* /").split("\n");
  if (lines.length === 1) return [`${indent}/** ${lines[0]} */`];
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`];
}
