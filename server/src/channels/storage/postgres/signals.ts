import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { z } from "zod";
import type { Signal, Signals } from "../store.ts";

const channel = "flowstate";

/** What is said within so many milliseconds goes out together: each notification wakes everybody. */
const gathering = 10;

/** Characters of a notification (PostgreSQL takes 8000 bytes), and of those that are not out yet: what is more is looked for anyway. */
const longestPayload = 2_000;
const mostWaiting = 1_000;

const pauseAfterFailure = 1_000;
const answerTimeout = 5_000;

const key = z.object({ channel: z.string(), user: z.string() });
const payloadSchema = z.object({
  from: z.string(),
  signals: z.array(
    z.discriminatedUnion("kind", [
      z.object({ kind: z.enum(["inputs", "deliveries"]) }),
      z.object({ kind: z.literal("commit"), key }),
    ]),
  ),
});

/**
 * Signals by NOTIFY, on a connection of their own. Not in the transactions that they are about: those that notify are committed one after
 * the other, and nobody should wait for that. A connection that is away is tried again; what is said meanwhile is lost.
 */
export class PostgresSignals implements Signals {
  readonly #url: string;
  readonly #id = randomUUID();
  readonly #listeners = new Set<(signal: Signal) => void>();
  readonly #waiting = new Set<string>();
  readonly #closed = new AbortController();
  #client: Client | undefined;
  #running: Promise<void> | undefined;
  #sending: Promise<void> | undefined;

  constructor(url: string) {
    this.#url = url;
  }

  send(signal: Signal): void {
    const text = JSON.stringify(signal);
    if (this.#client === undefined || text.length > longestPayload || this.#waiting.size >= mostWaiting) return;
    this.#waiting.add(text);
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = undefined;
    });
  }

  listen(callback: (signal: Signal) => void): () => void {
    this.#listeners.add(callback);
    this.#running ??= this.#run();
    return () => this.#listeners.delete(callback);
  }

  async close(): Promise<void> {
    this.#closed.abort();
    this.#listeners.clear();
    await this.#client?.end().catch(() => {});
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#closed.signal.aborted) {
      await this.#listenOnce().catch(() => {});
      await sleep(pauseAfterFailure, undefined, { signal: this.#closed.signal }).catch(() => {});
    }
  }

  /** Resolves when the connection ends, rejects where there is none. */
  async #listenOnce(): Promise<void> {
    const client = new Client({
      connectionString: this.#url,
      connectionTimeoutMillis: answerTimeout,
      query_timeout: answerTimeout,
      keepAlive: true,
      application_name: "flowstate signals",
    });
    const ended = new Promise<void>((resolve) => client.once("end", () => resolve()));
    client.on("error", () => {});
    client.on("notification", ({ payload }) => this.#hear(payload ?? ""));
    try {
      await client.connect();
      // There is nothing to keep.
      await client.query("SET synchronous_commit = off");
      await client.query(`LISTEN ${channel}`);
      if (this.#closed.signal.aborted) return;
      this.#client = client;
      await ended;
    } finally {
      this.#client = undefined;
      this.#waiting.clear();
      await client.end().catch(() => {});
    }
  }

  async #sendAll(): Promise<void> {
    while (this.#waiting.size > 0) {
      await sleep(gathering);
      const client = this.#client;
      const signals = [...this.#waiting];
      this.#waiting.clear();
      if (client === undefined) return;
      const payloads = inPayloads(signals).map((part) => `{"from":"${this.#id}","signals":[${part.join(",")}]}`);
      const sql = `SELECT pg_notify('${channel}', given.payload) FROM unnest($1::text[]) AS given (payload)`;
      // A connection that does not answer is given up for another one.
      await client.query(sql, [payloads]).catch(() => client.end().catch(() => {}));
    }
  }

  #hear(payload: string): void {
    const read = payloadSchema.safeParse(parsed(payload));
    if (!read.success || read.data.from === this.#id) return;
    for (const signal of read.data.signals) for (const listener of [...this.#listeners]) listener(signal);
  }
}

/** Texts in groups that each fit into one notification. */
function inPayloads(texts: readonly string[]): readonly (readonly string[])[] {
  const groups: string[][] = [];
  let length = Number.POSITIVE_INFINITY;
  for (const text of texts) {
    length += text.length;
    if (length > longestPayload) {
      groups.push([]);
      length = text.length;
    }
    groups.at(-1)?.push(text);
  }
  return groups;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
