/** The entries of the transcript, as values. */
import type {
  BotMessage,
  MatchEvent,
  ReportCode,
  RequestEvent,
  ResponseEvent,
  SourcePlace,
  UserInput,
} from "../../../server/src/runtime/events.ts";
import type { FactsCount } from "./turnFacts.ts";

interface ItemOf<T extends string> {
  readonly type: T;
  /** Counts up over the whole panel. */
  readonly key: number;
  readonly turn: number;
  /** Index of its turn in the model's `turns`. */
  readonly facts: number;
}

/** What the user said, tapped or sent. */
export interface UserItem extends ItemOf<"user"> {
  readonly input: UserInput;
  /** How the bot took it. */
  readonly match?: MatchEvent;
}

export interface BotItem extends ItemOf<"bot"> {
  readonly message: BotMessage;
  readonly source?: SourcePlace;
  /** How much of what its turn tells had happened before it. */
  readonly seen: FactsCount;
  /** Milliseconds of the conversation's clock since its turn began. */
  readonly after: number;
  /** Whether its quick replies may still be tapped: no input came since. */
  readonly open: boolean;
  /** Title of the quick reply that was taken. */
  readonly taken?: string;
}

/** An API step that went out, with its answer once it is there. */
export interface RequestItem extends ItemOf<"request"> {
  readonly request: RequestEvent;
  readonly response?: ResponseEvent;
  /** The conversation went on or ended without an answer. */
  readonly abandoned: boolean;
}

/** States that were entered one after the other with nothing in between. */
export interface StatesItem extends ItemOf<"states"> {
  readonly states: readonly EnteredState[];
}

export type Severity = "error" | "warning" | "information";

export interface ReportItem extends ItemOf<"report"> {
  readonly code: ReportCode;
  readonly severity: Severity;
  readonly message: string;
  readonly source?: SourcePlace;
  /** How often the same report came, one right after the other. */
  readonly count: number;
}

/** A line across: the conversation began again. */
interface StartItem extends ItemOf<"start"> {}

export interface EndItem extends ItemOf<"end"> {
  readonly reason: "end" | "restart" | "stopped";
}

/** A note about `track`, `handover` or `language`. */
interface NoteItem extends ItemOf<"note"> {
  readonly text: string;
}

export type Item = UserItem | BotItem | RequestItem | StatesItem | ReportItem | StartItem | EndItem | NoteItem;

export interface EnteredState {
  /** Full name. */
  readonly name: string;
  readonly source?: SourcePlace;
}
