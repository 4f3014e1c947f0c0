import { evaluate } from "../expressions/evaluate.ts";
import { runAction } from "./actions.ts";
import { runApi } from "./api/step.ts";
import { runAsk } from "./ask.ts";
import { runIf, runMatch } from "./branches.ts";
import { stepWord } from "./compile/blocks.ts";
import { contextOf } from "./context.ts";
import type { Draft } from "./draft.ts";
import { moveTo } from "./frames.ts";
import { call, go } from "./jumps.ts";
import { latestTime } from "./limits.ts";
import { clearPath, writePath } from "./memory.ts";
import type { ProgramStep } from "./program.ts";
import { sendMessages } from "./say.ts";

/** Runs one step of a flow. What comes after it is the next position, unless the step says otherwise. */
export function runStep(draft: Draft, step: ProgramStep): void {
  const { node } = step;
  draft.place = step.place;
  draft.emit({ type: "step", kind: stepWord(node), source: step.place });
  const leave = (): void => moveTo(draft, { block: step.block, index: step.index + 1 });
  if (node.kind !== "Ask" && node.kind !== "Api") leave();
  switch (node.kind) {
    case "Say":
      sendMessages(draft, node.text, node.parts, null);
      return;
    case "Ask":
      runAsk(draft, { ...step, node });
      return;
    case "Api":
      runApi(draft, { ...step, node });
      return;
    case "Set":
      writePath(draft, node.target, evaluate(node.value, contextOf(draft)));
      return;
    case "Clear":
      clearPath(draft, node.target);
      return;
    case "If":
      runIf(draft, node);
      return;
    case "Match":
      runMatch(draft, node);
      return;
    case "Call": {
      const state = node.state === undefined ? undefined : draft.program.target(node.state);
      if (state !== undefined) call(draft, state);
      return;
    }
    case "Wait":
      delay(draft, node.duration?.value ?? 0);
      return;
    case "Track":
    case "Handover":
    case "Language":
    case "Context":
      runAction(draft, node);
      return;
    case "Go":
      go(draft, node.target);
  }
}

/** Rests for a while; an input that is there already cuts it short. */
function delay(draft: Draft, milliseconds: number): void {
  if (draft.state.queue.length > 0 || milliseconds <= 0) return;
  const until = Math.min(draft.state.now + milliseconds, latestTime);
  draft.set({ status: "delayed", delayedUntil: until });
  draft.request({ type: "timer", until });
}
