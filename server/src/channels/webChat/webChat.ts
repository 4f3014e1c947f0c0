/**
 * The web chat: a page, and behind it three endpoints that anybody may use. A conversation belongs to who knows its id. What the
 * user says comes in by request, under a name that makes it safe to send again; what the bot says goes out as server-sent events.
 */
import { Readable } from "node:stream";
import type { Channel, ChannelContext } from "../channel.ts";
import type { Bot } from "../conversations/bots.ts";
import type { Incoming, Setting } from "../conversations/incoming.ts";
import { type Answer, type AnswerForm, type Endpoint, endpoint } from "../http/endpoint.ts";
import { newId } from "../http/tokens.ts";
import type { ConversationKey } from "../storage/store.ts";
import { eventStream } from "./eventStream.ts";
import { readMessage } from "./incoming.ts";
import { MinuteLimit, OpenLimit } from "./limits.ts";
import { pageEndpoints } from "./page.ts";
import { eventsQuery, failure, messageAnswer, messageBody, sessionAnswer, sessionBody } from "./schema.ts";

const idPrefix = "web-chat:";
const tag = "Web chat";

/** The channel "Web chat". */
export const webChat: Channel = {
  kind: "web-chat",
  delivery: "pull",
  owns: (id) => id.startsWith(idPrefix),
  errorBody: (_, error) => ({ success: false, error }),
  endpoints: (context) =>
    context.configuration.webChat.isOn
      ? [...pageEndpoints(context), sessions(context), messages(context), events(context)]
      : [],
};

const common: Readonly<Record<number, AnswerForm>> = {
  400: { description: "A field is missing or wrong.", body: failure },
  413: { description: "An attachment, or the whole body, is too large.", body: failure },
  415: { description: "The body is not sent as JSON.", body: failure },
  429: { description: "Too many messages; `retry-after` says how many seconds are left.", body: failure },
  503: { description: "It could not be kept. Please send it again.", body: failure },
};

function sessions(context: ChannelContext): Endpoint {
  return endpoint({
    method: "POST",
    path: "/web-chat/sessions",
    summary: "Begins a conversation",
    tag,
    body: sessionBody,
    answers: {
      ...common,
      200: { description: "The conversation; the bot has begun.", body: sessionAnswer },
      404: { description: "There is no such bot.", body: failure },
    },
    refuse: (problem) => refused(400, problem),
    handle: async ({ body }) => {
      const bot = servedBot(context, body.bot);
      if (bot === undefined) return refused(404, "There is no such bot.");
      const languages = languagesOf(context, bot);
      const setting = settingOf(body.language, languages);
      if (setting === undefined) return unknownLanguage(languages);
      const session = newId();
      const incoming: Incoming = { type: "start", bot: bot.name, setting };
      const channel = idPrefix + bot.name;
      const acceptance = await context.accept({
        channel,
        user: session,
        key: null,
        incoming: [incoming],
        attachments: [],
      });
      if (acceptance.kind === "limited") return limited(acceptance.retryAfter);
      const title = context.configuration.webChat.title ?? bot.name;
      return { status: 200, headers: uncached, body: { session, bot: bot.name, languages, title } };
    },
  });
}

function messages(context: ChannelContext): Endpoint {
  const { limits, attachmentTypes, webChat: settings } = context.configuration;
  const limit = new MinuteLimit(settings.messagesPerMinute, Date.now);
  return endpoint({
    method: "POST",
    path: "/web-chat/messages",
    summary: "Says something in a conversation",
    tag,
    body: messageBody(limits),
    // Base64 takes four characters for three bytes.
    bodyLimit: Math.ceil((limits.attachmentBytes * 4) / 3) + limits.bodyBytes,
    answers: {
      ...common,
      200: { description: "The message is queued durably.", body: messageAnswer },
      404: { description: "There is no such conversation.", body: failure },
    },
    refuse: (problem) => refused(400, problem),
    handle: async ({ body }) => {
      const { session, key, language, message } = body;
      const found = await conversationOf(context, session);
      if (found === undefined) return unknownSession;
      const languages = languagesOf(context, found.bot);
      const setting = settingOf(language, languages);
      if (setting === undefined) return unknownLanguage(languages);
      const read = readMessage(message, {
        bot: found.bot.name,
        setting,
        events: settings.events,
        bytes: limits.attachmentBytes,
        types: attachmentTypes,
        urlOf: (id) => `${context.publicUrl()}/attachments/${id}`,
      });
      if (!read.ok) return refused(read.status, read.problem);
      const left = limit.take(session);
      if (left > 0) return limited(left);
      const acceptance = await context.accept({
        channel: found.key.channel,
        user: session,
        // Names of one conversation are nothing to another.
        key: `${session}:${key}`,
        incoming: [read.incoming],
        attachments: read.file === null ? [] : [read.file],
      });
      if (acceptance.kind === "limited") return limited(acceptance.retryAfter);
      return { status: 200, headers: uncached, body: { success: true, isRepeated: acceptance.isRepeated } };
    },
  });
}

