import { writeName } from "../language/names.ts";
import type { StateReference } from "./references.ts";

const TARGET_WORDS: ReadonlySet<string> = new Set(["end", "back", "return", "restart"]);

/** A state's name as it is written at the place of a reference: after `->` a state called `end` needs backticks. */
export function writeTarget(name: string, reference: Pick<StateReference, "place">): string {
  return reference.place === "go" && TARGET_WORDS.has(name) ? `\`${name}\`` : writeName(name);
}
