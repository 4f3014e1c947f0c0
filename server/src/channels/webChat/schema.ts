import { z } from "zod";

/** The id of a conversation: who knows it takes part, so nobody can guess it. */
const sessionId = z
  .string("has to be a text")
  .regex(/^[0-9a-f]{32}$/, "has to be an id from `POST /web-chat/sessions`")
  .describe("From `POST /web-chat/sessions`.");

const language = z
  .string("has to be a text")
  .max(40, "must not have more than 40 characters")
  .optional()
  .describe("A language of the bot; the bot speaks it from now on.");

/** The body of `POST /web-chat/sessions`. */
export const sessionBody = z.object({
  bot: z.string("has to be a text").max(200).optional().describe("Name of the bot; the first one if there is none."),
  language,
});

/** The answer to it. */
export const sessionAnswer = z.object({
  session: z.string().describe("The id of the conversation: keep it, and keep it to yourself."),
  bot: z.string(),
  languages: z.array(z.string()).describe("Languages that can be chosen."),
  title: z.string(),
});

const shortText = z.string("has to be a text").min(1, "must not be empty").max(1_000);

/** One message of a user; `characters` is how long its text may be. */
function userMessage(characters: number) {
  return z.discriminatedUnion(
    "type",
    [
      z.object({
        type: z.literal("text"),
        text: z
          .string("has to be a text")
          .min(1, "must not be empty")
          .max(characters, `must not have more than ${characters} characters`),
      }),
      z
        .object({ type: z.literal("tap"), title: shortText, value: z.json().optional() })
        .describe("A quick reply or a button, as it was offered."),
      z
        .object({
          type: z.literal("attachment"),
          base64: z
            .string("has to be a text")
            .min(1)
            .optional()
            .describe("A data URL, such as `data:image/jpeg;base64,…`."),
          url: z.string("has to be a text").min(1).max(4_096).optional().describe("An http or https address."),
          name: z.string("has to be a text").max(200).optional().describe("Name of the file."),
        })
        .refine(
          ({ base64, url }) => (base64 === undefined) !== (url === undefined),
          "has to have a `url` or a `base64`",
        )
        .describe("A file, or the address of one."),
      z
        .object({ type: z.literal("event"), name: shortText, data: z.json().optional() })
        .describe("Something that the page around tells."),
    ],
    "has to be a text, a tap, an attachment or an event",
  );
}

/** The body of `POST /web-chat/messages`. */
export function messageBody(limits: { readonly messageCharacters: number }) {
  return z.object({
    session: sessionId,
    key: z
      .string("has to be a text")
      .min(1, "must not be empty")
      .max(100, "must not have more than 100 characters")
      .describe("Your own name for the message: sent again with the same one, it is taken once."),
    message: userMessage(limits.messageCharacters),
    language,
  });
}

/** What a user says, as the request has it. */
export type UserMessage = z.infer<ReturnType<typeof userMessage>>;

/** The answer to a message that has been queued. */
export const messageAnswer = z.object({
  success: z.literal(true),
  isRepeated: z.boolean().describe("Whether it had been taken before."),
});

/** The query of `GET /web-chat/events`. */
export const eventsQuery = z.object({
  session: sessionId,
  after: z
    .string()
    .regex(/^\d{1,15}$/, "has to be the number of a message")
    .optional()
    .describe(
      "The number of the last message that is known; without it the stream begins with the first. The header `Last-Event-ID` goes before it.",
    ),
});

/** The answer to what was not taken. */
export const failure = z.object({
  success: z.literal(false),
  error: z.string().describe("What is wrong, in a sentence."),
});