function events(context: ChannelContext): Endpoint {
  const { streams, streamsPerSession } = context.configuration.webChat;
  const open = new OpenLimit(streams, streamsPerSession);
  return endpoint({
    method: "GET",
    path: "/web-chat/events",
    summary: "Listens to a conversation",
    tag,
    query: eventsQuery,
    answers: {
      200: {
        description:
          "Server-sent events, without end. Each `message` has its number as its id and `{ message, at }` as its data.",
        type: "text/event-stream",
      },
      400: { description: "The query is wrong.", body: failure },
      404: { description: "There is no such conversation.", body: failure },
      429: { description: "Too many listen; `retry-after` says how many seconds to wait.", body: failure },
    },
    refuse: (problem) => refused(400, problem),
    handle: async ({ query, headers, signal }) => {
      const last = headers["last-event-id"] ?? query.after ?? "0";
      if (!/^\d{1,15}$/.test(last))
        return refused(400, "The header `last-event-id` has to be the number of a message.");
      const found = await conversationOf(context, query.session);
      if (found === undefined) return unknownSession;
      const close = open.open(query.session);
      if (close === undefined) {
        const error = "Too many pages listen at the moment. Please close one, or try again later.";
        return { status: 429, headers: { "retry-after": "10" }, body: { success: false, error } };
      }
      const ended = AbortSignal.any([signal, context.stopping]);
      const stream = Readable.from(eventStream(context, found.key, Number(last), ended), { objectMode: false });
      if (signal.aborted) stream.destroy();
      stream.once("close", close);
      const streamHeaders = {
        "content-type": "text/event-stream; charset=utf-8",
        // Proxies hand on what comes as it comes.
        "x-accel-buffering": "no",
        // A connection that was kept for more would hold up a server that stops.
        connection: "close",
      };
      return { status: 200, headers: { ...uncached, ...streamHeaders }, body: stream };
    },
  });
}

interface Conversation {
  readonly key: ConversationKey;
  readonly bot: Bot;
}

/** The conversation of an id: the store knows with which bot. */
async function conversationOf(context: ChannelContext, session: string): Promise<Conversation | undefined> {
  const channels = await context.store.channelsOfUser(session);
  const channel = channels.find((id) => id.startsWith(idPrefix));
  if (channel === undefined) return undefined;
  const bot = servedBot(context, channel.slice(idPrefix.length));
  return bot === undefined ? undefined : { key: { channel, user: session }, bot };
}

/** A bot that may be talked to here, the first one without a name. */
function servedBot({ bots, configuration }: ChannelContext, name: string | undefined): Bot | undefined {
  const { privateBots } = configuration.converse;
  const names = configuration.webChat.bots ?? bots.names().filter((each) => !privateBots.includes(each));
  if (name !== undefined && !names.includes(name)) return undefined;
  const wanted = name ?? names.find((each) => bots.get(each) !== undefined);
  return wanted === undefined ? undefined : bots.get(wanted);
}

function languagesOf({ configuration }: ChannelContext, { machine }: Bot): readonly string[] {
  return configuration.webChat.languages ?? machine.program.bot?.languages ?? [];
}

/** What comes along with an input; `undefined` where the language is none that can be chosen. */
function settingOf(language: string | undefined, languages: readonly string[]): Setting | undefined {
  if (language === undefined) return {};
  return languages.includes(language) ? { language } : undefined;
}

/** What is said is nobody else's. */
const uncached = { "cache-control": "no-store" };

const unknownSession = refused(404, "There is no such conversation. Please begin a new one.");

function unknownLanguage(languages: readonly string[]): Answer {
  const known = languages.length === 0 ? "the bot has no others" : `one of ${languages.join(", ")}`;
  return refused(400, `\`language\`: is not known; ${known}`);
}

function refused(status: number, error: string): Answer {
  return { status, body: { success: false, error } };
}

function limited(retryAfter: number): Answer {
  const seconds = Math.max(1, Math.ceil(retryAfter / 1_000));
  const error = `Too many messages in a minute. Please wait ${seconds} s.`;
  return { status: 429, headers: { "retry-after": String(seconds) }, body: { success: false, error } };
}
