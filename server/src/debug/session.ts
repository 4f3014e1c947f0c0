/**
 * One debug session: what the client has set up, and the program that it launched. Requests call its methods; what
 * happens meanwhile it tells the client by events.
 *
 * The first turn begins when both have come: `launch`, with a program that compiles, and `configurationDone`, with
 * which all breakpoints are set. After `terminate` the conversation is over, but its last moment can still be read.
 */
import type { DebugProtocol } from "@vscode/debugprotocol";
import { liveResolver } from "../runtime/effects/attempts.ts";
import type { HttpPort } from "../runtime/effects/ports.ts";
import type { UserInput } from "../runtime/events.ts";
import type { MachineState } from "../runtime/machineState.ts";
import { joinUri } from "../workspace/uris.ts";
import { type Answer, done, refused } from "./answers.ts";
import { breakpointRow, type LineSpan, locationsIn } from "./breakpointRows.ts";
import { type BreakpointRequest, Breakpoints } from "./breakpoints.ts";
import { capabilities } from "./capabilities.ts";
import { Client, type SendEvent } from "./client.ts";
import type { ClientFormat } from "./clientPositions.ts";
import { Consent } from "./consent.ts";
import type { EvaluateArguments } from "./inspection.ts";
import type { Launch } from "./launchConfiguration.ts";
import {
  breakableFile,
  type LoadedProgram,
  type LoadResult,
  loadProgram,
  missingNames,
  type NotLoaded,
  resolveStart,
} from "./loadedProgram.ts";
import type { AdapterPorts } from "./ports.ts";
import { customEvents, type RefusedBody } from "./protocol.ts";
import { Run, THREAD } from "./run.ts";
import type { Resumption } from "./runControl.ts";
import type { Page } from "./variables.ts";

/** What the session does to the connection it belongs to. */
export interface Connection {
  readonly send: SendEvent;
  /** Ends the adapter; the answer that is under way still goes out. */
  readonly exit: () => void;
}

/** A breakpoint as a client asks for it, in the client's counting. */
interface RequestedBreakpoint {
  readonly line: number;
  readonly column?: number | undefined;
  readonly condition?: string | undefined;
  readonly hitCondition?: string | undefined;
  readonly logMessage?: string | undefined;
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
  readonly #breakpoints: Breakpoints;
  #isConfigured = false;
  /** True once the client was told that the session is over. */
  #isOver = false;
  #consent: Consent | undefined;
  #http: HttpPort | undefined;
  #run: Run | undefined;

