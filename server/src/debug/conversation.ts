/**
 * One conversation under the debugger: the driver, the gate before each of its steps, and the word about everything
 * that happens. A restart makes a new one; what the old one still had under way comes to nothing.
 */
import { realClock, virtualClock } from "../runtime/effects/clock.ts";
import { ConversationDriver } from "../runtime/effects/driver.ts";
import type { RequestResolver, Understander } from "../runtime/effects/ports.ts";
import type { FiledRecording } from "../runtime/effects/recordings/recording.ts";
import type { RunEvent, UserInput } from "../runtime/events.ts";
import type { Intervention } from "../runtime/interventions.ts";
import type { Machine } from "../runtime/machine.ts";
import type { MachineState } from "../runtime/machineState.ts";
import type { Program } from "../runtime/program.ts";
import { carryOver } from "../runtime/snapshot/carryOver.ts";
import type { Transition } from "../runtime/transition.ts";
import type { TestCase } from "../testing/cases.ts";
import { createStage, type Stage, testClock } from "../testing/stage.ts";
import { AnswerDesk } from "./answerDesk.ts";
import type { Moment } from "./history.ts";
import type { Launch } from "./launchConfiguration.ts";
import { MockChoices } from "./mockChoices.ts";
import { callDepth } from "./positions.ts";
import { type RewindableClock, rewindable } from "./rewindableClock.ts";
import { type Resumption, RunControl, type Stop } from "./runControl.ts";
import type { StopPoints } from "./stopPoints.ts";
import type { BreakpointListener } from "./stopRules.ts";
import { type FailedStep, TestPlayer } from "./testPlayer.ts";

/** What a conversation is made of. */
export interface ConversationParts {
  /** The program may be another one after an edit. */
  readonly machine: Machine;
  readonly launch: Launch;
  /** Full name of the state to start in, if the launch names one. */
  readonly start: string | undefined;
  readonly file: string | undefined;
  readonly seed: number;
  readonly stopPoints: StopPoints;
  readonly breakpointListener: BreakpointListener;
  /** Answers the requests that no mock takes. */
  readonly live: RequestResolver;
  /** The test to play; the user, the clock and the mocks are its own then. */
  readonly testCase: TestCase | undefined;
  /** What answers the requests of a test that no mock of it takes. */
  readonly recordings: readonly FiledRecording[];
  /** Asked what texts mean; without it the phrases of the program decide. */
  readonly understander?: Understander;
  /** Run events told so far. */
  readonly events: () => number;
}

export interface ConversationListener {
  onEvent(event: RunEvent): void;
  onStop(stop: Stop): void;
  /** It is about to stand where so many run events had been told. */
  onRewind(events: number): void;
  /** An expression of a mock could not do something. */
  onMockProblem(mock: string, message: string): void;
  /** The test is over: why it failed, if it did. */
  onTested(failure: FailedStep | undefined): void;
  /** A bug of the machine ended the conversation. */
  onFailure(error: unknown): void;
}

/** What outlives a conversation: memory of the user and of the bot. */
export type Remembered = Pick<MachineState["memory"], "user" | "bot">;

export class Conversation {
  readonly control: RunControl;
  readonly mocks: MockChoices;
  readonly desk: AnswerDesk;
  readonly #parts: ConversationParts;
  readonly #listener: ConversationListener;
  readonly #driver: ConversationDriver;
  readonly #clock: RewindableClock;
  /** The run events of this conversation that hold, and how many the session had told before it. */
  readonly #told: RunEvent[] = [];
  /** The test that is played. */
  readonly test: TestPlayer | undefined;
  readonly #stage: Stage | undefined;
  readonly #before: number;
  #hasBeenChanged = false;
  /** Inputs that were sent and that no turn has taken yet. */
  #queued = 0;
  #last: MachineState | undefined;

