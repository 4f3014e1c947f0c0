/**
 * A launched program while it runs: one conversation after the other, and the word to the client about what happens in
 * them.
 */
import { printValue } from "../expressions/values.ts";
import { createLanguageModel } from "../runtime/effects/languageModel.ts";
import type { HttpPort, RequestResolver } from "../runtime/effects/ports.ts";
import type { FiledRecording } from "../runtime/effects/recordings/recording.ts";
import type { RunEvent, SourcePlace, UserInput } from "../runtime/events.ts";
import type { Intervention } from "../runtime/interventions.ts";
import { createMachine, type Machine } from "../runtime/machine.ts";
import type { MachineState } from "../runtime/machineState.ts";
import { carryOver } from "../runtime/snapshot/carryOver.ts";
import type { Environment } from "../runtime/transition.ts";
import { type TestCase, testCases } from "../testing/cases.ts";
import { joinUri } from "../workspace/uris.ts";
import type { Client } from "./client.ts";
import type { ConsoleLine } from "./console.ts";
import { Conversation, type LiveMachine, liveMachine, type Remembered, rememberedFrom } from "./conversation.ts";
import { createDisplay, type Display } from "./display.ts";
import type { EventStream } from "./eventStream.ts";
import type { Moment } from "./history.ts";
import { Inspection } from "./inspection.ts";
import type { Launch } from "./launchConfiguration.ts";
import type { LoadedProgram } from "./loadedProgram.ts";
import { Progress } from "./progress.ts";
import { customEvents, type ProjectBody } from "./protocol.ts";
import { Recordings } from "./recordings.ts";
import type { Resumption, Stop } from "./runControl.ts";
import type { StopPoints } from "./stopPoints.ts";
import type { BreakpointListener } from "./stopRules.ts";
import type { FailedStep } from "./testPlayer.ts";

/** One conversation is one thread, and a session has one. */
export const THREAD = 1;

export interface RunParts {
  readonly client: Client;
  readonly events: EventStream;
  readonly loaded: LoadedProgram;
  readonly launch: Launch;
  /** Full name of the state to start in, if the launch names one. */
  readonly start: string | undefined;
  /** The test to play. */
  readonly testCase: TestCase | undefined;
  readonly seed: number;
  readonly environment: Environment;
  /** Sends requests, as far as the user lets them go. */
  readonly port: HttpPort;
  readonly live: RequestResolver;
  /** Writes recordings below the folder with that URI. */
  readonly keepRecordings?: (folder: string, recordings: readonly FiledRecording[]) => Promise<void>;
  readonly stopPoints: StopPoints;
  readonly breakpointListener: BreakpointListener;
  /** A bug of the machine ended the conversation. */
  readonly onFailure: (error: unknown) => void;
  /** The test is over. */
  readonly onTested: (failure: FailedStep | undefined) => void;
}

export class Run {
  readonly progress: Progress;
  readonly recordings: Recordings;
  readonly #parts: RunParts;
  readonly #machine: LiveMachine;
  #loaded: LoadedProgram;
  #display: Display;
  #inspection: Inspection;
  #conversation: Conversation;
  #hasEnded = false;

  constructor(parts: RunParts) {
    this.#parts = parts;
    this.#loaded = parts.loaded;
    this.#machine = liveMachine(createMachine(parts.loaded.program, parts.environment));
    this.#display = this.#newDisplay();
    this.#inspection = this.#newInspection(1);
    this.progress = new Progress(parts.client);
    this.recordings = this.#newRecordings();
    this.#conversation = this.#newConversation();
  }

  get machine(): Machine {
    return this.#machine;
  }

  get display(): Display {
    return this.#display;
  }

  get inspection(): Inspection {
    return this.#inspection;
  }

  get loaded(): LoadedProgram {
    return this.#loaded;
  }

  get launch(): Launch {
    return this.#parts.launch;
  }

  get environment(): Environment {
    return this.#parts.environment;
  }

  /** Full name of the state that the launch names. */
  get start(): string | undefined {
    return this.#parts.start;
  }

  get conversation(): Conversation {
    return this.#conversation;
  }

  /** The conversation as it is to be seen; `undefined` before its first turn. */
  get state(): MachineState | undefined {
    const { state, control } = this.#conversation;
    return state === undefined ? undefined : control.seen(state);
  }

  get isStopped(): boolean {
    return this.#conversation.control.isStopped;
  }

