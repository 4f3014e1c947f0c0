import { lookup as systemLookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { Agent, type Dispatcher, EnvHttpProxyAgent } from "undici";
import { isLoopbackHost } from "./addressGuard.ts";
import { createConnector } from "./connector.node.ts";
import { guardedLookup } from "./guardedLookup.node.ts";

/** The way that a request takes; `problem` says in a sentence why there is none. */
export type Way =
  | { readonly dispatcher: Dispatcher; readonly proxied: boolean; readonly problem?: undefined }
  | { readonly problem: string };

/** Picks the way that a request takes, and knows whether we resolve its name or a proxy does. */
export interface Agents {
  readonly lookup: LookupFunction;
  wayTo(url: URL): Way;
  close(): Promise<void>;
}

/** `http_proxy`, `https_proxy` and `no_proxy`, in small or capital letters. */
export type ProxyEnvironment = Readonly<Record<string, string | undefined>>;

/**
 * Connections are not kept for the next request: a conversation sends few, minutes may lie between two of them in the
 * debugger, and a server that has closed an idle connection would make a working backend look broken.
 */
export function createAgents(environment: ProxyEnvironment, lookup: LookupFunction = systemLookup): Agents {
  const guarded = guardedLookup(lookup);
  // Time limits are the attempt's own: they cover connecting, headers and body together. This one is for connections
  // that nobody waits for any more.
  const options = { allowH2: false, pipelining: 0, connect: createConnector(guarded, 60_000) };
  const direct = new Agent(options);
  const read = (name: string): string => environment[name] || environment[name.toUpperCase()] || "";
  const noProxy = read("no_proxy");
  const proxies = new Map(
    ["http:", "https:"].map((protocol) => {
      const variable = `${protocol.slice(0, -1)}_proxy`;
      return [protocol, proxyAt(read(variable), variable, noProxy, options)] as const;
    }),
  );
  return {
    lookup: guarded,
    wayTo: ({ protocol, hostname }) => {
      const proxy = isLoopbackHost(hostname) ? undefined : proxies.get(protocol);
      if (proxy === undefined) return { dispatcher: direct, proxied: false };
      return typeof proxy === "string" ? { problem: proxy } : { dispatcher: proxy, proxied: true };
    },
    close: async () => {
      const opened = [...proxies.values()].filter((proxy) => typeof proxy === "object");
      await Promise.all([direct, ...opened].map((agent) => agent.destroy()));
    },
  };
}

/** The proxy at an address of the environment, which may lack its `http://`; a sentence where it is no address. */
function proxyAt(
  address: string,
  variable: string,
  noProxy: string,
  options: Agent.Options,
): Dispatcher | string | undefined {
  const trimmed = address.trim();
  if (trimmed === "") return undefined;
  const url = URL.parse(trimmed.includes("://") ? trimmed : `http://${trimmed}`);
  if (url === null || !["http:", "https:"].includes(url.protocol)) {
    return `The proxy that the environment names in \`${variable}\` is no http address.`;
  }
  // One for each kind of address: with one for both, https would go through the proxy that is meant for http.
  return new EnvHttpProxyAgent({ ...options, httpProxy: url.href, httpsProxy: url.href, noProxy });
}
