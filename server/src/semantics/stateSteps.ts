/** Which steps of a dialog state may run, and where they lead. */
import type * as ast from "../language/ast.ts";
import { constantFit, constantTruth } from "./constants.ts";

/** What a walk over the ways through a list of steps meets. */
export interface StepVisitor {
  /** Every step that may run; those of an `if` or `match` come after it. */
  readonly step?: (step: ast.Step) => void;
  /** A `->`; `undefined` where its target is still to be written. */
  readonly go: (target: ast.Target | undefined) => void;
  /** A `call`; true if it never comes back. */
  readonly call: (state: ast.StateRef | undefined) => boolean;
}

/**
 * Follows every way through the steps of a list, as if each condition that is no constant could come out either way, and
 * visits what can be reached. True if some way runs out at the end of the list. Only what runs on entering counts: blocks
 * of replies, routes and outcomes do not.
 */
export function runsOut(steps: readonly (ast.Step | ast.Route)[], visitor: StepVisitor): boolean {
  for (const step of steps) {
    if (step.kind === "Route") continue;
    visitor.step?.(step);
    if (step.kind === "Go") {
      visitor.go(step.target);
      return false;
    }
    if (step.kind === "Call" && visitor.call(step.state)) return false;
    if ((step.kind === "If" || step.kind === "Match") && !choiceRunsOut(step, visitor)) return false;
  }
  return true;
}

function choiceRunsOut(step: ast.If | ast.Match, visitor: StepVisitor): boolean {
  const { taken, mayPass } = choiceOf(step);
  const ends = taken.map((block) => block === undefined || runsOut(block.steps, visitor));
  return mayPass || ends.includes(true);
}

/** The blocks of an `if` or `match`: which may be taken, which never are, and whether it may be passed over. */
export interface Choice {
  /** `undefined` is a block that is still to be written. */
  readonly taken: readonly (ast.Block | undefined)[];
  readonly never: readonly ast.Block[];
  readonly mayPass: boolean;
}

/** Which way an `if` or `match` can take. */
export function choiceOf(step: ast.If | ast.Match): Choice {
  const taken: (ast.Block | undefined)[] = [];
  const never: ast.Block[] = [];
  let isSettled = false;
  for (const { fits, block } of armsOf(step)) {
    if (!isSettled && fits !== false) taken.push(block);
    else if (block !== undefined) never.push(block);
    isSettled ||= fits === true;
  }
  return { taken, never, mayPass: !isSettled };
}

interface Arm {
  readonly fits: boolean | undefined;
  readonly block: ast.Block | undefined;
}

function armsOf(step: ast.If | ast.Match): readonly Arm[] {
  const arms =
    step.kind === "If"
      ? step.branches.map(({ condition, block }) => ({ fits: constantTruth(condition), block }))
      : step.arms.map(({ values, block }) => ({ fits: fitOf(step.subject, values), block }));
  return step.otherwise === undefined ? arms : [...arms, { fits: true, block: step.otherwise }];
}

function fitOf(subject: ast.Expr | undefined, values: readonly ast.Expr[]): boolean | undefined {
  if (subject === undefined || values.length === 0) return undefined;
  const fits = values.map((value) => constantFit(subject, value));
  if (fits.includes(true)) return true;
  return fits.includes(undefined) ? undefined : false;
}
