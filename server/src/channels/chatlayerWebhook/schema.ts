/** The forms of Chatlayer's webhook channel and of the calls beside it. */
import { z } from "zod";

const parameters = z.array(z.object({ key: z.string().min(1).max(200), value: z.json() })).max(200);

const postback = z.object({
  title: z.string().max(1_000).default(""),
  nextDialogstateId: z.string().max(1_000).nullish().describe("The dialog state that it leads to."),
  sessionDataToSet: parameters.nullish().describe("What it stores on the way."),
  payload: z
    .string()
    .max(20_000)
    .optional()
    .describe("The payload of a button of ours, unchanged, in place of the others."),
});

/** What a user did: one of the three. */
function message(characters: number) {
  return z
    .object({
      textMessage: z
        .object({ text: z.string().max(characters, `must not have more than ${characters} characters`) })
        .optional(),
      postbackMessage: postback.optional(),
      introMessage: z.object({}).loose().optional(),
    })
    .refine(
      (given) => Object.values(given).filter((each) => each !== undefined).length === 1,
      "needs exactly one of `textMessage`, `postbackMessage` and `introMessage`",
    );
}

const id = z.string().min(1).max(200);

/** A message of a user, as V1 of the API has it. */
export function webhookBody(characters: number) {
  return z.object({
    conversationId: id.optional().describe("The client's id of the conversation; without it that of the user."),
    user: z
      .object({
        id: id.optional(),
        firstName: z.string().max(200).optional(),
        lastName: z.string().max(200).optional(),
        preferredLanguage: z.string().max(35).optional(),
      })
      .optional(),
    sessionData: z
      .record(z.string(), z.json())
      .optional()
      .describe("What is stored in the session before anything else."),
    message: message(characters),
  });
}

export type WebhookBody = z.output<ReturnType<typeof webhookBody>>;

/** The same as the older API has it; `text` of a button is a JSON text with `nextDialogstateId` and `params`. */
export function olderBody(characters: number) {
  return z.object({
    text: z.string().max(characters, `must not have more than ${characters} characters`),
    sender: z.object({ id }),
    verifyToken: z.string().max(1_000).optional(),
    locale: z.string().max(35).optional(),
  });
}

export type OlderBody = z.output<ReturnType<typeof olderBody>>;

/** The JSON text of a button, in any of its generations. */
export const buttonPayload = z.object({
  title: z.string().optional(),
  caption: z.string().optional(),
  nextDialogstateId: z.string().nullish(),
  params: parameters.nullish(),
  parameters: parameters.nullish(),
  sessionDataToSet: parameters.nullish(),
  value: z.json().optional(),
});

/** What a backend says without being asked. */
export const actionsBody = z
  .object({
    sendMessages: z
      .array(z.json())
      .max(100)
      .optional()
      .describe("Messages of either generation, as in the answer to an API step."),
    session: z.object({ namespace: z.string(), data: z.json() }).optional(),
    nextDialogstateId: z
      .string()
      .min(1)
      .max(1_000)
      .optional()
      .describe("The dialog state that the conversation goes to."),
    action: z.object({ nextDialogstate: z.string().min(1).max(1_000).optional() }).optional(),
  })
  .refine(
    (given) => Object.values(given).some((each) => each !== undefined),
    "needs `sendMessages`, `session` or `nextDialogstateId`",
  );

export const extractBody = z.object({
  language: z.string().min(1).max(35),
  expression: z.string().min(1).max(10_000),
});

export const extractAnswer = z.object({
  extract: z.object({
    intents: z.array(z.object({ intent: z.string(), score: z.number() })),
    entities: z.array(z.object({ name: z.string(), value: z.json(), score: z.number() })),
  }),
});

export const botParams = z.object({ botId: z.string().min(1).max(200).describe("Name of the bot.") });

export const conversationParams = z.object({ botId: z.string().min(1).max(200), userId: id });

/** `DRAFT` and `LIVE` are the same here: a server has one version of a bot. */
export const versionQuery = z.object({ version: z.enum(["DRAFT", "LIVE"]).optional() });

/** A call of the customer's webhook: one message of the bot. */
export const outgoingBody = z.object({
  senderId: z.string(),
  verifyToken: z.string(),
  messageCounter: z.int(),
  message: z.record(z.string(), z.json()),
  nlp: z.object({ intent: z.object({ name: z.string(), score: z.number() }) }).optional(),
});

export const failure = z.object({ error: z.string().describe("What is wrong, in a sentence.") });
