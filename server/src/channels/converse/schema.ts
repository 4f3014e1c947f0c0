/** The forms of the Converse API, for its documentation and its checks. */
import { z } from "zod";

/** What names a conversation: the bot, and the user by any id of the client's. */
export const conversationParams = z.object({
  botId: z.string().min(1).max(200).describe("Name of the bot."),
  userId: z.string().min(1).max(200).describe("The client's own id of the user; an unknown one begins a conversation."),
});

export const includeQuery = z.object({
  include: z.string().optional().describe("Names with commas between them: `nlu`, `state`, `suggestions`, `decision`."),
});

export const loginBody = z.object({ email: z.string().max(320), password: z.string().max(1_000) });

export const loginAnswer = z.object({
  status: z.literal("success"),
  message: z.literal("Login successful"),
  payload: z.object({
    jwt: z.string().describe("The token, for the header `authorization: Bearer …`."),
    exp: z.int().describe("How long it is good, in milliseconds."),
  }),
});

/** The answer of the bot, and what was asked for with it. */
export const converseAnswer = z.object({
  responses: z.array(z.record(z.string(), z.unknown())).describe("What the bot says, one payload a message."),
  nlu: z.record(z.string(), z.unknown()).optional(),
  suggestions: z.array(z.record(z.string(), z.unknown())).optional(),
  state: z.record(z.string(), z.unknown()).optional(),
  decision: z.record(z.string(), z.unknown()).optional(),
});

/** What is kept of a turn until its request is answered. */
export const keptTurn = z.object({
  nlu: z.record(z.string(), z.unknown()),
  suggestions: z.array(z.record(z.string(), z.unknown())),
  state: z.record(z.string(), z.unknown()),
  decision: z.record(z.string(), z.unknown()),
});

/** The body of an error. */
export const errorForm = z.object({
  statusCode: z.int(),
  errorCode: z.string(),
  type: z.string(),
  message: z.string(),
  details: z.string(),
  docs: z.string(),
});
