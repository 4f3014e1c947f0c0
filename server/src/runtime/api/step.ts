import { maximumValue, sizeOf } from "../../expressions/limits.ts";
import { spend } from "../budget.ts";
import type { Draft } from "../draft.ts";
import { maximumRequests } from "../limits.ts";
import { maskHeaders } from "../maskEvent.ts";
import type { HttpResult } from "../transition.ts";
import type { ApiStep } from "./apiStep.ts";
import { hideCredentials, hideUserInfo } from "./hidden.ts";
import { buildRequest, shownRequest } from "./request.ts";
import { takeResult } from "./response.ts";

/** Sends the request of an API step and waits for its answer; one that cannot be sent fails at once. */
export function runApi(draft: Draft, step: ApiStep): void {
  const request = buildRequest(draft, step.node);
  const { requests, turnRequests, now } = draft.state;
  const id = `request-${requests + 1}`;
  hideCredentials(draft, request.headers);
  hideUserInfo(draft, request.url);
  draft.set({
    requests: requests + 1,
    turnRequests: turnRequests + 1,
    pending: { id, step: step.id, method: request.method, sentAt: now },
    lastCall: {
      request: draft.masker.value(shownRequest(request, maskHeaders(request.headers, draft.masker))),
      response: null,
    },
  });
  const { method, url, headers, shownBody, credentials, hasSecretBody, body, timeout, retry, base } = request;
  draft.emit({
    type: "request",
    id,
    method,
    url,
    headers,
    body: shownBody,
    source: step.place,
  });
  const refusal = refusalOf(draft, url, sizeOf(shownBody, maximumValue));
  if (refusal !== null) {
    takeResult(draft, step, id, refusal);
    return;
  }
  draft.set({ status: "calling" });
  const source = step.place;
  const secrecy = { credentials, ...(hasSecretBody ? { hasSecretBody } : {}) };
  const sent = { method, url, headers, body, timeout, retry, ...secrecy, ...(base === null ? {} : { base }) };
  draft.request({ type: "request", id, ...sent, source });
}

/** Why a request cannot be sent at all. */
function refusalOf(draft: Draft, url: string, size: number): HttpResult | null {
  const refuse = (message: string): HttpResult => ({ kind: "none", reason: "refused", message, ms: 0 });
  if (draft.state.turnRequests > maximumRequests) {
    return refuse(`More than ${maximumRequests} requests were sent in one turn.`);
  }
  if (!spend(draft, size, () => "a request was not sent")) return refuse("This turn has said and stored too much.");
  const parsed = URL.parse(url);
  if (parsed?.protocol === "http:" || parsed?.protocol === "https:") return null;
  const isPath = !/^[a-z][a-z0-9+.-]*:/i.test(url);
  return refuse(
    isPath
      ? `"${url}" is no whole address: name a service with a \`base\`, or write it with http:// or https://.`
      : `"${url}" is no address that can be called: only http:// and https:// are.`,
  );
}
