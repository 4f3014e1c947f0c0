import { builtinText } from "./builtinTexts.ts";
import { userLanguage } from "./context.ts";
import type { Draft } from "./draft.ts";
import type { ReportCode, Value } from "./events.ts";
import { currentState, newWait, pushFrame, resume, stateFrame } from "./frames.ts";
import type { Checkpoint, Frame } from "./machineState.ts";
import { tellState } from "./states.ts";
import { beginWait } from "./waits.ts";

/**
 * A failure that nothing in the flow handles: reported, then `bot.failure`, once a turn; else the user is told, and
 * the conversation waits where it waited last.
 */
export function fail(
  draft: Draft,
  code: ReportCode,
  message: string,
  details: { readonly [key: string]: Value } = {},
): void {
  draft.report(code, message, details);
  handleFailure(draft);
}

/** The same for a failure that has been reported. */
export function handleFailure(draft: Draft): void {
  const failure = draft.program.bot?.failure ?? null;
  const to = lastWait(draft);
  // The failure state has its own transitions: those that led here may have been too many.
  draft.set({ pending: null, delayedUntil: null, transitions: 0 });
  if (failure !== null && !draft.state.failed) {
    const from = currentState(draft);
    draft.set({ failed: true });
    draft.setFrames(framesOutsideFailure(draft.state.activation.frames));
    if (pushFrame(draft, stateFrame(draft, failure, { kind: "restore", to }))) {
      tellState(draft, from, "failure");
      return;
    }
  }
  if (failure === null) {
    draft.report("missing-failure", "Nothing handles this failure: the bot has no `failure` state. The user was told.");
  }
  draft.send({ type: "text", text: builtinText("failure", userLanguage(draft)) });
  waitWhereItWaited(draft, to);
}

function framesOutsideFailure(frames: readonly Frame[]): readonly Frame[] {
  const index = frames.findIndex((frame) => frame.end.kind === "restore");
  return index <= 0 ? frames : frames.slice(0, index);
}

/** Where the conversation waited last; what it waited for in `bot.failure` does not count. */
function lastWait(draft: Draft): Checkpoint | null {
  let checkpoint: Checkpoint | null = draft.state.history.at(-1) ?? null;
  let frames = draft.state.activation.frames;
  for (;;) {
    const end = frames.find((frame) => frame.end.kind === "restore")?.end;
    if (end?.kind === "restore") checkpoint = end.to;
    if (checkpoint === null || !checkpoint.activation.frames.some((frame) => frame.end.kind === "restore")) {
      return checkpoint;
    }
    frames = checkpoint.activation.frames;
  }
}

/** Waits on where the conversation waited last, and says nothing; where it never waited, it rests in its state. */
export function waitWhereItWaited(draft: Draft, checkpoint: Checkpoint | null): void {
  const from = currentState(draft);
  if (checkpoint === null) {
    draft.setFrames(draft.state.activation.frames.slice(0, 1));
    const block = draft.top?.position.block ?? "";
    draft.setTop({ position: { block, index: draft.program.blocks.get(block)?.steps.length ?? 0 }, wait: null });
    if (currentState(draft) !== from) tellState(draft, from, "return");
    beginWait(draft, newWait(draft, "rest"));
    return;
  }
  const { temp } = draft.state.memory;
  const isSameFlow = draft.state.activation.flow === checkpoint.activation.flow;
  resume(draft, { ...checkpoint.activation, ...(isSameFlow ? { temp } : {}) });
  draft.set({ calls: checkpoint.calls });
  if (currentState(draft) !== from) tellState(draft, from, "return");
  beginWait(draft, draft.top?.wait ?? newWait(draft, "rest"));
}
