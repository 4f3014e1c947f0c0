import type { Clock } from "../../runtime/effects/clock.ts";
import type { RequestResolver } from "../../runtime/effects/ports.ts";
import type { HttpResult, RequestEffect } from "../../runtime/transition.ts";
import type { RecordedAnswer } from "./transcript.ts";

/** Gives the recorded answers one after the other, at the time they came; nothing goes over the wire. */
export function replayResolver(answers: readonly RecordedAnswer[], clock: Clock): RequestResolver {
  const left = [...answers];
  return {
    resolve: async (request) => {
      const answer = left.shift();
      if (answer !== undefined) clock.moveTo?.(answer.at);
      // What was recorded is the outcome of all attempts.
      return { result: answer === undefined ? missing(request) : resultOf(answer, request), final: true };
    },
  };
}

function missing(request: RequestEffect): HttpResult {
  const message = `The file that is replayed holds no answer for ${request.method} ${request.url}.`;
  return { kind: "none", reason: "refused", message, ms: 0 };
}

function resultOf(answer: RecordedAnswer, request: RequestEffect): HttpResult {
  const { status, headers, body, ms, outcome, error } = answer;
  if (status === null) {
    const reason = outcome === "timeout" ? "timeout" : "refused";
    return { kind: "none", reason, message: error ?? "No answer came.", ms };
  }
  return { kind: "answer", status, headers, body: textOf(answer, body), url: request.url, ms };
}

/** The event holds a JSON body as its value and any other as its text. */
function textOf({ headers, outcome }: RecordedAnswer, body: RecordedAnswer["body"]): string {
  if (body === null && outcome === "success" && !isJson(headers)) return "";
  if (typeof body === "string" && (outcome === "invalid" || !isJson(headers))) return body;
  return JSON.stringify(body);
}

function isJson(headers: Readonly<Record<string, string>>): boolean {
  return /[/+]json\b/i.test(headers["content-type"] ?? "");
}
