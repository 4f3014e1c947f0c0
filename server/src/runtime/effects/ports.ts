import type { MachineState } from "../machineState.ts";
import type { HttpResult, RequestEffect } from "../transition.ts";
import type { Heard } from "../understanding/understanding.ts";

/** Carries one attempt of a request out. Answers always, also when aborted; never throws. */
export interface HttpPort {
  send(request: RequestEffect, signal: AbortSignal): Promise<AttemptResult>;
  /** Closes what is kept open between requests. */
  close(): Promise<void>;
}

/** The outcome of one attempt. */
export interface AttemptResult {
  readonly result: HttpResult;
  /** True where another attempt cannot help: an address rule, a limit, a request that cannot be sent at all. */
  readonly final: boolean;
}

/** Decides about hosts other than this machine; loopback is never asked about. */
export interface HttpPolicy {
  /** `host` as in the address, without port, e.g. `api.bank.example` or `[2001:db8::1]`. */
  allow(host: string, signal: AbortSignal): Promise<boolean>;
}

/**
 * Answers the requests of a conversation: live, from mocks, from a recording, or by hand. `attempt` counts from 0 and
 * grows with the retries of one request. `undefined` means "not mine": the next resolver is asked.
 */
export interface RequestResolver {
  resolve(request: RequestEffect, attempt: number, signal: AbortSignal): Promise<AttemptResult | undefined>;
}

/**
 * Says what a text means, in place of the scorer on the device. `state` is where the text comes in; `undefined` where the
 * text is not for it. Answers always, also when aborted.
 */
export interface Understander {
  understand(state: MachineState, text: string, signal: AbortSignal): Promise<Heard | undefined>;
}
