import { readInput } from "../../debug/inputs.ts";
import type { UserInput } from "../../runtime/events.ts";
import { UsageError } from "../usageError.ts";

/** A line of `run --json`: an object as in the contract of inputs, or else a plain text. Throws a `UsageError`. */
export function inputOfLine(line: string): UserInput {
  if (!line.trimStart().startsWith("{")) return { type: "text", text: line };
  const read = readInput(parseJson(line));
  if (!read.ok) throw new UsageError(`The input ${shortened(line)} cannot be used: ${read.message}`);
  return read.input;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new UsageError(`The input ${shortened(line)} starts like an object but is not JSON.`);
  }
}

function shortened(line: string): string {
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}
