/**
 * The conversation of one page: what was said, what is under way, and whether the server can be reached. What the user says is sent
 * one after the other, each under a name of its own, so that it may be sent again whenever nobody knows whether it has arrived. What
 * the bot says is read behind the last message that is known, so that nothing is lost or comes twice however often the stream breaks off.
 */
import type { Keeper } from "./keeper.ts";
import type { Kept } from "./kept.ts";
import { listen, post, type ServiceAnswer } from "./service.ts";
import { type HeardEntry, mergeSent, type SentEntry, type SentMessage, withHeard } from "./transcript.ts";

/** What the page shows. */
export interface ChatState {
  readonly kept: Kept | undefined;
  readonly heard: readonly HeardEntry[];
  /** `gone`: the server does not know the conversation any more. */
  readonly connection: "connecting" | "online" | "offline" | "gone";
  /** Why no conversation can begin, in the server's words. */
  readonly refusal: string | undefined;
}

/** How often a message is tried before the user is asked. */
const attempts = 4;

/** How long a page may be heard to be away before the user is told, in attempts. */
const quietAttempts = 1;

export class ChatClient {
  readonly #keeper: Keeper;
  readonly #wanted: { readonly bot?: string; readonly language?: string };
  readonly #changed: (state: ChatState) => void;
  #state: ChatState = { kept: undefined, heard: [], connection: "connecting", refusal: undefined };
  #run = new AbortController();
  /** Messages that this page sends, and the bytes of those that are files. */
  readonly #own = new Map<string, string | undefined>();
  #isSending = false;

  constructor(
    keeper: Keeper,
    wanted: { readonly bot?: string; readonly language?: string },
    changed: (state: ChatState) => void,
  ) {
    this.#keeper = keeper;
    this.#wanted = wanted;
    this.#changed = changed;
    keeper.onChange((kept) => this.#takeOver(kept));
  }

  /** Goes on with the conversation that is kept, or begins one. */
  start(): void {
    const kept = this.#keeper.read();
    if (kept === undefined) void this.begin(this.#wanted.language);
    else this.#resume(kept);
  }

  /** Begins a conversation, in place of the one that is there. */
  async begin(language: string | undefined): Promise<void> {
    const run = this.#restart();
    const { bot } = this.#wanted;
    this.#show({ kept: undefined, heard: [], connection: "connecting", refusal: undefined });
    for (let attempt = 0; !run.aborted; attempt += 1) {
      const body = { ...(bot === undefined ? {} : { bot }), ...(language === undefined ? {} : { language }) };
      const answer = await post("web-chat/sessions", body, run);
      if (run.aborted) return;
      const kept = keptOf(answer, language);
      if (kept !== undefined) {
        this.#keeper.write(kept);
        this.#show({ kept });
        void this.#listen(kept.session, run);
        return;
      }
      // A language that the bot does not have is no reason not to talk.
      if (answer.status === 400 && language !== undefined) return this.begin(undefined);
      if (isFinal(answer)) return this.#show({ connection: "offline", refusal: sentenceOf(answer) });
      this.#show({ connection: attempt < quietAttempts ? "connecting" : "offline" });
      await this.#pause(attempt, answer.retryAfter, run);
    }
  }

  /** Says something; `file` is the data URL of an attachment. */
  send(message: SentMessage, file?: string): void {
    const { kept, heard } = this.#state;
    if (kept === undefined) return;
    const after = heard.at(-1)?.sequence ?? 0;
    const key = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
    const entry: SentEntry = { kind: "sent", key, after, at: Date.now(), message, status: "sending" };
    this.#own.set(key, file);
    this.#keep({ ...kept, sent: [...kept.sent, entry] });
    void this.#pump();
  }

  /** Sends once more what was not taken. */
  resend(key: string): void {
    if (!this.#own.has(key)) this.#own.set(key, undefined);
    this.#put(key, "sending");
    void this.#pump();
  }

  /** Takes away what was not taken. */
  discard(key: string): void {
    const { kept } = this.#state;
    if (kept === undefined) return;
    const sent = kept.sent.filter((entry) => entry.key !== key);
    this.#keeper.write({ ...kept, sent });
    this.#show({ kept: { ...kept, sent } });
  }

  /** From now on the bot speaks this language; where nothing was said yet it begins anew in it. */
  setLanguage(language: string): void {
    const { kept } = this.#state;
    if (kept === undefined) return;
    if (kept.sent.length === 0) void this.begin(language);
    else this.#keep({ ...kept, language });
  }

  /**
   * Whether it makes sense to send again what was not taken: what the server has refused it will refuse again, and the bytes of a file
   * are gone with the page that had them.
   */
  canResend({ key, message, problem }: SentEntry): boolean {
    if (problem !== undefined) return false;
    return message.type !== "attachment" || this.#own.get(key) !== undefined;
  }

  #resume(kept: Kept): void {
    const run = this.#restart();
    const sent = kept.sent.map((entry) =>
      entry.status === "sending" && !this.canResend(entry) ? { ...entry, status: "failed" as const } : entry,
    );
    this.#show({ kept: { ...kept, sent }, heard: [], connection: "connecting", refusal: undefined });
    for (const { key, status } of sent) if (status === "sending" && !this.#own.has(key)) this.#own.set(key, undefined);
    void this.#listen(kept.session, run);
    void this.#pump();
  }

  /** Another page of this browser has said something, or has begun a new conversation. */
  #takeOver(kept: Kept | undefined): void {
    const ours = this.#state.kept;
    if (kept === undefined || ours === undefined) return;
    if (kept.session !== ours.session) {
      this.#resume(kept);
      return;
    }
    const own = ours.sent.filter(({ key }) => this.#own.has(key));
    this.#show({ kept: { ...kept, sent: mergeSent(own, kept.sent) } });
  }

  async #listen(session: string, run: AbortSignal): Promise<void> {
    let attempt = 0;
    while (!run.aborted) {
      const after = this.#state.heard.at(-1)?.sequence ?? 0;
      const status = await listen(
        session,
        after,
        {
          opened: () => {
            attempt = 0;
            if (!run.aborted) this.#show({ connection: "online" });
          },
          heard: (entry) => !run.aborted && this.#show({ heard: withHeard(this.#state.heard, entry) }),
        },
        run,
      );
      if (run.aborted) return;
      if (status === 404) return this.#show({ connection: "gone" });
      if (attempt >= quietAttempts) this.#show({ connection: "offline" });
      await this.#pause(attempt, 0, run);
      attempt += 1;
    }
  }

  /** Sends what waits, one after the other. */
  async #pump(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    try {
      for (let next = this.#next(); next !== undefined; next = this.#next()) await this.#deliver(next);
    } finally {
      this.#isSending = false;
    }
  }

  #next(): SentEntry | undefined {
    return this.#state.kept?.sent.find(({ key, status }) => status === "sending" && this.#own.has(key));
  }

