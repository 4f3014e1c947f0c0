/**
 * How requests are run. One wrapper is around every handler: it refuses what comes at the wrong time or without the
 * parameters that the request needs, waits for the workspace where the answer depends on other files, drops what the
 * client has cancelled, and turns a crash into an error answer and a line in the log. The server goes on.
 */
import { type CancellationToken, ErrorCodes, LSPErrorCodes, ResponseError } from "vscode-languageserver";
import { endedOrCancelled } from "./cancellation.ts";
import { withWorkDone } from "./progress.ts";
import type { Session } from "./session.ts";
import { documentOf, missingFrom, type Shape } from "./shapes.ts";

/**
 * How a request is run. `file`: answered at once, from the file alone. `workspace`: waits until the folders are read; where its document
 * changed meanwhile, its places mean nothing any more and it is answered so. `everything`: the same, and waits for the files beside the flows.
 * `colours`: waits too, and is always answered with what is
 * true then. `diagnostics`: answered at once, and once more when the folders are read. `held`: may stay open for as long as nothing changes.
 */
export type Latency = "file" | "workspace" | "everything" | "colours" | "diagnostics" | "held";

/**
 * What a notification does. `text`: applies at once. `disk`: things are read, in the order in which it came. `session`: something is known of
 * the client or of a run.
 */
export type Effect = "text" | "disk" | "session";

export type Handler<P, R> = (session: Session, params: P, token: CancellationToken) => R | Promise<R>;

/** Where a connection stands between `initialize` and `shutdown`. */
export interface Lifecycle {
  session: Session | undefined;
  isShutDown: boolean;
}

/** The handler as the connection calls it; it answers errors and never throws anything else. */
export function scheduled<P, R>(
  lifecycle: Lifecycle,
  { latency, shape, method }: { readonly latency: Latency; readonly shape: Shape; readonly method: string },
  handler: Handler<P, R>,
): (params: P, token?: CancellationToken) => Promise<unknown> {
  return async (params, token) => {
    const { session } = lifecycle;
    if (lifecycle.isShutDown) return new ResponseError(ErrorCodes.InvalidRequest, "The server is shutting down.");
    if (session === undefined) return new ResponseError(ErrorCodes.ServerNotInitialized, "initialize comes first.");
    // Of a request without parameters the library hands over the token alone.
    const missing = missingFrom(token && params, shape);
    if (token === undefined || missing !== undefined)
      return new ResponseError(ErrorCodes.InvalidParams, `${method} needs ${missing ?? "parameters"}.`);
    try {
      if (latency !== "file" && latency !== "diagnostics") {
        const uri = documentOf(params);
        const version = uri === undefined ? undefined : session.workspace.versionOf(uri);
        const { workspace } = session;
        await endedOrCancelled(latency === "everything" ? workspace.complete() : workspace.ready(), token);
        if (token.isCancellationRequested) return cancelled();
        const isOfPlaces = latency === "workspace" || latency === "everything";
        if (isOfPlaces && uri !== undefined && session.workspace.versionOf(uri) !== version) return outdated();
      }
      if (token.isCancellationRequested) return cancelled();
      const began = performance.now();
      const answer = await withWorkDone(session, params, () => handler(session, params, token));
      session.connection.tracer.log(`${method}: ${(performance.now() - began).toFixed(1)} ms`);
      return answer;
    } catch (error) {
      if (error instanceof ResponseError) return new ResponseError(error.code, error.message);
      session.connection.console.error(`${method} failed: ${describe(error)}`);
      return new ResponseError(ErrorCodes.InternalError, `${method} failed: ${messageOf(error)}`);
    }
  };
}

export type Listener<P> = (session: Session, params: P) => void | Promise<void> | undefined;

/** The handler of a notification: one that is malformed changes nothing; that, and what goes wrong in it, is logged. */
export function guarded<P>(
  lifecycle: Lifecycle,
  { method, effect, shape }: { readonly method: string; readonly effect: Effect; readonly shape: Shape },
  handler: Listener<P>,
): (params: P) => Promise<void> {
  return async (params) => {
    const { session } = lifecycle;
    if (session === undefined || lifecycle.isShutDown) return;
    const missing = missingFrom(params, shape);
    if (missing !== undefined) {
      session.connection.console.error(`${method} needs ${missing}.`);
      return;
    }
    try {
      if (effect === "disk") await session.reading.during(async () => handler(session, params));
      else await handler(session, params);
    } catch (error) {
      session.connection.console.error(`${method} failed: ${describe(error)}`);
    }
  };
}

export function cancelled(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, "Cancelled.");
}

/** The answer to a request about a document that has changed since; the client asks again if it still wants to know. */
function outdated(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.ContentModified, "The document has changed meanwhile.");
}

export function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
