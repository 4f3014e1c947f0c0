import { objectOf } from "../../expressions/values.ts";
import { spend } from "../budget.ts";
import type { Draft } from "../draft.ts";
import { fail } from "../failures.ts";
import { moveTo } from "../frames.ts";
import { maskHeaders } from "../maskEvent.ts";
import { writeMemory, writePath } from "../memory.ts";
import { sendBackendMessages } from "../messages/send.ts";
import type { HttpResult } from "../transition.ts";
import { type Answer, bodyMember, readResult, savedAnswer } from "./answer.ts";
import type { ApiStep } from "./apiStep.ts";
import { hideCredentials } from "./hidden.ts";
import { followNext } from "./next.ts";
import { outcomeWords, runOutcome } from "./outcomes.ts";
import { storeSession } from "./session.ts";

/**
 * Takes the answer of an API step, in this order: it is saved; what it has for the session is stored; its messages are
 * sent; it leads to its next state, or the step's `on` blocks run, or the flow goes on after the step.
 */
export function takeResult(draft: Draft, step: ApiStep, id: string, result: HttpResult): void {
  draft.place = step.place;
  const read = readResult(result);
  const length = result.kind === "answer" ? result.body.length : 0;
  const isTooMuch = !spend(draft, length, () => "the answer's body was left out");
  const answer = isTooMuch ? { ...read, body: null } : read;
  draft.set({ pending: null, status: "running" });
  hideCredentials(draft, answer.headers);
  tellResponse(draft, step, id, answer);
  moveTo(draft, { block: step.block, index: step.index + 1 });
  save(draft, step, answer);
  if (answer.outcome !== "success") {
    takeFailure(draft, step, id, answer);
    return;
  }
  storeSession(draft, bodyMember(answer, "session"));
  sendBackendMessages(draft, { flow: step.owner.flow, step: step.id }, bodyMember(answer, "messages"));
  if (!followNext(draft, step, answer)) runOutcome(draft, step, outcomeWords(answer));
}

function tellResponse(draft: Draft, step: ApiStep, id: string, answer: Answer): void {
  const { status, headers, body, ms, outcome, mock, recording, problem, leftOut } = answer;
  draft.emit({
    type: "response",
    id,
    status,
    headers,
    body,
    ms,
    outcome,
    ...(mock === undefined ? {} : { mock }),
    ...(recording === undefined ? {} : { recording }),
    ...(problem === null ? {} : { error: problem }),
    ...(leftOut.length === 0 ? {} : { leftOut }),
    source: step.place,
  });
  showResponse(draft, answer);
  if (leftOut.length > 0) {
    draft.report("limit", `Parts of the answer were left out: ${leftOut.join(", ")}.`, { parts: leftOut });
  }
}

function showResponse(draft: Draft, { status, headers, body, ms }: Answer): void {
  const shown = objectOf([
    ["status", status],
    ["headers", objectOf(Object.entries(maskHeaders(headers, draft.masker)))],
    ["body", draft.masker.value(body)],
    ["ms", ms],
  ]);
  const { lastCall } = draft.state;
  draft.set({ lastCall: { request: lastCall?.request ?? null, response: shown } });
}

/** The conversation as it is before anything but saving is made of an answer, for those who look at it then. */
export function saveAnswer(draft: Draft, step: ApiStep, answer: Answer): void {
  hideCredentials(draft, answer.headers);
  showResponse(draft, answer);
  save(draft, step, answer);
}

function save(draft: Draft, step: ApiStep, answer: Answer): void {
  const target = step.node.items.find((item) => item.kind === "Save");
  const value = savedAnswer(answer);
  if (target === undefined) writeMemory(draft, ["temp", "response"], value);
  else writePath(draft, target.target, value);
}

function takeFailure(draft: Draft, step: ApiStep, id: string, answer: Answer): void {
  if (runOutcome(draft, step, outcomeWords(answer))) return;
  fail(draft, "api-failure", answer.problem ?? "The request failed.", {
    request: id,
    status: answer.status,
    outcome: answer.outcome,
  });
}
