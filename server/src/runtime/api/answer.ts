import { type LeftOut, parseOutside } from "../../expressions/fromOutside.ts";
import { isObject, memberOf, objectOf, type Value } from "../../expressions/values.ts";
import type { ApiOutcome } from "../events.ts";
import { maximumBody } from "../limits.ts";
import type { HttpResult } from "../transition.ts";

/** An answer as the machine read it. */
export interface Answer {
  readonly outcome: ApiOutcome;
  readonly status: number | null;
  readonly headers: { readonly [name: string]: string };
  /** JSON as a value, else the text; `null` for an empty body. */
  readonly body: Value;
  readonly ms: number;
  /** Whether the body says it is JSON and is not. */
  readonly isUnreadable: boolean;
  /** Why this is a failure, in a sentence; `null` where it is none. */
  readonly problem: string | null;
  /** What of the body was left out. */
  readonly leftOut: readonly string[];
  readonly mock: string | undefined;
  readonly recording: string | undefined;
}

/** Reads what came over the wire. */
export function readResult(result: HttpResult): Answer {
  if (result.kind === "none") {
    return {
      outcome: result.reason === "timeout" ? "timeout" : "failure",
      status: null,
      headers: {},
      body: null,
      ms: result.ms,
      isUnreadable: false,
      problem: result.message,
      leftOut: [],
      mock: result.mock,
      recording: undefined,
    };
  }
  const { status, ms, mock, recording } = result;
  const headers = Object.fromEntries(
    Object.entries(result.headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
  const leftOut: string[] = [...(result.leftOut ?? [])];
  const body = readBody(result.body, headers["content-type"] ?? "", (what) => leftOut.push(what));
  const isUnreadable = body === undefined;
  const outcome = status >= 400 ? "failure" : isUnreadable ? "invalid" : "success";
  return {
    outcome,
    status,
    headers,
    body: body === undefined ? result.body.slice(0, maximumBody) : body,
    ms,
    isUnreadable,
    problem: problemOf(status, isUnreadable),
    leftOut,
    mock,
    recording,
  };
}

function problemOf(status: number, isUnreadable: boolean): string | null {
  if (status >= 400) return `The answer has status ${status}.`;
  return isUnreadable ? "The answer says that it is JSON, but it cannot be read as JSON." : null;
}

/** `undefined` where the body says it is JSON and is not. A text that looks like JSON is read as such, whatever it says. */
function readBody(text: string, type: string, leftOut: (what: LeftOut) => void): Value | undefined {
  if (text.trim() === "") return null;
  const saysJson = /[/+]json\s*(?:;|$)/i.test(type);
  if (text.length > maximumBody) return saysJson ? undefined : text.slice(0, maximumBody);
  if (saysJson) return parseOutside(text, leftOut, depthOfBody);
  return /^\s*[[{]/.test(text) ? (parseOutside(text, leftOut, depthOfBody) ?? text) : text;
}

/** What `save` keeps has the body inside: were it as deep as a value may be, nothing of the answer would be kept. */
const depthOfBody = 1;

/** What `save` keeps of an answer. */
export function savedAnswer(answer: Answer): Value {
  return objectOf([
    ["status", answer.status],
    ["headers", objectOf(Object.entries(answer.headers))],
    ["body", answer.body],
    ["ms", answer.ms],
  ]);
}

/** A member of an answer's body, where the body is an object. */
export function bodyMember(answer: Answer, name: string): Value {
  return isObject(answer.body) ? (memberOf(answer.body, name) ?? null) : null;
}
