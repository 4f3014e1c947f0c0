import type { Configuration } from "./configuration.ts";
import type { ChannelRecord } from "./storage/store.ts";

/** A request to a channel that can be run as it stands, one line of a shell each. */
export function requestExample(channel: ChannelRecord, configuration: Configuration): readonly string[] {
  const url = configuration.publicUrl?.replace(/\/+$/, "") ?? addressOf(configuration);
  const { id, kind, token, deployments } = channel;
  const [first] = deployments;
  if (kind === "chatlayer") {
    const path = `/v1/bots/${encodeURIComponent(first?.bot ?? "")}/webhook`;
    const body = { conversationId: "user-1", message: { textMessage: { text: "Hello" } } };
    return curl(`${url}${path}`, body, [`authorization: Bearer ${token}`]);
  }
  return curl(`${url}/api-medium/messages`, { channelID: id, token, message: first?.keyword ?? "Hello" }, []);
}

function addressOf({ host, port }: Configuration): string {
  const reachable = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `http://${reachable.includes(":") ? `[${reachable}]` : reachable}:${port}`;
}

function curl(url: string, body: object, headers: readonly string[]): readonly string[] {
  const all = ["content-type: application/json", ...headers];
  const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
  return [
    `curl -X POST ${quoted(url)} \\`,
    ...all.map((header) => `  -H ${quoted(header)} \\`),
    `  -d ${quoted(JSON.stringify(body))}`,
  ];
}
