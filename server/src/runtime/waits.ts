import { sizeOf } from "../expressions/limits.ts";
import { memberOf, objectOf } from "../expressions/values.ts";
import type { TypeNode } from "../language/ast.ts";
import type { Draft } from "./draft.ts";
import type { MessageReply } from "./events.ts";
import { currentState, suspend } from "./frames.ts";
import { maximumHistory, maximumKept } from "./limits.ts";
import type { Checkpoint, SuspendedActivation, WaitPoint } from "./machineState.ts";
import { shownOffers } from "./offers.ts";
import { nextSilence } from "./silence.ts";

/** Waits for an input at the frame that runs; an input that came too early is taken next. */
export function beginWait(draft: Draft, point: WaitPoint): void {
  const wait = continuesSilence(draft, point) ? point : { ...point, since: draft.state.now, silenced: [] };
  draft.setTop({ wait });
  draft.set({ wait, status: draft.state.queue.length > 0 ? "running" : "waiting" });
  remember(draft);
  tellWait(draft, wait);
  draft.request({ type: "timer", until: nextSilence(draft) });
}

/** What a silence route says does not end the silence; every other input does. */
function continuesSilence(draft: Draft, point: WaitPoint): boolean {
  return draft.state.input?.type === "silence" && point.silenced.length > 0;
}

function tellWait(draft: Draft, wait: WaitPoint): void {
  const step = wait.step === null ? undefined : draft.program.steps.get(wait.step);
  const state = currentState(draft);
  const answer = step?.node.kind === "Ask" ? step.node.type : undefined;
  const place = step?.place ?? draft.program.states.get(state ?? "")?.place;
  draft.emit({
    type: "wait",
    for: wait.kind === "ask" ? "answer" : wait.kind === "offers" ? "input" : "nothing",
    ...(answer === undefined ? {} : { answerType: typeName(answer) }),
    ...(state === null ? {} : { state }),
    replies: shownReplies(draft),
    ...(place === undefined ? {} : { source: place }),
  });
}

function typeName(type: TypeNode): string {
  switch (type.kind) {
    case "ScalarType":
      return type.name;
    case "EntityType":
      return type.name.text;
    case "OneOfType":
      return "one of";
    case "ListType":
      return "list";
    case "ObjectType":
      return "object";
    case "PatternType":
      return "pattern";
  }
}

/** The quick replies shown since the state was entered, each once. */
function shownReplies(draft: Draft): readonly MessageReply[] {
  const replies = new Map<string, MessageReply>();
  for (const { kind, title, value } of shownOffers(draft)) {
    if (kind === "reply") replies.set(title, value === null ? { title } : { title, value });
  }
  return [...replies.values()];
}

/** Keeps where the conversation waits, for `-> back` and after failures: one entry for each stay in a state. */
function remember(draft: Draft): void {
  const { history, calls } = draft.state;
  const checkpoint: Checkpoint = { state: currentState(draft), activation: lightened(suspend(draft)), calls };
  const earlier = history.at(-1)?.state === checkpoint.state ? history.slice(0, -1) : history;
  draft.set({ history: [...earlier, checkpoint].slice(-maximumHistory) });
}

/** Without a large answer in `temp.response`: it would stand in the state as often as the conversation has waited. */
function lightened(activation: SuspendedActivation): SuspendedActivation {
  const response = memberOf(activation.temp, "response") ?? null;
  if (sizeOf(response, maximumKept) <= maximumKept) return activation;
  const kept = Object.entries(activation.temp).filter(([name]) => name !== "response");
  return { ...activation, temp: objectOf(kept) };
}
