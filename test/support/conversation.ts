import type { RunEvent, UserInput, Value } from "../../server/src/runtime/events.ts";
import { createMachine, type Machine } from "../../server/src/runtime/machine.ts";
import type { MachineState } from "../../server/src/runtime/machineState.ts";
import type {
  BeginOptions,
  Environment,
  HttpResult,
  RequestEffect,
  Transition,
} from "../../server/src/runtime/transition.ts";
import { programOf } from "./program.ts";

/** What goes into a conversation: a text, an input, or the clock moving on by so many milliseconds. */
export type Given = string | UserInput | { readonly type: "clock"; readonly ms: number };

/** Answers a request as a backend would; `undefined` leaves it waiting. */
export type Backend = (request: RequestEffect) => HttpResult | undefined;

export interface Talk {
  readonly backend?: Backend;
  readonly environment?: Environment;
  readonly begin?: Partial<BeginOptions>;
  /** Types of the events to draw; `message`, `input`, `state`, `request`, `response`, `report` and `end` without it. */
  readonly show?: readonly RunEvent["type"][];
  /** Whether the state makes a round trip through JSON between all transitions. */
  readonly roundTrips?: boolean;
}

/** What happened in a conversation. */
export interface Talked {
  readonly machine: Machine;
  readonly events: readonly RunEvent[];
  readonly states: readonly MachineState[];
  readonly state: MachineState;
  readonly requests: readonly RequestEffect[];
}

const usual: readonly RunEvent["type"][] = ["message", "input", "state", "request", "response", "report", "end"];

/** A tap on a reply or button. */
export function tap(text: string, value?: Value): UserInput {
  return value === undefined ? { type: "tap", text } : { type: "tap", text, value };
}

export function event(name: string, data?: Value): UserInput {
  return data === undefined ? { type: "event", name } : { type: "event", name, data };
}

export function silence(ms: number): UserInput {
  return { type: "silence", ms };
}

export function clock(ms: number): Given {
  return { type: "clock", ms };
}

export function attachment(url: string): UserInput {
  return { type: "attachment", data: { type: "image", url, name: "picture.png" } };
}

/** An answer with JSON. */
export function json(body: unknown, status = 200): HttpResult {
  return text(JSON.stringify(body), "application/json", status);
}

export function text(body: string, type = "text/plain", status = 200): HttpResult {
  return { kind: "answer", status, headers: { "content-type": type }, body, url: "http://bank.test/", ms: 5 };
}

export function noAnswer(reason: "timeout" | "refused", message = "No answer."): HttpResult {
  return { kind: "none", reason, message, ms: 7 };
}

/** A backend that gives these answers in order; the last repeats. */
export function answers(...results: readonly HttpResult[]): Backend {
  let count = 0;
  return () => results[Math.min(count++, results.length - 1)];
}

/** Runs a project (a fixture) through these inputs and draws what happened, one event a line. */
export function talk(source: string, given: readonly Given[] = [], options: Talk = {}): string {
  const { events } = run(source, given, options);
  return draw(events, options.show ?? usual);
}

