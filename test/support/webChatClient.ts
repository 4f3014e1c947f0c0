import { z } from "zod";
import { createEventReader } from "../../client/webview/chat/eventReader.ts";
import { type Posted, postJson, until } from "./servedBot.ts";

const heard = z.object({
  message: z.object({ type: z.string(), text: z.string().optional() }).loose(),
  at: z.number(),
});

/** A message as the stream had it. */
export interface StreamedMessage {
  readonly id: number;
  readonly text: string;
  readonly message: Readonly<Record<string, unknown>>;
}

/** A stream of server-sent events that is read as it comes. */
export interface OpenStream extends AsyncDisposable {
  readonly status: number;
  readonly headers: Headers;
  /** What has come so far. */
  readonly messages: readonly StreamedMessage[];
  /** What has come so far, as it stands on the wire. */
  raw(): string;
  /** Resolves with the texts once there are that many. */
  texts(count: number): Promise<readonly string[]>;
  /** Whether the server has ended it. */
  isOver(): boolean;
}

/** Begins a conversation; its id. */
export async function beginChat(url: string, body: object = {}): Promise<string> {
  const { status, body: answer } = await postJson(`${url}/web-chat/sessions`, body);
  if (status !== 200) throw new Error(`${status}: ${JSON.stringify(answer)}`);
  return z.object({ session: z.string() }).parse(answer).session;
}

/** Says something; a text may be given as such. */
export function sayInChat(url: string, session: string, key: string, message: object | string): Promise<Posted> {
  const said = typeof message === "string" ? { type: "text", text: message } : message;
  return postJson(`${url}/web-chat/messages`, { session, key, message: said });
}

/** Listens to a conversation; `await using` hangs up. */
export async function listenToChat(
  url: string,
  session: string,
  { query = "", headers = {} }: { readonly query?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<OpenStream> {
  const ended = new AbortController();
  const answer = await fetch(`${url}/web-chat/events?session=${session}${query}`, { headers, signal: ended.signal });
  const messages: StreamedMessage[] = [];
  let raw = "";
  let isOver = false;
  const read = createEventReader();
  const reading = (async () => {
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (let piece = await reader?.read(); piece !== undefined && !piece.done; piece = await reader?.read()) {
      raw += piece.value;
      for (const { id, data } of read(piece.value)) {
        const { message } = heard.parse(JSON.parse(data));
        messages.push({ id: Number(id), text: message.text ?? "", message });
      }
    }
  })()
    .catch(() => undefined)
    .finally(() => {
      isOver = true;
    });
  return {
    status: answer.status,
    headers: answer.headers,
    messages,
    raw: () => raw,
    isOver: () => isOver,
    texts: async (count) => {
      await until(() => messages.length >= count);
      return messages.map(({ text }) => text);
    },
    [Symbol.asyncDispose]: async () => {
      ended.abort();
      await reading;
    },
  };
}
