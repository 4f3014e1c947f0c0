import type * as ast from "../../language/ast.ts";
import type { Draft } from "../draft.ts";
import { moveTo } from "../frames.ts";
import type { Answer } from "./answer.ts";
import type { ApiStep } from "./apiStep.ts";

/** The words of the `on` blocks that fit an answer, the most specific first. */
export function outcomeWords(answer: Pick<Answer, "outcome" | "status" | "isUnreadable">): readonly string[] {
  const { outcome, status, isUnreadable } = answer;
  if (outcome === "timeout") return ["timeout", "failure"];
  if (status === null) return ["failure"];
  const byStatus = [String(status), `${Math.floor(status / 100)}xx`];
  if (outcome === "success") return [...byStatus, "success"];
  if (status < 400) return ["invalid", "failure"];
  return [String(status), ...(isUnreadable ? ["invalid"] : []), `${Math.floor(status / 100)}xx`, "failure"];
}

/** Runs the first `on` block of these words; false where the step has none of them. */
export function runOutcome(draft: Draft, step: ApiStep, words: readonly string[]): boolean {
  const handlers = step.node.items.filter((item) => item.kind === "OnOutcome");
  for (const word of words) {
    const handler: ast.OnOutcome | undefined = handlers.find((each) => each.outcome?.text === word);
    const block = handler?.block === undefined ? null : draft.program.block(handler.block);
    if (block === null) continue;
    moveTo(draft, { block, index: 0 });
    return true;
  }
  return false;
}
