/** What is done to channels and users from the command line: beside a server that runs, or without one. */
import { randomUUID } from "node:crypto";
import { nodeFileSystem } from "../workspace/fileSystem.node.ts";
import { loadProject } from "../workspace/loadProject.ts";
import type { Configuration } from "./configuration.ts";
import type { SentMessage } from "./conversations/incoming.ts";
import { botNameOf } from "./conversations/loadBots.ts";
import { createWebhookPort } from "./delivery/webhook.ts";
import { newId, newToken } from "./http/tokens.ts";
import { requestExample } from "./requestExample.ts";
import { channels } from "./server.ts";
import { type SetupOptions, setUp } from "./setup.ts";
import type { ChannelRecord, Store } from "./storage/store.ts";

/** What a command prints to standard output and standard error, and its exit code. */
export interface Administered {
  readonly code: 0 | 1 | 2;
  readonly out: readonly string[];
  readonly error: readonly string[];
}

/** What is to be done. */
export type Administration =
  | {
      readonly do: "add";
      readonly kind: string;
      readonly webhook: string;
      readonly keyword?: string;
      /** A channel to put the bot on, in place of a new one. */
      readonly to?: string;
    }
  | { readonly do: "list" }
  | { readonly do: "request-example" | "test-webhook"; readonly id: string }
  | { readonly do: "dead-letters"; readonly channel?: string }
  | { readonly do: "resend"; readonly ids: readonly string[]; readonly all: boolean }
  | { readonly do: "delete-user"; readonly user: string; readonly channel?: string };

/** Does it on the store that the options name. */
export async function administer(
  what: Administration,
  options: SetupOptions,
  environment: NodeJS.ProcessEnv,
): Promise<Administered> {
  const setup = await setUp(options, environment);
  if (!setup.ok) return usage(setup.problem);
  try {
    if (setup.isInMemory) return usage("A store in memory ends with its process: name a file, as --store sqlite:FILE.");
    return await administerStore(what, options.location, setup.store, setup.configuration, environment);
  } finally {
    await setup.store.close();
  }
}

async function administerStore(
  what: Administration,
  location: string,
  store: Store,
  configuration: Configuration,
  environment: NodeJS.ProcessEnv,
): Promise<Administered> {
  switch (what.do) {
    case "add":
      return add(what, location, store, configuration);
    case "list":
      return done((await store.channels.list()).map(withoutSecrets));
    case "request-example":
      return withChannel(store, what.id, async (channel) => ({
        code: 0,
        out: requestExample(channel, configuration),
        error: [],
      }));
    case "test-webhook":
      return withChannel(store, what.id, (channel) => testWebhook(channel, configuration, environment));
    case "dead-letters":
      return done(await deadLetters(store, what.channel ?? null));
    case "resend": {
      const ids = what.all ? (await store.outbox.deadLetters(null)).map(({ id }) => id) : what.ids;
      if (ids.length === 0 && !what.all) return usage("Name the dead letters to send again, or --all.");
      return done([{ resent: await store.outbox.resend(ids) }]);
    }
    case "delete-user":
      return deleteUser(store, what.user, what.channel);
  }
}

async function add(
  { kind, webhook, keyword, to }: Extract<Administration, { do: "add" }>,
  location: string,
  store: Store,
  configuration: Configuration,
): Promise<Administered> {
  const problem = webhookProblem(webhook);
  if (problem !== undefined) return usage(problem);
  if (kind !== "api-medium" && kind !== "chatlayer") {
    return usage(`There is no channel ${kind} that can be added: name api-medium or chatlayer.`);
  }
  const loaded = await loadProject(nodeFileSystem, location);
  if (!loaded.ok) return usage(loaded.reason);
  const bot = botNameOf(loaded.value);
  const deployment = { bot, keyword: keyword ?? `#${bot.toLowerCase().replaceAll(/\s+/g, "")}` };
  if (deployment.keyword.trim() === "") return usage("A keyword has at least one character.");
  if (to !== undefined) return deploy(store, to, deployment);
  const channel: ChannelRecord = {
    id: kind === "chatlayer" ? `chatlayer:${bot}` : newId(),
    kind,
    token: newToken(),
    verifyToken: kind === "chatlayer" ? newToken() : null,
    webhook,
    deployments: [deployment],
    createdAt: Date.now(),
  };
  await store.channels.put(channel);
  const { id: channelID, token, verifyToken } = channel;
  const made = kind === "chatlayer" ? { botId: bot, token, verifyToken } : { channelID, token };
  return { code: 0, out: [JSON.stringify(made)], error: requestExample(channel, configuration) };
}

