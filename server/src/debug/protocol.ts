/**
 * What the debug adapter and its client say to each other beyond the Debug Adapter Protocol: the launch configuration,
 * the custom events and the custom requests. The client imports this file; it holds names and types alone.
 */
import type { RunEvent, SourcePlace, UserInput, Value } from "../runtime/events.ts";

/** The `type` of a launch configuration. */
export const debugType = "flow";

/**
 * Custom events of the adapter. `event`: a run event happened. `project`: which program was loaded, sent once a launch,
 * before the first run event. `consent`: a request to a host waits for the user's word. `refused`: the launch is about to
 * be refused, and the client says why.
 */
export const customEvents = {
  event: "flow/event",
  project: "flow/project",
  consent: "flow/consent",
  refused: "flow/refused",
} as const;

/**
 * Custom requests to the adapter. Each is answered, with an error and a sentence for the user where it cannot be done.
 */
export const customRequests = {
  input: "flow/input",
  restart: "flow/restart",
  consent: "flow/consent",
  variables: "flow/variables",
} as const;

/** Which mocks answer requests: none, all of the project, or those named. */
type MockChoice = "off" | "on" | readonly string[];

/**
 * Whether a request that no mock answers may go out: loopback always may; another host after a question, always, or
 * never.
 */
export type LivePolicy = "ask" | "always" | "never";

/** What a launch configuration says beside `type`, `request` and `name`. */
export interface LaunchConfiguration {
  /** A `.flow` file or a folder, absolute. */
  readonly program: string;
  /** The folder that the editor has opened, absolute: it is the project where no `bot` says which folder is. */
  readonly workspaceFolder?: string;
  /** The state to start in: `flow.state`, or `state` of the flow of `program`. */
  readonly start?: string;
  /** One preset, or several that are applied in order. */
  readonly preset?: string | readonly string[];
  readonly language?: string;
  /** The user's id. */
  readonly user?: string;
  /** Seed of everything random; a whole number. */
  readonly seed?: number;
  /** The clock at the beginning: an ISO 8601 text or milliseconds since 1970. The clock is the real one without it. */
  readonly now?: string | number;
  /** Default `off`. */
  readonly mocks?: MockChoice;
  /** Default `ask`. */
  readonly live?: LivePolicy;
  readonly test?: { readonly file: string; readonly name: string };
  /** Stop before the first step. */
  readonly stopOnEntry?: boolean;
  /** Stop where the conversation waits for the user. */
  readonly stopOnInput?: boolean;
  /** Show every step and every write to memory in the debug console. */
  readonly trace?: boolean;
  /** Run without stopping anywhere; set by the editor. */
  readonly noDebug?: boolean;
}

/** Body of `flow/event`: the run event itself. */
export type RunEventBody = RunEvent;

/** Body of the event `flow/project`. */
export interface ProjectBody {
  /** Absolute path of the project's folder: `source.file` of a run event is relative to it. */
  readonly folder: string;
  /** The bot's name, where the project has one. */
  readonly bot: string | null;
}

/** Body of the event `flow/consent`: a live request to this host waits for an answer. */
export interface ConsentBody {
  /** Host name or address, without a port. */
  readonly host: string;
}

/** Body of the event `flow/refused`: why nothing runs, in one or more lines, and the place of the first mistake in a flow. */
export interface RefusedBody {
  readonly message: string;
  /** `folder` is the absolute path of the project's folder. */
  readonly place?: SourcePlace & { readonly folder: string };
}

/** Arguments of `flow/input`: answered as soon as the input is queued; an input of no known type is refused. */
export type InputArguments = UserInput;

/** Arguments of the request `flow/consent`: the user's answer, which holds for the rest of the session. */
export interface ConsentArguments {
  readonly host: string;
  readonly allow: boolean;
}

/** Answer of `flow/variables`: memory as it is now, also while the conversation runs. Masked values are `•••`. */
export interface VariablesBody {
  /** Full name of the current state; `null` where the conversation is in none. */
  readonly state: string | null;
  readonly scopes: readonly { readonly name: string; readonly value: { readonly [key: string]: Value } }[];
}