/** Runs a project (a fixture) through these inputs. */
export function run(source: string, given: readonly Given[] = [], options: Talk = {}): Talked {
  const machine = createMachine(programOf(source), options.environment ?? {});
  const events: RunEvent[] = [];
  const states: MachineState[] = [];
  const requests: RequestEffect[] = [];
  let now = 1_772_366_400_000;
  let state: MachineState;
  const begun = machine.begin({ user: "ann", conversation: "c", seed: 1, now, ...options.begin });
  const take = (transition: Transition): void => {
    events.push(...transition.events);
    state = options.roundTrips ? (JSON.parse(JSON.stringify(transition.state)) as MachineState) : transition.state;
    states.push(transition.state);
    for (const effect of transition.effects) if (effect.type === "request") requests.push(effect);
  };
  const drain = (): void => {
    for (let i = 0; i < 20_000; i++) {
      if (state.status === "running") take(machine.advance(state));
      else if (state.status === "calling") {
        const request = requests.at(-1);
        const result = request === undefined ? undefined : options.backend?.(request);
        if (request === undefined || result === undefined) return;
        now += result.ms;
        take(machine.accept(state, { type: "response", now, id: request.id, result }));
      } else return;
    }
    throw new Error("The machine does not come to rest.");
  };
  state = begun.state;
  take(begun);
  drain();
  for (const each of given) {
    if (typeof each !== "string" && each.type === "clock") {
      now += each.ms;
      take(machine.accept(state, { type: "tick", now }));
    } else {
      if (typeof each !== "string" && each.type === "silence") now += each.ms;
      const input: UserInput = typeof each === "string" ? { type: "text", text: each } : each;
      take(machine.accept(state, { type: "input", now, input }));
    }
    drain();
  }
  return { machine, events, states, state, requests };
}

/** Events as lines: `>` the user, `<` the bot, `@` a state, `!` a report. */
export function draw(events: readonly RunEvent[], show: readonly RunEvent["type"][] = usual): string {
  return events
    .filter((each) => show.includes(each.type))
    .map(drawEvent)
    .join("\n");
}

function drawEvent(each: RunEvent): string {
  switch (each.type) {
    case "start":
      return `start ${each.conversation} ${each.user} ${each.language}`;
    case "end":
      return `end ${each.reason}`;
    case "input":
      return `> ${drawInput(each.input)}`;
    case "match":
      return `match ${each.kind}${each.intent === undefined ? "" : ` ${each.intent.name} ${JSON.stringify(each.entities)}`}`;
    case "state":
      return `@ ${each.state} (${each.cause})`;
    case "step":
      return `step ${each.kind}`;
    case "message":
      return `< ${drawMessage(each.message)}`;
    case "request":
      return `${each.method} ${each.url}${each.body === null ? "" : ` ${JSON.stringify(each.body)}`}`;
    case "response":
      return `${each.status ?? "-"} ${each.outcome}`;
    case "memory":
      return `${each.path} = ${JSON.stringify(each.value)}`;
    case "wait":
      return `wait ${each.for}${each.answerType === undefined ? "" : ` ${each.answerType}`}`;
    case "report":
      return `! ${each.code}: ${each.message}`;
    case "action":
      return `${each.action} ${each.name} ${JSON.stringify(each.data)}`;
  }
}

function drawInput(input: UserInput): string {
  switch (input.type) {
    case "text":
      return input.text;
    case "tap":
      return `[${input.text}]`;
    case "event":
      return `event ${input.name}`;
    case "attachment":
      return `attachment ${input.data.url}`;
    case "silence":
      return `silence ${input.ms}`;
  }
}

function drawMessage(message: Extract<RunEvent, { type: "message" }>["message"]): string {
  const { text: said, replies, buttons, cards, media, location, raw } = message;
  const all = [
    message.type === "text" ? undefined : `(${message.type})`,
    media === undefined ? undefined : `${media.kind} ${media.url}`,
    location === undefined ? undefined : `${location.latitude},${location.longitude}`,
    raw === undefined ? undefined : JSON.stringify(raw),
    said,
    cards?.map((card) => `${card.title}${card.buttons.map(drawButton).join("")}`).join(" / "),
    buttons?.map(drawButton).join(" "),
    replies?.map((reply) => `[${reply.title}]`).join(" "),
  ];
  return all.filter((part) => part !== undefined && part !== "").join(" ");
}

function drawButton(button: NonNullable<Extract<RunEvent, { type: "message" }>["message"]["buttons"]>[number]): string {
  switch (button.kind) {
    case "go":
      return `(${button.title})`;
    case "open":
      return `(${button.title}: ${button.url})`;
    case "dial":
      return `(${button.title}: ${button.number})`;
  }
}
