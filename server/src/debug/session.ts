/**
 * One debug session: what the client has set up, and the program that it launched. Requests call its methods; what
 * happens meanwhile it tells the client by events.
 *
 * The first turn begins when both have come: `launch`, with a program that compiles, and `configurationDone`, with
 * which all breakpoints are set. After `terminate` the conversation is over, but its last moment can still be read.
 */
import { liveResolver } from "../runtime/effects/attempts.ts";
import type { UserInput } from "../runtime/events.ts";
import type { MachineState } from "../runtime/machineState.ts";
import { exposedEnvironment } from "../workspace/exposedEnvironment.ts";
import { joinUri } from "../workspace/uris.ts";
import { type Answer, done, refused } from "./answers.ts";
import { chooseMocks, chooseRecordings, writeAnswer } from "./backendAnswers.ts";
import { BreakpointRequests } from "./breakpointRequests.ts";
import { capabilities } from "./capabilities.ts";
import { Client, type ClientAbilities, type SendEvent } from "./client.ts";
import type { ClientFormat } from "./clientPositions.ts";
import { Connections } from "./connections.ts";
import { assign, completions, evaluate } from "./consoleRequests.ts";
import { EventStream } from "./eventStream.ts";
import { exceptionBody, failedTestBody } from "./exceptionInfo.ts";
import type { EvaluateArguments } from "./inspection.ts";
import type { Launch } from "./launchConfiguration.ts";
import {
  isSameText,
  type LoadedProgram,
  type LoadResult,
  loadProgram,
  missingNames,
  type NotLoaded,
  resolveStart,
  resolveTest,
} from "./loadedProgram.ts";
import { readPath } from "./paths.ts";
import type { AdapterPorts } from "./ports.ts";
import {
  type AnswerArguments,
  customEvents,
  type MocksArguments,
  type RecordingMode,
  type RefusedBody,
  type ReloadedBody,
  type SaveTestArguments,
} from "./protocol.ts";
import { replay } from "./replay.ts";
import { Run, type RunParts, THREAD } from "./run.ts";
import type { Resumption } from "./runControl.ts";
import { saveTest } from "./saveTest.ts";
import { Secrets } from "./secrets.ts";
import { StopPoints } from "./stopPoints.ts";
import type { BreakpointListener } from "./stopRules.ts";
import { tellTested } from "./tested.ts";
import { type FailedStep, testSpeaks } from "./testPlayer.ts";
import { restartFrame, reverseContinue, rewind, stepBack, Targets } from "./travel.ts";
import type { Page } from "./variables.ts";

/** What the session does to the connection it belongs to. */
export interface Connection {
  readonly send: SendEvent;
  /** Ends the adapter; the answer that is under way still goes out. */
  readonly exit: () => void;
}

const NOT_LAUNCHED = "No conversation has been launched.";
const NO_VALUE = { value: null, problem: NOT_LAUNCHED };
const NOT_BEGUN = "The conversation has not begun.";
const ENDED = "The conversation has ended.";
const OVER = "The session has been ended: start another one.";
const NOT_STOPPED = "The conversation is running.";

export class Session {
  readonly #ports: AdapterPorts;
  readonly #connection: Connection;
  readonly #client: Client;
  readonly #events: EventStream;
  readonly #listener: BreakpointListener;
  readonly #stopPoints: StopPoints;
  readonly #targets: Targets;
  readonly #connections: Connections;
  readonly #secrets: Secrets;
  /** What is asked about breakpoints of all kinds. */
  readonly breakpoints: BreakpointRequests;
  #isConfigured = false;
  /** True once the client was told that the session is over. */
  #isOver = false;
  #run: Run | undefined;
  /** Ends looking after the files of the program. */
  #unwatch: (() => void) | undefined;