  async #deliver({ key, message }: SentEntry): Promise<void> {
    const run = this.#run.signal;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const { kept } = this.#state;
      if (run.aborted || kept === undefined) return;
      const { session, language } = kept;
      const file = this.#own.get(key);
      const told = message.type === "attachment" ? { ...message, base64: file } : message;
      const answer = await post(
        "web-chat/messages",
        {
          session,
          key,
          message: told,
          ...(language === undefined ? {} : { language }),
        },
        run,
      );
      if (run.aborted) return;
      if (answer.status === 200) {
        this.#own.delete(key);
        return this.#put(key, "sent");
      }
      if (answer.status === 404) this.#show({ connection: "gone" });
      if (isFinal(answer)) return this.#put(key, "failed", sentenceOf(answer));
      if (attempt < attempts - 1) await this.#pause(attempt, answer.retryAfter, run);
    }
    if (!run.aborted) this.#put(key, "failed");
  }

  #put(key: string, status: SentEntry["status"], problem?: string): void {
    const { kept } = this.#state;
    if (kept === undefined) return;
    const change = ({ problem: _, ...entry }: SentEntry): SentEntry => ({
      ...entry,
      status,
      ...(problem === undefined ? {} : { problem }),
    });
    this.#keep({ ...kept, sent: kept.sent.map((entry) => (entry.key === key ? change(entry) : entry)) });
  }

  /** Shows it and keeps it, with what other pages have kept of the same conversation. */
  #keep(kept: Kept): void {
    const others = this.#keeper.read();
    const merged = others?.session === kept.session ? { ...kept, sent: mergeSent(kept.sent, others.sent) } : kept;
    this.#keeper.write(merged);
    this.#show({ kept: merged });
  }

  #show(change: Partial<ChatState>): void {
    this.#state = { ...this.#state, ...change };
    this.#changed(this.#state);
  }

  #restart(): AbortSignal {
    this.#run.abort();
    this.#run = new AbortController();
    return this.#run.signal;
  }

  /** Longer with each attempt, up to half a minute, and not for all pages alike; shorter where the network comes back. */
  async #pause(attempt: number, least: number, run: AbortSignal): Promise<void> {
    const usual = Math.min(30_000, 500 * 2 ** attempt) * (0.75 + Math.random() / 2);
    await new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer);
        removeEventListener("online", end);
        run.removeEventListener("abort", end);
        resolve();
      };
      const timer = setTimeout(end, Math.max(usual, least));
      addEventListener("online", end);
      run.addEventListener("abort", end);
    });
  }
}

function keptOf({ status, body }: ServiceAnswer, language: string | undefined): Kept | undefined {
  const { session, bot, title, languages } = body;
  if (status !== 200 || typeof session !== "string" || typeof bot !== "string" || typeof title !== "string")
    return undefined;
  const known = Array.isArray(languages) ? languages.filter((each) => typeof each === "string") : [];
  return { session, bot, title, languages: known, sent: [], ...(language === undefined ? {} : { language }) };
}

/** Whether another attempt would have the same answer. */
function isFinal({ status }: ServiceAnswer): boolean {
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}

function sentenceOf({ body }: ServiceAnswer): string {
  return typeof body["error"] === "string" ? body["error"] : "";
}
