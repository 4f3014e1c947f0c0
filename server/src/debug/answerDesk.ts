/**
 * Where the requests of a conversation are answered: by what the author wrote for them, by what was answered before the
 * conversation went back, by what the author wrote for the step, by mocks, or by the backend.
 */
import { answerRequest } from "../runtime/effects/attempts.ts";
import { pause as realPause } from "../runtime/effects/clock.ts";
import type { RequestResolver } from "../runtime/effects/ports.ts";
import type { HttpResult, RequestEffect } from "../runtime/transition.ts";
import type { AuthoredAnswer } from "./protocol.ts";
import type { ArrivedAnswer } from "./runControl.ts";

export interface AnswerDeskParts {
  /** Asked in order for an answer that nobody has written; may change while the conversation runs. */
  readonly resolvers: () => readonly RequestResolver[];
  /** What one API step is answered with, by its first line. */
  readonly answerOf: (file: string, line: number) => AuthoredAnswer | undefined;
  /** Answers from one mock of the project. */
  readonly mock: (name: string) => RequestResolver;
  /** True where time is virtual: an answer comes at once then. */
  readonly isVirtual: boolean;
  /** The answer is there, and the conversation may stop before it takes it. */
  readonly beforeAnswer: (answer: ArrivedAnswer) => Promise<void>;
}

interface Answered {
  readonly request: RequestEffect;
  readonly result: HttpResult;
}

/** Characters of answers that are kept at most, and their number. */
const CHARACTERS = 32_000_000;
const KEPT = 10_000;

export class AnswerDesk implements RequestResolver {
  readonly #parts: AnswerDeskParts;
  /** The answers taken so far; the oldest may be gone. */
  #past: Answered[] = [];
  /** How many of the oldest are gone. */
  #gone = 0;
  #characters = 0;
  /** The answers taken before the conversation went back: they hold for as long as it goes the same way. */
  #future: readonly Answered[] = [];
  readonly #authored = new Map<string, AuthoredAnswer>();
  #open: { readonly id: string; readonly end: (result: HttpResult) => void } | undefined;

  constructor(parts: AnswerDeskParts) {
    this.#parts = parts;
  }

  /** How many requests have been answered. */
  get count(): number {
    return this.#gone + this.#past.length;
  }

  /** The request of that id as it went out, while its answer is kept. */
  requestOf(id: string): RequestEffect | undefined {
    return this.#past.findLast(({ request }) => request.id === id)?.request;
  }

  /** The id of the request that is being answered. */
  get pending(): string | undefined {
    return this.#open?.id;
  }

  /** The answer to take for a request, instead of any other one; it ends a request that is under way. */
  write(id: string, answer: AuthoredAnswer): void {
    this.#authored.set(id, answer);
    const open = this.#open;
    if (open?.id === id) open.end(none("refused", "The author answers this request.", 0));
  }

  /** Ends the request under way without an answer; false where there is none. */
  cancel(): boolean {
    this.#open?.end(none("refused", "The request was cancelled.", 0));
    return this.#open !== undefined;
  }