  constructor(ports: AdapterPorts, connection: Connection) {
    this.#ports = ports;
    this.#connection = connection;
    this.#client = new Client(ports, connection.send);
    this.#targets = new Targets(this.#client);
    this.#connections = new Connections(ports, (host) => this.#client.send(customEvents.consent, { host }));
    const askForSecret = (name: string): void => this.#client.send(customEvents.secret, { name });
    this.#secrets = new Secrets(ports.canAsk ? askForSecret : undefined);
    this.#events = new EventStream({
      send: connection.send,
      print: (line, group) => this.#run?.print(line, group),
    });
    this.#listener = {
      evaluate: (state, expression) => this.#run?.machine.evaluate(state, expression) ?? NO_VALUE,
      display: (state, expression) => this.#run?.display(state, expression) ?? NO_VALUE,
      log: (text, place) => this.#run?.print({ category: "stdout", text, place }),
      complain: (text, place) => this.#run?.print({ category: "stderr", text, place }),
    };
    this.#stopPoints = new StopPoints(this.#listener);
    this.breakpoints = new BreakpointRequests({
      client: this.#client,
      stopPoints: this.#stopPoints,
      programOf: (uri) => this.#programOf(uri),
      current: () => this.#run?.loaded,
      realUri: (uri) => ports.fileSystem.realUri(uri),
    });
  }

  initialize(format: ClientFormat, supports: ClientAbilities): Answer {
    this.#client.speak(format, supports);
    // Breakpoints can be set before a program is there, so a client that configures first need not wait for one that
    // launches first.
    return done(capabilities, () => this.#client.send("initialized"));
  }

  async launch(launch: Launch): Promise<Answer> {
    if (this.#isOver) return refused(OVER, true);
    if (this.#run !== undefined) return refused("A conversation has been launched already.", true);
    const made = await this.#prepare(launch);
    if (!made.ok) return this.#refuseLaunch(made);
    this.#run = made.run;
    return done(undefined, () => {
      this.#watch();
      this.breakpoints.bind();
      this.#beginIfReady();
    });
  }

  configurationDone(): Answer {
    return done(undefined, () => {
      const isFirst = !this.#isConfigured;
      this.#isConfigured = true;
      if (isFirst) this.#beginIfReady();
    });
  }

  /**
   * Reads the program again and begins anew, or for the first time, as soon as breakpoints are set. A program that does
   * not compile any more leaves the old one running anew.
   */
  async restart(launch: Launch | undefined): Promise<Answer> {
    const before = this.#run;
    if (before === undefined) return refused(NOT_LAUNCHED);
    if (before.hasEnded) return refused(ENDED);
    const made = await this.#prepare(launch ?? before.launch);
    return done(undefined, () => {
      before.end();
      if (made.ok) this.#run = made.run;
      else this.#restartAsBefore(before, made.message);
      this.#stopPoints.resetHits();
      this.#watch();
      this.breakpoints.bind();
      if (this.#isConfigured) this.#run?.begin();
    });
  }

  terminate(): Answer {
    return done(undefined, () => {
      this.dispose();
      this.#tellOver();
    });
  }

  disconnect(): Answer {
    return done(undefined, () => this.#connection.exit());
  }

  dispose(): void {
    this.#unwatch?.();
    this.#unwatch = undefined;
    this.#secrets.dispose();
    this.#run?.end();
    this.#connections.close();
  }

  threads(): Answer {
    const isThere = this.#run?.state !== undefined && !this.#run.hasEnded;
    return done({ threads: isThere ? [{ id: THREAD, name: this.#run?.name ?? "" }] : [] });
  }

  resume(how: Resumption, body?: object): Answer {
    return this.#whileStopped((run) => done(body, () => run.resume(how)));
  }

  stepIn(targetId: number | undefined): Answer {
    if (targetId === undefined) return this.resume("stepIn");
    return this.#whileStopped((run, state) => this.#targets.stepIn(run, state, targetId));
  }

  stepInTargets(): Answer {
    return this.#whileStopped((run, state) => this.#targets.stepInTargets(run, state));
  }

  stepBack(): Answer {
    return this.#whileStopped(stepBack);
  }

  reverseContinue(): Answer {
    return this.#whileStopped((run) => reverseContinue(run, this.#stopPoints));
  }

  restartFrame(frameId: number): Answer {
    return this.#whileStopped((run, state) => restartFrame(run, state, frameId));
  }

  gotoTargets(path: string | undefined, line: number, column: number | undefined): Answer {
    if (path === undefined) return refused("`source.path` is missing: places are looked for in files.");
    return this.#whileRunning((run) => this.#targets.gotoTargets(run, this.#client.uriOf(path), line, column));
  }

  goto(targetId: number): Answer {
    return this.#whileStopped((run) => this.#targets.goto(run, targetId));
  }

  rewind(turn: number): Answer {
    return this.#whileRunning((run) => rewind(run, turn));
  }

  /** Why the conversation stands still, where something went wrong. */
  exceptionInfo(): Answer {
    return this.#whileStopped((run) => {
      const { exception, failedStep } = run.conversation.control;
      if (failedStep !== undefined) return done(failedTestBody(failedStep));
      return exception === undefined
        ? refused("The conversation did not stop at a failure.")
        : done(exceptionBody(exception));
    });
  }

  answer(args: AnswerArguments): Answer {
    return this.#whileRunning((run, state) => writeAnswer(run, state, this.#client, args));
  }

  mocks(args: MocksArguments): Answer {
    const run = this.#run;
    if (run === undefined) return refused(NOT_LAUNCHED);
    return run.hasEnded ? refused(ENDED) : chooseMocks(run, args);
  }

  recordings(mode: RecordingMode | undefined): Answer {
    const run = this.#run;
    if (run === undefined) return refused(NOT_LAUNCHED);
    return run.hasEnded ? refused(ENDED) : chooseRecordings(run, mode);
  }

  /** Cancels a slow request that was told of as progress; another id is of something that is over. */
  cancel(progressId: string | undefined): Answer {
    const run = this.#run;
    if (progressId !== undefined && run?.progress.shown === progressId) run.conversation.desk.cancel();
    return done();
  }

  pause(): Answer {
    return this.#whileRunning((run) => {
      if (run.launch.noDebug) return refused("This conversation was started without debugging: it cannot be paused.");
      return done(undefined, () => run.pause());
    });
  }

  stackTrace(args: { startFrame?: number | undefined; levels?: number | undefined }): Answer {
    return this.#whileStopped((run, state) => run.inspection.stackTrace(state, args));
  }

  scopes(frameId: number): Answer {
    return this.#whileStopped((run, state) => run.inspection.scopes(state, frameId));
  }

  /** Also while the conversation runs: the debug console evaluates then, too, and its answers can be opened. */
  variables(reference: number, page: Page): Answer {
    return this.#withState((run) => run.inspection.variables(reference, page));
  }

  evaluate(args: EvaluateArguments): Answer {
    return this.#withState((run, state) => evaluate(run, state, this.#client, args));
  }

  setVariable(reference: number, name: string, value: string): Answer {
    return this.#whileRunning((run, state) => {
      const member = run.inspection.memberPath(reference, name);
      return "problem" in member ? refused(member.problem) : assign(run, state, { path: member.path, value });
    });
  }

  setExpression(path: string, value: string, frameId: number | undefined): Answer {
    return this.#whileRunning((run, state) => assign(run, state, { path, value, frameId }));
  }

  dataBreakpointInfo(reference: number | undefined, name: string): Answer {
    if (reference === undefined) return this.breakpoints.dataBreakpointInfo(readPath(name), name);
    return this.#withState((run) => {
      const member = run.inspection.memberPath(reference, name);
      return this.breakpoints.dataBreakpointInfo("problem" in member ? undefined : readPath(member.path), name);
    });
  }

  locations(reference: number): Answer {
    return this.#withState((run) => run.inspection.location(reference));
  }

  completions(args: Parameters<typeof completions>[2]): Answer {
    return completions(this.#run, this.#client, args);
  }

  /**
   * Reads the flows again and goes on with them where the conversation stands. Flows that cannot run leave it as it was; so
   * do flows that nobody has changed.
   */
  async reload(): Promise<Answer> {
    const run = this.#run;
    if (run === undefined) return refused(NOT_LAUNCHED);
    if (run.hasEnded) return refused(ENDED);
    const loaded = await this.#load(run.launch);
    if (run !== this.#run || run.hasEnded) return refused(ENDED);
    if (!loaded.ok) {
      const text = `The saved flows cannot run, so the conversation goes on with those of before.\n${loaded.message}`;
      return done({ changes: [] }, () => run.print({ category: "stderr", text, place: undefined }));
    }
    if (isSameText(run.loaded, loaded.value)) return done({ changes: [] });
    const changes = run.adopt(loaded.value);
    const body: ReloadedBody = { changes };
    return done(body, () => {
      const text = ["The conversation goes on with the saved flows.", ...changes].join("\n");
      run.print({ category: "console", text, place: undefined });
      run.tellSources();
      this.breakpoints.bind();
      this.#client.send(customEvents.reloaded, body);
      this.#client.invalidate("all");
    });
  }

  loadedSources(): Answer {
    const loaded = this.#run?.loaded;
    const uris = loaded === undefined ? [] : [...loaded.sources.keys()].map((path) => joinUri(loaded.folder, path));
    return done({ sources: uris.map((uri) => this.#client.sourceOf(uri)) });
  }

  input(input: UserInput): Answer {
    return this.#whileRunning((run) => {
      return run.conversation.test === undefined ? done(undefined, () => run.send(input)) : refused(testSpeaks);
    });
  }

  restartConversation(): Answer {
    return this.#whileRunning((run) =>
      done(undefined, () => {
        this.#stopPoints.resetHits();
        run.restart();
      }),
    );
  }

  consent(host: string, allow: boolean): Answer {
    return this.#connections.answer(host, allow) ? done() : refused(NOT_LAUNCHED);
  }

  secret(name: string, value: string | null): Answer {
    return this.#secrets.answer(name, value) ? done() : refused(`No launch waits for the secret \`${name}\`.`);
  }

  /** Sends a request once more; the conversation does not hear of it. */
  async replay(id: string): Promise<Answer> {
    const run = this.#run;
    const state = run?.state;
    if (run === undefined || state === undefined) return refused(NOT_LAUNCHED);
    if (run.hasEnded) return refused(ENDED);
    const request = run.conversation.desk.requestOf(id);
    if (request === undefined) return refused("This request is not kept any more: it cannot be sent again.");
    return done(await replay({ machine: run.machine, state, live: run.live }, request));
  }

  /** Makes a test of the conversation; also of one that is over. */
  async saveTest(args: SaveTestArguments): Promise<Answer> {
    const run = this.#run;
    if (run === undefined) return refused(NOT_LAUNCHED);
    return run.state === undefined ? refused(NOT_BEGUN) : saveTest(run, this.#client, args);
  }

  memory(): Answer {
    return this.#withState((run, state) => done(run.inspection.memory(state)));
  }

  #withState(answer: (run: Run, state: MachineState) => Answer): Answer {
    const run = this.#run;
    if (run === undefined) return refused(NOT_LAUNCHED);
    return run.state === undefined ? refused(NOT_BEGUN) : answer(run, run.state);
  }

  #whileRunning(answer: (run: Run, state: MachineState) => Answer): Answer {
    return this.#withState((run, state) => (run.hasEnded ? refused(ENDED) : answer(run, state)));
  }

  #whileStopped(answer: (run: Run, state: MachineState) => Answer): Answer {
    return this.#withState((run, state) => {
      if (run.hasEnded) return refused(ENDED);
      return run.isStopped ? answer(run, state) : refused(NOT_STOPPED);
    });
  }

  /** A client that can be asked can say why nothing runs, and lead to the place; any other one shows the sentence. */
  #refuseLaunch({ message, place }: NotLoaded): Answer {
    if (!this.#ports.canAsk) return refused(message, true);
    const body: RefusedBody = {
      message,
      ...(place !== undefined && { place: { ...place, folder: this.#client.pathOf(place.folder) } }),
    };
    this.#client.send(customEvents.refused, body);
    return refused(message);
  }

  async #prepare(launch: Launch): Promise<{ readonly ok: true; readonly run: Run } | NotLoaded> {
    const loaded = await this.#load(launch);
    if (!loaded.ok) return loaded;
    const start = launch.start === undefined ? undefined : resolveStart(loaded.value, launch.start);
    if (start !== undefined && !start.ok) return start;
    const missing = missingNames(loaded.value, launch);
    if (missing !== undefined) return { ok: false, message: missing };
    const test = launch.test === undefined ? undefined : resolveTest(loaded.value, launch.test.name);
    if (test?.ok === false) return test;
    const run = await this.#makeRun(loaded.value, launch, { start: start?.state, testCase: test?.testCase });
    const warning = await exposedEnvironment(this.#ports.fileSystem, loaded.value.folder);
    if (warning !== undefined) run.print({ category: "important", text: warning, place: undefined });
    return { ok: true, run };
  }

  #load({ program, workspaceFolder }: Launch): Promise<LoadResult> {
    const folder = workspaceFolder === undefined ? undefined : this.#ports.uriOf(workspaceFolder);
    return loadProgram(this.#ports, this.#ports.uriOf(program), folder);
  }

  async #makeRun(loaded: LoadedProgram, launch: Launch, what: Pick<RunParts, "start" | "testCase">): Promise<Run> {
    const given = await this.#ports.environment(loaded.folder);
    // A test asks nobody, and runs the same everywhere.
    const asked = what.testCase === undefined ? await this.#secrets.missing(loaded.program.secrets, given) : {};
    const environment = { ...given, ...asked };
    const port = this.#connections.open(launch.live);
    return new Run({
      client: this.#client,
      events: this.#events,
      loaded,
      launch,
      ...what,
      seed: launch.seed ?? this.#ports.seed(),
      environment,
      port,
      live: liveResolver(port),
      ...(this.#ports.keepRecordings && { keepRecordings: this.#ports.keepRecordings.bind(this.#ports) }),
      stopPoints: this.#stopPoints,
      breakpointListener: this.#listener,
      onFailure: (error) => this.#fail(error),
      onTested: (failure) => this.#tested(failure),
    });
  }

  #restartAsBefore(before: Run, reason: string): void {
    this.#run = before.again();
    this.#run.print({
      category: "important",
      text: `The changed program cannot run, so the conversation starts again with the program as it was.\n${reason}`,
      place: undefined,
    });
  }

  /** The thread starts once: a restart goes on with it, and an editor that heard of it twice would show it as it stood before. */
  #beginIfReady(): void {
    if (!this.#isConfigured || this.#run === undefined || this.#run.hasEnded) return;
    this.#client.send("thread", { reason: "started", threadId: THREAD });
    this.#run.begin();
  }

  /** The program that runs or, before the launch, the one that the file belongs to. */
  async #programOf(uri: string): Promise<LoadedProgram | undefined> {
    if (this.#run !== undefined) return this.#run.loaded;
    const loaded = await loadProgram(this.#ports, uri, undefined);
    return loaded.ok ? loaded.value : undefined;
  }

  /** Looks after the files of the program: what is saved is taken into the conversation. */
  #watch(): void {
    this.#unwatch?.();
    const folder = this.#run?.loaded.folder;
    this.#unwatch = folder === undefined ? undefined : this.#ports.watch?.(folder, () => void this.#reloadQuietly());
  }

  async #reloadQuietly(): Promise<void> {
    const answer = await this.reload();
    if (answer.ok) answer.after?.();
  }

  #fail(error: unknown): void {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#run?.print({ category: "important", text: `The conversation broke off: ${text}`, place: undefined });
    this.#run?.end();
    this.#tellOver();
  }

  /** The test is over: the client is told how it ended, and the session ends. */
  #tested(failure: FailedStep | undefined): void {
    const run = this.#run;
    const { test } = run?.conversation ?? {};
    if (run === undefined || test === undefined) return;
    tellTested({ client: this.#client, run, name: test.name, file: test.file }, failure);
    this.dispose();
    this.#tellOver();
  }

  #tellOver(): void {
    if (!this.#isOver) this.#client.send("terminated");
    this.#isOver = true;
  }
}
