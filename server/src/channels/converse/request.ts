/** What clients send to the Converse API, as schemas and as what a conversation takes. */
import { z } from "zod";
import { fromOutside } from "../../expressions/fromOutside.ts";
import type { Incoming } from "../conversations/incoming.ts";

/** The body of the public route: a text, and nothing that is not known. */
export const publicBody = z.strictObject({
  type: z.literal("text").optional(),
  text: z.string().min(1),
  includedContexts: z.array(z.string()).optional(),
  metadata: z.record(z.string(), z.json()).optional(),
});

/** The body of the secured route: any type of event with any members. */
export const securedBody = z.looseObject({
  type: z.string().optional(),
  text: z.json().optional(),
  includedContexts: z.array(z.string()).optional().catch(undefined),
});

export type SecuredBody = z.output<typeof securedBody>;

/** The contexts that are looked at unless the request lists others. */
export const defaultContexts: readonly string[] = ["global"];

/** Types of events that are for the channel and never reach the conversation. */
const forTheChannel = new Set(["session_reset", "typing", "visit", "session_reference"]);

/** What a body is to the conversation; `undefined` where it is not to hear of it. A click comes as `quick_reply`, as `postback` or as a text. */
export function incomingOf(bot: string, body: SecuredBody): Incoming | undefined {
  const { type = "text", text, includedContexts, ...members } = body;
  const said = asText(text);
  const setting = {};
  if (forTheChannel.has(type)) return undefined;
  if (type === "text") return { type: "choice", bot, title: null, value: said, setting };
  if (type === "quick_reply" || type === "postback") {
    return { type: "choice", bot, title: said, value: asText(members["payload"]), setting };
  }
  const data = Object.fromEntries(Object.entries({ ...(text === undefined ? {} : { text }), ...members }));
  return { type: "input", bot, input: { type: "event", name: type, data: fromOutside(data) }, setting };
}

/** What the schema of the public route has against a body, in the words that clients of this API know. */
export function problemOf({ issues }: z.ZodError, body: unknown): string {
  const [issue] = issues;
  if (issue === undefined || issue.path.length === 0) return rootProblem(issue, body);
  const [member] = issue.path.map(String);
  return `child "${member}" fails because [${memberProblem(issue, member ?? "")}]`;
}

function rootProblem(issue: z.core.$ZodIssue | undefined, body: unknown): string {
  if (issue?.code === "unrecognized_keys") return issue.keys.map((key) => `"${key}" is not allowed`).join(". ");
  return body === undefined || body === null ? '"value" is required' : '"value" must be an object';
}

function memberProblem(issue: z.core.$ZodIssue, member: string): string {
  switch (issue.code) {
    case "invalid_value":
      return `"${member}" must be one of [${issue.values.map(String).join(", ")}]`;
    case "too_small":
      return `"${member}" is not allowed to be empty`;
    case "invalid_type":
      if (issue.path.length > 1) return `"${String(issue.path.at(-1))}" must be ${article(issue.expected)}`;
      return issue.input === undefined ? `"${member}" is required` : `"${member}" must be ${article(issue.expected)}`;
    default:
      return `"${member}" is not valid`;
  }
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function article(expected: string): string {
  const type = expected === "record" ? "object" : expected;
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}
