import type { Position, Range } from "vscode-languageserver";
import { numberIn } from "./itemData.ts";

/** A range under a key of data that came back from the client; `undefined` where there is none. */
export function readRange(data: unknown, key: string): Range | undefined {
  const range = member(data, key);
  const start = readPosition(member(range, "start"));
  const end = readPosition(member(range, "end"));
  return start === undefined || end === undefined ? undefined : { start, end };
}

function readPosition(value: unknown): Position | undefined {
  const line = numberIn(value, "line");
  const character = numberIn(value, "character");
  return line === undefined || character === undefined ? undefined : { line, character };
}

function member(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
