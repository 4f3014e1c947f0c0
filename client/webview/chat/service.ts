import type { BotMessage } from "../../../server/src/runtime/events.ts";
import { createEventReader } from "./eventReader.ts";
import { isObject } from "./kept.ts";
import type { HeardEntry } from "./transcript.ts";

/** An answer of the server; `status` 0 where there was none. */
export interface ServiceAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  /** Milliseconds after which to try again, as the server says; else 0. */
  readonly retryAfter: number;
}

/** How long the server may take to answer, in milliseconds. */
const longestAnswer = 30_000;

/** A stream that is silent for longer than this is dead: the server says every 15 s that it lives. */
const longestSilence = 40_000;

/** Posts to the server, unless `run` is over before; never rejects. */
export async function post(path: string, body: object, run: AbortSignal): Promise<ServiceAnswer> {
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.any([run, AbortSignal.timeout(longestAnswer)]),
    });
    const retryAfter = Number(answer.headers.get("retry-after") ?? 0) * 1_000;
    const read: unknown = await answer.json().catch(() => ({}));
    return { status: answer.status, body: isObject(read) ? read : {}, retryAfter };
  } catch {
    return { status: 0, body: {}, retryAfter: 0 };
  }
}

/** Who listens to a conversation. */
export interface Listener {
  readonly opened: () => void;
  readonly heard: (entry: HeardEntry) => void;
}

/**
 * Listens to a conversation behind a message until the stream breaks off; answers with the server's status, 0 where there was none.
 * Never rejects.
 */
export async function listen(session: string, after: number, listener: Listener, signal: AbortSignal): Promise<number> {
  const silence = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), longestSilence);
  };
  alive();
  try {
    const answer = await fetch(`web-chat/events?session=${session}&after=${after}`, {
      headers: { accept: "text/event-stream" },
      cache: "no-store",
      signal: AbortSignal.any([signal, silence.signal]),
    });
    if (!answer.ok || answer.body === null) return answer.status;
    listener.opened();
    const read = createEventReader();
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      alive();
      for (const { id, data } of read(piece.value)) {
        const entry = heardEntry(id, data);
        if (entry !== undefined && !signal.aborted) listener.heard(entry);
      }
    }
    return answer.status;
  } catch {
    return 0;
  } finally {
    clearTimeout(timer);
  }
}

function heardEntry(id: string, data: string): HeardEntry | undefined {
  try {
    const value: unknown = JSON.parse(data);
    if (!isObject(value) || !isBotMessage(value["message"])) return undefined;
    return { kind: "heard", sequence: Number(id), at: Number(value["at"]), message: value["message"] };
  } catch {
    return undefined;
  }
}

/** The server has read it with its schema; here only what no component could bear is kept out. */
function isBotMessage(value: unknown): value is BotMessage {
  if (!isObject(value) || typeof value["type"] !== "string") return false;
  const { text, replies, buttons, cards } = value;
  const lists = [replies ?? [], buttons ?? [], cards ?? []];
  return (text === undefined || typeof text === "string") && lists.every((list) => Array.isArray(list));
}
