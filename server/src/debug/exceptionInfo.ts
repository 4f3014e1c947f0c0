/** What went wrong, in words for the author: the request and its answer, the way that the flow takes, and what to do. */
import type { DebugProtocol } from "@vscode/debugprotocol";
import { isObject, memberOf, type Value } from "../expressions/values.ts";
import type { RunEvent } from "../runtime/events.ts";
import type { MachineState } from "../runtime/machineState.ts";
import type { Program } from "../runtime/program.ts";
import type { Transition } from "../runtime/transition.ts";
import { type FilterId, type FoundException, filterLabel } from "./exceptionFilters.ts";
import type { FailedStep } from "./testPlayer.ts";

/** A failure at which the conversation stopped; all of it masked. */
export interface ExceptionStop extends FoundException {
  /** One line. */
  readonly message: string;
  /** Several lines: what `exceptionInfo` answers. */
  readonly text: string;
}

/** Characters of a body that are shown. */
const EXCERPT = 400;

const ADVICE: { readonly [id in FilterId]: string } = {
  apiFailure: "Look at the request and at the backend, edit the answer and go on, or handle it with an `on` block.",
  unhandledApiFailure: "Add `on failure` to the API step, or a `failure` state to the bot.",
  brokenNext: "Let the backend name a state of this project, or create the state that it names.",
  notUnderstood: "Add a route, a reply or a phrase of an intent for it, or a `fallback` state to the bot.",
  expressionError: "Give the variable a value before it is read, or say with `??` what holds without one.",
  endlessLoop: "Let one of the states ask, wait or offer a reply, or end the circle with a condition.",
};

/** The stop for what was found; `foreseen` is the transition that the event is part of, where it has not happened yet. */
export function exceptionStop(
  found: FoundException,
  program: Program,
  state: MachineState,
  foreseen: Transition | undefined,
): ExceptionStop {
  const message = messageOf(found);
  const isApi =
    found.filter === "apiFailure" || found.filter === "unhandledApiFailure" || found.filter === "brokenNext";
  const lines = [
    message,
    ...(isApi ? callLines(state) : []),
    ...(found.filter === "notUnderstood" ? heardLines(state) : []),
    ...(foreseen === undefined ? [] : [wayOf(program, state, foreseen)]),
    ADVICE[found.filter],
  ];
  return { ...found, message, text: lines.filter((line) => line !== undefined).join("\n") };
}

/** As the protocol writes it. */
export function exceptionBody({ filter, event, message, text }: ExceptionStop): object {
  const body: DebugProtocol.ExceptionInfoResponse["body"] = {
    exceptionId: filterLabel(filter),
    description: text,
    breakMode: filter === "unhandledApiFailure" ? "unhandled" : "always",
    details: {
      message,
      typeName: filter,
      fullTypeName: event.type === "report" ? event.code : filter,
      ...(filter === "apiFailure" || filter === "unhandledApiFailure" ? { evaluateName: "temp.response" } : {}),
    },
  };
  return body;
}

/** The same of a step of a test that did not hold. */
export function failedTestBody({ mismatch: { message, expected, actual, mock } }: FailedStep): object {
  const lines = [
    message,
    ...(expected === null ? [] : [`Expected: ${expected}`]),
    ...(actual === null ? [] : [`Actual: ${actual}`]),
    ...(mock === undefined ? [] : [mock]),
  ];
  const body: DebugProtocol.ExceptionInfoResponse["body"] = {
    exceptionId: "The test failed",
    description: lines.join("\n"),
    breakMode: "always",
    details: { message, typeName: "testFailed", fullTypeName: "testFailed" },
  };
  return body;
}

function messageOf({ event }: FoundException): string {
  if (event.type === "report") return event.message;
  if (event.type !== "response") return "Nothing in the flow takes what the user said: the bot's `fallback` does.";
  return event.error ?? `The answer has status ${event.status ?? "none"}.`;
}

function callLines({ lastCall }: MachineState): readonly (string | undefined)[] {
  const [request, response] = [lastCall?.request ?? null, lastCall?.response ?? null];
  const status = member(response, "status");
  const ms = member(response, "ms");
  const answer = status === null ? "no answer" : `status ${String(status)}`;
  return [
    `${String(member(request, "method") ?? "")} ${String(member(request, "url") ?? "")}: ${answer} after ${String(ms ?? 0)} ms`,
    excerptOf(member(response, "body")),
  ];
}

function excerptOf(body: Value): string | undefined {
  if (body === null) return undefined;
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return `Answer: ${text.length <= EXCERPT ? text : `${text.slice(0, EXCERPT)}…`}`;
}

function member(value: Value, name: string): Value {
  return isObject(value) ? (memberOf(value, name) ?? null) : null;
}

function heardLines({ input, isInputSensitive }: MachineState): readonly string[] {
  if (isInputSensitive || input === null) return [];
  return input.type === "text" || input.type === "tap" ? [`The user said: ${input.text.slice(0, EXCERPT)}`] : [];
}

/** Where the conversation goes next. */
function wayOf(program: Program, before: MachineState, { state, events }: Transition): string | undefined {
  if (events.some((event) => event.type === "report" && event.code === "missing-failure"))
    return "Nothing takes it: the user is told, and the conversation waits.";
  const entered = events.findLast((event: RunEvent) => event.type === "state");
  if (entered?.type === "state") {
    const because = entered.cause === "failure" ? ", the bot's `failure` state" : "";
    return `It goes on in \`${entered.state}\`${because}.`;
  }
  const block = state.activation.frames.at(-1)?.position.block ?? "";
  const step = program.steps.get(before.pending?.step ?? "");
  const [, number] = step !== undefined && block.startsWith(`${step.id}/on`) ? block.split(`${step.id}/on`) : [];
  const handlers = step?.node.kind === "Api" ? step.node.items.filter((item) => item.kind === "OnOutcome") : [];
  const outcome = number === undefined ? undefined : handlers[Number.parseInt(number, 10)]?.outcome?.text;
  if (outcome !== undefined) return `The block \`on ${outcome}\` takes it.`;
  return undefined;
}
