import { storeAnswer } from "./ask.ts";
import { runChanges } from "./changes.ts";
import type { Draft } from "./draft.ts";
import type { Value } from "./events.ts";
import { fail, waitWhereItWaited } from "./failures.ts";
import { newWait, popFrame } from "./frames.ts";
import { returnFromCall } from "./jumps.ts";
import { maximumTransitions } from "./limits.ts";
import { shownOffers } from "./offers.ts";
import { tellState } from "./states.ts";
import { beginWait } from "./waits.ts";

/** Counts a transition; false where the turn has had its number, which is a failure. */
export function countTransition(draft: Draft): boolean {
  const transitions = draft.state.transitions + 1;
  draft.set({ transitions });
  if (transitions <= maximumTransitions) return true;
  fail(
    draft,
    "endless-loop",
    `The conversation made ${maximumTransitions} steps in one turn without waiting: it goes round in circles.`,
  );
  return false;
}

/**
 * Follows what ran out until there is a step to run, or the conversation waits or has ended. Stops early where an
 * answer was kept, which `on change` routes may want to know.
 */
function settle(draft: Draft): void {
  while (isUnderWay(draft) && draft.state.changed.length === 0) {
    const top = draft.top;
    const block = draft.program.blocks.get(top?.position.block ?? "");
    if (top !== undefined && block !== undefined && top.position.index < block.steps.length) return;
    if (!countTransition(draft)) continue;
    if (block?.continues != null) draft.setTop({ position: block.continues });
    else runOut(draft);
  }
}

/** Runs the `on change` routes of what was written, and goes to the next step or wait. */
export function finish(draft: Draft): void {
  do {
    runChanges(draft);
    settle(draft);
  } while (isUnderWay(draft) && draft.state.changed.length > 0);
  const { isOver, queue, status } = draft.state;
  if (isOver && queue.length === 0 && status === "running") draft.set({ status: "ended" });
}

function isUnderWay({ state }: Draft): boolean {
  return state.status === "running" && state.wait === null && !state.isOver;
}

/** What happens where the block of the frame has no further step. */
function runOut(draft: Draft): void {
  const top = draft.top;
  switch (top?.end.kind) {
    case "waitOn":
      waitOn(draft, top.state);
      return;
    case "answer":
      answer(draft, top.end.value);
      return;
    case "goOn":
      popFrame(draft);
      // It may have interrupted a wait: a tap stores its parameters before it counts as a text.
      if (draft.top?.wait != null) beginWait(draft, draft.top.wait);
      return;
    case "restore":
      waitWhereItWaited(draft, top.end.to);
      return;
    case "state":
      if (!offersAnything(draft) && draft.state.calls.length > 0) returnFromCall(draft);
      else beginWait(draft, newWait(draft, offersAnything(draft) ? "offers" : "rest"));
      return;
    case undefined:
      beginWait(draft, newWait(draft, "rest"));
  }
}

/** Back to where the conversation waited before the block; nothing is repeated. */
function waitOn(draft: Draft, from: string | null): void {
  popFrame(draft);
  const point = draft.top?.wait ?? null;
  if (draft.top?.state !== from) tellState(draft, from, "return");
  // A block that interrupted no wait (a route that began the conversation) leaves it at rest.
  beginWait(draft, point ?? newWait(draft, "rest"));
}

/** The reply of an `ask` did not jump: it is the answer. */
function answer(draft: Draft, value: Value): void {
  popFrame(draft);
  const step = draft.program.steps.get(draft.top?.wait?.step ?? "");
  if (step?.node.kind === "Ask") storeAnswer(draft, { ...step, node: step.node }, value);
}

/**
 * Whether the state has routes, or has shown replies or buttons since it was entered. Those of an `ask` are ways to
 * answer it: once it is behind, they keep nobody waiting.
 */
function offersAnything(draft: Draft): boolean {
  const routes = draft.program.states.get(draft.top?.state ?? "")?.routes ?? [];
  return routes.length > 0 || shownOffers(draft).some(({ ask }) => ask === null);
}
