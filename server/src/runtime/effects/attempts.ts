import type { HttpResult, RequestEffect } from "../transition.ts";
import { pause } from "./clock.ts";
import type { AttemptResult, HttpPort, RequestResolver } from "./ports.ts";

/**
 * Has a request answered by the first resolver that takes it, and repeats it as its step says: after no answer, 429
 * and 5xx. Answers always; what is answered after an abort is of no use to anybody.
 */
export async function answerRequest(
  request: RequestEffect,
  resolvers: readonly RequestResolver[],
  signal: AbortSignal,
): Promise<HttpResult> {
  for (let attempt = 0; ; attempt += 1) {
    const { result, final } = await attemptOnce(request, resolvers, attempt, signal);
    if (final || attempt >= request.retry.count || signal.aborted || !isWorthAnother(result)) return result;
    // A mock is asked again at once: nobody has to be spared, and a test must not sleep.
    if (result.mock === undefined) await pause(request.retry.every, signal);
  }
}

/** Sends everything that gets here to where it says. */
export function liveResolver(port: HttpPort): RequestResolver {
  return { resolve: (request, _attempt, signal) => port.send(request, signal) };
}

async function attemptOnce(
  request: RequestEffect,
  resolvers: readonly RequestResolver[],
  attempt: number,
  signal: AbortSignal,
): Promise<AttemptResult> {
  for (const resolver of resolvers) {
    const answer = await resolver.resolve(request, attempt, signal);
    if (answer !== undefined) return answer;
  }
  const message = `Nothing answers ${request.method} ${request.url}: no mock fits and live requests are off.`;
  return { result: { kind: "none", reason: "refused", message, ms: 0 }, final: true };
}

function isWorthAnother(result: HttpResult): boolean {
  return result.kind === "none" || result.status === 429 || result.status >= 500;
}
