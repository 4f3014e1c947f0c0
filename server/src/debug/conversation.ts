/**
 * One conversation under the debugger: the driver, the gate before each of its steps, and the word about everything
 * that happens. A restart makes a new one; what the old one still had under way comes to nothing.
 */
import { pause, realClock, virtualClock } from "../runtime/effects/clock.ts";
import { ConversationDriver } from "../runtime/effects/driver.ts";
import { mockResolver } from "../runtime/effects/mocks.ts";
import type { RequestResolver } from "../runtime/effects/ports.ts";
import type { RunEvent, UserInput } from "../runtime/events.ts";
import type { Machine } from "../runtime/machine.ts";
import type { MachineState } from "../runtime/machineState.ts";
import { nextRandom, seededRandom } from "../runtime/random.ts";
import type { Breakpoints } from "./breakpoints.ts";
import type { Launch } from "./launchConfiguration.ts";
import { type Resumption, RunControl, type Stop } from "./runControl.ts";

/** What a conversation is made of. */
export interface ConversationParts {
  readonly machine: Machine;
  readonly launch: Launch;
  /** Full name of the state to start in, if the launch names one. */
  readonly start: string | undefined;
  readonly file: string | undefined;
  readonly seed: number;
  readonly breakpoints: Breakpoints;
  /** Answers the requests that no mock takes. */
  readonly live: RequestResolver;
}

export interface ConversationListener {
  onEvent(event: RunEvent): void;
  onStop(stop: Stop): void;
  /** An expression of a mock could not do something. */
  onMockProblem(mock: string, message: string): void;
  /** A bug of the machine ended the conversation. */
  onFailure(error: unknown): void;
}

/** What outlives a conversation: memory of the user and of the bot. */
export type Remembered = Pick<MachineState["memory"], "user" | "bot">;

export class Conversation {
  readonly control: RunControl;
  readonly #parts: ConversationParts;
  readonly #listener: ConversationListener;
  readonly #driver: ConversationDriver;
  /** Inputs that were sent and that no turn has taken yet. */
  #queued = 0;
  #last: MachineState | undefined;

  constructor(parts: ConversationParts, listener: ConversationListener) {
    this.#parts = parts;
    this.#listener = listener;
    const { launch, machine, breakpoints } = parts;
    this.control = new RunControl({
      program: machine.program,
      breakpoints,
      stopOnEntry: launch.stopOnEntry,
      stopOnInput: launch.stopOnInput,
      noDebug: launch.noDebug,
      onStop: listener.onStop.bind(listener),
    });
    const clock = launch.now === undefined ? realClock() : virtualClock(launch.now);
    this.#driver = new ConversationDriver({
      machine,
      clock,
      resolvers: [...mocksOf(parts, clock.now, listener.onMockProblem.bind(listener)), parts.live],
      beforeStep: (state) => this.control.beforeStep(state),
      onEvent: (event) => this.#note(event),
      onTransition: (state) => this.#settle(state),
    });
  }

  /** The conversation as it stands, or as it stood when it was given up; `undefined` before it began. */
  get state(): MachineState | undefined {
    return this.#driver.state ?? this.#last;
  }

  /** Says the first turn; `remembered` is memory of an earlier conversation with the same user. */
  begin(remembered?: Remembered): void {
    const { launch, start, file, seed } = this.#parts;
    const begun = this.#driver.begin({
      ...(start === undefined ? {} : { start }),
      ...(file === undefined ? {} : { file }),
      ...(launch.language === undefined ? {} : { language: launch.language }),
      ...(remembered === undefined ? {} : { userMemory: remembered.user, botMemory: remembered.bot }),
      presets: launch.presets,
      user: launch.user,
      conversation: `conversation-${seed}`,
      seed,
    });
    this.#watch(begun);
  }

  /** Queues an input of the user. */
  send(input: UserInput): void {
    this.#queued += 1;
    this.#watch(this.#driver.send(input));
  }

  /** Goes on from a stop. */
  resume(how: Resumption): void {
    if (this.state !== undefined) this.control.resume(how, this.state);
  }

  /** Gives the conversation up: no event follows, what was under way is cancelled. */
  dispose(): void {
    this.#last = this.#driver.state ?? this.#last;
    this.#driver.dispose();
    this.control.dispose();
  }

  #note(event: RunEvent): void {
    if (event.type === "input") this.#queued = Math.max(0, this.#queued - 1);
    if (this.#driver.state !== undefined) this.control.note(event, this.#driver.state);
    this.#listener.onEvent(event);
  }

  #settle(state: MachineState): void {
    const isResting = state.status === "waiting" || state.status === "ended";
    if (isResting && this.#queued === 0 && state.queue.length === 0) this.control.rest(state);
  }

  #watch(run: Promise<void>): void {
    run.catch((error: unknown) => this.#listener.onFailure(error));
  }
}

/** The mocks that the launch switches on; the delays of a virtual clock take no time. */
function mocksOf(
  { machine, launch, seed }: ConversationParts,
  now: () => number,
  onProblem: ConversationListener["onMockProblem"],
): readonly RequestResolver[] {
  if (launch.mocks === "off") return [];
  // Numbers of their own: a mock must not throw the dice of the conversation.
  let generator = seededRandom(seed + 1);
  const random = (): number => {
    const { value, state } = nextRandom(generator);
    generator = state;
    return value;
  };
  return [
    mockResolver({
      program: machine.program,
      ...(launch.mocks === "on" ? {} : { names: launch.mocks }),
      language: launch.language ?? machine.program.bot?.languages[0] ?? "en",
      now,
      random,
      onProblem,
      pause: launch.now === undefined ? pause : () => Promise.resolve(),
    }),
  ];
}

/** Memory of a conversation that a new one with the same user begins with. */
export function rememberedFrom(state: MachineState | undefined): Remembered | undefined {
  return state === undefined ? undefined : { user: state.memory.user, bot: state.memory.bot };
}
