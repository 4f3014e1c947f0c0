import { liveResolver } from "../runtime/effects/attempts.ts";
import { createHttpPort } from "../runtime/effects/http.node.ts";
import { apiMedium } from "./apiMedium/apiMedium.ts";
import type { Channel, ChannelContext } from "./channel.ts";
import { channelDirectory } from "./channelDirectory.ts";
import type { Configuration } from "./configuration.ts";
import { Announcements } from "./conversations/announcements.ts";
import { BotRegistry } from "./conversations/botRegistry.ts";
import type { Observer } from "./conversations/handleClaim.ts";
import { type LoadedBots, loadBots } from "./conversations/loadBots.ts";
import { awaitOutcome } from "./conversations/outcomes.ts";
import { ConversationWorker } from "./conversations/worker.ts";
import { converse } from "./converse/converse.ts";
import { Deliverer } from "./delivery/deliverer.ts";
import { createWebhookPort } from "./delivery/webhook.ts";
import { healthEndpoints } from "./health.ts";
import { createApp, UnavailableError } from "./http/app.ts";
import type { Log } from "./log.ts";
import { Metrics } from "./metrics.ts";
import type { Store } from "./storage/store.ts";

/** The kinds of channels, each with its endpoints. */
export const channels: readonly Channel[] = [apiMedium, converse];

/** What a server is started with. */
export interface ServerOptions {
  readonly configuration: Configuration;
  readonly store: Store;
  /** URI of the file or folder whose bots are served. */
  readonly location: string;
  readonly log: Log;
  /** Proxies for requests of bots and webhooks. */
  readonly environment: NodeJS.ProcessEnv;
  readonly observer?: Observer;
}

/** A server that listens. */
export interface RunningServer {
  /** Such as `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Names of the bots. */
  bots(): readonly string[];
  /** Reads the flows again; conversations go on where they are. Where they do not compile, all stays as it is. */
  reload(): Promise<LoadedBots>;
  /** Takes no messages any more, gives what is under way `grace` milliseconds to end, and closes everything, the store too. */
  stop(grace: number): Promise<void>;
}

/** A server, or why its bots cannot be served. */
export type StartedServer =
  | { readonly kind: "running"; readonly server: RunningServer }
  | Exclude<LoadedBots, { readonly kind: "bots" }>;

/** How often what is old enough to be forgotten is looked for, in milliseconds. */
const purgeEvery = 3_600_000;
const day = 86_400_000;

/** Starts a server. Rejects where it cannot listen; the store is closed then. */
export async function startServer(options: ServerOptions): Promise<StartedServer> {
  const { configuration, store, log, environment, location } = options;
  const port = createHttpPort({ environment });
  const bots = new BotRegistry();
  const loaded = await loadBots(location, port);
  if (loaded.kind !== "bots") {
    await Promise.all([port.close(), store.close()]);
    return loaded;
  }
  bots.replace(loaded.bots);
  const metrics = new Metrics(store);
  const announcements = new Announcements();
  const directory = channelDirectory(channels, store.channels);
  const webhooks = createWebhookPort(configuration.delivery.privateHosts, environment);
  const common = { store, directory, log, now: Date.now };
  const deliverer = new Deliverer({
    ...common,
    webhooks,
    settings: configuration.delivery,
    random: Math.random,
    attempted: (what, ms) => metrics.delivery(what, ms),
  });
  const services = {
    ...common,
    bots,
    resolvers: [liveResolver(port)],
    committed: (
      key: { readonly channel: string; readonly user: string },
      turn: { messages: number; handled: number },
    ) => {
      metrics.handled(turn.handled, turn.messages);
      if (turn.messages > 0) deliverer.poke();
      announcements.announce(key);
    },
    ...(options.observer === undefined ? {} : { observer: options.observer }),
  };
  const worker = new ConversationWorker(services, configuration.conversations);
  let isStopping = false;
  let url = "";
  const context: ChannelContext = {
    configuration,
    store,
    bots,
    log,
    environment,
    publicUrl: () => configuration.publicUrl?.replace(/\/+$/, "") ?? url,
    accept: async ({ channel, user, key, incoming, attachments }) => {
      const inputs = incoming.map((each) => JSON.stringify(each));
      const limit = { count: configuration.limits.messagesPerMinute, window: 60_000 };
      try {
        const acceptance = await store.inbox.accept({ channel, user, key, inputs, attachments, limit });
        if (acceptance.kind === "accepted") worker.poke();
        return acceptance;
      } catch (error) {
        log.error({ err: error, channel }, "A message could not be kept.");
        throw new UnavailableError("The message could not be kept. Please send it again.");
      }
    },
    outcome: (key, entry, timeout, signal) => awaitOutcome(store, announcements, key, entry, timeout, signal),
    onMessages: (key, callback) => announcements.listen(key, callback),
  };
  const health = healthEndpoints({
    problem: async () => {
      if (isStopping) return "The server is stopping.";
      return store.check().then(
        () => undefined,
        () => "The store does not answer.",
      );
    },
    metrics: () => metrics.read(),
    bots: () => bots.names(),
  });
  const groups = [
    { endpoints: health, errorBody: (_: number, error: string) => ({ error }) },
    ...channels.map((channel) => ({
      endpoints: channel.endpoints(context),
      errorBody: (status: number, message: string) => channel.errorBody(status, message),
    })),
  ];
  const app = createApp(groups, configuration, log, (...answer) => metrics.answered(...answer));
  try {
    url = await app.listen({ host: configuration.host, port: configuration.port });
  } catch (error) {
    await Promise.all([webhooks.close(), port.close(), store.close()]);
    throw error;
  }
  worker.start();
  deliverer.start();
  const purge = (): void => {
    const { messages, users } = configuration.retention;
    const now = Date.now();
    const before = { messages: now - messages * day, users: users === null ? null : now - users * day };
    store.purge(before).catch((error: unknown) => log.error({ err: error }, "What is old could not be forgotten."));
  };
  purge();
  const purging = setInterval(purge, purgeEvery).unref();
  const server: RunningServer = {
    url,
    bots: () => bots.names(),
    reload: async () => {
      const again = await loadBots(location, port);
      if (again.kind === "bots") bots.replace(again.bots);
      return again;
    },
    stop: async (grace) => {
      isStopping = true;
      clearInterval(purging);
      await app.close();
      await worker.stop(grace);
      await deliverer.stop(grace);
      await Promise.all([webhooks.close(), port.close()]);
      await store.close();
    },
  };
  return { kind: "running", server };
}
