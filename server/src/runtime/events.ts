/**
 * The run events: the one stream that the panel, the debugger, tests, coverage, transcripts and `run --json` read.
 * Field names are a contract with other programs; more fields may be added, none renamed.
 * Secret and sensitive values are `•••` before an event exists.
 */

import type { Value } from "../expressions/values.ts";

export type { Value } from "../expressions/values.ts";

/** Zero-based line and UTF-16 character, as in LSP. */
export interface SourcePosition {
  readonly line: number;
  readonly character: number;
}

/** A place in a flow; `file` is relative to the project's folder, with `/`. */
export interface SourcePlace {
  readonly file: string;
  readonly range: { readonly start: SourcePosition; readonly end: SourcePosition };
}

/** What a user, a channel or the clock gives to a conversation. */
export type UserInput =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "tap"; readonly text: string; readonly value?: Value }
  | { readonly type: "event"; readonly name: string; readonly data?: Value }
  | {
      readonly type: "attachment";
      readonly data: { readonly type: string; readonly url: string; readonly name: string };
    }
  | { readonly type: "silence"; readonly ms: number };

/** A quick reply offered under a message; a tap on it sends its title and value. */
export interface MessageReply {
  readonly title: string;
  readonly value?: Value;
}

/** A button of a message, a card or a list entry. */
export type MessageButton =
  | { readonly title: string; readonly kind: "go"; readonly value?: Value }
  | { readonly title: string; readonly kind: "open"; readonly url: string }
  | { readonly title: string; readonly kind: "dial"; readonly number: string };

/** One card of a carousel or one entry of a list. */
export interface MessageCard {
  readonly title: string;
  readonly subtitle?: string;
  readonly image?: string;
  readonly buttons: readonly MessageButton[];
}

/** What a bot says: one message as a channel shows it. */
export interface BotMessage {
  readonly type: "text" | "media" | "location" | "carousel" | "list" | "payload";
  readonly text?: string;
  readonly replies?: readonly MessageReply[];
  readonly buttons?: readonly MessageButton[];
  readonly cards?: readonly MessageCard[];
  readonly media?: { readonly kind: "image" | "video" | "audio" | "file"; readonly url: string };
  readonly location?: { readonly latitude: number; readonly longitude: number };
  /** The channel a `payload` is meant for, where the author named one. */
  readonly channel?: string;
  readonly raw?: Value;
}

export type StateCause =
  | "start"
  | "go"
  | "reply"
  | "route"
  | "call"
  | "return"
  | "back"
  | "response"
  | "failure"
  | "jump";

export type MatchKind = "reply" | "route" | "ask" | "global" | "fallback";

export type ApiOutcome = "success" | "failure" | "timeout" | "invalid";

export type ReportCode =
  | "broken-next"
  | "endless-loop"
  | "api-failure"
  | "unset-variable"
  | "bad-argument"
  | "not-understood"
  | "limit"
  | "unlisted-next"
  | "both-next"
  | "bad-message"
  | "unmocked-request"
  | "dropped-event"
  | "missing-failure"
  | "bad-response"
  | "model-failure";

interface EventOf<T extends string> {
  readonly type: T;
  /** The turn the event belongs to; the beginning of a conversation is turn 0. */
  readonly turn: number;
  /** Milliseconds of the conversation's clock. */
  readonly at: number;
  readonly source?: SourcePlace;
}

export interface StartEvent extends EventOf<"start"> {
  readonly conversation: string;
  readonly user: string;
  readonly language: string;
}

export interface EndEvent extends EventOf<"end"> {
  readonly reason: "end" | "restart" | "stopped";
}

export interface InputEvent extends EventOf<"input"> {
  readonly input: UserInput;
}

export interface MatchEvent extends EventOf<"match"> {
  readonly kind: MatchKind;
  readonly intent?: { readonly name: string; readonly confidence: number };
  readonly entities?: { readonly [name: string]: Value };
  readonly candidates: readonly { readonly name: string; readonly confidence: number }[];
}

export interface StateEvent extends EventOf<"state"> {
  /** Full name of the state that is entered. */
  readonly state: string;
  readonly from: string | null;
  readonly cause: StateCause;
}

export interface StepEvent extends EventOf<"step"> {
  /** The step's first word (say, ask, api, set …), `go` for `->`. */
  readonly kind: string;
}

export interface MessageEvent extends EventOf<"message"> {
  readonly message: BotMessage;
}

export interface RequestEvent extends EventOf<"request"> {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  /** The body as it is sent: JSON as a value, anything else as a text, `null` for none. */
  readonly body: Value;
}

export interface ResponseEvent extends EventOf<"response"> {
  /** The `id` of its request. */
  readonly id: string;
  /** HTTP status; `null` where no answer came. */
  readonly status: number | null;
  readonly headers: { readonly [name: string]: string };
  readonly body: Value;
  readonly ms: number;
  readonly outcome: ApiOutcome;
  readonly mock?: string;
  readonly recording?: string;
  /** Why no answer came or why it could not be read, in a sentence. */
  readonly error?: string;
  /** What of the body was not taken: it is not in `body`. */
  readonly leftOut?: readonly string[];
}

export interface MemoryEvent extends EventOf<"memory"> {
  /** Full path with its scope, e.g. `session.account.limit`. */
  readonly path: string;
  readonly value: Value;
  readonly previous: Value;
}

export interface WaitEvent extends EventOf<"wait"> {
  readonly for: "input" | "answer" | "nothing";
  /** The type of the `ask` that waits. */
  readonly answerType?: string;
  /** Full name of the state that waits. */
  readonly state?: string;
  readonly replies: readonly MessageReply[];
}

export interface ReportEvent extends EventOf<"report"> {
  readonly code: ReportCode;
  /** One sentence for the author. */
  readonly message: string;
  readonly details: { readonly [key: string]: Value };
  /** Full name of the state the report belongs to. */
  readonly state?: string;
}

/** `track`, `handover`, `language` and typing hints, for channels and panels. */
export interface ActionEvent extends EventOf<"action"> {
  readonly action: "track" | "handover" | "language";
  readonly name: string;
  readonly data: Value;
}

export type RunEvent =
  | StartEvent
  | EndEvent
  | InputEvent
  | MatchEvent
  | StateEvent
  | StepEvent
  | MessageEvent
  | RequestEvent
  | ResponseEvent
  | MemoryEvent
  | WaitEvent
  | ReportEvent
  | ActionEvent;
