/**
 * Which hosts a conversation may send live requests to. Loopback always may; any other host by the launch option
 * `live`, where `ask` puts the question to the client once a host and holds the request until the answer comes. Where
 * nobody can be asked, `ask` means no.
 */
import { isLoopbackHost } from "../runtime/effects/addressGuard.ts";
import type { HttpPolicy } from "../runtime/effects/ports.ts";
import type { LivePolicy } from "./protocol.ts";

/** Puts the question for one host to the user; `undefined` where nobody is there to answer. */
export type AskForConsent = ((host: string) => void) | undefined;

export class Consent implements HttpPolicy {
  readonly policy: LivePolicy;
  readonly #ask: AskForConsent;
  readonly #answers = new Map<string, boolean>();
  readonly #questions = new Map<string, ((allow: boolean) => void)[]>();

  constructor(policy: LivePolicy, ask: AskForConsent) {
    this.policy = policy;
    this.#ask = ask;
  }

  /**
   * Whether a request may go to the host (a name or an address, without a port); never rejects. An aborted question is
   * a no.
   */
  allow(host: string, signal: AbortSignal): Promise<boolean> {
    const name = normalHost(host);
    if (isLoopbackHost(name) || this.policy === "always") return Promise.resolve(true);
    if (this.policy === "never" || this.#ask === undefined || signal.aborted) return Promise.resolve(false);
    const known = this.#answers.get(name);
    if (known !== undefined) return Promise.resolve(known);
    return this.#question(name, this.#ask, signal);
  }

  /** The user's answer for a host: it holds for the rest of the session, and for the requests that wait for it. */
  answer(host: string, allow: boolean): void {
    const name = normalHost(host);
    this.#answers.set(name, allow);
    const waiting = this.#questions.get(name) ?? [];
    this.#questions.delete(name);
    for (const resolve of waiting) resolve(allow);
  }

  /** Ends the questions that nobody answered, with no. */
  dispose(): void {
    for (const waiting of this.#questions.values()) for (const resolve of waiting) resolve(false);
    this.#questions.clear();
  }

  #question(host: string, ask: (host: string) => void, signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      signal.addEventListener("abort", () => resolve(false), { once: true });
      const waiting = this.#questions.get(host);
      if (waiting !== undefined) {
        waiting.push(resolve);
        return;
      }
      this.#questions.set(host, [resolve]);
      ask(host);
    });
  }
}

/** Lower case, without the dot at the end of a full name. */
function normalHost(host: string): string {
  return host.toLowerCase().replace(/\.$/, "");
}
