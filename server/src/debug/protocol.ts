/**
 * What the debug adapter and its client say to each other beyond the Debug Adapter Protocol: the launch configuration,
 * the custom events and the custom requests. The client imports this file; it holds names and types alone.
 */
import type { RunEvent, SourcePlace, UserInput, Value } from "../runtime/events.ts";

/** The `type` of a launch configuration. */
export const debugType = "flow";

/**
 * Custom events of the adapter. `event`: a run event happened. `project`: which program was loaded, sent once a launch,
 * before the first run event. `consent`: a request to a host waits for the user's word. `secret`: the launch waits for a
 * secret that the editor may keep. `refused`: the launch is about to
 * be refused, and the client says why. `rewound`: the conversation went back, and the latest run events hold no more.
 * `reloaded`: the conversation goes on with flows that were saved meanwhile. `tested`: the test that was launched is over,
 * and the session ends.
 */
export const customEvents = {
  event: "flow/event",
  project: "flow/project",
  consent: "flow/consent",
  secret: "flow/secret",
  refused: "flow/refused",
  rewound: "flow/rewound",
  reloaded: "flow/reloaded",
  tested: "flow/tested",
} as const;

/**
 * Custom requests to the adapter. Each is answered, with an error and a sentence for the user where it cannot be done.
 */
export const customRequests = {
  input: "flow/input",
  restart: "flow/restart",
  consent: "flow/consent",
  secret: "flow/secret",
  variables: "flow/variables",
  rewind: "flow/rewind",
  answer: "flow/answer",
  mocks: "flow/mocks",
  recordings: "flow/recordings",
  reload: "flow/reload",
  replay: "flow/replay",
  saveTest: "flow/saveTest",
} as const;

/** Which mocks answer requests: none, all of the project, or those named. */
export type MockChoice = "off" | "on" | readonly string[];

/**
 * Whether recordings beside the flows answer what no mock answers (`replay`), or what backends answer is kept there (`keep`).
 */
export type RecordingMode = "off" | "replay" | "keep";

/**
 * Whether a request that no mock answers may go out: loopback always may; another host after a question, always, or
 * never.
 */
export type LivePolicy = "ask" | "always" | "never";

/** What a launch configuration says beside `type`, `request` and `name`. */
export interface LaunchConfiguration {
  /** A `.flow` file or a folder, absolute; where a `test` is launched, its file does. */
  readonly program?: string;
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
  /** Default `off`. */
  readonly recordings?: RecordingMode;
  /** Default `ask`. */
  readonly live?: LivePolicy;
  /**
   * A test to play instead of a conversation with a person: its file, absolute, and its name, with its row and language where
   * it has several (`an order [1] [nl]`; the first of them without). `start`, `preset`, `language`, `user`, `seed`, `now`,
   * `mocks` and `live` are the test's own then.
   */
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
  /** The languages of the bot, the first is the default one. */
  readonly languages: readonly string[];
  /** The names of the presets of the project. */
  readonly presets: readonly string[];
}

/** Body of the event `flow/consent`: a live request to this host waits for an answer. */
export interface ConsentBody {
  /** Host name or address, without a port. */
  readonly host: string;
}

/** Body of the event `flow/secret`: the environment and `.env` have no such secret. */
export interface SecretBody {
  readonly name: string;
}

/** Arguments of the request `flow/secret`: what the editor keeps under that name, `null` for nothing. */
export interface SecretArguments {
  readonly name: string;
  readonly value: string | null;
}

/** Body of the event `flow/refused`: why nothing runs, in one or more lines, and the place of the first mistake in a flow. */
export interface RefusedBody {
  readonly message: string;
  /** `folder` is the absolute path of the project's folder. */
  readonly place?: SourcePlace & { readonly folder: string };
}

/** Body of the event `flow/tested`. */
export interface TestedBody {
  /** With its row and language. */
  readonly name: string;
  /** Absolute path. */
  readonly file: string;
  readonly status: "passed" | "failed";
  readonly failure: {
    readonly message: string;
    readonly expected: string | null;
    readonly actual: string | null;
    /** A mock that would answer, to write before the first step of the test. */
    readonly mock?: string;
    /** The step that did not hold; `file` is relative to the project's folder. */
    readonly place: SourcePlace;
  } | null;
}

/** Body of the event `flow/rewound`. What happens again after it is told again. */
export interface RewoundBody {
  /** How many of the run events sent so far, from the first of the session on, still hold. */
  readonly events: number;
}

