/**
 * A launched program while it runs: one conversation after the other, and the word to the client about what happens in
 * them.
 */
import { printValue } from "../expressions/values.ts";
import type { RequestResolver } from "../runtime/effects/ports.ts";
import type { RunEvent, UserInput } from "../runtime/events.ts";
import { createMachine, type Machine } from "../runtime/machine.ts";
import type { MachineState } from "../runtime/machineState.ts";
import type { Environment } from "../runtime/transition.ts";
import type { Breakpoints } from "./breakpoints.ts";
import type { Client } from "./client.ts";
import { type ConsoleLine, consoleLine } from "./console.ts";
import { Conversation, type Remembered, rememberedFrom } from "./conversation.ts";
import { createDisplay, type Display } from "./display.ts";
import { Inspection } from "./inspection.ts";
import type { Launch } from "./launchConfiguration.ts";
import type { LoadedProgram } from "./loadedProgram.ts";
import { customEvents, type ProjectBody } from "./protocol.ts";
import type { Resumption, Stop } from "./runControl.ts";

/** One conversation is one thread, and a session has one. */
export const THREAD = 1;

export interface RunParts {
  readonly client: Client;
  readonly loaded: LoadedProgram;
  readonly launch: Launch;
  /** Full name of the state to start in, if the launch names one. */
  readonly start: string | undefined;
  readonly seed: number;
  readonly environment: Environment;
  readonly live: RequestResolver;
  readonly breakpoints: Breakpoints;
  /** A bug of the machine ended the conversation. */
  readonly onFailure: (error: unknown) => void;
}

export class Run {
  readonly machine: Machine;
  readonly display: Display;
  readonly inspection: Inspection;
  readonly #parts: RunParts;
  #conversation: Conversation;
  #hasEnded = false;

  constructor(parts: RunParts) {
    const { client, loaded, environment } = parts;
    this.#parts = parts;
    this.machine = createMachine(loaded.program, environment);
    this.display = createDisplay(loaded.program, environment, this.machine);
    this.inspection = new Inspection({ machine: this.machine, display: this.display, loaded, client });
    this.#conversation = this.#newConversation();
  }

  get loaded(): LoadedProgram {
    return this.#parts.loaded;
  }

  get launch(): Launch {
    return this.#parts.launch;
  }

  /** The conversation as it stands; `undefined` before its first turn. */
  get state(): MachineState | undefined {
    return this.#conversation.state;
  }

  get isStopped(): boolean {
    return this.#conversation.control.isStopped;
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
    const { client, loaded } = this.#parts;
    const { bot, presets } = loaded.program;
    const project: ProjectBody = {
      folder: client.pathOf(loaded.folder),
      bot: bot?.name ?? null,
      languages: bot?.languages ?? [],
      presets: [...presets.keys()],
    };
    client.send(customEvents.project, project);
    this.#conversation.begin();
  }

  /** The same program, to be begun afresh. */
  again(): Run {
    return new Run(this.#parts);
  }

  /** Begins another conversation with the same user: memory of the user and the bot stays. */
  restart(): void {
    const remembered: Remembered | undefined = rememberedFrom(this.state);
    this.#giveUp("restart");
    this.#conversation = this.#newConversation();
    this.#conversation.begin(remembered);
  }

  /** Queues an input; where the conversation is stopped because it waits, the input goes on. */
  send(input: UserInput): void {
    const isStoppedAtRest = this.isStopped && this.state?.status !== "running";
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

  pause(): void {
    if (this.state !== undefined && !this.isStopped) this.#conversation.control.pause(this.state);
  }

  /** Ends the conversation for good. */
  end(): void {
    if (this.#hasEnded) return;
    this.#giveUp("stopped");
    this.#hasEnded = true;
  }

  /** Writes to the debug console, at a place of the program where there is one. */
  print({ category, text, place }: ConsoleLine): void {
    const { client, loaded } = this.#parts;
    const { source, line, column } = place === undefined ? {} : client.placeOf(loaded.folder, place);
    client.send("output", { category, output: `${text}\n`, source, line, column });
  }

  #giveUp(reason: "restart" | "stopped"): void {
    const { state } = this;
    if (this.isStopped) this.#tellContinued();
    this.inspection.clear();
    this.#conversation.dispose();
    if (state !== undefined && state.status !== "ended") {
      this.#tell({ type: "end", turn: state.turn, at: state.now, reason });
    }
  }

  #newConversation(): Conversation {
    const { loaded, launch, start, seed, breakpoints, live, onFailure } = this.#parts;
    const conversation: Conversation = new Conversation(
      { machine: this.machine, launch, start, file: loaded.file, seed, breakpoints, live },
      {
        onEvent: (event) => this.#tell(event),
        onStop: (stop) => this.#tellStopped(stop),
        onMockProblem: (mock, text) => this.#tellMockProblem(mock, text),
        onFailure,
      },
    );
    return conversation;
  }

  #tell(event: RunEvent): void {
    this.#parts.client.send(customEvents.event, event);
    const line = consoleLine(event, this.launch.trace);
    if (line !== undefined) this.print(line);
  }

  /** Mocks see requests as they are, secrets included. */
  #tellMockProblem(mock: string, problem: string): void {
    const text = `mock ${mock}: ${problem}`;
    const shown = this.state === undefined ? text : printValue(this.machine.mask(this.state, text));
    this.print({ category: "stderr", text: shown, place: undefined });
  }

  #tellStopped(stop: Stop): void {
    this.#parts.client.send("stopped", { ...stop, threadId: THREAD, allThreadsStopped: true });
  }

  #tellContinued(): void {
    this.#parts.client.send("continued", { threadId: THREAD, allThreadsContinued: true });
  }
}
