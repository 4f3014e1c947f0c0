import { evaluate, fitsArm, holds } from "../expressions/evaluate.ts";
import type * as ast from "../language/ast.ts";
import { contextOf } from "./context.ts";
import type { Draft } from "./draft.ts";
import { moveTo } from "./frames.ts";

/** Runs the first branch whose condition holds. The position is already behind the `if`. */
export function runIf(draft: Draft, step: ast.If): void {
  const context = contextOf(draft);
  const branch = step.branches.find(({ condition }) => holds(condition, context));
  enter(draft, branch === undefined ? step.otherwise : branch.block);
}

/** Runs the first arm that has the subject's value, or whose pattern the text matches. */
export function runMatch(draft: Draft, step: ast.Match): void {
  const context = contextOf(draft);
  const subject = evaluate(step.subject, context);
  const arm = step.arms.find(({ values }) => values.some((value) => fitsArm(subject, value, context)));
  enter(draft, arm === undefined ? step.otherwise : arm.block);
}

function enter(draft: Draft, block: ast.Block | undefined): void {
  const id = block === undefined ? null : draft.program.block(block);
  if (id !== null) moveTo(draft, { block: id, index: 0 });
}