/** Body of the event `flow/reloaded`: what of the conversation the saved flows have no place for, a sentence each. */
export interface ReloadedBody {
  readonly changes: readonly string[];
}

/**
 * Arguments of `flow/rewind`: back to the end of that turn, where the conversation waits. Nothing is sent again, the user's
 * later inputs are gone. A turn that is not kept is refused.
 */
export interface RewindArguments {
  readonly turn: number;
}

/** What goes wrong with a request, as in a mock. */
export type Fault = "timeout" | "reset" | "malformed" | "empty";

/** What a request is answered with in place of the backend; a `mock` goes before a `fault`, and that before the rest. */
export interface AuthoredAnswer {
  /** Default 200. */
  readonly status?: number;
  readonly headers?: { readonly [name: string]: string };
  /** Sent as JSON; a text as it is. */
  readonly body?: Value;
  readonly fault?: Fault;
  /** Name of a mock of the project. */
  readonly mock?: string;
  /** File of a recording, relative to the project: what it answers first stands in the place of the rest. */
  readonly recording?: string;
  /** Milliseconds before it comes. */
  readonly delay?: number;
}

/**
 * Arguments of `flow/answer`: the answer to take the next time the conversation goes on; no request is sent. `id` is that of
 * a `request` event whose step is the current one, was just stepped back over, or leads to the outcome that the conversation
 * is stopped at (it goes back to the step then). Without `id`, the API step at which the conversation stands.
 */
export interface AnswerArguments extends AuthoredAnswer {
  readonly id?: string;
}

/** An API step, by the first line of it in a file of the project; the line counts from 0, as in the source of an event. */
export interface ApiStepPlace {
  readonly file: string;
  readonly line: number;
}

/**
 * Arguments of `flow/mocks`. `mocks` says which are on from now on; `step` with `answer` says what one API step is answered
 * with from now on, `null` for nothing special. Without arguments nothing changes.
 */
export interface MocksArguments {
  readonly mocks?: MockChoice;
  readonly step?: ApiStepPlace;
  readonly answer?: AuthoredAnswer | null;
}

/** Answer of `flow/mocks`: the mocks of the project by name and its API steps in the order of the files. */
export interface MocksBody {
  readonly mocks: readonly {
    readonly name: string;
    readonly method: string;
    readonly url: string;
    readonly on: boolean;
  }[];
  readonly steps: readonly (ApiStepPlace & {
    /** The step as it is written, from `api` to its URL. */
    readonly text: string;
    /** Full name of its state. */
    readonly state: string | null;
    readonly answer: AuthoredAnswer | null;
  })[];
}

/** Arguments of `flow/recordings`: the mode from now on; without it nothing changes. */
export interface RecordingsArguments {
  readonly mode?: RecordingMode;
}

/** Answer of `flow/recordings`: the mode, and the recordings beside the flows, by file. */
export interface RecordingsBody {
  readonly mode: RecordingMode;
  readonly recordings: readonly {
    readonly file: string;
    readonly method: string;
    readonly path: string;
    /** Of the first answer. */
    readonly status: number;
  }[];
}

/**
 * Arguments of `flow/replay`: the request of the `request` event with that `id` is sent once more, beside the conversation,
 * which does not hear of it. Consent and the address guard hold as for any other; no mock answers.
 */
export interface ReplayArguments {
  readonly id: string;
}

/** Answer of `flow/replay`, masked as every event is. */
export interface ReplayBody {
  readonly response: RunEvent & { readonly type: "response" };
}

/**
 * Arguments of `flow/saveTest`: the conversation as it stands is made a test that passes. `name` is chosen where it is left
 * out, and gets a number where it is taken. `file` is a `.flow` file of the project, absolute or relative to its folder, that
 * exists or not; without it, it is the `.test.flow` of the flow in which the conversation began. Nothing is written.
 */
export interface SaveTestArguments {
  readonly name?: string;
  readonly file?: string;
}

/** Answer of `flow/saveTest`. */
export interface SaveTestBody {
  readonly name: string;
  /** The declaration, laid out as the project is. */
  readonly text: string;
  /** Absolute path of the file to change, or to create where `isNewFile`. */
  readonly file: string;
  readonly isNewFile: boolean;
  /** Puts the test at the end of the file: an empty range, and the text with the empty lines around it. */
  readonly edit: { readonly range: SourcePlace["range"]; readonly newText: string };
  /** What of the conversation the test does not show, a sentence each. */
  readonly notes: readonly string[];
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
