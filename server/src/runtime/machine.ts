import { evaluate } from "../expressions/evaluate.ts";
import type { ExpressionProblem } from "../expressions/problems.ts";
import type { Expr } from "../language/ast.ts";
import { takeResult } from "./api/response.ts";
import { answerContext } from "./ask.ts";
import { enterFirstState, initialState, startConversation, takeGiven } from "./begin.ts";
import { FlowContext } from "./context.ts";
import { Draft } from "./draft.ts";
import type { Value } from "./events.ts";
import { type IntentMatch, matchIntents } from "./intents.ts";
import { type Intervention, intervene } from "./interventions.ts";
import { latestTime, maximumQueue } from "./limits.ts";
import type { MachineState } from "./machineState.ts";
import { createMaskers } from "./maskers.ts";
import type { Program, ProgramStep } from "./program.ts";
import { countTransition, finish } from "./settle.ts";
import { nextSilence } from "./silence.ts";
import { runStep } from "./steps.ts";
import type { BeginOptions, Environment, HttpResult, MachineInput, Transition } from "./transition.ts";
import { dueSilence, takeInput } from "./turns.ts";

/**
 * Runs one program. Pure: each function returns the state after it, the events in order, and what the driver has
 * to do; the same arguments give the same answer. None of them throws, whatever comes from outside.
 */
export interface Machine {
  readonly program: Program;
  /** Begins a conversation: enters the first state (or, with `userBegins`, waits for the first input). */
  begin(options: BeginOptions): Transition;
  /** Takes an input, a response or a tick; what comes too early is kept until the next wait. */
  accept(state: MachineState, input: MachineInput): Transition;
  /** Runs one flow step. Without effect unless `state.status` is `running`. */
  advance(state: MachineState): Transition;
  /** Does something to the conversation from outside of it; see `Intervention`. */
  intervene(state: MachineState, intervention: Intervention): Transition;
  /** The value of an expression at this moment, without side effects and masked; `locals` are further names; `null` with a reason where it has none. */
  evaluate(
    state: MachineState,
    expression: Expr,
    locals?: { readonly [name: string]: Value },
  ): { readonly value: Value; readonly problem: string | null };
  /** The intents that a text may say at this moment, as the device finds them, the surest first. */
  understand(state: MachineState, text: string): readonly IntentMatch[];
  /** Replaces secret and sensitive values in a value by `•••`. */
  mask(state: MachineState, value: Value): Value;
}

/** A machine for a program; `env` and `secret` read the environment, which is in no state and no event. */
export function createMachine(program: Program, environment: Environment): Machine {
  const maskers = createMaskers(program, environment);
  const setting = { program, environment, maskers, contextOf: (draft: Draft) => new FlowContext(draft) };
  const transition = (state: MachineState, run: (draft: Draft) => void): Transition => {
    const draft = new Draft(setting, state);
    run(draft);
    return draft.transition;
  };
  return {
    program,
    begin: (options) => transition(initialState(program, options), (draft) => begin(draft, options)),
    accept: (state, input) => transition(state, (draft) => accept(draft, input)),
    advance: (state) => transition(state, advance),
    intervene: (state, intervention) => transition(state, (draft) => intervene(draft, intervention)),
    evaluate: (state, expression, locals = {}) => {
      const draft = new Draft(setting, state);
      const problems: ExpressionProblem[] = [];
      const context = new FlowContext(draft, locals, (problem) => problems.push(problem));
      const value = evaluate(expression, context);
      const [first] = problems;
      return {
        value: draft.masker.value(value),
        problem: first === undefined ? null : draft.masker.text(first.message),
      };
    },
    understand: (state, text) => matchIntents(program, text, answerContext(new Draft(setting, state))),
    mask: (state, value) => maskers(state).value(value),
  };
}

function begin(draft: Draft, options: BeginOptions): void {
  if (options.userBegins === true) return;
  draft.given = options.given;
  takeGiven(draft);
  startConversation(draft);
  enterFirstState(draft);
  finish(draft);
}

function accept(draft: Draft, input: MachineInput): void {
  draft.set({ now: Math.max(draft.state.now, Number.isFinite(input.now) ? Math.min(input.now, latestTime) : 0) });
  switch (input.type) {
    case "input":
      acceptInput(draft, input);
      return;
    case "response":
      acceptResponse(draft, input.id, input.result);
      return;
    case "tick":
      acceptTick(draft);
  }
}

function acceptInput(draft: Draft, { input, heard, given }: Extract<MachineInput, { type: "input" }>): void {
  draft.given = given;
  takeGiven(draft);
  const { status, queue } = draft.state;
  if (status === "waiting" || status === "ended") {
    draft.heard = heard;
    takeInput(draft, input);
    finish(draft);
    return;
  }
  if (queue.length < maximumQueue) draft.set({ queue: [...queue, input] });
  // An input cuts a `wait` short.
  if (status === "delayed") wake(draft);
}

function wake(draft: Draft): void {
  draft.set({ status: "running", delayedUntil: null });
  draft.request({ type: "timer", until: null });
  finish(draft);
}

function acceptResponse(draft: Draft, id: string, result: HttpResult): void {
  const { status, pending } = draft.state;
  const step = draft.program.steps.get(pending?.step ?? "");
  if (status !== "calling" || pending?.id !== id || step?.node.kind !== "Api") return;
  takeResult(draft, { ...step, node: step.node }, id, result);
  finish(draft);
}

function acceptTick(draft: Draft): void {
  const { status, now, delayedUntil, wait } = draft.state;
  if (status === "delayed" && delayedUntil !== null) {
    if (now >= delayedUntil) wake(draft);
    else draft.request({ type: "timer", until: delayedUntil });
    return;
  }
  if (status !== "waiting" || wait === null) return;
  const next = nextSilence(draft);
  if (next === null) return;
  if (now < next) {
    draft.request({ type: "timer", until: next });
    return;
  }
  // Routes that are due and do not apply pass without a word.
  const before = draft.mark();
  const isDue = dueSilence(draft, 0) !== undefined;
  if (!isDue) {
    const { wait: past } = draft.state;
    draft.undo(before);
    draft.setTop({ wait: past });
    draft.set({ wait: past });
    draft.request({ type: "timer", until: nextSilence(draft) });
    return;
  }
  draft.undo(before);
  takeInput(draft, { type: "silence", ms: now - wait.since });
  finish(draft);
}

function advance(draft: Draft): void {
  const { status, wait, isOver, queue } = draft.state;
  if (status !== "running") return;
  const [input, ...rest] = queue;
  if (input !== undefined && (wait !== null || isOver)) {
    draft.set({ queue: rest });
    takeInput(draft, input);
  } else {
    const step = nextStep(draft);
    draft.place = step?.place;
    if (countTransition(draft) && step !== undefined) runStep(draft, step);
  }
  finish(draft);
}

function nextStep(draft: Draft): ProgramStep | undefined {
  const position = draft.top?.position;
  return draft.program.blocks.get(position?.block ?? "")?.steps[position?.index ?? 0];
}