  constructor(ports: AdapterPorts, connection: Connection) {
    this.#ports = ports;
    this.#connection = connection;
    this.#client = new Client(ports, connection.send);
    this.#breakpoints = new Breakpoints({
      evaluate: (state, expression) => this.#run?.machine.evaluate(state, expression) ?? NO_VALUE,
      display: (state, expression) => this.#run?.display(state, expression) ?? NO_VALUE,
      log: (text, { place }) => this.#run?.print({ category: "stdout", text, place }),
      complain: (text, { place }) => this.#run?.print({ category: "stderr", text, place }),
    });
  }

  initialize(format: ClientFormat): Answer {
    this.#client.speak(format);
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
      this.#bindBreakpoints();
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
      this.#breakpoints.resetHits();
      this.#bindBreakpoints();
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
    this.#run?.end();
    this.#closeConnections();
  }

  async setBreakpoints(path: string | undefined, requested: readonly RequestedBreakpoint[]): Promise<Answer> {
    if (path === undefined) return refused("`source.path` is missing: breakpoints are set in files.");
    const uri = this.#client.uriOf(path);
    const program = await this.#programOf(uri);
    const bound = this.#breakpoints.set(
      uri,
      requested.map((breakpoint) => this.#readBreakpoint(breakpoint)),
      program && breakableFile(program, uri),
    );
    return done({
      breakpoints: bound.map((breakpoint) => breakpointRow(this.#client, uri, program?.folder, breakpoint)),
    });
  }

  async breakpointLocations(path: string | undefined, span: LineSpan): Promise<Answer> {
    if (path === undefined) return refused("`source.path` is missing: breakpoints are set in files.");
    const uri = this.#client.uriOf(path);
    const program = await this.#programOf(uri);
    const file = program && breakableFile(program, uri);
    return done({ breakpoints: file === undefined ? [] : locationsIn(this.#client, file, span) });
  }

  threads(): Answer {
    const isThere = this.#run?.state !== undefined && !this.#run.hasEnded;
    return done({ threads: isThere ? [{ id: THREAD, name: this.#run?.name ?? "" }] : [] });
  }

  resume(how: Resumption, body?: object): Answer {
    return this.#whileStopped((run) => done(body, () => run.resume(how)));
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
    return this.#withState((run, state) => run.inspection.evaluate(state, args));
  }

  loadedSources(): Answer {
    const loaded = this.#run?.loaded;
    const uris = loaded === undefined ? [] : [...loaded.sources.keys()].map((path) => joinUri(loaded.folder, path));
    return done({ sources: uris.map((uri) => this.#client.sourceOf(uri)) });
  }

  input(input: UserInput): Answer {
    return this.#whileRunning((run) => done(undefined, () => run.send(input)));
  }

  restartConversation(): Answer {
    return this.#whileRunning((run) =>
      done(undefined, () => {
        this.#breakpoints.resetHits();
        run.restart();
      }),
    );
  }

  consent(host: string, allow: boolean): Answer {
    if (this.#consent === undefined) return refused(NOT_LAUNCHED);
    this.#consent.answer(host, allow);
    return done();
  }

  memory(): Answer {
    return this.#withState((run, state) => done(run.inspection.memory(state)));
  }

  #withState(answer: (run: Run, state: MachineState) => Answer): Answer {
    const run = this.#run;
    if (run === undefined) return refused(NOT_LAUNCHED);
    return run.state === undefined ? refused(NOT_BEGUN) : answer(run, run.state);
  }

  #whileRunning(answer: (run: Run) => Answer): Answer {
    return this.#withState((run) => (run.hasEnded ? refused(ENDED) : answer(run)));
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
    return { ok: true, run: await this.#makeRun(loaded.value, launch, start?.state) };
  }

  #load({ program, workspaceFolder }: Launch): Promise<LoadResult> {
    const folder = workspaceFolder === undefined ? undefined : this.#ports.uriOf(workspaceFolder);
    return loadProgram(this.#ports, this.#ports.uriOf(program), folder);
  }

  async #makeRun(loaded: LoadedProgram, launch: Launch, start: string | undefined): Promise<Run> {
    const environment = await this.#ports.environment(loaded.folder);
    return new Run({
      client: this.#client,
      loaded,
      launch,
      start,
      seed: launch.seed ?? this.#ports.seed(),
      environment,
      live: liveResolver(this.#openConnections(launch)),
      breakpoints: this.#breakpoints,
      onFailure: (error) => this.#fail(error),
    });
  }

  /**
   * One answer of the user holds for the session, so the policy outlives a restart, unless the restart brings another
   * one.
   */
  #openConnections({ live }: Launch): HttpPort {
    if (this.#http !== undefined && this.#consent?.policy === live) return this.#http;
    this.#closeConnections();
    const ask = (host: string): void => this.#client.send(customEvents.consent, { host });
    this.#consent = new Consent(live, this.#ports.canAsk ? ask : undefined);
    this.#http = this.#ports.http(this.#consent);
    return this.#http;
  }

  #closeConnections(): void {
    this.#consent?.dispose();
    // Closing cannot fail in a way that matters to anybody: the session is over, or goes on with other connections.
    this.#http?.close().catch(() => {});
    this.#http = undefined;
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

  /** Binds all breakpoints to the program that runs, and tells which have moved. */
  #bindBreakpoints(): void {
    const loaded = this.#run?.loaded;
    if (loaded === undefined) return;
    for (const uri of this.#breakpoints.files) {
      for (const changed of this.#breakpoints.bind(uri, breakableFile(loaded, uri))) {
        const breakpoint: DebugProtocol.Breakpoint = breakpointRow(this.#client, uri, loaded.folder, changed);
        this.#client.send("breakpoint", { reason: "changed", breakpoint });
      }
    }
  }

  #readBreakpoint({ line, column, condition, hitCondition, logMessage }: RequestedBreakpoint): BreakpointRequest {
    const character = column === undefined ? undefined : this.#client.character(column);
    return { line: this.#client.line(line), character, condition, hitCondition, logMessage };
  }

  #fail(error: unknown): void {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#run?.print({ category: "important", text: `The conversation broke off: ${text}`, place: undefined });
    this.#run?.end();
    this.#tellOver();
  }

  #tellOver(): void {
    if (!this.#isOver) this.#client.send("terminated");
    this.#isOver = true;
  }
}