  /** Answers the requests that no mock takes. */
  get live(): RequestResolver {
    return this.#parts.live;
  }

  /** True after `end`. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** The name of the bot, or of what is run in its place. */
  get name(): string {
    const { program, file, folder } = this.loaded;
    return program.bot?.name ?? file ?? folder.slice(folder.lastIndexOf("/") + 1);
  }

  /** Begins the first conversation. */
  begin(): void {
    const { client } = this.#parts;
    const { folder, program } = this.loaded;
    const project: ProjectBody = {
      folder: client.pathOf(folder),
      bot: program.bot?.name ?? null,
      languages: program.bot?.languages ?? [],
      presets: [...program.presets.keys()],
    };
    client.send(customEvents.project, project);
    this.tellSources();
    this.#conversation.begin();
  }

  /** Names the files of the program: an editor goes to a line only in a file that it knows to be one of them. */
  tellSources(): void {
    const { client } = this.#parts;
    const { folder, sources } = this.loaded;
    for (const path of sources.keys()) {
      client.send("loadedSource", { reason: "new", source: client.sourceOf(joinUri(folder, path)) });
    }
  }

  /** The same program, to be begun afresh. */
  again(): Run {
    return new Run({ ...this.#parts, loaded: this.#loaded });
  }

  /** Begins another conversation with the same user: memory of the user and the bot stays. */
  restart(): void {
    const remembered: Remembered | undefined = rememberedFrom(this.#conversation.state);
    this.#giveUp("restart");
    this.#conversation = this.#newConversation();
    this.#conversation.begin(remembered);
  }

  /** Queues an input; where the conversation is stopped because it waits, the input goes on. */
  send(input: UserInput): void {
    const isStoppedAtRest = this.isStopped && (this.state?.status === "waiting" || this.state?.status === "ended");
    if (isStoppedAtRest) {
      this.#tellContinued();
      this.resume("continue");
    }
    this.#conversation.send(input);
  }

  resume(how: Resumption): void {
    this.inspection.clear();
    this.#conversation.resume(how);
  }

  /** Takes a transition from outside and goes on from a stop. */
  resumeWith(how: Resumption, intervention: Intervention): void {
    this.inspection.clear();
    // The step that was chosen is over; what comes after it stops the conversation.
    this.#conversation.divert(intervention, undefined);
    this.#conversation.resume(how);
  }

  pause(): void {
    const { state } = this.#conversation;
    if (state !== undefined && !this.isStopped) this.#conversation.control.pause(state);
  }

  /** Goes back to a moment: stopped there with a word for the client or, without one, going on. */
  rewind(moment: Moment, stop: Stop | undefined): void {
    this.inspection.clear();
    this.#conversation.rewind(moment, stop);
  }

  /** Tells a client whose request is none of those after which a conversation goes on that this one does. */
  leaveStop(): void {
    if (this.isStopped) this.#tellContinued();
  }

  /** Takes the conversation elsewhere; stopped there if it was stopped. */
  jump(intervention: Intervention): void {
    this.inspection.clear();
    this.#conversation.divert(intervention, this.isStopped ? { reason: "goto" } : undefined);
  }

  /** Changes the conversation where it stands; answers why it cannot be, in a sentence. */
  change(intervention: Intervention): string | undefined {
    return this.#conversation.change(intervention);
  }

  /**
   * Goes on with the program as it was saved meanwhile; answers what of the conversation it has no place for, a sentence
   * each.
   */
  adopt(loaded: LoadedProgram): readonly string[] {
    const before = this.#loaded.program;
    this.#loaded = loaded;
    this.#machine.use(createMachine(loaded.program, this.#parts.environment));
    this.#display = this.#newDisplay();
    this.#inspection = this.#newInspection(this.#inspection.nextId);
    const { state } = this.#conversation;
    if (state === undefined) return [];
    this.#conversation.test?.adopt(sameTest(loaded, this.#parts.testCase));
    const carried = carryOver(state, loaded.program, before);
    this.#conversation.adopt({ state: carried.state, events: [], effects: [] });
    return carried.misfits.map(({ message }) => message);
  }

  /** Ends the conversation for good. */
  end(): void {
    if (this.#hasEnded) return;
    this.#giveUp("stopped");
    this.#hasEnded = true;
  }

  /** Writes to the debug console, at a place of the program where there is one. */
  print({ category, text, place }: ConsoleLine, group?: "start" | "end"): void {
    const { client } = this.#parts;
    const { source, line, column } = place === undefined ? {} : client.placeOf(this.#loaded.folder, place);
    const output = text === "" ? "" : `${text}\n`;
    client.send("output", { category, output, source, line, column, ...(group !== undefined && { group }) });
  }

  #giveUp(reason: "restart" | "stopped"): void {
    const { state } = this.#conversation;
    if (this.isStopped) this.#tellContinued();
    this.inspection.clear();
    this.progress.end();
    this.#conversation.dispose();
    if (state !== undefined && state.status !== "ended") {
      this.#tell({ type: "end", turn: state.turn, at: state.now, reason });
    }
  }

  #newRecordings(): Recordings {
    const { live, keepRecordings, launch, loaded } = this.#parts;
    const write =
      keepRecordings &&
      ((recordings: readonly FiledRecording[]): Promise<void> => keepRecordings(this.#loaded.folder, recordings));
    const tell = (text: string): void => this.print({ category: "console", text, place: undefined });
    return new Recordings({ machine: this.#machine, live, kept: loaded.recordings, write, tell }, launch.recordings);
  }

  #newDisplay(): Display {
    return createDisplay(this.#loaded.program, this.#parts.environment, this.#machine);
  }

  #newInspection(firstId: number): Inspection {
    const { client, events } = this.#parts;
    return new Inspection(
      {
        machine: this.#machine,
        display: this.#display,
        loaded: this.#loaded,
        client,
        writers: events.writers,
        canRestart: (stay) => this.#conversation.entryOf(stay) !== undefined,
        testStep: () => this.#testStep(),
      },
      firstId,
    );
  }

  #newConversation(): Conversation {
    const { launch, start, seed, stopPoints, breakpointListener, port, environment, onFailure, events } = this.#parts;
    this.recordings.begin();
    const { testCase } = this.#parts;
    // A test asks nobody.
    const nlu = testCase === undefined ? this.#loaded.nlu : undefined;
    const conversation: Conversation = new Conversation(
      {
        machine: this.#machine,
        launch,
        start,
        file: this.#loaded.file,
        testCase,
        recordings: this.#loaded.recordings,
        seed,
        stopPoints,
        breakpointListener,
        live: this.recordings,
        ...(nlu === undefined ? {} : { understander: createLanguageModel(nlu, this.#machine, environment, port) }),
        events: () => events.count,
      },
      {
        onEvent: (event) => this.#tell(event),
        onStop: (stop) => this.#tellStopped(stop),
        onRewind: (count) => this.#rewound(count),
        onMockProblem: (mock, text) => this.#tellMockProblem(mock, text),
        onTested: this.#parts.onTested,
        onFailure,
      },
    );
    return conversation;
  }

  /** The step of the test under way, and whether it is what the conversation stands at. */
  #testStep(): { readonly place: SourcePlace; readonly isNext: boolean } | undefined {
    const { test, control } = this.#conversation;
    if (test === undefined) return undefined;
    const { isAtTest, failedStep } = control;
    const next = isAtTest ? test.nextPlace : test.place;
    return { place: failedStep?.place ?? next, isNext: isAtTest };
  }

  #tell(event: RunEvent): void {
    this.recordings.note(event, this.#conversation.state);
    this.#parts.events.tell(event, this.launch.trace);
    this.progress.note(event);
  }

  #rewound(events: number): void {
    this.progress.end();
    this.#parts.events.backTo(events);
  }

  /** Mocks see requests as they are, secrets included. */
  #tellMockProblem(mock: string, problem: string): void {
    const text = `mock ${mock}: ${problem}`;
    const { state } = this.#conversation;
    const shown = state === undefined ? text : printValue(this.machine.mask(state, text));
    this.print({ category: "stderr", text: shown, place: undefined });
  }

  #tellStopped(stop: Stop): void {
    this.#parts.client.send("stopped", { ...stop, threadId: THREAD, allThreadsStopped: true });
  }

  #tellContinued(): void {
    this.#parts.client.send("continued", { threadId: THREAD, allThreadsContinued: true });
  }
}

/** The test of that name in a program that was read anew. */
function sameTest({ program, index }: LoadedProgram, testCase: TestCase | undefined): TestCase | undefined {
  if (testCase === undefined) return undefined;
  return testCases(index, program, testCase.file).find(({ name }) => name === testCase.name);
}
