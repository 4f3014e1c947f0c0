import type * as ast from "../language/ast.ts";
import type { Draft } from "./draft.ts";
import { newWait } from "./frames.ts";
import type { ProgramStep } from "./program.ts";
import { sendMessages } from "./say.ts";
import { beginWait } from "./waits.ts";

/** Asks the question of an `ask` and waits for its answer. */
export function askQuestion(draft: Draft, step: ProgramStep, ask: ast.Ask, misses = 0): void {
  draft.place = step.place;
  sendMessages(draft, ask.question, partsOf(ask), step.id);
  beginWait(draft, { ...newWait(draft, "ask", step.id), misses });
}

function partsOf(ask: ast.Ask): readonly ast.Part[] {
  return ask.items.filter((item) => isPart(item));
}

function isPart(item: ast.AskItem): item is ast.Part {
  switch (item.kind) {
    case "Route":
    case "Check":
    case "Invalid":
    case "Attempts":
    case "SkipWhen":
      return false;
    default:
      return true;
  }
}
