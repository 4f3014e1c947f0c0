/**
 * Chatlayer's webhook channel, V1: messages in by request, with the older form as an alias, messages out by webhook; beside it a call by
 * which a backend says something unasked, and one that tells how a text is understood.
 */
import type { z } from "zod";
import type { Channel, ChannelContext } from "../channel.ts";
import type { Bot } from "../conversations/bots.ts";
import type { Incoming } from "../conversations/incoming.ts";
import { type Answer, type AnswerForm, type Endpoint, endpoint } from "../http/endpoint.ts";
import { areSameSecret } from "../http/tokens.ts";
import type { ChannelRecord } from "../storage/store.ts";
import { readOlderBody, readWebhookBody, type UserMessage } from "./incoming.ts";
import { webhookBodyOf } from "./outgoing.ts";
import {
  actionsBody,
  botParams,
  conversationParams,
  extractAnswer,
  extractBody,
  failure,
  olderBody,
  versionQuery,
  webhookBody,
} from "./schema.ts";

/** The channel "Webhook" of Chatlayer. */
export const chatlayerWebhook: Channel = {
  kind: "chatlayer",
  delivery: "push",
  owns: () => false,
  errorBody: (_, error) => ({ error }),
  webhookBody: webhookBodyOf,
  endpoints: (context) => [webhook(context), olderWebhook(context), actions(context), extract(context)],
};

const tag = "Chatlayer webhook";
const queued = { description: "The message is queued durably.", type: "text/plain" };
const refusals: Readonly<Record<number, AnswerForm>> = {
  400: { description: "A field is missing or wrong.", body: failure },
  401: { description: "The token is not the channel's.", body: failure },
  404: { description: "The bot has no such channel, or there is no such conversation.", body: failure },
  413: { description: "The body is too large.", body: failure },
  415: { description: "The body is not sent as JSON.", body: failure },
  429: {
    description: "The channel has had its messages for this minute; `x-ratelimit-reset` says until when.",
    body: failure,
  },
  503: { description: "The message could not be kept. Please send it again.", body: failure },
};

function webhook(context: ChannelContext): Endpoint {
  const { messageCharacters } = context.configuration.limits;
  return endpoint({
    method: "POST",
    path: "/v1/bots/:botId/webhook",
    summary: "Says something to a bot",
    tag,
    isSecured: true,
    params: botParams,
    body: webhookBody(messageCharacters).or(olderBody(messageCharacters)),
    answers: { 200: queued, ...refusals },
    refuse: (problem) => refused(400, problem),
    handle: async ({ params, body, headers }) => {
      const channel = await channelOf(context, params.botId, bearerOf(headers["authorization"]));
      if (!channel.ok) return channel.answer;
      const read = "sender" in body ? readOlderBody(params.botId, body) : readWebhookBody(params.botId, body);
      return read === undefined
        ? refused(400, "`conversationId` or `user.id` has to say whose message it is.")
        : accept(context, channel.record, read);
    },
  });
}

function olderWebhook(context: ChannelContext): Endpoint {
  return endpoint({
    method: "POST",
    path: "/api/webhookMessage/:botId",
    summary: "Says something to a bot, in the older form",
    tag,
    params: botParams,
    body: olderBody(context.configuration.limits.messageCharacters),
    answers: { 200: queued, ...refusals },
    refuse: (problem) => refused(400, problem),
    handle: async ({ params, body }) => {
      const { verifyToken = "" } = body;
      const channel = await channelOf(context, params.botId, verifyToken, (record) => record.verifyToken ?? "");
      return channel.ok ? accept(context, channel.record, readOlderBody(params.botId, body)) : channel.answer;
    },
  });
}

