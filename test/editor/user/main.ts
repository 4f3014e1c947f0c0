import { readdirSync } from "node:fs";
import { runTests } from "../runner.ts";
import { type Surroundings, useSurroundings } from "./editor.ts";

/** Runs the tests of the other files in this folder; rejects if one failed. */
export async function run(surroundings: Surroundings): Promise<void> {
  useSurroundings(surroundings);
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith(".test.ts"));
  for (const file of files.sort()) await import(`./${file}`);
  // Each has an editor of its own, and most of its time goes by with waiting.
  await runTests("the server build of VS Code, driven in Chromium", 2);
}
