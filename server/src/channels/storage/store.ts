/**
 * The one port behind which everything lives that must outlast a process: what users have sent, how far their conversations
 * are, what is still to be delivered, and the channels themselves.
 *
 * The life of an input: `accept` makes it durable, and only then it is acknowledged; `claim` hands the conversation with all
 * that is pending for it to one process; `commit` takes the new state, the messages and what was handled in one transaction.
 * Whoever dies in between leaves an input that is pending still, and a lease that runs out. A lease is fenced: each claim
 * and each commit gives the conversation another version, and a commit on an older one changes nothing. So an input
 * takes effect once, however often it is tried.
 *
 * Texts that a store does not look into (states, inputs, messages, outcomes) are JSON that the layer above reads and writes.
 * Times are milliseconds since 1970 on the clock of the store. Every function rejects where the store cannot be reached; nothing
 * has happened then, or all of it.
 */
export interface Store {
  readonly channels: ChannelStore;
  readonly inbox: Inbox;
  readonly outbox: Outbox;
  /** Absent where processes find out by looking. */
  readonly signals?: Signals;
  /** Forgets a user of a channel with all that belongs to it; false where there is none. */
  deleteUser(key: ConversationKey): Promise<boolean>;
  /** The channels on which a user of that id is known. */
  channelsOfUser(user: string): Promise<readonly string[]>;
  /** Forgets what is over since before those times; answers with how many rows went. */
  purge(before: PurgeTimes): Promise<number>;
  /** How much of what there is; for metrics. */
  counts(): Promise<StoreCounts>;
  /** Rejects where the store cannot be written to. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** A store that is away, or cannot work now: what was asked for may be asked for again. The message is the reason. */
export class StoreUnavailableError extends Error {}

/**
 * What one process tells the others: there is more to handle or to deliver than it can take on, or something has been committed to a
 * conversation.
 */
export type Signal =
  | { readonly kind: "inputs" | "deliveries" }
  | { readonly kind: "commit"; readonly key: ConversationKey };

/** Tells others at once of what they would find when they look. Nothing depends on it: signals may be lost. */
export interface Signals {
  /** Returns at once, and never throws. */
  send(signal: Signal): void;
  /** Calls back with what other processes say; the answer ends it. */
  listen(callback: (signal: Signal) => void): () => void;
}

/** A user of a channel: one conversation, handled in order and by one process at a time. */
export interface ConversationKey {
  /** Id of the channel. */
  readonly channel: string;
  /** The user's id on this channel; a number's digits where the channel numbers its users. */
  readonly user: string;
}

/** A channel that was added by hand. Channels without secrets of their own (web chat, Converse) have no record. */
export interface ChannelRecord {
  readonly id: string;
  readonly kind: "api-medium" | "chatlayer";
  /** What its clients show, and the key of its signatures. */
  readonly token: string;
  /** What its customer checks where the kind has one; else `null`. */
  readonly verifyToken: string | null;
  /** Where its messages go. */
  readonly webhook: string;
  /** The bots that can be talked to on it; the first takes what is meant for none. */
  readonly deployments: readonly Deployment[];
  readonly createdAt: number;
}

/** A bot on a channel. */
export interface Deployment {
  /** Name of the bot. */
  readonly bot: string;
  /** The message that starts it anew, as `#bank`; compared without case. */
  readonly keyword: string;
}

/** The channels that were added. */
export interface ChannelStore {
  /** Adds one; in place of the one with the same id, if there is one. */
  put(channel: ChannelRecord): Promise<void>;
  get(id: string): Promise<ChannelRecord | undefined>;
  /** In the order in which they were added. */
  list(): Promise<readonly ChannelRecord[]>;
}

/** What comes in with one request. */
export interface Arrival {
  readonly channel: string;
  /** `null` for a new user, who gets the next free number of the channel. */
  readonly user: string | null;
  /** The client's own name for the request: with the same one again nothing is taken, and the answer is the first one. */
  readonly key: string | null;
  /** Each becomes one input; all of them or none are taken. */
  readonly inputs: readonly string[];
  readonly attachments: readonly StoredAttachment[];
  /** How many inputs the channel takes in a while; `null` for any number. */
  readonly limit: RateLimit | null;
}

/** At most `count` requests from the first one on until `window` milliseconds later. */
export interface RateLimit {
  readonly count: number;
  readonly window: number;
}

/** A file that a user has sent, under a name that cannot be guessed. */
export interface StoredAttachment {
  readonly id: string;
  /** MIME type. */
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** What became of an arrival. */
export type Acceptance =
  | {
      readonly kind: "accepted";
      readonly user: string;
      /** Ids of the inputs in their order, for `outcome`. */
      readonly entries: readonly string[];
      /** Whether a request with the same key had come before. */
      readonly isRepeated: boolean;
    }
  /** Nothing was taken; in `retryAfter` milliseconds it may be. */
  | { readonly kind: "limited"; readonly retryAfter: number };

/** An input that waits to be handled. */
export interface InboxEntry {
  readonly id: string;
  readonly input: string;
  readonly acceptedAt: number;
}

/** A conversation in the hands of one process, until the lease ends or it is released. */
export interface Claim {
  readonly key: ConversationKey;
  /** Fences the lease: a commit with another one than the store has is lost. */
  readonly version: number;
  /** As the last commit left it; `null` for a conversation that has none. */
  readonly state: string | null;
  /** When it wanted to be woken; `null` for never. */
  readonly due: number | null;
  /** What is pending, the oldest first: not more than a few dozen. */
  readonly inputs: readonly InboxEntry[];
  /** How often it was claimed since the last commit, this time included: more than a few is a conversation that kills its process. */
  readonly attempts: number;
}

/** What a turn (or a part of one) has made of a conversation. */
export interface Changes {
  readonly state: string;
  /** When it wants to be woken though nothing comes in; `null` for never. */
  readonly due: number | null;
  /** The inputs that are in `state` now. */
  readonly handled: readonly Handled[];
  readonly messages: readonly NewMessage[];
  /** A change of the memory that all users of a bot share: it is made to what the store has at the commit. */
  readonly botMemory: BotMemoryChange | null;
  /** Whether the conversation may be claimed by others from now on. */
  readonly release: boolean;
}

/** An input that has been handled. */
export interface Handled {
  readonly entry: string;
  /** What the channel wants to know of it (`Inbox.outcome`); `null` while its turn is not over: a later commit says it again. */
  readonly outcome: string | null;
}

/** A change of a bot's memory; `apply` is pure and may be called more than once. */
export interface BotMemoryChange {
  readonly bot: string;
  readonly apply: (memory: string | null) => string;
}

/** A message to a user, to be delivered by us (`push`), or kept until the user's side asks for it (`pull`). */
export interface NewMessage {
  readonly delivery: "push" | "pull";
  readonly message: string;
  /** The input that it answers; `null` where it answers none. */
  readonly entry: string | null;
}

/** Inputs and conversations. */
export interface Inbox {
  /** Makes inputs durable; when it resolves, they will not be lost. */
  accept(arrival: Arrival): Promise<Acceptance>;
  /** The conversation that has waited longest for somebody to look at it, for `lease` milliseconds; `undefined` where none does. */
  claim(lease: number): Promise<Claim | undefined>;
  /** Keeps a claim for `lease` milliseconds from now; false where it is lost. */
  renew(claim: Claim, lease: number): Promise<boolean>;
  /**
   * Gives a claim back without a change: the conversation is claimed anew after `delay` milliseconds. Where it was not even tried
   * (`isAttempt` false) that does not count.
   */
  release(claim: Claim, delay: number, isAttempt: boolean): Promise<void>;
  /** One transaction. The claim to go on with, or `undefined` where it is lost: then nothing has changed. */
  commit(claim: Claim, changes: Changes): Promise<Claim | undefined>;
  /** When the next conversation wants to be claimed, which may be in the past; `null` for none. */
  nextDue(): Promise<number | null>;
  /** The state of a conversation as the last commit left it. */
  state(key: ConversationKey): Promise<string | undefined>;
  botMemory(bot: string): Promise<string | null>;
  /** What became of an input; `undefined` until its turn is over, and once it is forgotten. */
  outcome(entry: string): Promise<string | undefined>;
  attachment(id: string): Promise<StoredAttachment | undefined>;
}

/** A message on its way. */
export interface OutboxMessage {
  /** The same for every attempt, and never that of another message. */
  readonly id: string;
  readonly key: ConversationKey;
  /** Its place among the messages of this user: 1, 2, 3 … */
  readonly sequence: number;
  readonly message: string;
  readonly entry: string | null;
  readonly createdAt: number;
}

/** A message in the hands of one process that delivers it. */
export interface Delivery extends OutboxMessage {
  /** How often it was tried, this time included. */
  readonly attempt: number;
  /** Fences the lease. */
  readonly lease: number;
}

/** A message that nobody tries to deliver any more. */
export interface DeadLetter extends OutboxMessage {
  readonly attempts: number;
  /** What went wrong the last time, in a sentence. */
  readonly error: string;
}

/** Messages to users. Those of one user are delivered one after the other, those of different users side by side. */
export interface Outbox {
  /**
   * Messages that are due, none of a user of whom an earlier one is under way or waits for another try, and none of the channels `except`.
   * They are ours for `lease` milliseconds.
   */
  claim(limit: number, lease: number, except: readonly string[]): Promise<readonly Delivery[]>;
  delivered(delivery: Delivery): Promise<void>;
  /** Tries it again in `delay` milliseconds; what comes after it waits. */
  retryLater(delivery: Delivery, delay: number, error: string): Promise<void>;
  /** Gives it up; what comes after it goes on. */
  deadLetter(delivery: Delivery, error: string): Promise<void>;
  /** The oldest first. */
  deadLetters(channel: string | null): Promise<readonly DeadLetter[]>;
  /** Delivers dead letters again, behind what waits for their users; answers with how many there were. */
  resend(ids: readonly string[]): Promise<number>;
  /** When the next message wants to be delivered, which may be in the past; `null` for none. */
  nextDue(): Promise<number | null>;
  /** Messages that answer an input, in their order. */
  answersTo(entry: string): Promise<readonly OutboxMessage[]>;
  /** Messages of a user behind a place in their order (0 for all). */
  after(key: ConversationKey, sequence: number, limit: number): Promise<readonly OutboxMessage[]>;
}

/** What is forgotten. */
export interface PurgeTimes {
  /** Inputs that were handled, messages that were delivered or given up, and attachments: from before this time. */
  readonly messages: number;
  /** Users that have not been heard of since this time, with all that belongs to them; `null` for none. */
  readonly users: number | null;
}

/** Figures of a store. */
export interface StoreCounts {
  readonly conversations: number;
  readonly pendingInputs: number;
  readonly pendingDeliveries: number;
  readonly deadLetters: number;
}
