import { readdirSync } from "node:fs";
import { runTests } from "../runner.ts";
import { type Surroundings, useSurroundings } from "./editor.ts";

/** Runs the tests of the other files in this folder; rejects if one failed. */
export async function run(surroundings: Surroundings): Promise<void> {
  useSurroundings(surroundings);
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith(".test.ts"));
  for (const file of files.sort()) await import(`./${file}`);
  await runTests("the server build of VS Code, driven in Chromium");
}
