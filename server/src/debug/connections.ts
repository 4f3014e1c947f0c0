/** The way out to other hosts, and who may go it: one for the session, unless a launch brings another policy. */
import type { HttpPort } from "../runtime/effects/ports.ts";
import { Consent } from "./consent.ts";
import type { AdapterPorts } from "./ports.ts";
import type { LivePolicy } from "./protocol.ts";

export class Connections {
  readonly #ports: Pick<AdapterPorts, "http" | "canAsk">;
  readonly #ask: (host: string) => void;
  #open: { readonly consent: Consent; readonly http: HttpPort } | undefined;

  /** `ask` puts the question for a host to the client. */
  constructor(ports: Pick<AdapterPorts, "http" | "canAsk">, ask: (host: string) => void) {
    this.#ports = ports;
    this.#ask = ask;
  }

  /** One answer of the user holds for the session, so the policy outlives a restart, unless the restart brings another one. */
  open(live: LivePolicy): HttpPort {
    if (this.#open?.consent.policy === live) return this.#open.http;
    this.close();
    const consent = new Consent(live, this.#ports.canAsk ? this.#ask : undefined);
    this.#open = { consent, http: this.#ports.http(consent) };
    return this.#open.http;
  }

  /** The user's answer for a host; false where nobody has launched anything. */
  answer(host: string, allow: boolean): boolean {
    this.#open?.consent.answer(host, allow);
    return this.#open !== undefined;
  }

  /** Open questions are answered with no; the next `open` makes other connections. */
  close(): void {
    this.#open?.consent.dispose();
    // Closing cannot fail in a way that matters to anybody: the session is over, or goes on with other connections.
    this.#open?.http.close().catch(() => {});
    this.#open = undefined;
  }
}
