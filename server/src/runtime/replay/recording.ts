import type { ResponseEvent, RunEvent, UserInput } from "../events.ts";

/** An API answer as a run event tells it: secret and sensitive values are masked. */
export type RecordedAnswer = Pick<
  ResponseEvent,
  "at" | "status" | "headers" | "body" | "ms" | "outcome" | "error" | "mock" | "recording" | "leftOut"
>;

/** All that came into a conversation from outside, by the conversation's clock: with it, it can be told again. */
export interface Recording {
  readonly inputs: readonly { readonly at: number; readonly input: UserInput }[];
  readonly answers: readonly RecordedAnswer[];
  /** How long each `wait` step lasted, in milliseconds; an input may have cut it short. `null`: the recording ends in it. */
  readonly waits: readonly (number | null)[];
}

/** What the events of a conversation tell of the world outside. */
export function recordingOf(events: readonly RunEvent[]): Recording {
  return {
    inputs: events.flatMap((event) => (event.type === "input" ? [{ at: event.at, input: event.input }] : [])),
    answers: events.filter((event) => event.type === "response"),
    waits: events.flatMap((event, index) => {
      if (!isWait(event)) return [];
      const next = events[index + 1];
      return [next === undefined ? null : next.at - event.at];
    }),
  };
}

/** Whether a `wait` step begins with this event. */
export function isWait(event: RunEvent): boolean {
  return event.type === "step" && event.kind === "wait";
}
