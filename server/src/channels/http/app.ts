import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { Configuration } from "../configuration.ts";
import type { Log } from "../log.ts";
import { StoreUnavailableError } from "../storage/store.ts";
import type { Answer, Endpoint, RawRequest } from "./endpoint.ts";

/** Endpoints that answer alike when something goes wrong before they are asked. */
export interface EndpointGroup {
  readonly endpoints: readonly Endpoint[];
  errorBody(status: number, message: string): object;
}

/** Told after each answer; `route` is the path as it is documented, so that no user's name is in it. */
export type Answered = (method: string, route: string, status: number, ms: number) => void;

/** The HTTP server of some endpoints, not listening yet. */
export function createApp(
  groups: readonly EndpointGroup[],
  { limits }: Pick<Configuration, "limits">,
  log: Log,
  answered: Answered,
): FastifyInstance {
  const app = fastify({
    logger: false,
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestTimeout,
    keepAliveTimeout: 65_000,
    forceCloseConnections: "idle",
    routerOptions: { maxParamLength: 500 },
    http: {
      maxHeaderSize: 16 * 1024,
      headersTimeout: Math.min(limits.requestTimeout, 15_000),
      requestTimeout: limits.requestTimeout,
      // How often those that dawdle are looked for: half a minute, if nobody says.
      connectionsCheckingInterval: 1_000,
    },
  });
  app.removeContentTypeParser("text/plain");
  app.addHook("onSend", async (_, reply) => {
    reply.header("x-content-type-options", "nosniff");
  });
  app.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "none";
    answered(request.method, route, reply.statusCode, reply.elapsedTime);
    log.debug(
      { method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      "Answered.",
    );
  });
  const nothingHere = generalError(404, "There is nothing at this path.");
  app.setNotFoundHandler((_, reply) => reply.code(404).send(nothingHere));
  for (const group of groups) void app.register(async (scope) => addGroup(scope, group, log));
  return app;
}

/** The body of an error at a path that belongs to nobody. */
function generalError(_status: number, error: string): object {
  return { success: false, error };
}

function addGroup(scope: FastifyInstance, group: EndpointGroup, log: Log): void {
  scope.setErrorHandler((error, _, reply) => {
    const { status, message } = readError(error);
    if (status >= 500) log.error({ err: error }, "A request could not be answered.");
    return reply.code(status).send(group.errorBody(status, message));
  });
  for (const { method, path, bodyLimit, handle } of group.endpoints) {
    scope.route({
      method,
      url: path,
      ...(bodyLimit === undefined ? {} : { bodyLimit }),
      handler: async (request, reply) => send(reply, await handle(rawRequest(request, reply))),
    });
  }
}

function rawRequest(request: FastifyRequest, reply: FastifyReply): RawRequest {
  const gone = new AbortController();
  // Also after the whole answer: that to a HEAD request is whole at once, though its stream would go on without end.
  reply.raw.once("close", () => gone.abort());
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]),
  );
  const { params, query, body } = request;
  return { params, query, body, headers, signal: gone.signal };
}

function send(reply: FastifyReply, { status, headers = {}, body }: Answer): FastifyReply {
  reply.code(status).headers(headers);
  if (body instanceof Uint8Array && !Buffer.isBuffer(body)) return reply.send(Buffer.from(body));
  if (typeof body === "string" && reply.getHeader("content-type") === undefined)
    reply.type("text/plain; charset=utf-8");
  return reply.send(body);
}

/** The store does not answer: what was asked for has not happened, and may be asked for again. The message is for the client. */
export class UnavailableError extends Error {}

/** What a failure before or in an endpoint is to the client: nothing of ours goes out. */
function readError(error: unknown): { readonly status: number; readonly message: string } {
  const status = errorField(error, "statusCode");
  const code = errorField(error, "code");
  if (error instanceof UnavailableError) return { status: 503, message: error.message };
  if (error instanceof StoreUnavailableError) return { status: 503, message: storeIsAway };
  if (typeof status !== "number" || status < 400 || status >= 500) {
    return { status: 500, message: "Something went wrong on our side. Please try again." };
  }
  return { status, message: sentences.get(typeof code === "string" ? code : "") ?? clientSentence(status) };
}

const storeIsAway = "The server cannot reach its store. Please try again.";

const sentences = new Map([
  ["FST_ERR_CTP_INVALID_MEDIA_TYPE", "Send JSON: the header `content-type` has to be `application/json`."],
  ["FST_ERR_CTP_EMPTY_JSON_BODY", "The body is empty: send a JSON object."],
  ["FST_ERR_CTP_BODY_TOO_LARGE", "The body is too large."],
  ["FST_ERR_CTP_INVALID_CONTENT_LENGTH", "The body has another length than `content-length` says."],
]);

function clientSentence(status: number): string {
  if (status === 400) return "The body is not JSON.";
  return status === 413 ? "The body is too large." : "The request cannot be read.";
}

function errorField(error: unknown, name: string): unknown {
  if (typeof error !== "object" || error === null || !(name in error)) return undefined;
  return Object.entries(error).find(([key]) => key === name)?.[1] ?? Reflect.get(error, name);
}
