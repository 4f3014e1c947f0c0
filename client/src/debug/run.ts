import { commands, type DebugConfiguration, type DebugSession, debug, EventEmitter } from "vscode";
import {
  customRequests,
  type InputArguments,
  type ProjectBody,
  type RunEventBody,
} from "../../../server/src/debug/protocol.ts";
import type { RunStatus } from "../../webview/conversation/panelMessages.ts";
import type { PanelRun } from "../conversation/panelRun.ts";
import { saveFlows } from "./saveFlows.ts";

/** One debug session, which is one conversation: what it said so far and how it stands. */
export class Run implements PanelRun {
  readonly session: DebugSession;
  /** What it was launched with: that of the session, until it begins again with another one. */
  configuration: DebugConfiguration;
  /** All run events, from the beginning. */
  readonly events: RunEventBody[] = [];
  project: ProjectBody | undefined;
  status: RunStatus = "starting";
  /** Why the run stands still or has ended. */
  reason: string | undefined;

  readonly #received = new EventEmitter<RunEventBody>();
  readonly #changed = new EventEmitter<void>();
  readonly #rewound = new EventEmitter<void>();

  /** A run event came in; it is in `events` already. */
  readonly onDidReceive = this.#received.event;
  /** `status`, `reason` or `project` changed. */
  readonly onDidChange = this.#changed.event;
  /** The conversation went back: the latest of `events` are gone. */
  readonly onDidRewind = this.#rewound.event;

  constructor(session: DebugSession) {
    this.session = session;
    this.configuration = session.configuration;
  }

  get debugging(): boolean {
    return this.session.configuration["noDebug"] !== true;
  }

  receive(event: RunEventBody): void {
    this.events.push(event);
    if (this.status === "starting") this.become("running");
    this.#received.fire(event);
  }

  /** Only the first `count` events still hold. */
  rewound(count: number): void {
    if (count >= this.events.length) return;
    this.events.length = count;
    this.#rewound.fire();
  }

  loaded(project: ProjectBody): void {
    this.project = project;
    this.#changed.fire();
  }

  become(status: RunStatus, reason?: string): void {
    if (this.status === "over" || (this.status === status && this.reason === reason)) return;
    this.status = status;
    this.reason = reason;
    this.#changed.fire();
  }

  /** Rejects with a sentence for the user where the input is refused. */
  async send(input: InputArguments): Promise<void> {
    await this.session.customRequest(customRequests.input, input);
  }

  /** Begins the conversation again with the flows as they are now, in the same process as long as there is one. */
  async restart(): Promise<void> {
    // The editor itself would go back to the configuration of the session.
    if (this.status === "over" || this.configuration !== this.session.configuration)
      return this.relaunch(this.configuration);
    await saveFlows();
    if (this.#isFocused) return commands.executeCommand("workbench.action.debug.restart");
    await this.session.customRequest("restart");
  }

  /** Begins again with another configuration, in the same process as long as there is one. */
  async relaunch(configuration: DebugConfiguration): Promise<void> {
    if (this.status === "over") return startAgain(this.session, configuration);
    await saveFlows();
    await this.session.customRequest("restart", { arguments: configuration });
    this.configuration = configuration;
    this.#changed.fire();
  }

  async request(command: string, args?: object): Promise<unknown> {
    return this.session.customRequest(command, args);
  }

  async continue(): Promise<void> {
    if (this.#isFocused) return commands.executeCommand("workbench.action.debug.continue");
    // A conversation is the one thread of its session.
    await this.session.customRequest("continue", { threadId: 1 });
  }

  /**
   * Whether the debugger's own commands act on this run. Where they do, they are the better way: the editor does not look at what is
   * requested past it, and would go on to show where the run stood.
   */
  get #isFocused(): boolean {
    return debug.activeDebugSession?.id === this.session.id;
  }

  async stop(): Promise<void> {
    await debug.stopDebugging(this.session);
  }

  dispose(): void {
    this.#received.dispose();
    this.#changed.dispose();
    this.#rewound.dispose();
  }
}

/** Launches a conversation in place of one that is over. */
async function startAgain(session: DebugSession, configuration: DebugConfiguration): Promise<void> {
  const noDebug = session.configuration["noDebug"] === true;
  await debug.startDebugging(session.workspaceFolder, configuration, startOptions(noDebug));
}

/** A run without breakpoints shows its panel and nothing of the debugger. */
export function startOptions(noDebug: boolean) {
  return noDebug
    ? { noDebug, suppressDebugToolbar: true, suppressDebugStatusbar: true, suppressDebugView: true }
    : { noDebug };
}
