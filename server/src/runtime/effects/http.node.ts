import type { LookupFunction } from "node:net";
import { promisify } from "node:util";
import type { Dispatcher } from "undici";
import type { HttpResult, RequestEffect } from "../transition.ts";
import { isAddress, isLoopbackHost, refusalOf } from "./addressGuard.ts";
import type { Agents, ProxyEnvironment } from "./agents.node.ts";
import { type Deadline, startDeadline } from "./deadline.ts";
import { RefusedAddressError } from "./guardedLookup.node.ts";
import { codeOf, failureOf } from "./httpFailures.ts";
import type { AttemptResult, HttpPolicy, HttpPort } from "./ports.ts";
import { type Hop, maxRedirects, nextHop } from "./redirects.ts";
import { BodyEncodingError, BodyTooLargeError, maxBodyBytes, readBody } from "./responseBody.node.ts";
import { untilAborted } from "./untilAborted.ts";

/**
 * The one place from which requests of a conversation leave the machine. Every hop is checked anew: its scheme, its
 * host against the policy, its literal address here, its resolved address at the connection. Redirects are followed
 * by hand, because only so each of them can be checked and credentials be left behind. Cookies are not kept.
 *
 * A proxy of the environment is used for all hosts but this machine. It resolves names itself; a name that this
 * machine can resolve as well is checked here before.
 */
export interface HttpPortOptions {
  /** Who may be talked to; without it every host is allowed. */
  readonly policy?: HttpPolicy;
  /** Where the proxies are named; none without it. */
  readonly environment?: ProxyEnvironment;
  readonly lookup?: LookupFunction;
  /** False where a redirect is an answer like any other. */
  readonly followsRedirects?: boolean;
}

/** Opens the way to live backends. */
export function createHttpPort(options: HttpPortOptions = {}): HttpPort {
  // The client is large, and most conversations of a test or with mocks never need it.
  let agents: Promise<Agents> | undefined;
  const open = async (): Promise<Agents> => {
    const { createAgents } = await import("./agents.node.ts");
    return createAgents(options.environment ?? {}, options.lookup);
  };
  return {
    send: async (request, signal) => {
      agents ??= open();
      return sendOnce(request, signal, await agents, options);
    },
    close: async () => (await agents)?.close(),
  };
}

/** Why a hop is not taken, in a sentence for the author. */
class RefusedError extends Error {}

interface Trip {
  readonly agents: Agents;
  readonly policy: HttpPolicy | undefined;
  readonly followsRedirects: boolean;
  readonly cancelled: AbortSignal;
  readonly deadline: Deadline;
  readonly signal: AbortSignal;
}

async function sendOnce(
  request: RequestEffect,
  cancelled: AbortSignal,
  agents: Agents,
  { policy, followsRedirects = true }: HttpPortOptions,
): Promise<AttemptResult> {
  const startedAt = performance.now();
  const ms = (): number => Math.round(performance.now() - startedAt);
  const deadline = startDeadline(request.timeout);
  const signal = AbortSignal.any([cancelled, deadline.signal]);
  const trip = { agents, policy, followsRedirects, cancelled, deadline, signal };
  let host = request.url;
  try {
    const answer = await follow(request, trip, (each) => {
      host = each;
    });
    return { result: { kind: "answer", ...answer, ms: ms() }, final: false };
  } catch (error) {
    if (cancelled.aborted) return none("refused", "The request was cancelled.", ms(), true);
    if (deadline.expired)
      return none("timeout", `${host} did not answer within ${seconds(request.timeout)}.`, ms(), false);
    return refused(error, host, ms());
  } finally {
    deadline.stop();
  }
}

function none(reason: "timeout" | "refused", message: string, ms: number, final: boolean): AttemptResult {
  return { result: { kind: "none", reason, message, ms }, final };
}

function refused(error: unknown, host: string, ms: number): AttemptResult {
  if (error instanceof RefusedError) return none("refused", error.message, ms, true);
  if (error instanceof BodyTooLargeError)
    return none("refused", `The answer of ${host} is larger than ${maxBodyBytes / 1024 / 1024} MiB.`, ms, true);
  if (error instanceof BodyEncodingError)
    return none("refused", `The answer of ${host} cannot be read. ${error.message}`, ms, false);
  if (codeOf(error) === "FLOWSTATE_REFUSED_ADDRESS") return none("refused", messageOfRefusal(error), ms, true);
  const failure = failureOf(error, host);
  return none(failure.reason, failure.message, ms, codeOf(error) === "UND_ERR_INVALID_ARG");
}

/** The lookup's error comes alone, or as the cause of the client's. */
function messageOfRefusal(error: unknown): string {
  if (error instanceof RefusedAddressError) return error.message;
  return error instanceof Error ? messageOfRefusal(error.cause) : "The address is refused.";
}

