import type { RunEventBody } from "../../../server/src/debug/protocol.ts";
import type { MemoryView, MocksView } from "../../webview/conversation/panelMessages.ts";
import { isRecord } from "../debug/messages.ts";

/** The answer of `flow/variables`. The adapter is ours, so what has the lists has their members. */
export function isMemory(body: unknown): body is MemoryView {
  return isRecord(body) && Array.isArray(body["scopes"]);
}

/** The answer of `flow/mocks`. */
export function isMocks(body: unknown): body is MocksView {
  return isRecord(body) && Array.isArray(body["mocks"]) && Array.isArray(body["steps"]);
}

type Response = Extract<RunEventBody, { type: "response" }>;

/** The response in the answer of `flow/replay`. */
export function readReplay(body: unknown): Response | undefined {
  return isRecord(body) && isResponse(body["response"]) ? body["response"] : undefined;
}

function isResponse(response: unknown): response is Response {
  return isRecord(response) && response["type"] === "response" && isRecord(response["headers"]);
}
