import { areEqual, isObject, kindOf, memberOf, type Value } from "../../expressions/values.ts";
import type { Draft } from "../draft.ts";
import { handleFailure } from "../failures.ts";
import { currentState } from "../frames.ts";
import { enterState } from "../states.ts";
import { type Answer, bodyMember } from "./answer.ts";
import type { ApiStep } from "./apiStep.ts";
import { runOutcome } from "./outcomes.ts";

/** What an answer says about where to go: nothing, a state, or something that is none. */
export type NextState =
  | { readonly kind: "none" }
  | { readonly kind: "state"; readonly state: string; readonly wire: string }
  | { readonly kind: "broken"; readonly wire: Value };

/** The state that a value from outside means; `null` and `""` mean none. */
export function readNext(draft: Draft, wire: Value, flow: string | null): NextState {
  if (wire === null || wire === "") return { kind: "none" };
  const state = typeof wire === "string" ? draft.program.wire(wire, flow) : undefined;
  return state === undefined || typeof wire !== "string" ? { kind: "broken", wire } : { kind: "state", state, wire };
}

/** Goes where an answer leads; false where it leads nowhere. A broken `nextDialogstate` is a failure of its own. */
export function followNext(draft: Draft, step: ApiStep, answer: Answer): boolean {
  const next = readNext(draft, nextOf(draft, answer), step.owner.flow);
  if (next.kind === "none") return false;
  if (next.kind === "broken") {
    breakNext(draft, step, next.wire, answer);
    return true;
  }
  const list = step.node.items.filter((item) => item.kind === "NextDialogstate").flatMap((item) => item.states);
  if (list.length > 0 && !list.some((ref) => draft.program.target(ref) === next.state)) {
    const message = `The backend led to \`${next.state}\`, which this step's \`nextDialogstate\` does not list.`;
    draft.report("unlisted-next", message, { nextDialogstate: next.wire });
  }
  enterState(draft, next.state, "response");
  return true;
}

/** `action.nextDialogstate`, else a top-level one; both and different is reported, and the first wins. */
function nextOf(draft: Draft, answer: Answer): Value {
  const action = bodyMember(answer, "action");
  const inAction = isObject(action) ? (memberOf(action, "nextDialogstate") ?? null) : null;
  const onTop = bodyMember(answer, "nextDialogstate");
  const isNone = (value: Value): boolean => value === null || value === "";
  if (isNone(inAction)) return onTop;
  if (!isNone(onTop) && !areEqual(inAction, onTop)) {
    const message =
      "The answer names two states: `action.nextDialogstate` and a top-level `nextDialogstate`. The first was taken.";
    draft.report("both-next", message, { action: inAction, top: onTop });
  }
  return inAction;
}

function breakNext(draft: Draft, step: ApiStep, wire: Value, answer: Answer): void {
  reportBroken(draft, wire, {
    status: answer.status,
    response: JSON.stringify(draft.masker.value(answer.body)).slice(0, 1_000),
  });
  if (!runOutcome(draft, step, ["invalid", "failure"])) handleFailure(draft);
}

/** Tells that something from outside names a state that does not exist. */
export function reportBroken(draft: Draft, wire: Value, details: { readonly [key: string]: Value } = {}): void {
  const message =
    typeof wire === "string"
      ? `The backend's nextDialogstate \`${wire}\` names no state of this project.`
      : `The backend's nextDialogstate is ${kindOf(wire)}, but it must be the name of a state.`;
  draft.report("broken-next", message, { nextDialogstate: wire, from: currentState(draft), ...details });
}
