import { objectOf } from "../expressions/values.ts";
import type * as ast from "../language/ast.ts";
import { enterFirstState, firstState, startConversation } from "./begin.ts";
import type { Draft } from "./draft.ts";
import { fail } from "./failures.ts";
import { currentState, newActivation, newTemp, newWait, resume, stateFrame, suspend } from "./frames.ts";
import { maximumCalls } from "./limits.ts";
import type { Checkpoint } from "./machineState.ts";
import { askQuestion } from "./question.ts";
import { enterState, tellState } from "./states.ts";
import { beginWait } from "./waits.ts";

/** Carries out a `->`. */
export function go(draft: Draft, target: ast.Target | undefined): void {
  if (target === undefined) return;
  const isGlobal = draft.state.activation.frames.some((frame) => frame.isGlobal);
  const cause = draft.top?.cause ?? "go";
  if (target.kind === "TargetWord") {
    if (target.word === "end") endConversation(draft, "end");
    else if (target.word === "restart") restart(draft);
    else if (target.word === "return" && draft.state.calls.length > 0 && !isGlobal) returnFromCall(draft);
    else goBack(draft);
    return;
  }
  const state = draft.program.target(target);
  if (state === undefined) return;
  if (isGlobal) draft.set({ calls: [] });
  enterState(draft, state, cause);
}

/** Ends the conversation: `session`, `temp` and all that belongs to it are forgotten. */
function endConversation(draft: Draft, reason: "end" | "restart" | "stopped"): void {
  const { memory, queue } = draft.state;
  const source = draft.place;
  draft.set({
    status: queue.length > 0 ? "running" : "ended",
    isOver: true,
    wait: null,
    memory: { ...memory, session: objectOf([]), temp: objectOf([]) },
    activation: newActivation(draft, stateFrame(draft, null), null),
    calls: [],
    history: [],
    offers: [],
    contexts: {},
    pending: null,
    delayedUntil: null,
    changed: [],
  });
  draft.emit({ type: "end", reason, ...(source === undefined ? {} : { source }) });
  draft.request({ type: "timer", until: null });
}

function restart(draft: Draft): void {
  endConversation(draft, "restart");
  startConversation(draft);
  enterFirstState(draft);
}

/** Runs another state and comes back to the step after this one. */
export function call(draft: Draft, state: string): void {
  const { calls } = draft.state;
  if (calls.length >= maximumCalls) {
    fail(draft, "limit", `More than ${maximumCalls} calls are inside each other.`);
    return;
  }
  const from = currentState(draft);
  draft.set({ calls: [...calls, suspend(draft)] });
  newTemp(draft);
  const flow = draft.program.states.get(state)?.owner.flow ?? null;
  draft.set({ activation: newActivation(draft, stateFrame(draft, state), flow) });
  tellState(draft, from, "call");
}

/** Comes back from a call to the step after it. */
export function returnFromCall(draft: Draft): void {
  const { calls } = draft.state;
  const caller = calls.at(-1);
  if (caller === undefined) return;
  const from = currentState(draft);
  draft.set({ calls: calls.slice(0, -1) });
  resume(draft, caller);
  draft.set({ status: "running", wait: null });
  tellState(draft, from, "return");
}

/** To where the conversation last waited in another state, with the `temp` and the calls of then. */
function goBack(draft: Draft): void {
  const { history } = draft.state;
  const here = currentState(draft);
  const index = history.findLastIndex(({ state }) => state !== here);
  const checkpoint = history[index];
  if (checkpoint !== undefined) {
    draft.set({ history: history.slice(0, index) });
    repeat(draft, checkpoint, here);
    return;
  }
  const start = draft.program.bot?.start ?? firstState(draft);
  draft.set({ calls: [] });
  if (start !== null) enterState(draft, start, "back");
}

/** Waits again where a checkpoint waited: asks its question, or repeats its last message. */
function repeat(draft: Draft, checkpoint: Checkpoint, from: string | null): void {
  resume(draft, checkpoint.activation);
  draft.set({ calls: checkpoint.calls });
  tellState(draft, from, "back");
  const point = draft.top?.wait;
  const step = draft.program.steps.get(point?.step ?? "");
  if (step?.node.kind === "Ask") {
    askQuestion(draft, step, step.node);
    return;
  }
  const { lastMessage } = draft.state.activation;
  if (lastMessage !== null) draft.send(lastMessage);
  beginWait(draft, newWait(draft, point?.kind ?? "rest"));
}
