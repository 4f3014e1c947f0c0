import { z } from "zod";

/** An attachment of a message: an address, or the file itself. */
const attachment = z
  .union(
    [
      z.object({ url: z.string().min(1).max(4_096).describe("An http or https address.") }),
      z.object({ base64: z.string().min(1).describe("A data URL, such as `data:image/jpeg;base64,…`.") }),
    ],
    "has to have a `url` or a `base64`, each a text",
  )
  .describe("An address, or the file itself.");

/** The body of `POST /api-medium/messages`; fields that it does not know are passed over. */
export function messageBody(limits: { readonly messageCharacters: number; readonly attachments: number }) {
  return z.object({
    channelID: z
      .string("has to be a text")
      .min(1, "must not be empty")
      .max(200)
      .describe("From `flowstate channel add api-medium`."),
    token: z.string("has to be a text").min(1, "must not be empty").max(1_000).describe("The channel's token."),
    message: z
      .string("has to be a text")
      .max(limits.messageCharacters, `must not have more than ${limits.messageCharacters} characters`)
      .describe(
        "What the user says; the keyword of a bot (`#bank`) starts it. It may be empty only beside attachments.",
      ),
    userID: z
      .int("has to be a whole number from 1 on")
      .min(1, "has to be a whole number from 1 on")
      .optional()
      .describe("Who says it; without it a new user, whose number is in the answer."),
    attachments: z
      .array(attachment, "has to be a list of objects with `url` or `base64`")
      .max(limits.attachments, `must not have more than ${limits.attachments} entries`)
      .optional(),
  });
}

/** The answer to a message that has been queued. */
export const messageAnswer = z.object({
  channelID: z.string(),
  message: z.string(),
  userID: z.int().describe("The number of the user."),
  success: z.literal(true),
});

/** The answer to a message that was not taken. */
export const failure = z.object({
  success: z.literal(false),
  error: z.string().describe("What is wrong, in a sentence."),
});

/** The body of a webhook call: one message of the bot. */
export const webhookBody = z.object({
  channelID: z.string(),
  message: z.string(),
  userID: z.int(),
  timestamp: z.int().describe("When the bot said it: UTC, in milliseconds."),
  quickReplies: z
    .array(z.string())
    .exactOptional()
    .describe("Answers that are offered; sent back as `message`, they are taken."),
  attachments: z
    .array(z.object({ offset: z.int().describe("The place in `message`, in UTF-16 units."), url: z.string() }))
    .exactOptional(),
  adminID: z.int().exactOptional().describe("The person who wrote the message, where it was not the bot."),
});

/** A message of the bot, as the webhook gets it. */
export type WebhookBody = z.infer<typeof webhookBody>;
