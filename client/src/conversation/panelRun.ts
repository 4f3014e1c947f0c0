import type { DebugConfiguration, Event } from "vscode";
import type { InputArguments, ProjectBody, RunEventBody } from "../../../server/src/debug/protocol.ts";
import type { RunStatus } from "../../webview/conversation/panelMessages.ts";

/** A conversation as a panel shows it: one that runs, or one that was there before the window was loaded again. */
export interface PanelRun {
  /** What it was launched with. */
  readonly configuration: DebugConfiguration;
  readonly debugging: boolean;
  /** All run events that hold, from the beginning. */
  readonly events: readonly RunEventBody[];
  readonly project: ProjectBody | undefined;
  readonly status: RunStatus;
  /** Why it stands still or has ended. */
  readonly reason: string | undefined;
  readonly onDidReceive: Event<RunEventBody>;
  readonly onDidChange: Event<void>;
  /** The conversation went back: the latest events are gone. */
  readonly onDidRewind: Event<void>;
  readonly send: (input: InputArguments) => Promise<void>;
  readonly restart: () => Promise<void>;
  /** Begins again with another configuration. */
  readonly relaunch: (configuration: DebugConfiguration) => Promise<void>;
  readonly continue: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** A request to the debug adapter; rejects with a sentence for the user. */
  readonly request: (command: string, args?: object) => Promise<unknown>;
}
