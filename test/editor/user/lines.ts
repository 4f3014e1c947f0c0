import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The line of a file that holds a text first, counted from 1; `folder` is absolute. */
export function lineOf(folder: string, file: string, text: string): number {
  const lines = readFileSync(join(folder, file), "utf8").split("\n");
  const found = lines.findIndex((line) => line.includes(text));
  assert.notEqual(found, -1, `${file} has the text ${text}`);
  return found + 1;
}
