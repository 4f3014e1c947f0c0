/**
 * Tells a recorded conversation again, without a clock and without the world: each input and each answer comes when it came.
 * The same program tells the same events; an edited one goes its own way with the same inputs and answers in their order.
 */
import { parseOutside } from "../../expressions/fromOutside.ts";
import type { RunEvent } from "../events.ts";
import type { Machine } from "../machine.ts";
import type { MachineState } from "../machineState.ts";
import type { BeginOptions, HttpResult, Transition } from "../transition.ts";
import { isWait, type RecordedAnswer, type Recording } from "./recording.ts";

/** Runs the recording to its end and gives the state after it. */
export function replay(
  machine: Machine,
  begin: BeginOptions,
  recording: Recording,
  onEvent: (event: RunEvent) => void,
): MachineState {
  const retold = new Retold(machine, recording, onEvent, machine.begin(begin));
  while (retold.goOn()) {
    // Each round is one transition or some ticks that nobody hears.
  }
  return retold.state;
}

class Retold {
  readonly #machine: Machine;
  readonly #recording: Recording;
  readonly #onEvent: (event: RunEvent) => void;
  #inputs = 0;
  #answers = 0;
  #waits = 0;
  #timer: number | null = null;
  state: MachineState;

  constructor(machine: Machine, recording: Recording, onEvent: (event: RunEvent) => void, begun: Transition) {
    this.#machine = machine;
    this.#recording = recording;
    this.#onEvent = onEvent;
    this.state = begun.state;
    this.#take(begun);
  }

  /** False where the recording is over. */
  goOn(): boolean {
    switch (this.state.status) {
      case "running":
        this.#advance();
        return true;
      case "calling":
        this.#answer();
        return true;
      case "delayed":
        return this.#passWait();
      case "waiting":
      case "ended":
        this.#passQuietTicks();
        return this.#give(this.#recording.inputs[this.#inputs]?.at ?? 0);
    }
  }

  /** A request that the machine itself refuses has its response at once: the recorded one is not for the next request. */
  #advance(): void {
    const transition = this.#machine.advance(this.state);
    for (const event of transition.events) {
      const next = this.#recording.answers[this.#answers];
      if (event.type === "response" && next?.status === null && next.error === event.error) this.#answers += 1;
    }
    this.#take(transition);
  }

  #answer(): void {
    const answer = this.#recording.answers[this.#answers++];
    const { pending, now } = this.state;
    const result = answer === undefined ? missingAnswer(pending?.method ?? "") : resultOf(answer);
    this.#take(
      this.#machine.accept(this.state, { type: "response", now: answer?.at ?? now, id: pending?.id ?? "", result }),
    );
  }

  #passWait(): boolean {
    const { now, delayedUntil } = this.state;
    const until = delayedUntil ?? now;
    const lasted = this.#recording.waits[this.#waits - 1];
    // The recording ends in this step.
    if (lasted === null) return false;
    const end = lasted === undefined ? until : now + lasted;
    if (end < until && this.#give(end)) return true;
    this.#take(this.#machine.accept(this.state, { type: "tick", now: Math.max(end, until) }));
    return true;
  }

  /** Gives the next input; false where there is none. */
  #give(now: number): boolean {
    const next = this.#recording.inputs[this.#inputs];
    if (next === undefined) return false;
    this.#inputs += 1;
    this.#take(this.#machine.accept(this.state, { type: "input", now, input: next.input }));
    return true;
  }

  /** A silence that no route took leaves no event, but it has had its chance. */
  #passQuietTicks(): void {
    const before = this.#recording.inputs[this.#inputs]?.at ?? 0;
    while (this.#timer !== null && this.#timer < before) {
      const tick = this.#machine.accept(this.state, { type: "tick", now: this.#timer });
      if (tick.events.length > 0) return;
      const timer = this.#timer;
      this.#take(tick);
      if (this.#timer === timer) return;
    }
  }

  #take({ state, events, effects }: Transition): void {
    this.state = state;
    for (const effect of effects) if (effect.type === "timer") this.#timer = effect.until;
    for (const event of events) {
      if (isWait(event)) this.#waits += 1;
      this.#onEvent(event);
    }
  }
}

function missingAnswer(method: string): HttpResult {
  const message = `The recording holds no answer for this ${method} request.`;
  return { kind: "none", reason: "refused", message, ms: 0 };
}

/** An answer as it would have come over the wire. */
export function resultOf(answer: RecordedAnswer): HttpResult {
  const { status, headers, ms, outcome, error, mock, recording, leftOut } = answer;
  const by = mock === undefined ? {} : { mock };
  if (status === null) {
    const reason = outcome === "timeout" ? "timeout" : "refused";
    return { kind: "none", reason, message: error ?? "No answer came.", ms, ...by };
  }
  const kept = {
    ...(recording === undefined ? {} : { recording }),
    ...(leftOut === undefined ? {} : { leftOut }),
  };
  return { kind: "answer", status, headers, body: textOf(answer), url: "", ms, ...by, ...kept };
}

/** The event holds a JSON body as its value and any other as its text. */
function textOf({ headers, outcome, body, status }: RecordedAnswer): string {
  if (body === null) return "";
  if (typeof body !== "string") return JSON.stringify(body);
  const saysJson = /[/+]json\s*(?:;|$)/i.test(headers["content-type"] ?? "");
  // An empty text is JSON: an answer without a body has `null`.
  const isUnreadable =
    outcome === "invalid" || ((status ?? 0) >= 400 && body.trim() !== "" && parseOutside(body) === undefined);
  return saysJson && !isUnreadable ? JSON.stringify(body) : body;
}
