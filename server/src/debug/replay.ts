import { printValue } from "../expressions/values.ts";
import { readResult } from "../runtime/api/answer.ts";
import { answerRequest } from "../runtime/effects/attempts.ts";
import type { RequestResolver } from "../runtime/effects/ports.ts";
import type { Machine } from "../runtime/machine.ts";
import type { MachineState } from "../runtime/machineState.ts";
import { isMaskedHeader, masked } from "../runtime/masking.ts";
import type { RequestEffect } from "../runtime/transition.ts";
import type { ReplayBody } from "./protocol.ts";

/** Sends a request once more, once and beside the conversation, which does not change; the response is masked as an event is. */
export async function replay(
  { machine, state, live }: { readonly machine: Machine; readonly state: MachineState; readonly live: RequestResolver },
  request: RequestEffect,
): Promise<ReplayBody> {
  const once = { ...request, retry: { ...request.retry, count: 0 } };
  const result = await answerRequest(once, [live], new AbortController().signal);
  const { status, headers, body, ms, outcome, problem } = readResult(result);
  const mask = (text: string) => printValue(machine.mask(state, text));
  const shown = Object.entries(headers).map(
    ([name, value]) => [name, isMaskedHeader(name) ? masked : mask(value)] as const,
  );
  return {
    response: {
      type: "response",
      turn: state.turn,
      at: state.now,
      id: request.id,
      status,
      headers: Object.fromEntries<string>(shown),
      body: machine.mask(state, body),
      ms,
      outcome,
      ...(problem === null ? {} : { error: mask(problem) }),
      source: request.source,
    },
  };
}
