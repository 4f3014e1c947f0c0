/**
 * What a channel is made of. Each is a folder with the same shape: its endpoints, what comes in translated into inputs, what
 * goes out translated into its own form. Everything that lasts (queue, conversations, delivery) is common to all of them.
 */
import type { RunEvent } from "../runtime/events.ts";
import type { Machine } from "../runtime/machine.ts";
import type { MachineState } from "../runtime/machineState.ts";
import type { Configuration } from "./configuration.ts";
import type { Bots } from "./conversations/bots.ts";
import type { Incoming, SentMessage } from "./conversations/incoming.ts";
import type { Endpoint } from "./http/endpoint.ts";
import type { WebhookForm } from "./http/openApi.ts";
import type { Log } from "./log.ts";
import type {
  Acceptance,
  ChannelRecord,
  ConversationKey,
  OutboxMessage,
  Store,
  StoredAttachment,
} from "./storage/store.ts";

/** A kind of channel. */
export interface Channel {
  /** The name of the kind, as in `channel add KIND`. */
  readonly kind: string;
  /** Whether messages go out by webhook (`push`), or are fetched by the user's side (`pull`). */
  readonly delivery: "push" | "pull";
  /** Whether a channel id (`ConversationKey.channel`) without a record is one of this kind, as `converse:bank`. */
  readonly owns: (channelId: string) => boolean;
  /** Its endpoints; `context` is what they work on. */
  endpoints(context: ChannelContext): readonly Endpoint[];
  /** The body of an answer that the server itself gives at a path of this channel: a body that is no JSON, one that is too large, a failure of ours. */
  errorBody(status: number, message: string): object;
  /**
   * The body of the webhook call that tells a message, the same each time; `undefined` where there is nothing to tell.
   * Of `push` channels only.
   */
  readonly webhookBody?: (message: SentMessage, sent: OutboxMessage, channel: ChannelRecord) => object | undefined;
  /** What the webhook call looks like, for the documentation. */
  readonly webhookForm?: WebhookForm;
  /** What to keep of an input whose turn is over for `ChannelContext.outcome`, as JSON; without it nothing is kept. */
  readonly outcomeOf?: (turn: HandledTurn) => object;
}

/** What the handling of one input came to. */
export interface HandledTurn {
  readonly key: ConversationKey;
  readonly bot: string;
  readonly machine: Machine;
  /** Run events of the turn, masked. */
  readonly events: readonly RunEvent[];
  readonly state: MachineState;
}

/** What a request brings for a conversation. */
export interface Message {
  readonly channel: string;
  /** `null` for a new user, who gets the next free number of the channel. */
  readonly user: string | null;
  /** The client's name for the request, if it gave one: the same one twice is taken once. */
  readonly key: string | null;
  readonly incoming: readonly Incoming[];
  readonly attachments: readonly StoredAttachment[];
}

/** What the endpoints of a channel work on. */
export interface ChannelContext {
  readonly configuration: Configuration;
  readonly store: Store;
  readonly bots: Bots;
  readonly log: Log;
  /** Where secrets come from. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where clients reach this server, without a slash at the end. */
  readonly publicUrl: () => string;
  /** Aborted once the server stops: who listens without end is to end then. */
  readonly stopping: AbortSignal;
  /** Queues a message durably, under the channel's rate limit, and sets about handling it. */
  accept(message: Message): Promise<Acceptance>;
  /**
   * Waits until an input has been handled, by whichever process: its outcome, and the messages that answer it.
   * `undefined` where that takes longer than `timeout` milliseconds, or the signal is aborted.
   */
  outcome(key: ConversationKey, entry: string, timeout: number, signal: AbortSignal): Promise<Outcome | undefined>;
  /** Calls back whenever a commit of this process had messages for a user; the answer ends it. Other processes' commits are not told: ask the store now and then. */
  onMessages(key: ConversationKey, callback: () => void): () => void;
}

/** What an input has led to. */
export interface Outcome {
  /** What `outcomeOf` made of it, as JSON. */
  readonly outcome: string;
  readonly messages: readonly SentMessage[];
}
