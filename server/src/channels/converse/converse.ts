/**
 * The Converse API of Botpress v12: a request says something to a bot, its answer is what the bot says. Requests of one user are
 * handled in their order, each with its own answer; a turn that takes too long goes on without anybody to hear it.
 */
import { setTimeout } from "node:timers/promises";
import type { z } from "zod";
import type { BotMessage } from "../../runtime/events.ts";
import type { Channel, ChannelContext, Outcome } from "../channel.ts";
import { type Incoming, readSentMessage, type SentMessage } from "../conversations/incoming.ts";
import { type Answer, type AnswerForm, type Endpoint, endpoint, type Refusal } from "../http/endpoint.ts";
import type { ConversationKey } from "../storage/store.ts";
import { type Accounts, createAccounts } from "./accounts.ts";
import {
  type ConverseError,
  invalidCredentials,
  invalidPayload,
  noResponses,
  onlyResponses,
  publicRouteIsOff,
  requestTimedOut,
  serverError,
  textTooLong,
  tooManyRequests,
  unknownBot,
} from "./errors.ts";
import { legacyPayloadsOf } from "./legacyPayloads.ts";
import { payloadsOf } from "./payloads.ts";
import { defaultContexts, incomingOf, problemOf, publicBody, type SecuredBody, securedBody } from "./request.ts";
import {
  conversationParams,
  converseAnswer,
  errorForm,
  includeQuery,
  keptTurn,
  loginAnswer,
  loginBody,
} from "./schema.ts";
import { describeTurn, type Include, includable, includesOf } from "./turn.ts";

const idPrefix = "converse:";

/** Messages that a bot says by itself and that still belong to an answer. */
const mostSoonAfter = 50;

/** The channel "Converse". */
export const converse: Channel = {
  kind: "converse",
  delivery: "pull",
  owns: (id) => id.startsWith(idPrefix),
  errorBody: (status, message) => {
    const { body } = serverError(status, message);
    return typeof body === "string" ? { message: body } : body;
  },
  outcomeOf: (turn) => describeTurn(turn.machine, turn, new Set(includable), defaultContexts),
  endpoints: (context) => {
    const { FLOWSTATE_USERS: users, FLOWSTATE_JWT_SECRET: jwtSecret } = context.environment;
    const { tokenLifetime } = context.configuration.converse;
    const accounts = createAccounts({ users, jwtSecret, tokenLifetime, now: Date.now });
    return [login(accounts), publicRoute(context, accounts), securedRoute(context, accounts)];
  },
};

const answers: Readonly<Record<number, AnswerForm>> = {
  200: { description: "What the bot says.", body: converseAnswer },
  400: { description: "The body is wrong, the bot says nothing, or it takes too long.", body: errorForm },
  401: { description: "The token is missing or not good.", body: errorForm },
  404: { description: "There is no such bot.", body: errorForm },
  413: { description: "The body is too large.", body: errorForm },
  429: { description: "The bot has had its messages for this minute.", body: errorForm },
  503: { description: "The message could not be kept. Please send it again.", body: errorForm },
};

function login(accounts: Accounts): Endpoint {
  return endpoint({
    method: "POST",
    path: "/api/v1/auth/login/basic/default",
    summary: "Logs in for a token",
    tag: "Converse",
    body: loginBody,
    answers: {
      200: { description: "The token.", body: loginAnswer },
      400: { description: "The address or the password is wrong, or the account is locked.", body: errorForm },
    },
    refuse: () => refused(invalidCredentials),
    handle: async ({ body }) => {
      const result = await accounts.login(body.email, body.password);
      if (!("jwt" in result)) return refused(result);
      return { status: 200, body: { status: "success", message: "Login successful", payload: result } };
    },
  });
}

function publicRoute(context: ChannelContext, accounts: Accounts): Endpoint {
  const { publicRoute: isOn, privateBots } = context.configuration.converse;
  return endpoint({
    method: "POST",
    path: "/api/v1/bots/:botId/converse/:userId",
    summary: "Says something to a bot",
    tag: "Converse",
    params: conversationParams,
    query: includeQuery,
    body: publicBody,
    answers: {
      ...answers,
      403: { description: "The route is switched off, or tells responses alone.", type: "text/plain" },
    },
    refuse: (_, refusal) => refusedPayload(refusal),
    handle: async ({ params, query, body, headers, signal }) => {
      const { botId } = params;
      if (context.bots.get(botId) === undefined) return refused(unknownBot);
      if (!isOn) return refused(publicRouteIsOff(undefined));
      if (privateBots.includes(botId)) {
        const problem = await accounts.check(headers["authorization"]);
        if (problem !== undefined) return refused(problem);
      }
      const include = query.include?.trim() ?? "";
      if (include !== "" && include !== "responses") return refused(onlyResponses);
      return converseWith(context, params, body, new Set(), signal);
    },
  });
}

