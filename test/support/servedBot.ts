import { z } from "zod";
import { type WebhookBody, webhookBody } from "../../server/src/channels/apiMedium/schema.ts";
import { readConfiguration } from "../../server/src/channels/configuration.ts";
import type { Log } from "../../server/src/channels/log.ts";
import { type RunningServer, startServer } from "../../server/src/channels/server.ts";
import { openStore } from "../../server/src/channels/storage/openStore.ts";
import type { ChannelRecord, Store } from "../../server/src/channels/storage/store.ts";
import { fileUri } from "../../server/src/workspace/fileSystem.node.ts";
import { type TemporaryFolder, temporaryFolder } from "./commandLine.ts";
import { type FakeBackend, type FakeHandler, startBackend } from "./fakeBackend.ts";

/** A webhook call as it came in. */
export interface WebhookCall {
  readonly delivery: string;
  readonly signature: string;
  readonly raw: string;
  readonly body: WebhookBody;
}

/** A server with one bot on one channel of the API medium, and its webhook, all over real HTTP on this machine. */
export interface ServedBot extends AsyncDisposable {
  readonly url: string;
  readonly server: RunningServer;
  readonly store: Store;
  readonly channel: ChannelRecord;
  readonly folder: TemporaryFolder;
  readonly webhook: FakeBackend;
  /** What was written to the log, one line each as JSON. */
  readonly log: readonly string[];
  /** What the webhook has got so far. */
  calls(): readonly WebhookCall[];
  /** What the bot has said to a user so far, by webhook. */
  said(user?: number): readonly string[];
  /** Resolves with the texts that a user was told once there are that many. */
  untilSaid(count: number, user?: number): Promise<readonly string[]>;
  /** `POST /api-medium/messages` with the channel's id and token; the body may override them. */
  post(body: object, headers?: Readonly<Record<string, string>>): Promise<Posted>;
  /** The same with a text, for a user; the user's number. */
  say(message: string, userID?: number): Promise<number>;
}

/** An answer as it came. */
export interface Posted {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export interface ServedBotOptions {
  readonly flows: string | Readonly<Record<string, string>>;
  /** As in a configuration file. */
  readonly settings?: object;
  readonly onWebhook?: FakeHandler;
  readonly store?: Store;
  readonly channel?: Partial<ChannelRecord>;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts it; `await using` stops it. Webhooks are tried again within milliseconds. */
export async function serveBot(options: ServedBotOptions): Promise<ServedBot> {
  const files = typeof options.flows === "string" ? { "bank.flow": options.flows } : options.flows;
  const folder = await temporaryFolder(files);
  const webhook = await startBackend(options.onWebhook ?? (() => ({ status: 200 })));
  const quick = { delivery: { firstDelay: 20, longestDelay: 40, attempts: 5, timeout: 1_000 } };
  const read = readConfiguration({ port: 0, ...quick, ...options.settings }, {});
  if (!read.ok) throw new Error(read.problems.join(" "));
  const store = options.store ?? (await openStore("memory"));
  const channel: ChannelRecord = {
    id: "channel-1",
    kind: "api-medium",
    token: "token-1",
    verifyToken: null,
    webhook: `${webhook.url}/hook`,
    deployments: [{ bot: "bank", keyword: "#bank" }],
    createdAt: 0,
    ...options.channel,
  };
  await store.channels.put(channel);
  const lines: string[] = [];
  const started = await startServer({
    configuration: read.configuration,
    store,
    location: fileUri(folder.path),
    log: recordingLog(lines),
    environment: options.environment ?? {},
  });
  if (started.kind !== "running") throw new Error(JSON.stringify(started));
  const { server } = started;
  const calls = (): readonly WebhookCall[] =>
    webhook.requests.map(({ headers, body }) => ({
      delivery: String(headers["x-flowstate-delivery"]),
      signature: String(headers["x-flowstate-signature"]),
      raw: body,
      body: webhookBody.loose().parse(JSON.parse(body)),
    }));
  const said = (user = 1): readonly string[] =>
    calls().flatMap(({ body }) => (body.userID === user ? [body.message] : []));
  const post = async (body: object, headers: Readonly<Record<string, string>> = {}): Promise<Posted> =>
    postJson(`${server.url}/api-medium/messages`, { channelID: channel.id, token: channel.token, ...body }, headers);
  return {
    url: server.url,
    server,
    store,
    channel,
    folder,
    webhook,
    log: lines,
    calls,
    said,
    untilSaid: async (count, user = 1) => {
      await until(() => said(user).length >= count);
      return said(user);
    },
    post,
    say: async (message, userID) => {
      const { status, body } = await post({ message, ...(userID === undefined ? {} : { userID }) });
      if (status !== 200) throw new Error(`${status}: ${JSON.stringify(body)}`);
      return z.object({ userID: z.number() }).parse(body).userID;
    },
    [Symbol.asyncDispose]: async () => {
      await server.stop(1_000);
      await webhook.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** Posts JSON (a text goes as it is) and reads the answer. */
export async function postJson(
  url: string,
  body: object | string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Posted> {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: jsonOrText(text) };
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Waits until something holds; rejects after `most` milliseconds. */
export async function until(holds: () => boolean | Promise<boolean>, most = 10_000): Promise<void> {
  const end = performance.now() + most;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error("It did not come about.");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function recordingLog(lines: string[]): Log {
  const write = (level: string) => (fields: object, message: string) =>
    void lines.push(JSON.stringify({ level, message, ...fields }));
  return { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
}
