import { type DebugConfiguration, debug, EventEmitter, Uri, workspace } from "vscode";
import type { RunEventBody } from "../../../server/src/debug/protocol.ts";
import type { KeptPanel } from "../../webview/conversation/panelMessages.ts";
import { startOptions } from "../debug/run.ts";
import type { PanelRun } from "./panelRun.ts";

const gone = "This conversation is over: the window was loaded again. Run it again to go on.";

/** A conversation from before the window was loaded again. It can be read, and run again. */
export class PastRun implements PanelRun {
  readonly configuration: DebugConfiguration;
  readonly debugging: boolean;
  readonly events: readonly RunEventBody[];
  readonly project;
  readonly status = "over";
  readonly reason = "The window was loaded again";
  readonly onDidReceive = new EventEmitter<RunEventBody>().event;
  readonly onDidChange = new EventEmitter<void>().event;
  readonly onDidRewind = new EventEmitter<void>().event;

  constructor({ configuration, events, folder, run }: KeptPanel) {
    this.configuration = { type: "flow", request: "launch", name: run.title, ...configuration };
    this.debugging = run.debugging;
    this.events = events;
    this.project =
      folder === undefined ? undefined : { folder, bot: run.title, languages: run.languages, presets: run.presets };
  }

  async send(): Promise<void> {
    throw new Error(gone);
  }

  async request(): Promise<unknown> {
    throw new Error(gone);
  }

  async continue(): Promise<void> {
    throw new Error(gone);
  }

  async stop(): Promise<void> {
    // Nothing runs.
  }

  async restart(): Promise<void> {
    return this.relaunch(this.configuration);
  }

  async relaunch(configuration: DebugConfiguration): Promise<void> {
    const program: unknown = configuration["program"];
    const folder = typeof program === "string" ? workspace.getWorkspaceFolder(Uri.file(program)) : undefined;
    await debug.startDebugging(folder, configuration, startOptions(!this.debugging));
  }
}
