import { setTimeout as sleep } from "node:timers/promises";
import { liveResolver } from "../runtime/effects/attempts.ts";
import { createHttpPort } from "../runtime/effects/http.node.ts";
import type { HttpPort } from "../runtime/effects/ports.ts";
import { apiMedium } from "./apiMedium/apiMedium.ts";
import type { Channel, ChannelContext } from "./channel.ts";
import { channelDirectory } from "./channelDirectory.ts";
import { chatlayerWebhook } from "./chatlayerWebhook/chatlayerWebhook.ts";
import type { Configuration } from "./configuration.ts";
import { createContext } from "./context.ts";
import { Announcements } from "./conversations/announcements.ts";
import { BotRegistry } from "./conversations/botRegistry.ts";
import type { Observer } from "./conversations/handleClaim.ts";
import { type LoadedBots, loadBots } from "./conversations/loadBots.ts";
import { ConversationWorker } from "./conversations/worker.ts";
import { converse } from "./converse/converse.ts";
import { Deliverer } from "./delivery/deliverer.ts";
import { createWebhookPort, type WebhookPort } from "./delivery/webhook.ts";
import { type Health, healthEndpoints } from "./health.ts";
import { createApp, type EndpointGroup } from "./http/app.ts";
import type { Log } from "./log.ts";
import { Metrics } from "./metrics.ts";
import { startPurging } from "./purging.ts";
import type { Store } from "./storage/store.ts";
import { webChat } from "./webChat/webChat.ts";

/** The kinds of channels, each with its endpoints. */
export const channels: readonly Channel[] = [apiMedium, converse, chatlayerWebhook, webChat];

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

/** Starts a server. Rejects where it cannot listen; the store is closed then. */
export async function startServer(options: ServerOptions): Promise<StartedServer> {
  const { configuration, store, environment, location } = options;
  const port = createHttpPort({ environment });
  const loaded = await loadBots(location, port);
  if (loaded.kind !== "bots") {
    await Promise.all([port.close(), store.close()]);
    return loaded;
  }
  const bots = new BotRegistry();
  bots.replace(loaded.bots);
  const webhooks = createWebhookPort(configuration.delivery.privateHosts, environment);
  const running = await listen(options, bots, port, webhooks).catch(async (error: unknown) => {
    await Promise.all([webhooks.close(), port.close(), store.close()]);
    throw error;
  });
  const server: RunningServer = {
    url: running.url,
    bots: () => bots.names(),
    reload: async () => {
      const again = await loadBots(location, port);
      if (again.kind === "bots") bots.replace(again.bots);
      return again;
    },
    stop: async (grace) => {
      await running.stop(grace);
      await Promise.all([webhooks.close(), port.close()]);
      await store.close();
    },
  };
  return { kind: "running", server };
}

/** Puts the parts together, and begins to take messages, to handle and to deliver them. */
async function listen(options: ServerOptions, bots: BotRegistry, port: HttpPort, webhooks: WebhookPort) {
  const { configuration, store, log, environment, observer } = options;
  const metrics = new Metrics(store);
  const announcements = new Announcements();
  const common = { store, directory: channelDirectory(channels, store.channels), log, now: Date.now };
  const deliverer = new Deliverer({
    ...common,
    webhooks,
    settings: configuration.delivery,
    random: Math.random,
    attempted: (what, ms) => metrics.delivery(what, ms),
  });
  const worker = new ConversationWorker(
    {
      ...common,
      bots,
      resolvers: [liveResolver(port)],
      logsMessages: configuration.log.messages,
      committed: (key, { handled, messages }) => {
        metrics.handled(handled, messages);
        if (messages > 0) deliverer.poke();
        announcements.announce(key);
        // Those who wait for what a conversation says may be with another process.
        if (channels.some((channel) => channel.owns(key.channel))) store.signals?.send({ kind: "commit", key });
      },
      ...(observer === undefined ? {} : { observer }),
    },
    configuration.conversations,
  );
  store.signals?.listen((signal) => {
    if (signal.kind === "commit") announcements.announce(signal.key);
  });
  const stopping = new AbortController();
  let url = "";
  const parts = { configuration, store, bots, log, environment, announcements, stopping: stopping.signal };
  const context = createContext({ ...parts, url: () => url, accepted: () => worker.poke() });
  const health = { store, metrics, isStopping: () => stopping.signal.aborted, bots: () => bots.names() };
  const app = createApp(endpointGroups(context, health), configuration, log, (...answer) =>
    metrics.answered(...answer),
  );
  url = await app.listen({ host: configuration.host, port: configuration.port });
  worker.start();
  deliverer.start();
  const endPurging = startPurging(store, configuration.retention, log);
  return {
    url,
    stop: async (grace: number) => {
      stopping.abort();
      endPurging();
      const closed = app.close();
      // Who waits for the end of a turn is answered; who listens for ever is cut off.
      await Promise.race([closed, sleep(grace, undefined, { ref: false })]);
      app.server.closeAllConnections();
      await closed;
      await worker.stop(grace);
      await deliverer.stop(grace);
    },
  };
}

/** All endpoints of a server, in groups that answer alike where something goes wrong. */
export function endpointGroups(context: ChannelContext, health: Health): readonly EndpointGroup[] {
  return [
    { endpoints: healthEndpoints(health), errorBody: (_, error) => ({ error }) },
    ...channels.map((channel) => ({
      endpoints: channel.endpoints(context),
      errorBody: (status: number, message: string) => channel.errorBody(status, message),
    })),
  ];
}
