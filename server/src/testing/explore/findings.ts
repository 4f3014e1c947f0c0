import type { ReportEvent, RunEvent, SourcePlace } from "../../runtime/events.ts";
import type { Program } from "../../runtime/program.ts";
import { placeKey } from "../apiOutcomes.ts";
import type { Played } from "./play.ts";
import type { Way } from "./way.ts";

/** Something that a conversation should not come to. */
export interface Fault {
  /** `report`: the runner reported it; `dead-end`: the conversation stops without an end; `loop`: it cannot be left. */
  readonly kind: "report" | "dead-end" | "loop";
  /** The code of the report; else the kind. */
  readonly code: string;
  /** One sentence for the author. */
  readonly message: string;
  /** Full name of the state it belongs to. */
  readonly state: string | null;
  readonly place: SourcePlace | undefined;
}

/** A fault and the shortest way that was found there. */
export interface Finding extends Fault {
  readonly way: Way | undefined;
}

/** Two faults with one key are the same. */
export function faultKey({ kind, code, place, state }: Fault): string {
  return `${kind} ${code} ${place === undefined ? (state ?? "") : placeKey(place)}`;
}

/** What an explorer brings about itself, by saying odd things and letting backends fail: no fault of the flow. */
const expected: ReadonlySet<string> = new Set([
  "not-understood",
  "dropped-event",
  "api-failure",
  "unmocked-request",
  "model-failure",
  "bad-response",
  "bad-message",
]);

/** The faults that show in what was played last. */
export function faultsIn({ moment, events }: Played, program: Program): readonly Fault[] {
  const reports = events.flatMap((event) => (isFault(event) ? [faultOf(event)] : []));
  const isTold = events.some((event) => event.type === "report" && event.code === "missing-failure");
  const stop = isTold ? undefined : deadEnd(moment.state, program);
  return stop === undefined ? reports : [...reports, stop];
}

function isFault(event: RunEvent): event is ReportEvent {
  return event.type === "report" && !expected.has(event.code);
}

function faultOf({ code, message, state, source }: ReportEvent): Fault {
  return { kind: code === "endless-loop" ? "loop" : "report", code, message, state: state ?? null, place: source };
}

/** A state that offers nothing and asks nothing, in which the conversation stays all the same. */
function deadEnd({ status, isOver, wait, activation, calls }: Played["moment"]["state"], program: Program) {
  if (status !== "waiting" || isOver || wait?.kind !== "rest" || calls.length > 0) return undefined;
  const [body] = activation.frames;
  const isInterrupted = activation.frames.some(({ end }) => end.kind !== "state");
  const state = program.states.get(body?.state ?? "");
  const { fallback = null, failure = null } = program.bot ?? {};
  if (state === undefined || isInterrupted || state.name === fallback || state.name === failure) return undefined;
  const message = `The conversation stops in \`${state.name}\`: it offers nothing, asks nothing and does not end.`;
  return { kind: "dead-end", code: "dead-end", message, state: state.name, place: state.place } as const;
}