function seconds(ms: number): string {
  return ms % 1000 === 0 ? `${ms / 1000} s` : `${ms} ms`;
}

type Answer = Omit<Extract<HttpResult, { kind: "answer" }>, "kind" | "ms">;

async function follow(request: RequestEffect, trip: Trip, onHost: (host: string) => void): Promise<Answer> {
  let hop = firstHop(request);
  for (let redirects = 0; ; redirects += 1) {
    onHost(hop.url.host);
    const response = await dispatch(hop, await wayOf(hop, trip), trip);
    const headers = headersOf(response);
    const location = trip.followsRedirects ? headers.get("location") : undefined;
    const next = nextHop(hop, response.statusCode, location, request);
    if (next === undefined) return readAnswer(hop, response, headers);
    response.body.on("error", () => {}).destroy();
    if (typeof next === "string") throw new RefusedError(next);
    if (redirects === maxRedirects)
      throw new RefusedError(`${hop.url.host} redirects more than ${maxRedirects} times.`);
    hop = next;
  }
}

function firstHop(request: RequestEffect): Hop {
  const url = URL.parse(request.url);
  if (url === null) throw new RefusedError(`\`${request.url}\` is not an address that a request can go to.`);
  if (url.protocol !== "http:" && url.protocol !== "https:")
    throw new RefusedError(`Requests go to http and https addresses only, not to \`${url.protocol}\`.`);
  if (url.username !== "" || url.password !== "")
    throw new RefusedError(`Give the name and the password for ${url.host} with \`auth basic\`, not in the address.`);
  const headers = new Map(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]));
  for (const name of connectionHeaders) headers.delete(name);
  for (const [name, value] of defaultHeaders) if (!headers.has(name)) headers.set(name, value);
  return { method: request.method, url, headers, body: request.body };
}

/** The connection is ours to manage; the client sets these itself. */
const connectionHeaders = [
  "connection",
  "content-length",
  "expect",
  "keep-alive",
  "te",
  "transfer-encoding",
  "upgrade",
];

const defaultHeaders = [
  ["accept", "*/*"],
  ["accept-encoding", "gzip, deflate, br"],
  ["user-agent", "flowstate"],
] as const;

/** The way to a hop's host, which is allowed to be taken. */
async function wayOf(hop: Hop, trip: Trip): Promise<Dispatcher> {
  const { hostname } = hop.url;
  const reason = isAddress(hostname) ? refusalOf(hostname) : undefined;
  if (reason !== undefined) throw new RefusedError(`${hostname} is refused: ${reason}.`);
  const way = trip.agents.wayTo(hop.url);
  if (way.problem !== undefined) throw new RefusedError(way.problem);
  if (isLoopbackHost(hostname)) return way.dispatcher;
  const allowed = await trip.deadline.without(trip.policy?.allow(hostname, trip.cancelled) ?? Promise.resolve(true));
  if (!allowed) throw new RefusedError(`Requests to ${hostname} are not allowed here.`);
  if (way.proxied && !isAddress(hostname)) await checkProxied(hostname, trip);
  return way.dispatcher;
}

/** What cannot be resolved here is left to the proxy; what can be must not be a refused address. */
async function checkProxied(hostname: string, trip: Trip): Promise<void> {
  try {
    await untilAborted(promisify(trip.agents.lookup)(hostname, { all: true }), trip.signal);
  } catch (error) {
    if (error instanceof RefusedAddressError) throw error;
  }
}

async function dispatch(hop: Hop, dispatcher: Dispatcher, trip: Trip): Promise<Dispatcher.ResponseData> {
  const response = dispatcher.request({
    origin: hop.url.origin,
    path: hop.url.pathname + hop.url.search,
    method: methodOf(hop.method),
    headers: Object.fromEntries(hop.headers),
    body: hop.body,
    signal: trip.signal,
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  // The client itself does not look at the signal while it resolves a name and connects.
  return untilAborted(response, trip.signal);
}

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"] as const;

function methodOf(name: string): (typeof methods)[number] {
  const method = methods.find((each) => each === name);
  if (method === undefined) throw new RefusedError(`\`${name}\` is not a method that a request can have.`);
  return method;
}

function headersOf(response: Dispatcher.ResponseData): ReadonlyMap<string, string> {
  const joined = new Map<string, string>();
  for (const [name, value] of Object.entries(response.headers)) {
    if (value !== undefined) joined.set(name.toLowerCase(), typeof value === "string" ? value : value.join(", "));
  }
  return joined;
}

async function readAnswer(
  hop: Hop,
  response: Dispatcher.ResponseData,
  headers: ReadonlyMap<string, string>,
): Promise<Answer> {
  const body = await readBody(response.body, headers);
  return {
    status: response.statusCode,
    // As own properties, so that a header called `__proto__` is a header.
    headers: Object.fromEntries(headers),
    body,
    url: hop.url.href,
  };
}