function securedRoute(context: ChannelContext, accounts: Accounts): Endpoint {
  return endpoint({
    method: "POST",
    path: "/api/v1/bots/:botId/converse/:userId/secured",
    summary: "Says something to a bot, or sends it an event, and asks how it understood",
    tag: "Converse",
    isSecured: true,
    params: conversationParams,
    query: includeQuery,
    body: securedBody,
    answers,
    refuse: (_, refusal) => refusedPayload(refusal),
    handle: async ({ params, query, body, headers, signal }) => {
      const problem = await accounts.check(headers["authorization"]);
      if (problem !== undefined) return refused(problem);
      if (context.bots.get(params.botId) === undefined) return refused(unknownBot);
      return converseWith(context, params, body, includesOf(query.include), signal);
    },
  });
}

type Conversation = z.output<typeof conversationParams>;

async function converseWith(
  context: ChannelContext,
  { botId, userId }: Conversation,
  body: SecuredBody,
  includes: ReadonlySet<Include>,
  signal: AbortSignal,
): Promise<Answer> {
  const { messageCharacters, timeout, bufferDelay } = context.configuration.converse;
  if (isBadText(body, messageCharacters)) return refused(textTooLong(messageCharacters));
  const incoming = incomingOf(botId, body);
  if (incoming === undefined) return refused(noResponses(userId));
  const acceptance = await accept(context, botId, userId, incoming);
  if (acceptance.kind === "limited") return limited(acceptance.retryAfter);
  const [entry = ""] = acceptance.entries;
  const key = { channel: idPrefix + botId, user: userId };
  const outcome = await context.outcome(key, entry, timeout, signal);
  if (outcome === undefined) return refused(requestTimedOut);
  const messages = [...outcome.messages, ...(await saidSoonAfter(context, key, entry, bufferDelay, signal))];
  const toPayloads = context.configuration.converse.legacyTyping ? legacyPayloadsOf : payloadsOf;
  const responses = messages.flatMap(({ message }) => (isForUs(message) ? toPayloads(message) : []));
  if (responses.length === 0) return refused(noResponses(userId));
  return { status: 200, body: { responses, ...included(outcome, includes, body.includedContexts ?? defaultContexts) } };
}

function accept(context: ChannelContext, botId: string, user: string, incoming: Incoming) {
  return context.accept({ channel: idPrefix + botId, user, key: null, incoming: [incoming], attachments: [] });
}

/** What the bot says by itself a moment after it has answered, as after a short silence: it belongs to the answer. */
async function saidSoonAfter(
  { store }: ChannelContext,
  key: ConversationKey,
  entry: string,
  delay: number,
  signal: AbortSignal,
): Promise<readonly SentMessage[]> {
  if (delay === 0) return [];
  await setTimeout(delay, undefined, { signal }).catch(() => {});
  const last = (await store.outbox.answersTo(entry)).at(-1);
  if (last === undefined) return [];
  const found = await store.outbox.after(key, last.sequence, mostSoonAfter);
  return found.flatMap((each) => (each.entry === null ? (readSentMessage(each.message) ?? []) : []));
}

/** A payload that the author wrote for another channel is not for this one. */
function isForUs({ channel }: BotMessage): boolean {
  return channel === undefined || /^converse$/i.test(channel);
}

function included({ outcome }: Outcome, includes: ReadonlySet<Include>, contexts: readonly string[]): object {
  const kept = keptTurn.safeParse(JSON.parse(outcome)).data;
  if (kept === undefined) return {};
  const told = { ...kept, nlu: { ...kept.nlu, includedContexts: contexts } };
  return Object.fromEntries(
    Object.entries(told).filter(([name]) => includable.some((one) => one === name && includes.has(one))),
  );
}

/** Of an event of type text the text is looked at; of others nothing is. */
function isBadText({ type = "text", text }: SecuredBody, limit: number): boolean {
  return type === "text" && (typeof text !== "string" || text.length > limit);
}

function refusedPayload({ error, value }: Refusal): Answer {
  return refused(invalidPayload(problemOf(error, value)));
}

function limited(retryAfter: number): Answer {
  const seconds = Math.max(1, Math.ceil(retryAfter / 1_000));
  return { ...refused(tooManyRequests(seconds)), headers: { "retry-after": String(seconds) } };
}

function refused({ statusCode, body }: ConverseError): Answer {
  return { status: statusCode, body };
}
