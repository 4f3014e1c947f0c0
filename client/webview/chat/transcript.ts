import type { BotMessage, Value } from "../../../server/src/runtime/events.ts";

/** What a user says, as the server takes it; the bytes of a file are kept apart, as long as the page is open. */
export type SentMessage =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "tap"; readonly title: string; readonly value?: Value }
  | { readonly type: "attachment"; readonly name: string };

/** Something that the user has said. `problem` says why it was not taken. */
export interface SentEntry {
  readonly kind: "sent";
  /** Its name for the server: sent twice, it is taken once. */
  readonly key: string;
  /** The number of the last message that was there; what comes later stands below. */
  readonly after: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly message: SentMessage;
  readonly status: "sending" | "sent" | "failed";
  readonly problem?: string;
}

/** Something that the bot has said. */
export interface HeardEntry {
  readonly kind: "heard";
  /** Its place in the conversation: 1, 2, 3 … */
  readonly sequence: number;
  readonly at: number;
  readonly message: BotMessage;
}

export type Entry = SentEntry | HeardEntry;

/** Both sides in their order: the bot's messages as they are, the user's behind what was there when they were said. */
export function transcriptOf(sent: readonly SentEntry[], heard: readonly HeardEntry[]): readonly Entry[] {
  const ofUser = sent.toSorted((a, b) => a.after - b.after || a.at - b.at || (a.key < b.key ? -1 : 1));
  const entries: Entry[] = [];
  let next = 0;
  for (const entry of heard) {
    for (let own = ofUser[next]; own !== undefined && own.after < entry.sequence; own = ofUser[next]) {
      entries.push(own);
      next += 1;
    }
    entries.push(entry);
  }
  return [...entries, ...ofUser.slice(next)];
}

/** The messages, which come in their order, with one more; one that is there already changes nothing. */
export function withHeard(heard: readonly HeardEntry[], entry: HeardEntry): readonly HeardEntry[] {
  return entry.sequence > (heard.at(-1)?.sequence ?? 0) ? [...heard, entry] : heard;
}

/** What two pages know of the same conversation; of an entry that both know, the one that has come further. */
export function mergeSent(ours: readonly SentEntry[], theirs: readonly SentEntry[]): readonly SentEntry[] {
  const merged = new Map(ours.map((entry) => [entry.key, entry]));
  for (const entry of theirs) {
    const known = merged.get(entry.key);
    if (known === undefined || (known.status !== "sent" && entry.status === "sent")) merged.set(entry.key, entry);
  }
  return [...merged.values()];
}

/** How a message of the bot stands: whether its quick replies can still be tapped, and which one was. */
export function replyStateOf(
  entries: readonly Entry[],
  index: number,
): { readonly open: boolean; readonly taken?: string } {
  const answer = entries.slice(index + 1).find((entry) => entry.kind === "sent");
  if (answer === undefined) return { open: true };
  const { message } = answer;
  const isNear = !entries
    .slice(index + 1, entries.indexOf(answer))
    .some((entry) => entry.kind === "heard" && (entry.message.replies?.length ?? 0) > 0);
  return message.type === "tap" && isNear ? { open: false, taken: message.title } : { open: false };
}
