/**
 * What somebody who looks at a conversation may do to it, beside talking to it: write memory, go somewhere, choose a way.
 * Each is a transition like any other, so that what follows from it is told by the same events.
 */
import { evaluate } from "../expressions/evaluate.ts";
import { objectOf } from "../expressions/values.ts";
import type * as ast from "../language/ast.ts";
import { readResult } from "./api/answer.ts";
import { readNext, reportBroken } from "./api/next.ts";
import { saveAnswer } from "./api/response.ts";
import { storeSession } from "./api/session.ts";
import { startConversation, usePreset } from "./begin.ts";
import { stepWord } from "./compile/blocks.ts";
import { contextOf } from "./context.ts";
import type { Draft } from "./draft.ts";
import { beginTurn, setEvent, tellInput } from "./event.ts";
import type { UserInput, Value } from "./events.ts";
import { blockFrame, currentFlow, currentState, moveTo, newWait, pushFrame } from "./frames.ts";
import { writePath } from "./memory.ts";
import { sendBackendMessages } from "./messages/send.ts";
import { finish } from "./settle.ts";
import { enterState } from "./states.ts";
import type { HttpResult } from "./transition.ts";

/**
 * `assign` writes the value of an expression; `preset` all values of a preset: routes for changes do not run, because no step
 * of the flow wrote. `enter` goes to a state, by full name. `goTo` goes before a step, by id. `branch` runs the next step and
 * goes into that block of it, whatever its condition says. `route` takes an input by that route, whatever its trigger says.
 * `save` is what an answer is saved as, before anything else is made of it. `backend` is what a backend says without being asked: it
 * stores, says and leads on as the answer to an API step does, and without a `nextDialogstate` the conversation stays where it is.
 */
export type Intervention =
  | { readonly kind: "assign"; readonly path: ast.Path; readonly value: ast.Expr }
  | { readonly kind: "preset"; readonly name: string }
  | { readonly kind: "enter"; readonly state: string }
  | { readonly kind: "goTo"; readonly step: string }
  | { readonly kind: "branch"; readonly block: string }
  | { readonly kind: "route"; readonly route: string; readonly input: UserInput }
  | { readonly kind: "save"; readonly result: HttpResult }
  | { readonly kind: "backend"; readonly session: Value; readonly messages: Value; readonly nextDialogstate: Value };

/** Does it; without effect where the program has no such state, step, block, route or preset. */
export function intervene(draft: Draft, intervention: Intervention): void {
  switch (intervention.kind) {
    case "assign":
      write(draft, () => writePath(draft, intervention.path, evaluate(intervention.value, contextOf(draft))));
      return;
    case "preset":
      write(draft, () => usePreset(draft, intervention.name));
      return;
    case "enter":
      enter(draft, intervention.state);
      return;
    case "goTo":
      goTo(draft, intervention.step);
      return;
    case "branch":
      branch(draft, intervention.block);
      return;
    case "route":
      takeRoute(draft, intervention.route, intervention.input);
      return;
    case "save":
      save(draft, intervention.result);
      return;
    case "backend":
      takeBackend(draft, intervention);
  }
}

/** No step wrote it: routes for changes have nothing to do. */
function write(draft: Draft, run: () => void): void {
  const { changed } = draft.state;
  draft.place = undefined;
  run();
  draft.set({ changed });
}

/** Whatever was under way comes to nothing. */
function enter(draft: Draft, state: string): void {
  if (!draft.program.states.has(state)) return;
  begin(draft);
  draft.set({ pending: null, delayedUntil: null });
  draft.request({ type: "timer", until: null });
  enterState(draft, state, "jump");
  finish(draft);
}

function begin(draft: Draft): void {
  if (draft.state.isOver) startConversation(draft);
}

function goTo(draft: Draft, id: string): void {
  const step = draft.program.steps.get(id);
  if (step === undefined) return;
  begin(draft);
  draft.set({ pending: null, delayedUntil: null });
  draft.request({ type: "timer", until: null });
  const { state } = step.owner;
  if (state !== null && (draft.state.activation.frames[0]?.state ?? null) !== state) enterState(draft, state, "jump");
  const [body] = draft.state.activation.frames;
  if (body !== undefined) draft.setFrames([body]);
  draft.set({ status: "running", wait: null });
  const position = { block: step.block, index: step.index };
  if (isOfBody(draft, step.block)) {
    moveTo(draft, position);
    return;
  }
  // The block of a reply or a route interrupts a wait: after it the conversation waits in the state.
  const end = { index: draft.program.blocks.get(body?.position.block ?? "")?.steps.length ?? 0 };
  draft.setTop({ position: { block: body?.position.block ?? "", ...end }, wait: newWait(draft, "offers") });
  pushFrame(draft, { ...blockFrame(draft, step.block, { kind: "waitOn" }, "route", state === null), position });
}

/** Whether the conversation comes from the body of its state into the block, and back. */
function isOfBody(draft: Draft, id: string): boolean {
  let block = draft.program.blocks.get(id);
  while (block?.continues != null) block = draft.program.blocks.get(block.continues.block);
  const state = draft.program.states.get(currentState(draft) ?? "");
  return block !== undefined && block.id === state?.block;
}

function branch(draft: Draft, id: string): void {
  const { status, wait } = draft.state;
  const position = draft.top?.position;
  const step = draft.program.blocks.get(position?.block ?? "")?.steps[position?.index ?? 0];
  const block = draft.program.blocks.get(id);
  if (status !== "running" || wait !== null || step === undefined || block === undefined) return;
  draft.place = step.place;
  draft.emit({ type: "step", kind: stepWord(step.node), source: step.place });
  moveTo(draft, { block: id, index: 0 });
  finish(draft);
}

function takeRoute(draft: Draft, id: string, input: UserInput): void {
  const route = draft.program.routes.get(id);
  if (route === undefined || route.block === null || draft.state.wait === null) return;
  beginTurn(draft, input);
  tellInput(draft, input);
  const { trigger } = route.node;
  const isIntent = trigger?.kind === "IntentTrigger" && trigger.intent !== undefined;
  const intent = isIntent ? { name: trigger.intent.text, confidence: 1 } : undefined;
  if (intent !== undefined) setEvent(draft, objectOf([["intent", objectOf(Object.entries(intent))]]));
  const isGlobal = route.owner.state === null;
  draft.emit({
    type: "match",
    kind: isGlobal ? "global" : "route",
    candidates: [],
    ...(intent !== undefined && { intent, entities: {} }),
    source: route.place,
  });
  pushFrame(draft, blockFrame(draft, route.block, { kind: "waitOn" }, "route", isGlobal));
  finish(draft);
}

function save(draft: Draft, result: HttpResult): void {
  const step = draft.program.steps.get(draft.state.pending?.step ?? "");
  if (step?.node.kind !== "Api") return;
  draft.place = step.place;
  saveAnswer(draft, { ...step, node: step.node }, readResult(result));
  draft.set({ changed: [] });
}

function takeBackend(
  draft: Draft,
  { session, messages, nextDialogstate }: Extract<Intervention, { kind: "backend" }>,
): void {
  begin(draft);
  draft.place = undefined;
  write(draft, () => storeSession(draft, session));
  const flow = currentFlow(draft);
  sendBackendMessages(draft, { flow, step: null }, messages);
  const next = readNext(draft, nextDialogstate, flow);
  if (next.kind === "state") enter(draft, next.state);
  if (next.kind === "broken") reportBroken(draft, next.wire);
}
