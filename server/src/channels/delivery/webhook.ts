import { createHttpPort } from "../../runtime/effects/http.node.ts";
import type { HttpPort } from "../../runtime/effects/ports.ts";
import type { RequestEffect } from "../../runtime/transition.ts";
import { isAllowedHost, isPrivateAddress, type PrivateHosts, publicLookup } from "./privateHosts.ts";
import { signatureOf } from "./signature.ts";

/** One call of a webhook. */
export interface WebhookCall {
  readonly url: string;
  /** The same for every attempt at one message: `x-flowstate-delivery`. */
  readonly id: string;
  readonly body: string;
  /** The key of the signature. */
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Milliseconds for the answer. */
  readonly timeout: number;
}

/** What came of a call: `status` is `null` where nobody answered; `error` is a sentence, and `null` where it was taken. */
export interface WebhookResult {
  readonly status: number | null;
  readonly ms: number;
  readonly error: string | null;
}

/** Calls webhooks. */
export interface WebhookPort {
  call(call: WebhookCall, signal: AbortSignal): Promise<WebhookResult>;
  close(): Promise<void>;
}

/**
 * Calls webhooks by the rules of the requests of a flow: no link-local or metadata address, on the address that is connected to. Besides, no
 * private network that is not named, and no redirect is followed: a message goes where the channel says, or nowhere.
 */
export function createWebhookPort(privateHosts: PrivateHosts, environment: NodeJS.ProcessEnv): WebhookPort {
  const port = createHttpPort({
    environment,
    followsRedirects: false,
    lookup: publicLookup(privateHosts),
    policy: { allow: async (host) => !isPrivateAddress(host) || isAllowedHost(host, privateHosts) },
  });
  return { call: (call, signal) => callOnce(port, call, signal), close: () => port.close() };
}

async function callOnce(port: HttpPort, call: WebhookCall, signal: AbortSignal): Promise<WebhookResult> {
  const { result } = await port.send(requestOf(call), signal);
  if (result.kind === "none") return { status: null, ms: result.ms, error: result.message };
  const { status, ms } = result;
  if (status >= 200 && status < 300) return { status, ms, error: null };
  const why = status >= 300 && status < 400 ? " Redirects are not followed." : "";
  return { status, ms, error: `The webhook answered with ${status}.${why}` };
}

function requestOf({ url, id, body, token, now, timeout }: WebhookCall): RequestEffect {
  const start = { line: 0, character: 0 };
  return {
    type: "request",
    id,
    method: "POST",
    url,
    headers: {
      "content-type": "application/json",
      "user-agent": "flowstate",
      "x-flowstate-delivery": id,
      "x-flowstate-signature": signatureOf(body, token, now),
    },
    body,
    timeout,
    retry: { count: 0, every: 0 },
    credentials: ["x-flowstate-signature"],
    source: { file: "", range: { start, end: start } },
  };
}
