/** What the steps of a dialog state can come to, as far as its own text tells. */
import type * as ast from "../language/ast.ts";

/** What stands anywhere in a state. */
export interface StateTraits {
  readonly says: boolean;
  /** An `ask`, a quick reply, a button that acts, or a route: something that the user's next input can meet. */
  readonly offers: boolean;
  /** A `->`, complete or not, a `call`, or a `handover` to a human. */
  readonly leaves: boolean;
  /** An API step behind the last thing that the state says: its response may lead on. */
  readonly asksBackendLast: boolean;
  /** An `ask`, quick reply, route, `wait` or API step: no cycle through it runs on without a pause. */
  readonly pauses: boolean;
  /** A step that changes memory, so that a global `on change` may act. */
  readonly changesMemory: boolean;
}

const OFFERS: ReadonlySet<ast.NodeKind> = new Set<ast.NodeKind>(["Ask", "Reply", "Route"]);
const LEAVES: ReadonlySet<ast.NodeKind> = new Set<ast.NodeKind>(["Go", "Call", "Handover"]);
const PAUSES: ReadonlySet<ast.NodeKind> = new Set<ast.NodeKind>(["Ask", "Reply", "Route", "Wait", "Api"]);
const CHANGES: ReadonlySet<ast.NodeKind> = new Set<ast.NodeKind>(["Set", "Clear"]);

/** Traits that are still being read; the nodes of the state are to be given in the order of the file. */
export type TraitsSoFar = { -readonly [trait in keyof StateTraits]: StateTraits[trait] };

/** The traits of a state of which nothing has been read. */
export function noTraits(): TraitsSoFar {
  return { says: false, offers: false, leaves: false, asksBackendLast: false, pauses: false, changesMemory: false };
}

/** Adds what a node of the state tells. */
export function addTraits(traits: TraitsSoFar, node: ast.Node): void {
  const { kind } = node;
  if (kind === "Say") {
    traits.says = true;
    traits.asksBackendLast = false;
  }
  if (kind === "Api") traits.asksBackendLast = true;
  if (OFFERS.has(kind) || (kind === "Button" && node.block !== undefined)) traits.offers = true;
  if (LEAVES.has(kind)) traits.leaves = true;
  if (PAUSES.has(kind)) traits.pauses = true;
  if (CHANGES.has(kind)) traits.changesMemory = true;
}

/** What a walk over the ways through a list of steps meets. */
export interface StepVisitor {
  /** A `->`; `undefined` where its target is still to be written. */
  readonly go: (target: ast.Target | undefined) => void;
  /** A `call`; true if it never comes back. */
  readonly call: (state: ast.StateRef | undefined) => boolean;
}

/**
 * Follows every way through the steps of a list, as if each condition could come out either way, and visits what can be
 * reached. True if some way runs out at the end of the list. Only what runs on entering counts: blocks of replies and
 * routes do not.
 */
export function runsOut(steps: readonly (ast.Step | ast.Route)[], visitor: StepVisitor): boolean {
  for (const step of steps) {
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
  const arms = step.kind === "If" ? step.branches : step.arms;
  const ends = [...arms.map((arm) => arm.block), step.otherwise].map(
    (block) => block === undefined || runsOut(block.steps, visitor),
  );
  return ends.includes(true);
}
