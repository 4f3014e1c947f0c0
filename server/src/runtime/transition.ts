import type { ObjectValue } from "../expressions/values.ts";
import type { RunEvent, SourcePlace, UserInput, Value } from "./events.ts";
import type { MachineState } from "./machineState.ts";
import type { Heard } from "./understanding/understanding.ts";

/** How a conversation begins. Everything that would make two runs differ is given here. */
export interface BeginOptions {
  /** Full name of the state to start in; without it the rules of the language decide. */
  readonly start?: string;
  /** File (relative to the project) whose flow is run, for the rule "else the state `start` of the flow that is run". */
  readonly file?: string;
  readonly presets?: readonly string[];
  readonly language?: string;
  readonly user: string;
  readonly conversation: string;
  readonly seed: number;
  /** The conversation's clock at the beginning, in milliseconds since 1970. */
  readonly now: number;
  /** Start nothing yet: the user writes first, and an input starts the conversation. */
  readonly userBegins?: boolean;
  /** Memory of the scopes that outlive a conversation, from an earlier one. */
  readonly userMemory?: { readonly [key: string]: Value };
  readonly botMemory?: { readonly [key: string]: Value };
  readonly given?: GivenMemory;
}

/** What comes along with a beginning or an input and is in memory before it is handled. Members of `session` that are objects on both sides are merged. */
export interface GivenMemory {
  readonly user?: ObjectValue;
  readonly session?: ObjectValue;
}

/** The values behind `env` and `secret`, read once by whoever makes the machine; never part of a `MachineState`. */
export interface Environment {
  readonly [name: string]: string;
}

/** What went over the wire, or what kept it from going there. Bodies are raw text; the machine reads them. */
export type HttpResult =
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly headers: { readonly [name: string]: string };
      readonly body: string;
      /** The address after redirects. */
      readonly url: string;
      readonly ms: number;
      readonly mock?: string;
      readonly recording?: string;
      /** What of a recorded body was not taken and is not in it any more. */
      readonly leftOut?: readonly string[];
    }
  | {
      readonly kind: "none";
      /** `timeout`: no answer in time; `refused`: refused by an address rule, a limit, or not reached at all. */
      readonly reason: "timeout" | "refused";
      readonly message: string;
      readonly ms: number;
      readonly mock?: string;
    };

/** One request as it is to be sent, secrets in place: never shown, never logged. */
export interface RequestEffect {
  readonly type: "request";
  readonly id: string;
  readonly method: string;
  readonly url: string;
  /** What of `url` is the service's `base`, as it stands at its front: mocks name the path after it. */
  readonly base?: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: string | null;
  /** Milliseconds for each attempt. */
  readonly timeout: number;
  /** Further attempts after no answer, 429 and 5xx, and the pause between them in milliseconds. */
  readonly retry: { readonly count: number; readonly every: number };
  /** Names of headers that carry credentials: dropped when a redirect changes the host. */
  readonly credentials: readonly string[];
  /** Whether the body holds a secret, so that a redirect cannot take it to another host. */
  readonly hasSecretBody?: boolean;
  readonly source: SourcePlace;
}

/** Wake the machine with a `tick` when its clock reaches `until`; a later timer effect or `until: null` replaces it. */
export interface TimerEffect {
  readonly type: "timer";
  readonly until: number | null;
}

export type Effect = RequestEffect | TimerEffect;

/** What the driver feeds to the machine; `now` is the conversation's clock and never runs backwards. */
export type MachineInput =
  | {
      readonly type: "input";
      readonly now: number;
      readonly input: UserInput;
      /** What somebody outside takes the text for; without it the scorer on the device decides. */
      readonly heard?: Heard;
      readonly given?: GivenMemory;
    }
  | { readonly type: "response"; readonly now: number; readonly id: string; readonly result: HttpResult }
  | { readonly type: "tick"; readonly now: number };

/** One pure step of the machine: the state after it, what happened, and what the driver has to do. */
export interface Transition {
  readonly state: MachineState;
  readonly events: readonly RunEvent[];
  readonly effects: readonly Effect[];
}
