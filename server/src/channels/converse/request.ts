/** What clients send to the Converse API, as schemas and as inputs of a conversation. */
import { z } from "zod";
import type { UserInput, Value } from "../../runtime/events.ts";
import type { Offer } from "../../runtime/machineState.ts";
import { valueText } from "./payloads.ts";

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

/**
 * The input that a body stands for; `undefined` where the conversation is not to hear of it. A click comes back as the value of what
 * was offered, as `quick_reply`, as `postback`, or as a plain text.
 */
export function inputOf(body: SecuredBody, offers: readonly Offer[]): UserInput | undefined {
  const { type = "text", text, includedContexts, ...members } = body;
  if (forTheChannel.has(type)) return undefined;
  if (type === "quick_reply" || type === "postback")
    return clickInput(asText(text), asText(members["payload"]), offers);
  if (type === "text") return textInput(asText(text), offers);
  const data = Object.entries({ ...(text === undefined ? {} : { text }), ...members });
  return { type: "event", name: type, data: Object.fromEntries(data) as { readonly [key: string]: Value } };
}

/** A click names what was offered by its title, by its value, or by both. */
function clickInput(title: string, payload: string, offers: readonly Offer[]): UserInput {
  const offer = offers.find((one) => one.title === title && title !== "");
  return offer === undefined ? textInput(payload === "" ? title : payload, offers) : tap(offer);
}

/** A text that is the value of something offered is a tap on it; the older generation has told values in capitals. */
function textInput(text: string, offers: readonly Offer[]): UserInput {
  const offer =
    offers.find((one) => valueText(one) === text) ?? offers.find((one) => valueText(one).toUpperCase() === text);
  return offer === undefined || offer.title === text ? { type: "text", text } : tap(offer);
}

function tap({ title, value }: Offer): UserInput {
  return value === null ? { type: "tap", text: title } : { type: "tap", text: title, value };
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
