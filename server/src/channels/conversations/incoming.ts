import { z } from "zod";
import { fromOutside } from "../../expressions/fromOutside.ts";
import type { BotMessage, UserInput, Value } from "../../runtime/events.ts";

/** What a channel queues for a conversation. */
export type Incoming =
  /** The user said or did something. `bot` is for whom it is meant; `null` for the one that the user talks to. */
  | { readonly type: "input"; readonly bot: string | null; readonly input: UserInput; readonly setting: Setting }
  /**
   * The user chose something that was offered, or typed what may stand for it: `value` is its value as a text, `title` what it says, `null`
   * for a typed text.
   */
  | {
      readonly type: "choice";
      readonly bot: string | null;
      readonly title: string | null;
      readonly value: string;
      readonly setting: Setting;
    }
  /** The bot begins, whatever was going on: its keyword, or an introduction. */
  | { readonly type: "start"; readonly bot: string; readonly setting: Setting }
  /** A backend says, stores or leads on without being asked; without `nextDialogstate` the conversation stays where it is. */
  | {
      readonly type: "backend";
      readonly bot: string;
      /** As in the answer to an API step; each may be `null`. */
      readonly session: Value;
      readonly messages: Value;
      readonly nextDialogstate: Value;
    };

/** What comes along with an input, and is there before it is handled. */
export interface Setting {
  readonly language?: string;
  /** Members of `user`. */
  readonly user?: Readonly<Record<string, unknown>>;
  /** Members of `session`; a namespace that is there already is added to. */
  readonly session?: Readonly<Record<string, unknown>>;
}

/** A message as it waits to be delivered. */
export interface SentMessage {
  readonly message: BotMessage;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Name of the bot. */
  readonly bot: string;
  /** What the input was taken for, where an intent was looked for. */
  readonly intent?: { readonly name: string; readonly confidence: number };
}

const value = z.unknown().transform((raw) => fromOutside(raw));
const setting = z.object({
  language: z.string().exactOptional(),
  user: z.record(z.string(), z.unknown()).exactOptional(),
  session: z.record(z.string(), z.unknown()).exactOptional(),
});

const userInput = z.discriminatedUnion("type", [
  z.object({ type: z.literal("text"), text: z.string() }),
  z.object({ type: z.literal("tap"), text: z.string(), value: value.exactOptional() }),
  z.object({ type: z.literal("event"), name: z.string(), data: value.exactOptional() }),
  z.object({ type: z.literal("attachment"), data: z.object({ type: z.string(), url: z.string(), name: z.string() }) }),
  z.object({ type: z.literal("silence"), ms: z.number() }),
]);

const button = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("go"), title: z.string(), value: value.exactOptional() }),
  z.object({ kind: z.literal("open"), title: z.string(), url: z.string() }),
  z.object({ kind: z.literal("dial"), title: z.string(), number: z.string() }),
]);

const botMessage = z.object({
  type: z.enum(["text", "media", "location", "carousel", "list", "payload"]),
  text: z.string().exactOptional(),
  replies: z.array(z.object({ title: z.string(), value: value.exactOptional() })).exactOptional(),
  buttons: z.array(button).exactOptional(),
  cards: z
    .array(
      z.object({
        title: z.string(),
        subtitle: z.string().exactOptional(),
        image: z.string().exactOptional(),
        buttons: z.array(button),
      }),
    )
    .exactOptional(),
  media: z.object({ kind: z.enum(["image", "video", "audio", "file"]), url: z.string() }).exactOptional(),
  location: z.object({ latitude: z.number(), longitude: z.number() }).exactOptional(),
  channel: z.string().exactOptional(),
  raw: value.exactOptional(),
});

const incoming = z.discriminatedUnion("type", [
  z.object({ type: z.literal("input"), bot: z.string().nullable(), input: userInput, setting }),
  z.object({
    type: z.literal("choice"),
    bot: z.string().nullable(),
    title: z.string().nullable(),
    value: z.string(),
    setting,
  }),
  z.object({ type: z.literal("start"), bot: z.string(), setting }),
  z.object({
    type: z.literal("backend"),
    bot: z.string(),
    session: value,
    messages: value,
    nextDialogstate: value,
  }),
]);

const sentMessage = z.object({
  message: botMessage,
  at: z.number(),
  bot: z.string(),
  intent: z.object({ name: z.string(), confidence: z.number() }).exactOptional(),
});

/** What `accept` was given as JSON; `undefined` where another version of the product wrote something else. */
export function readIncoming(json: string): Incoming | undefined {
  return incoming.safeParse(JSON.parse(json)).data;
}

/** A message of the outbox; `undefined` where another version of the product wrote something else. */
export function readSentMessage(json: string): SentMessage | undefined {
  return sentMessage.safeParse(JSON.parse(json)).data;
}
