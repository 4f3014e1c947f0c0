import type { ChannelContext } from "./channel.ts";
import { readConfiguration } from "./configuration.ts";
import { BotRegistry } from "./conversations/botRegistry.ts";
import { openApiDocument } from "./http/openApi.ts";
import { silentLog } from "./log.ts";
import { channels, endpointGroups } from "./server.ts";
import { openSqliteStore } from "./storage/sqlite/sqliteStore.ts";

/** The OpenAPI document of a server with the usual settings, as it is kept in the repository. */
export async function serverDocument(version: string): Promise<string> {
  const read = readConfiguration({}, {});
  if (!read.ok) throw new Error(read.problems.join(" "));
  const store = openSqliteStore(null);
  const unused = (): never => {
    throw new Error("Nobody talks to an endpoint that is only written about.");
  };
  const context: ChannelContext = {
    configuration: read.configuration,
    store,
    bots: new BotRegistry(),
    log: silentLog,
    environment: {},
    stopping: new AbortController().signal,
    publicUrl: unused,
    accept: unused,
    outcome: unused,
    onMessages: unused,
  };
  const health = { store, metrics: { read: unused }, isStopping: () => false, bots: () => [] };
  const endpoints = endpointGroups(context, health).flatMap((group) => group.endpoints);
  await store.close();
  const webhooks = channels.flatMap(({ webhookForm }) => webhookForm ?? []);
  return `${JSON.stringify(openApiDocument(endpoints, webhooks, version), null, 2)}\n`;
}
