/**
 * What the conversation panel and the extension host say to each other. Both sides import this file, for its types alone: the panel runs
 * in a browser of its own.
 */
import type { ResponseEvent, RunEvent, SourcePlace, UserInput, Value } from "../../../server/src/runtime/events.ts";

/** How far a run is: `starting` until the first event, `stopped` at a breakpoint, `over` when its process has ended. */
export type RunStatus = "starting" | "running" | "stopped" | "over";

/** What a conversation begins with, as in a launch configuration; what is absent is as the bot has it. */
export interface RunOptions {
  readonly start?: string;
  readonly language?: string;
  readonly user?: string;
  readonly presets: readonly string[];
  readonly seed?: number;
  /** An ISO 8601 text; the clock is the real one without it. */
  readonly now?: string;
  readonly mocks: boolean;
  /** Whether recordings answer or are kept; neither without it. */
  readonly recordings?: "replay" | "keep";
}

/** What the panel shows around the conversation. */
export interface RunView {
  /** The bot's name, else the name of the file that runs. */
  readonly title: string;
  readonly status: RunStatus;
  /** Why the run stands still or has ended, in a sentence. */
  readonly reason?: string;
  /** Whether breakpoints stop this run. */
  readonly debugging: boolean;
  readonly options: RunOptions;
  /** Languages and presets of the project, as far as they are known. */
  readonly languages: readonly string[];
  readonly presets: readonly string[];
}

/** Memory as it is now, scope by scope. */
export interface MemoryView {
  readonly state: string | null;
  readonly scopes: readonly { readonly name: string; readonly value: { readonly [key: string]: Value } }[];
}

/** What a request is answered with in place of the backend; a `mock` goes before a `fault`, and that before the rest. */
export interface StepAnswer {
  readonly status?: number;
  readonly body?: Value;
  readonly fault?: "timeout" | "reset" | "malformed" | "empty";
  readonly mock?: string;
  /** Milliseconds before it comes. */
  readonly delay?: number;
}

/** An API step, by the first line of it; the line counts from 0. */
export interface StepPlace {
  readonly file: string;
  readonly line: number;
}

/** The mocks of the project and its API steps. */
export interface MocksView {
  readonly mocks: readonly {
    readonly name: string;
    readonly method: string;
    readonly url: string;
    readonly on: boolean;
  }[];
  readonly steps: readonly (StepPlace & {
    readonly text: string;
    readonly state: string | null;
    readonly answer: StepAnswer | null;
  })[];
}

/** Which mocks are on from now on, or what one API step is answered with; `null` for nothing special. Nothing changes without either. */
export interface MocksChange {
  readonly mocks?: readonly string[];
  readonly step?: StepPlace;
  readonly answer?: StepAnswer | null;
}

/** What a command of the editor asks the panel to do. */
export type PanelCommand =
  | "variables"
  | "mocks"
  | "options"
  | "send"
  | "copyTranscript"
  | "zoomIn"
  | "zoomOut"
  | "zoomReset"
  | "keys";

/** What the editor keeps of a panel while its window is loaded again; the host reads it back. */
export interface KeptPanel {
  readonly version: 1;
  /** The launch configuration, to run again with. */
  readonly configuration: { readonly [key: string]: unknown };
  /** Absolute path of the project's folder, which places are relative to. */
  readonly folder: string | undefined;
  readonly run: RunView;
  /** The latest events of the conversation. */
  readonly events: readonly RunEvent[];
  readonly looks: PanelLooks;
}

/** How the user has set up the panel. */
export interface PanelLooks {
  /** What is being written. */
  readonly draft: string;
  /** 1 is the size of the editor's own texts. */
  readonly zoom: number;
  readonly pane: PaneName | undefined;
}

export type PaneName = "variables" | "mocks" | "options";

/** From the extension host to the panel. */
export type ToPanel =
  /** Forget everything; these events are the conversation from its beginning. */
  | {
      readonly type: "reset";
      readonly events: readonly RunEvent[];
      readonly run: RunView;
      /** What is to be kept for a window that is loaded again, beside what the panel knows. */
      readonly kept: Pick<KeptPanel, "configuration" | "folder">;
      readonly looks?: PanelLooks;
    }
  | { readonly type: "events"; readonly events: readonly RunEvent[] }
  | { readonly type: "run"; readonly run: RunView }
  /** An input was refused; it goes back into the field. */
  | { readonly type: "refused"; readonly input: UserInput; readonly reason: string }
  /** What was asked for could not be done, in a sentence. */
  | { readonly type: "failed"; readonly reason: string }
  | { readonly type: "variables"; readonly body: MemoryView }
  | { readonly type: "mocks"; readonly body: MocksView }
  /** A request was sent once more, beside the conversation. */
  | { readonly type: "replayed"; readonly id: string; readonly response: ResponseEvent }
  | { readonly type: "command"; readonly command: PanelCommand }
  | { readonly type: "focus" }
  /** Answer with `shown`. */
  | { readonly type: "inspect" };

/** From the panel to the extension host. */
export type FromPanel =
  | { readonly type: "ready" }
  | { readonly type: "input"; readonly input: UserInput }
  | { readonly type: "restart" }
  /** Begin again with these options. */
  | { readonly type: "launch"; readonly options: RunOptions }
  /** Go on in this language. */
  | { readonly type: "language"; readonly language: string }
  /** Back to the end of that turn. */
  | { readonly type: "rewind"; readonly turn: number }
  /** Back to the end of that turn, and on with another input. */
  | { readonly type: "edit"; readonly turn: number; readonly input: UserInput }
  | { readonly type: "variables" }
  | { readonly type: "mocks"; readonly change: MocksChange }
  | { readonly type: "replay"; readonly id: string }
  | { readonly type: "stop" }
  | { readonly type: "continue" }
  | { readonly type: "reveal"; readonly place: SourcePlace }
  /** A link of a message; the host opens http and https only. */
  | { readonly type: "open"; readonly url: string }
  | { readonly type: "dial"; readonly number: string }
  | { readonly type: "copy"; readonly text: string }
  | { readonly type: "find" }
  | { readonly type: "another" }
  | { readonly type: "window" }
  /** Makes a test of the conversation as it stands. */
  | { readonly type: "saveTest" }
  | { readonly type: "shown"; readonly shown: ShownConversation };

/** What a person sees in the panel, as texts; the editor's tests read it. */
export interface ShownConversation {
  readonly title: string;
  readonly state: string;
  readonly messages: readonly { readonly from: "bot" | "user"; readonly text: string }[];
  /** Titles of the quick replies that can be tapped. */
  readonly replies: readonly string[];
  readonly requests: readonly string[];
  readonly reports: readonly string[];
  readonly ended: boolean;
}
