/**
 * What the conversation panel and the extension host say to each other. Both sides import this file, for its types alone: the panel runs
 * in a browser of its own.
 */
import type { RunEvent, SourcePlace, UserInput } from "../../../server/src/runtime/events.ts";

/** How far a run is: `starting` until the first event, `stopped` at a breakpoint, `over` when its process has ended. */
export type RunStatus = "starting" | "running" | "stopped" | "over";

/** What the panel shows around the conversation. */
export interface RunView {
  /** The bot's name, else the name of the file that runs. */
  readonly title: string;
  readonly status: RunStatus;
  /** Why the run stands still or has ended, in a sentence. */
  readonly reason?: string;
  /** Whether breakpoints stop this run. */
  readonly debugging: boolean;
}

/** From the extension host to the panel. */
export type ToPanel =
  /** Forget everything; these events are the conversation from its beginning. */
  | { readonly type: "reset"; readonly events: readonly RunEvent[]; readonly run: RunView }
  | { readonly type: "events"; readonly events: readonly RunEvent[] }
  | { readonly type: "run"; readonly run: RunView }
  /** An input was refused; it goes back into the field. */
  | { readonly type: "refused"; readonly input: UserInput; readonly reason: string }
  | { readonly type: "focus" }
  /** Answer with `shown`. */
  | { readonly type: "inspect" };

/** From the panel to the extension host. */
export type FromPanel =
  | { readonly type: "ready" }
  | { readonly type: "input"; readonly input: UserInput }
  | { readonly type: "restart" }
  | { readonly type: "stop" }
  | { readonly type: "continue" }
  | { readonly type: "reveal"; readonly place: SourcePlace }
  /** A link of a message; the host opens http and https only. */
  | { readonly type: "open"; readonly url: string }
  | { readonly type: "dial"; readonly number: string }
  | { readonly type: "copy"; readonly text: string }
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
