import { z } from "zod";
import type { Channel, ChannelContext } from "../channel.ts";
import { type Answer, type Endpoint, endpoint } from "../http/endpoint.ts";
import { areSameSecret } from "../http/tokens.ts";
import { type ReadAttachment, readAttachment } from "./attachments.ts";
import { incomingOf } from "./incoming.ts";
import { webhookBodyOf } from "./outgoing.ts";
import { failure, messageAnswer, messageBody, webhookBody } from "./schema.ts";

/** The channel "API medium": messages in by request, messages out by webhook, users numbered by us. */
export const apiMedium: Channel = {
  kind: "api-medium",
  delivery: "push",
  owns: () => false,
  errorBody: (_, error) => ({ success: false, error }),
  webhookBody: webhookBodyOf,
  webhookForm: {
    name: "apiMediumMessage",
    summary: "One message of the bot, to the webhook of the channel",
    tag: "API medium",
    body: webhookBody,
  },
  endpoints: (context) => [messages(context), attachments(context)],
};

function messages(context: ChannelContext): Endpoint {
  const { limits } = context.configuration;
  return endpoint({
    method: "POST",
    path: "/api-medium/messages",
    summary: "Says something to a bot",
    tag: "API medium",
    body: messageBody(limits),
    // Base64 takes four characters for three bytes.
    bodyLimit: Math.ceil((limits.attachmentBytes * 4) / 3) + limits.bodyBytes,
    answers: {
      200: { description: "The message is queued durably.", body: messageAnswer },
      400: { description: "A field is missing or wrong.", body: failure },
      401: { description: "The token is not the channel's.", body: failure },
      404: { description: "There is no such channel.", body: failure },
      413: { description: "An attachment, or the whole message, is too large.", body: failure },
      415: { description: "The body is not sent as JSON.", body: failure },
      429: {
        description: "The channel has had its messages for this minute; `retry-after` says how many seconds are left.",
        body: failure,
      },
      503: { description: "The message could not be kept. Please send it again.", body: failure },
    },
    refuse: (problem) => refused(400, problem),
    handle: async ({ body, headers }) => {
      const channel = await context.store.channels.get(body.channelID);
      if (channel?.kind !== "api-medium") return refused(404, "There is no such channel.");
      if (!areSameSecret(body.token, channel.token)) return refused(401, "The token is wrong.");
      const read = (body.attachments ?? []).map((sent) => readAttachment(sent, rulesOf(context)));
      const wrong = read.find((each) => !each.ok);
      if (wrong !== undefined) return refused(wrong.status, wrong.problem);
      const taken = read.filter((each): each is Extract<ReadAttachment, { ok: true }> => each.ok);
      if (body.message === "" && taken.length === 0)
        return refused(400, "`message`: must not be empty without attachments");
      const key = headers["idempotency-key"];
      if (key !== undefined && (key === "" || key.length > 200)) {
        return refused(400, "The header `idempotency-key` has to have 1 to 200 characters.");
      }
      const acceptance = await context.accept({
        channel: channel.id,
        user: body.userID === undefined ? null : String(body.userID),
        key: key ?? null,
        incoming: incomingOf(
          body.message,
          taken.map(({ input }) => input),
          channel.deployments,
        ),
        attachments: taken.flatMap(({ file }) => (file === null ? [] : [file])),
      });
      if (acceptance.kind === "limited") return limited(acceptance.retryAfter);
      const { channelID, message } = body;
      return { status: 200, body: { channelID, message, userID: Number(acceptance.user), success: true } };
    },
  });
}

function rulesOf({ configuration, publicUrl }: ChannelContext) {
  return {
    bytes: configuration.limits.attachmentBytes,
    types: configuration.attachmentTypes,
    urlOf: (id: string) => `${publicUrl()}/attachments/${id}`,
  };
}

/** Files that users have sent as they are, for the bots' backends. */
function attachments({ store }: ChannelContext): Endpoint {
  return endpoint({
    method: "GET",
    path: "/attachments/:id",
    summary: "A file that a user has sent",
    tag: "API medium",
    params: z.object({ id: z.string().min(1).max(100) }),
    answers: {
      200: { description: "The file.", type: "application/octet-stream" },
      404: { description: "There is no such file, or it is forgotten.", body: failure },
    },
    refuse: (problem) => refused(404, problem),
    handle: async ({ params }) => {
      const file = await store.inbox.attachment(params.id);
      if (file === undefined) return refused(404, "There is no such file.");
      const headers = {
        "content-type": file.type,
        // What strangers have sent must not run in a browser as a page of ours.
        "content-disposition": "attachment",
        "content-security-policy": "sandbox",
        "cache-control": "private, no-store",
      };
      return { status: 200, headers, body: file.bytes };
    },
  });
}

function refused(status: number, error: string): Answer {
  return { status, body: { success: false, error } };
}

function limited(retryAfter: number): Answer {
  const seconds = Math.max(1, Math.ceil(retryAfter / 1_000));
  const error = `The channel has had its messages for this minute. Please wait ${seconds} s.`;
  return { status: 429, headers: { "retry-after": String(seconds) }, body: { success: false, error } };
}