  constructor(parts: ConversationParts, listener: ConversationListener) {
    this.#parts = parts;
    this.#listener = listener;
    this.#before = parts.events();
    const { launch, machine, stopPoints, seed, testCase } = parts;
    const now = testCase === undefined ? launch.now : testClock;
    this.#clock = rewindable(now === undefined ? realClock() : virtualClock(now));
    const isVirtual = now !== undefined;
    this.#stage = testCase && this.#stageFor(testCase);
    this.test = testCase && this.#stage && this.#playerFor(testCase, this.#stage);
    this.control = new RunControl({
      machine,
      stopPoints,
      listener: parts.breakpointListener,
      stopOnEntry: launch.stopOnEntry,
      stopOnInput: launch.stopOnInput,
      noDebug: launch.noDebug,
      isTest: testCase !== undefined,
      testStepAt: (index) => this.test?.stepId(index),
      now: this.#clock.now,
      counts: () => ({ events: parts.events(), answers: this.desk.count, test: this.test?.mark }),
      onStop: listener.onStop.bind(listener),
    });
    this.mocks = new MockChoices(
      {
        program: () => machine.program,
        language: launch.language,
        seed,
        now: this.#clock.now,
        isVirtual,
        onProblem: listener.onMockProblem.bind(listener),
      },
      launch.mocks,
    );
    this.desk = new AnswerDesk({
      resolvers: () => [...this.mocks.resolvers(), ...(this.#stage?.resolvers ?? [parts.live])],
      answerOf: (file, line) => this.mocks.answerOf(file, line),
      mock: (name) => this.mocks.one(name),
      isVirtual,
      beforeAnswer: async (answer) => {
        const { state } = this.#driver;
        if (state !== undefined) await this.control.beforeAnswer(state, answer);
      },
    });
    this.#driver = new ConversationDriver({
      machine,
      clock: this.#clock,
      resolvers: [this.#stage === undefined ? this.desk : this.#noted(this.#stage)],
      beforeStep: (state) => this.control.beforeStep(state),
      onEvent: (event) => this.#note(event),
      onTransition: (state) => this.#settle(state),
      ...(parts.understander === undefined ? {} : { understander: parts.understander }),
    });
  }

  /** The conversation as it stands, or as it stood when it was given up; `undefined` before it began. */
  get state(): MachineState | undefined {
    return this.#driver.state ?? this.#last;
  }

  /** What happened in it, as it was told; nothing of what was taken back. */
  get told(): readonly RunEvent[] {
    return this.#told;
  }

  /** Whether somebody wrote to its memory from outside. */
  get hasBeenChanged(): boolean {
    return this.#hasBeenChanged;
  }

  /** Says the first turn; `remembered` is memory of an earlier conversation with the same user. */
  begin(remembered?: Remembered): void {
    const { launch, start, file, seed } = this.#parts;
    if (this.#stage !== undefined) {
      this.#watch(this.#beginTest(this.#stage));
      return;
    }
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

  /**
   * The moment that `stepBack` leads to: that before the latest `next`. What a called flow did belongs to the `call`; a wait is
   * a moment of its own only where the conversation stops at each.
   */
  momentBefore(): Moment | undefined {
    const { moments } = this.control.history;
    const { state } = this;
    if (state === undefined) return undefined;
    const here = moments.at(-1)?.state === state ? moments.length - 1 : moments.length;
    const depth = callDepth(state);
    const { stopOnInput } = this.#parts.launch;
    const before = moments.slice(0, here);
    if (this.control.isAtTest) {
      // What a `next` of the test did is a whole turn; before its first step there is but the flow.
      const step = before.findLast(({ kind, test }) => kind === "test" && test?.next !== moments[here]?.test?.next);
      return step ?? before[0];
    }
    return before.findLast(
      ({ kind, state: { calls } }) =>
        kind === "test" || (calls.length <= depth && (kind === "step" || (stopOnInput && this.test === undefined))),
    );
  }

  /** The moments before the current one, oldest first. */
  get earlier(): readonly Moment[] {
    const { moments } = this.control.history;
    return moments.at(-1)?.state === this.state ? moments.slice(0, -1) : moments;
  }

  /** The moment at which a stay in a state began; `undefined` where it is not kept. */
  entryOf(stay: number): Moment | undefined {
    const { moments, isCut } = this.control.history;
    const at = moments.findIndex(({ state }) => state.activation.stay === stay);
    return at === 0 && isCut ? undefined : moments[at];
  }

  /** The latest wait at the end of a turn. */
  endOfTurn(turn: number): Moment | undefined {
    return this.control.history.moments.findLast(({ kind, state }) => kind === "wait" && state.turn === turn);
  }

  /** The moment before the API step that made the request with that number. */
  beforeRequest(number: number): Moment | undefined {
    return this.control.history.moments.findLast(({ kind, state }) => kind === "step" && state.requests === number - 1);
  }

  /** Goes back to a moment: stopped there with a word for the client or, without one, going on from it. */
  rewind(moment: Moment, stop: Stop | undefined): void {
    const { program } = this.#parts.machine;
    const { state: kept } = moment.program === program ? moment : carryOver(moment.state, program, moment.program);
    // A state of its own: the driver, held before the step of this very moment, would take it for the one that it holds.
    const state = { ...kept };
    this.#queued = 0;
    this.#driver.forgetInputs();
    if (moment.test !== undefined) this.test?.backTo(moment.test);
    this.control.leaveTest();
    this.control.place(state, moment);
    this.desk.backTo(moment.answers);
    this.#clock.rewindTo(state.now);
    this.#told.length = Math.min(this.#told.length, Math.max(0, moment.events - this.#before));
    this.#listener.onRewind(moment.events);
    this.#driver.restore(state);
    this.#play();
    if (stop === undefined) this.control.resume("continue", state);
    else this.control.stopPlaced(stop);
  }

  /** Changes the conversation where it stands; answers why it cannot be, in a sentence. */
  change(intervention: Intervention): string | undefined {
    const before = this.#driver.state;
    if (before === undefined) return "The conversation has not begun.";
    const transition = this.#parts.machine.intervene(before, intervention);
    const problem = transition.events.find((event) => event.type === "report");
    if (problem?.type === "report") return problem.message;
    this.#hasBeenChanged = true;
    this.control.intervene(() => this.#driver.amend(transition));
    this.control.amended(before, transition.state);
    return undefined;
  }

  /** Takes the conversation elsewhere; stopped with a word for the client, or going on. */
  divert(intervention: Intervention, stop: Stop | undefined): void {
    const before = this.#driver.state;
    if (before === undefined) return;
    const transition = this.#parts.machine.intervene(before, intervention);
    this.test?.dispose();
    this.control.leaveTest();
    if (stop !== undefined) this.control.place(transition.state, undefined);
    this.#driver.divert(transition);
    this.#play();
    if (stop !== undefined) this.control.stopPlaced(stop);
  }

  /** The program is another one now: the conversation stands in it as `state`. */
  adopt(transition: Transition): void {
    const before = this.#driver.state;
    if (before === undefined) return;
    this.control.intervene(() => this.#driver.amend(transition));
    this.control.amended(before, transition.state);
  }

  /** Gives the conversation up: no event follows, what was under way is cancelled. */
  dispose(): void {
    this.test?.dispose();
    this.#last = this.#driver.state ?? this.#last;
    this.#driver.dispose();
    this.control.dispose();
  }

  #note(event: RunEvent): void {
    if (event.type === "input") this.#queued = Math.max(0, this.#queued - 1);
    if (this.#driver.state !== undefined) this.control.note(event, this.#driver.state);
    this.#told.push(event);
    this.#stage?.note(event);
    this.#listener.onEvent(event);
  }

  #stageFor(testCase: TestCase): Stage {
    const conversation = (): ConversationDriver => this.#driver;
    const driver: Parameters<typeof createStage>[1]["driver"] = {
      get state() {
        return conversation().state;
      },
      send: (input) => conversation().send(input),
      pass: (ms) => conversation().pass(ms),
    };
    const { machine, recordings } = this.#parts;
    return createStage(testCase, { machine, driver, now: this.#clock.now, recordings });
  }

  #playerFor(testCase: TestCase, stage: Stage): TestPlayer {
    return new TestPlayer({
      stage,
      testCase,
      program: () => this.#parts.machine.program,
      settled: () => this.#driver.settled(),
      beforeStep: (moment) => {
        const { state } = this.#driver;
        return state && this.control.beforeTestStep(state, moment);
      },
      onFailure: (failure) => this.control.testFailed(failure),
      onEnd: (failure) => this.#listener.onTested(failure),
    });
  }

  /** An answer that somebody wrote, or that is kept from before, answers a request of the test as well. */
  #noted({ run }: Stage): RequestResolver {
    return {
      resolve: async (request, attempt, signal) => {
        const { length } = run.requests;
        const answer = await this.desk.resolve(request, attempt, signal);
        if (run.requests.length === length && !signal.aborted) run.requests.push(request);
        return answer;
      },
    };
  }

  async #beginTest(stage: Stage): Promise<void> {
    await stage.prepare();
    this.#watch(this.#driver.begin(stage.beginning));
    await this.test?.play();
  }

  #play(): void {
    if (this.test !== undefined) this.#watch(this.test.play());
  }

  #settle(state: MachineState): void {
    this.control.transitionOver();
    const isResting = state.status === "waiting" || state.status === "ended";
    if (isResting && this.#queued === 0 && state.queue.length === 0) this.control.rest(state);
  }

  #watch(run: Promise<void>): void {
    run.catch((error: unknown) => this.#listener.onFailure(error));
  }
}

/** Memory of a conversation that a new one with the same user begins with. */
export function rememberedFrom(state: MachineState | undefined): Remembered | undefined {
  return state === undefined ? undefined : { user: state.memory.user, bot: state.memory.bot };
}

/** A program that may be put in the place of another one while its machine runs. */
export interface LiveMachine extends Machine {
  use(machine: Machine): void;
}

/** The machine in use, whichever it is. */
export function liveMachine(first: Machine): LiveMachine {
  let machine = first;
  return {
    get program(): Program {
      return machine.program;
    },
    begin: (options) => machine.begin(options),
    accept: (state, input) => machine.accept(state, input),
    advance: (state) => machine.advance(state),
    intervene: (state, intervention) => machine.intervene(state, intervention),
    evaluate: (state, expression, locals) => machine.evaluate(state, expression, locals),
    understand: (state, text) => machine.understand(state, text),
    mask: (state, value) => machine.mask(state, value),
    use: (next) => {
      machine = next;
    },
  };
}
