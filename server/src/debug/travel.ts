/** Where a stopped conversation may go beside forward: back, into a state again, elsewhere, and by a chosen way. */
import type { MachineState } from "../runtime/machineState.ts";
import { type Answer, done, refused } from "./answers.ts";
import { type Choice, choicesAt } from "./choices.ts";
import type { Client } from "./client.ts";
import type { Moment } from "./history.ts";
import { breakableFile } from "./loadedProgram.ts";
import type { Run } from "./run.ts";
import type { Resumption, Stop } from "./runControl.ts";
import { snap } from "./snapping.ts";
import type { StopPoints } from "./stopPoints.ts";
import { isTestStep } from "./testPlaces.ts";

const BEGINNING = "The beginning of the conversation";

/** Back over what one `next` did. */
export function stepBack(run: Run): Answer {
  const moment = run.conversation.momentBefore();
  return done(undefined, () => goBack(run, moment, { reason: "step", description: "Stepped back" }));
}

/** Back to the latest moment at which a breakpoint holds, else to the beginning. */
export function reverseContinue(run: Run, stopPoints: StopPoints): Answer {
  const { control, earlier } = run.conversation;
  const found = stopPoints.latestHit(control.occasions(earlier));
  const stop: Stop =
    found === undefined
      ? { reason: "entry", description: BEGINNING }
      : { reason: found.hit.reason, hitBreakpointIds: found.hit.ids, description: "Went back to a breakpoint" };
  const id = found?.moment.id;
  const moment = id === undefined ? earlier[0] : earlier.find((each) => each.id === id);
  return done(undefined, () => goBack(run, moment, stop));
}

/** Where there is nothing before, the conversation stays where it is. */
function goBack(run: Run, moment: Moment | undefined, stop: Stop): void {
  const here = run.conversation.control.history.moments.at(-1);
  const target = moment ?? here;
  if (target === undefined) return;
  const said = moment === undefined ? { reason: "entry" as const, description: BEGINNING } : stop;
  run.rewind(target, said);
}

/** Enters the state of a frame again, as it was entered. */
export function restartFrame(run: Run, state: MachineState, frameId: number): Answer {
  const frame = run.inspection.frame(state, frameId);
  if (frame === undefined) return refused("The conversation has gone on: this moment is over.");
  if (frame.kind === "test") return refused("A step of a test is not entered again: step back to it.");
  const moment = run.conversation.entryOf(frame.view.activation.stay);
  if (moment === undefined) return refused("It is not known any more how this state was entered.");
  return done(undefined, () => run.rewind(moment, { reason: "restart", description: "Entered the state again" }));
}

/** The end of a turn, where the conversation waited. */
export function rewind(run: Run, turn: number): Answer {
  const moment = run.conversation.endOfTurn(turn);
  if (moment === undefined) return refused(`There is no end of turn ${turn} to go back to.`);
  // A test would go on by itself.
  const stops = (run.launch.stopOnInput || run.conversation.test !== undefined) && !run.launch.noDebug;
  const stop: Stop = { reason: "pause", description: "Waiting for the user" };
  return done(undefined, () => {
    run.leaveStop();
    run.rewind(moment, stops ? stop : undefined);
  });
}

/** Places that one may go to or choose, under numbers that hold until others are asked for. */
export class Targets {
  readonly #client: Client;
  #next = 1;
  #gotos = new Map<
    number,
    { readonly kind: "enter"; readonly state: string } | { readonly kind: "goTo"; readonly step: string }
  >();
  #choices = new Map<number, Choice>();

  constructor(client: Client) {
    this.#client = client;
  }

  /** What stands on a line that one may go to: the state, or its steps. */
  gotoTargets(run: Run, uri: string, line: number, column: number | undefined): Answer {
    const file = breakableFile(run.loaded, uri);
    if (file === undefined) return refused("This file is no part of the conversation.");
    const onLine = file.places.filter(({ place }) => place.range.start.line === this.#client.line(line));
    const character = column === undefined ? -1 : this.#client.character(column);
    const snapped = snap(file, { line: this.#client.line(line), character });
    const found = onLine.length > 0 ? onLine : snapped === undefined ? [] : [snapped];
    const places = found.filter(({ id }) => !isTestStep(id));
    this.#gotos = new Map();
    const targets = places.map(({ id: step, kind, label, place, state }) => {
      const { source: _source, ...range } = this.#client.placeOf(run.loaded.folder, place);
      const isState = kind === "state" && state !== null;
      const id = this.#number(this.#gotos, isState ? { kind: "enter", state } : { kind: "goTo", step });
      return { id, label: kind === "step" ? label : `${kind} ${label}`.trim(), ...range };
    });
    return done({ targets });
  }

  goto(run: Run, id: number): Answer {
    const target = this.#gotos.get(id);
    if (target === undefined) return refused("There is no such place to go to: ask for the places of a line first.");
    return done(undefined, () => run.jump(target));
  }

  stepInTargets(run: Run, state: MachineState): Answer {
    this.#choices = new Map();
    const targets = choicesAt(run.loaded, run.machine, state).map((choice) => ({
      id: this.#number(this.#choices, choice),
      label: choice.label,
    }));
    return done({ targets });
  }

  /** Steps into what was chosen. */
  stepIn(run: Run, state: MachineState, id: number): Answer {
    const choice = this.#choices.get(id);
    if (choice === undefined) return refused("There is no such way any more: ask for the ways from here again.");
    return done(undefined, () => take(run, state, choice));
  }

  /** The conversation goes on: what was offered does not hold any more. */
  clear(): void {
    this.#choices = new Map();
  }

  #number<T>(into: Map<number, T>, value: T): number {
    const id = this.#next;
    this.#next += 1;
    into.set(id, value);
    return id;
  }
}

const HOW: Resumption = "stepIn";

function take(run: Run, state: MachineState, choice: Choice): void {
  switch (choice.kind) {
    case "step":
      run.resume(HOW);
      return;
    case "branch":
      run.resumeWith(HOW, { kind: "branch", block: choice.block });
      return;
    case "route":
      run.resumeWith(HOW, { kind: "route", route: choice.route, input: choice.input });
      return;
    case "answer":
      run.conversation.desk.write(state.pending?.id ?? `request-${state.requests + 1}`, choice.answer);
      run.resume(HOW);
      return;
    case "input":
      run.resume(HOW);
      run.conversation.send(choice.input);
  }
}
