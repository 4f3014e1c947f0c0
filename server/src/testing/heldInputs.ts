/** What the user, the channel and the clock did in a conversation that has been held, as steps of a test. */
import { isObject } from "../expressions/values.ts";
import type { MatchKind, RunEvent, UserInput } from "../runtime/events.ts";
import { masked } from "../runtime/masking.ts";
import type { Program } from "../runtime/program.ts";
import type { ScriptStep } from "./testScript.ts";

/** One thing that somebody did. */
export interface HeldInput {
  readonly step: ScriptStep;
  /** What took it then. */
  readonly taken: MatchKind | undefined;
  /** Whether it is its text alone that says something. */
  readonly isBare: boolean;
  /** Where the value is masked: the type of the question that it answers (`any` where none is known). */
  readonly hidden: string | undefined;
}

/** The conversation from where it can be held again. */
export interface HeldInputs {
  /** Full name of the state to begin in, where somebody had the conversation jump. */
  readonly jumpedTo: string | undefined;
  /** The events from the beginning, or from the jump on. */
  readonly events: readonly RunEvent[];
  readonly inputs: readonly HeldInput[];
  readonly notes: readonly string[];
}

/** Reads the inputs of a conversation. A jump is no input: what came before it cannot be told in a test. */
export function heldInputs(all: readonly RunEvent[], program: Program): HeldInputs {
  const jump = all.findLastIndex((event) => event.type === "state" && event.cause === "jump");
  const events = jump < 0 ? all : all.slice(jump);
  const jumped = events[0]?.type === "state" && jump >= 0 ? events[0].state : undefined;
  const notes = jumped === undefined ? [] : [`The test begins where the conversation was taken to \`${jumped}\`.`];
  const inputs: HeldInput[] = [];
  let answerType: string | undefined;
  let silent = 0;
  for (const [at, event] of events.entries()) {
    if (event.type === "wait") answerType = event.answerType;
    if (event.type === "state") silent = 0;
    if (event.type !== "input") continue;
    const silence =
      event.input.type === "silence" ? lengthOf(event.input.ms, events.slice(at + 1, at + 3), program) : 0;
    const step = stepOf(event.input, Math.max(1, silence - silent));
    if (typeof step === "string") notes.push(step);
    else {
      const isBare = event.input.type === "text" || (event.input.type === "tap" && event.input.value === undefined);
      const taken = takenBy(events.slice(at + 1, at + 3));
      inputs.push({ step, taken, isBare, hidden: hiddenIn(step, answerType) });
    }
    silent = silence;
  }
  return { jumpedTo: jumped, events, inputs, notes };
}

/** A real clock wakes a little late: the route that acted says how long the silence had to be. */
function lengthOf(ms: number, after: readonly RunEvent[], program: Program): number {
  const match = after.find((event) => event.type === "match");
  const start = match?.source?.range.start;
  const route = [...program.routes.values()].find(
    ({ place }) =>
      place.file === match?.source?.file &&
      place.range.start.line === start?.line &&
      place.range.start.character === start.character,
  );
  const trigger = route?.node.trigger;
  const wanted = trigger?.kind === "SilenceTrigger" ? trigger.duration?.value : undefined;
  return wanted === undefined || wanted > ms ? Math.round(ms) : wanted;
}

function takenBy(after: readonly RunEvent[]): MatchKind | undefined {
  const match = after.find((event) => event.type === "match");
  return match?.kind;
}

/** The step, or a sentence that says why there is none. */
function stepOf(input: UserInput, wait: number): ScriptStep | string {
  switch (input.type) {
    case "text":
      return { kind: "user", text: input.text };
    case "tap":
      return { kind: "tap", title: input.text };
    case "event":
      if (input.data === undefined) return { kind: "event", name: input.name };
      if (isObject(input.data)) return { kind: "event", name: input.name, data: input.data };
      return `The event "${input.name}" is not in the test: its data are no object.`;
    case "attachment":
      return { kind: "attach", data: input.data };
    case "silence":
      return { kind: "wait", ms: wait };
  }
}

function hiddenIn(step: ScriptStep, answerType: string | undefined): string | undefined {
  return step.kind === "user" && step.text === masked ? (answerType ?? "any") : undefined;
}
