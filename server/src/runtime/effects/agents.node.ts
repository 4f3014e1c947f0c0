import { lookup as systemLookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { Agent, type Dispatcher, EnvHttpProxyAgent } from "undici";
import { isLoopbackHost } from "./addressGuard.ts";
import { guardedLookup } from "./guardedLookup.node.ts";

/** Picks the way that a request to a host takes, and knows whether we resolve its name or a proxy does. */
export interface Agents {
  readonly lookup: LookupFunction;
  agentFor(hostname: string): { readonly dispatcher: Dispatcher; readonly proxied: boolean };
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
  const connect = { lookup: guarded, timeout: 60_000, autoSelectFamily: true };
  const options = { allowH2: false, pipelining: 0, connect };
  const direct = new Agent(options);
  const read = (name: string): string => environment[name] ?? environment[name.toUpperCase()] ?? "";
  const httpProxy = read("http_proxy");
  const httpsProxy = read("https_proxy");
  const proxied =
    httpProxy === "" && httpsProxy === ""
      ? undefined
      : new EnvHttpProxyAgent({ ...options, httpProxy, httpsProxy, noProxy: read("no_proxy") });
  return {
    lookup: guarded,
    agentFor: (hostname) =>
      proxied === undefined || isLoopbackHost(hostname)
        ? { dispatcher: direct, proxied: false }
        : { dispatcher: proxied, proxied: true },
    close: async () => {
      await Promise.all([direct.destroy(), proxied?.destroy()]);
    },
  };
}