/** Puts another bot on a channel; under the same name it gets another keyword. */
async function deploy(
  store: Store,
  id: string,
  deployment: ChannelRecord["deployments"][number],
): Promise<Administered> {
  return withChannel(store, id, async (channel) => {
    const others = channel.deployments.filter(({ bot }) => bot !== deployment.bot);
    const clash = others.find(({ keyword }) => keyword.toLowerCase() === deployment.keyword.toLowerCase());
    if (clash !== undefined)
      return usage(`${deployment.keyword} starts ${clash.bot} on this channel: name another --keyword.`);
    await store.channels.put({ ...channel, deployments: [...others, deployment] });
    return done([{ channelID: channel.id, token: channel.token }]);
  });
}

function webhookProblem(webhook: string): string | undefined {
  const url = URL.parse(webhook);
  if (url === null || (url.protocol !== "http:" && url.protocol !== "https:")) {
    return "A webhook is an http or https address, such as --webhook https://crm.example/bot.";
  }
  return url.username !== "" || url.password !== ""
    ? "The address of a webhook must not hold a name or a password: check our signature there instead."
    : undefined;
}

async function testWebhook(
  channel: ChannelRecord,
  { delivery }: Configuration,
  environment: NodeJS.ProcessEnv,
): Promise<Administered> {
  const kind = channels.find((each) => each.kind === channel.kind);
  const now = Date.now();
  const sent: SentMessage = {
    message: { type: "text", text: "This is a test of the webhook." },
    at: now,
    bot: channel.deployments[0]?.bot ?? "",
  };
  const id = `test-${randomUUID()}`;
  const key = { channel: channel.id, user: "0" };
  const body = kind?.webhookBody?.(sent, { id, key, sequence: 0, message: "", entry: null, createdAt: now }, channel);
  if (body === undefined) return usage(`Channels of the kind ${channel.kind} have no webhook.`);
  const port = createWebhookPort(delivery.privateHosts, environment);
  const call = {
    url: channel.webhook,
    id,
    body: JSON.stringify(body),
    token: channel.token,
    now,
    timeout: delivery.timeout,
  };
  const { status, ms, error } = await port.call(call, new AbortController().signal);
  await port.close();
  const result = {
    webhook: channel.webhook,
    status,
    ms,
    success: error === null,
    ...(error === null ? {} : { error }),
  };
  return { code: error === null ? 0 : 1, out: [JSON.stringify(result)], error: [] };
}

async function deadLetters(store: Store, channel: string | null): Promise<readonly object[]> {
  const letters = await store.outbox.deadLetters(channel);
  return letters.map(({ id, key, createdAt, attempts, error }) => ({
    id,
    channelID: key.channel,
    userID: key.user,
    timestamp: createdAt,
    attempts,
    error,
  }));
}

async function deleteUser(store: Store, user: string, channel: string | undefined): Promise<Administered> {
  const known = await store.channelsOfUser(user);
  const on = channel === undefined ? known : known.filter((each) => each === channel);
  if (on.length === 0) return usage(`There is no user ${user}${channel === undefined ? "" : ` on ${channel}`}.`);
  if (on.length > 1)
    return usage(`There is a user ${user} on several channels (${on.join(", ")}): name one, with --channel.`);
  for (const each of on) await store.deleteUser({ channel: each, user });
  return done(on.map((each) => ({ deleted: user, channel: each })));
}

async function withChannel(
  store: Store,
  id: string,
  work: (channel: ChannelRecord) => Promise<Administered>,
): Promise<Administered> {
  const channel = await store.channels.get(id);
  return channel === undefined
    ? usage(`There is no channel ${id}: \`flowstate channel list\` shows those there are.`)
    : work(channel);
}

function withoutSecrets({ id, kind, webhook, deployments, createdAt }: ChannelRecord): object {
  return { channelID: id, kind, webhook, bots: deployments, createdAt: new Date(createdAt).toISOString() };
}

function done(lines: readonly object[]): Administered {
  return { code: 0, out: lines.map((line) => JSON.stringify(line)), error: [] };
}

function usage(problem: string): Administered {
  return { code: 2, out: [], error: [`flowstate: ${problem.replaceAll("\n", " ")}`] };
}
