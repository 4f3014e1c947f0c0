/**
 * A test's conversation as people read it, a line for each thing that happened. Of a test that failed there are two: as it
 * was, and as it was to be, which differ where the test does.
 */
import type { RunEvent, UserInput } from "../runtime/events.ts";
import { describeMessage } from "./messages.ts";

/** A conversation as it was to be and as it was; texts of several lines to set side by side. */
export interface TurnDifference {
  readonly expected: string;
  readonly actual: string;
}

/**
 * Where the two differ, which is where both end: at the message with that index (of all that were said), which was to be another one; from the
 * message with that index on, where nothing more was to be said; or at the end, where something was to be so.
 */
export type Divergence =
  | { readonly kind: "message" | "nothing"; readonly message: number }
  | { readonly kind: "end"; readonly step: string };

/** The two tellings of a conversation; `expected` and `actual` are those of the failure. */
export function turnDifference(
  events: readonly RunEvent[],
  at: Divergence,
  { expected, actual }: { readonly expected: string; readonly actual: string },
): TurnDifference {
  if (at.kind === "end") {
    const told = tell(events);
    const ending = (what: string): string => lines([...told, `${at.step}:`, ...indented(what)]);
    return { expected: ending(expected), actual: ending(actual) };
  }
  const place = messagePlace(events, at.message);
  const before = tell(events.slice(0, place));
  const said = events.slice(place, place + 1).flatMap(lineOf);
  if (at.kind === "nothing") return { expected: lines(before), actual: lines([...before, ...said]) };
  // A message without what it was to offer says what it was to say all the same.
  const [first = ""] = said;
  const isText = said.length === 0 || first.includes(actual.split("\n", 1)[0] ?? "");
  const wanted = isText ? [`bot: ${expected.replaceAll("\n", "\n     ")}`] : [...said, `     with ${expected}`];
  const was = isText ? said.slice(0, 1) : [...said, `     with ${actual}`];
  return { expected: lines([...before, ...wanted]), actual: lines([...before, ...was]) };
}

/** The states that a conversation went through, in order, by full name. */
export function routeOf(events: readonly RunEvent[]): readonly string[] {
  return events.flatMap((event) => (event.type === "state" ? [event.state] : []));
}

/** What happened, a line or more each; what says nothing to people is left out. */
function tell(events: readonly RunEvent[]): readonly string[] {
  return events.flatMap(lineOf);
}

/** The index of the event of a message; the end where there are fewer. */
function messagePlace(events: readonly RunEvent[], message: number): number {
  let seen = -1;
  const place = events.findIndex((event) => event.type === "message" && ++seen === message);
  return place < 0 ? events.length : place;
}

function lineOf(event: RunEvent): readonly string[] {
  switch (event.type) {
    case "input":
      return [inputLine(event.input)];
    case "state":
      return [`  → ${event.state}${causes.get(event.cause) ?? ""}`];
    case "message": {
      const { replies = [], buttons = [] } = event.message;
      const offered = [...replies, ...buttons].map(({ title }) => `[${title}]`);
      const said = `bot: ${describeMessage(event.message).replaceAll("\n", "\n     ")}`;
      return [said, ...(offered.length === 0 ? [] : [`     ${offered.join(" ")}`])];
    }
    case "response": {
      const answer = event.status === null ? (event.error ?? event.outcome) : String(event.status);
      const by = event.mock ?? event.recording;
      return [`  ← ${answer}${by === undefined ? "" : ` (${by})`}`];
    }
    case "request":
      return [`  ${event.method} ${event.url}`];
    case "report":
      return [`  ! ${event.code}: ${event.message}`];
    case "end":
      return ["  (the conversation ends)"];
    default:
      return [];
  }
}

/** What led to a state, where it is not the flow itself. */
const causes: ReadonlyMap<string, string> = new Map([
  ["reply", " (reply)"],
  ["route", " (route)"],
  ["call", " (called)"],
  ["return", " (returned)"],
  ["back", " (back)"],
  ["response", " (by the answer)"],
  ["failure", " (failure)"],
  ["jump", " (jump)"],
]);

function inputLine(input: UserInput): string {
  switch (input.type) {
    case "text":
      return `user: ${input.text}`;
    case "tap":
      return `user: [${input.text}]`;
    case "event":
      return `event: ${input.name}${input.data === undefined ? "" : ` ${JSON.stringify(input.data)}`}`;
    case "attachment":
      return `user: [${input.data.type}] ${input.data.url}`;
    case "silence":
      return `  (${input.ms / 1_000} s of silence)`;
  }
}

function indented(text: string): readonly string[] {
  return text.split("\n").map((line) => `  ${line}`);
}

function lines(all: readonly string[]): string {
  return all.join("\n");
}