function actions(context: ChannelContext): Endpoint {
  return endpoint({
    method: "POST",
    path: "/v1/bots/:botId/conversations/:userId/actions",
    summary: "Lets the bot say something unasked, or leads a conversation elsewhere",
    tag,
    isSecured: true,
    params: conversationParams,
    query: versionQuery,
    body: actionsBody,
    answers: { 200: queued, ...refusals },
    refuse: (problem) => refused(400, problem),
    handle: async ({ params, body, headers }) => {
      const { botId, userId } = params;
      const channel = await channelOf(context, botId, bearerOf(headers["authorization"]));
      if (!channel.ok) return channel.answer;
      const bot = context.bots.get(botId);
      if (bot === undefined) return refused(404, "There is no such bot.");
      // Also one whose first message has not been handled yet.
      if (!(await context.store.channelsOfUser(userId)).includes(channel.record.id)) {
        return refused(404, "There is no such conversation.");
      }
      const nextDialogstate = body.action?.nextDialogstate ?? body.nextDialogstateId ?? null;
      if (nextDialogstate !== null && bot.machine.program.wire(nextDialogstate, null) === undefined) {
        return refused(400, "The bot has no dialog state of this name.");
      }
      const incoming = backendIncoming(bot, body, nextDialogstate);
      return accept(context, channel.record, { user: userId, incoming });
    },
  });
}

function backendIncoming(
  { name }: Bot,
  { sendMessages, session }: z.output<typeof actionsBody>,
  nextDialogstate: string | null,
): Incoming {
  const messages = sendMessages ?? null;
  return { type: "backend", bot: name, session: session ?? null, messages, nextDialogstate };
}

function extract(context: ChannelContext): Endpoint {
  return endpoint({
    method: "POST",
    path: "/v1/bots/:botId/nlp/extract",
    summary: "Tells how a text is understood",
    tag,
    isSecured: true,
    params: botParams,
    query: versionQuery,
    body: extractBody,
    answers: { 200: { description: "What the text may say, the surest first.", body: extractAnswer }, ...refusals },
    refuse: (problem) => refused(400, problem),
    handle: async ({ params, body, headers }) => {
      const channel = await channelOf(context, params.botId, bearerOf(headers["authorization"]));
      if (!channel.ok) return channel.answer;
      const bot = context.bots.get(params.botId);
      return bot === undefined ? refused(404, "There is no such bot.") : { status: 200, body: extracted(bot, body) };
    },
  });
}

function extracted({ machine }: Bot, { language, expression }: z.output<typeof extractBody>): object {
  const { state } = machine.begin({ user: "", conversation: "", seed: 0, now: Date.now(), userBegins: true, language });
  const matches = machine.understand(state, expression);
  const [first] = matches;
  const entities = Object.entries(first?.entities ?? {});
  return {
    extract: {
      intents: matches.map(({ name, confidence }) => ({ intent: name, score: confidence })),
      entities: entities.map(([name, value]) => ({
        name,
        value: structuredClone(value) as z.core.util.JSONType,
        score: 1,
      })),
    },
  };
}

type FoundChannel =
  | { readonly ok: true; readonly record: ChannelRecord }
  | { readonly ok: false; readonly answer: Answer };

/** The channel of a bot, if the caller knows its secret. */
async function channelOf(
  { store }: ChannelContext,
  bot: string,
  given: string | undefined,
  secretOf: (record: ChannelRecord) => string = ({ token }) => token,
): Promise<FoundChannel> {
  const record = await store.channels.get(`chatlayer:${bot}`);
  if (record === undefined) return { ok: false, answer: refused(404, "The bot has no such channel.") };
  const isRight = given !== undefined && given !== "" && areSameSecret(given, secretOf(record));
  return isRight ? { ok: true, record } : { ok: false, answer: refused(401, "The token is missing or wrong.") };
}

function bearerOf(authorization: string | undefined): string | undefined {
  return /^bearer\s+(\S+)\s*$/i.exec(authorization ?? "")?.[1];
}

async function accept(
  context: ChannelContext,
  { id }: ChannelRecord,
  { user, incoming }: UserMessage,
): Promise<Answer> {
  const limit = String(context.configuration.limits.messagesPerMinute);
  const acceptance = await context.accept({ channel: id, user, key: null, incoming: [incoming], attachments: [] });
  if (acceptance.kind === "accepted") {
    return { status: 200, headers: { "x-ratelimit-limit": limit }, body: "EVENT_RECEIVED" };
  }
  const reset = Math.ceil((Date.now() + acceptance.retryAfter) / 1_000);
  const headers = {
    "x-ratelimit-limit": limit,
    "x-ratelimit-remaining": "0",
    "x-ratelimit-reset": String(reset),
    "retry-after": String(Math.max(1, Math.ceil(acceptance.retryAfter / 1_000))),
  };
  return { ...refused(429, "The channel has had its messages for this minute."), headers };
}

function refused(status: number, error: string): Answer {
  return { status, body: { error } };
}