  /** The conversation went back to where `count` requests had been answered. */
  backTo(count: number): void {
    const at = Math.max(0, count - this.#gone);
    const undone = this.#past.slice(at);
    this.#past.length = Math.min(this.#past.length, at);
    for (const { result } of undone) this.#characters -= sizeOf(result);
    this.#future = [...undone, ...this.#future];
    this.#open = undefined;
  }

  async resolve(request: RequestEffect, _attempt: number, signal: AbortSignal): ReturnType<RequestResolver["resolve"]> {
    let taken = await this.#take(request, signal);
    if (signal.aborted) return { result: taken.result, final: true };
    await this.#parts.beforeAnswer({ id: request.id, ...taken, signal });
    // While the conversation was held, the author may have written another answer.
    const later = this.#authored.get(request.id);
    if (later !== undefined) taken = await this.#give(request, later, signal);
    if (!signal.aborted) this.#keep(request, taken.result);
    return { result: taken.result, final: true };
  }

  async #take(request: RequestEffect, signal: AbortSignal): Promise<Taken> {
    const authored = this.#authored.get(request.id);
    if (authored !== undefined) return this.#give(request, authored, signal);
    const kept = this.#future.find((one) => isSame(one.request, request));
    if (kept !== undefined) {
      this.#future = this.#future.filter((one) => one !== kept);
      return { result: kept.result, isAuthored: false };
    }
    // The conversation goes another way than before.
    this.#future = [];
    const { file, range } = request.source;
    const ofStep = this.#parts.answerOf(file, range.start.line);
    if (ofStep !== undefined) return { result: await this.#make(request, ofStep, signal), isAuthored: false };
    const result = await this.#ask(request, signal);
    const written = this.#authored.get(request.id);
    return written === undefined || signal.aborted
      ? { result, isAuthored: false }
      : this.#give(request, written, signal);
  }

  /** Has mocks or the backend answer, unless somebody ends it. */
  async #ask(request: RequestEffect, signal: AbortSignal): Promise<HttpResult> {
    const ended = new AbortController();
    const stop = (): void => ended.abort();
    signal.addEventListener("abort", stop);
    const byHand = new Promise<HttpResult>((resolve) => {
      const end = (result: HttpResult): void => {
        resolve(result);
        stop();
      };
      this.#open = { id: request.id, end };
    });
    const open = this.#open;
    const result = await Promise.race([byHand, answerRequest(request, this.#parts.resolvers(), ended.signal)]);
    signal.removeEventListener("abort", stop);
    if (this.#open === open) this.#open = undefined;
    return result;
  }

  /** What the author wrote holds once. */
  async #give(request: RequestEffect, answer: AuthoredAnswer, signal: AbortSignal): Promise<Taken> {
    this.#authored.delete(request.id);
    return { result: await this.#make(request, answer, signal), isAuthored: true };
  }

  async #make(request: RequestEffect, answer: AuthoredAnswer, signal: AbortSignal): Promise<HttpResult> {
    const { mock, delay = 0 } = answer;
    const wait = Math.min(delay, request.timeout);
    if (!this.#parts.isVirtual) await realPause(wait, signal);
    if (mock !== undefined) {
      const given = await this.#parts.mock(mock).resolve(request, 0, signal);
      return (
        given?.result ?? none("refused", `The mock \`${mock}\` does not answer ${request.method} ${request.url}.`, 0)
      );
    }
    if (answer.fault === "timeout" || delay >= request.timeout)
      return none("timeout", `No answer came within ${request.timeout} ms.`, request.timeout);
    return authoredResult(request.url, answer);
  }

  #keep(request: RequestEffect, result: HttpResult): void {
    this.#past.push({ request, result });
    this.#characters += sizeOf(result);
    while (this.#past.length > KEPT || (this.#characters > CHARACTERS && this.#past.length > 1)) {
      const [oldest] = this.#past.splice(0, 1);
      if (oldest !== undefined) this.#characters -= sizeOf(oldest.result);
      this.#gone += 1;
    }
  }
}

interface Taken {
  readonly result: HttpResult;
  readonly isAuthored: boolean;
}

function authoredResult(
  url: string,
  { status = 200, headers = {}, body = null, fault, delay = 0 }: AuthoredAnswer,
): HttpResult {
  if (fault === "reset") return none("refused", "The connection was closed before the answer was complete.", delay);
  const json = "application/json; charset=utf-8";
  const answer = { kind: "answer", status, url, ms: delay } as const;
  if (fault === "empty") return { ...answer, headers: {}, body: "" };
  if (fault === "malformed") return { ...answer, headers: { "content-type": json }, body: '{"malformed": ' };
  const written = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  if (body === null) return { ...answer, headers: written, body: "" };
  const type = typeof body === "string" ? "text/plain; charset=utf-8" : json;
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { ...answer, headers: { "content-type": type, ...written }, body: text };
}

function none(reason: "timeout" | "refused", message: string, ms: number): HttpResult {
  return { kind: "none", reason, message, ms };
}

function isSame(a: RequestEffect, b: RequestEffect): boolean {
  return (
    a.id === b.id &&
    a.method === b.method &&
    a.url === b.url &&
    a.body === b.body &&
    JSON.stringify(a.headers) === JSON.stringify(b.headers)
  );
}

function sizeOf(result: HttpResult): number {
  return result.kind === "answer" ? result.body.length : 0;
}
