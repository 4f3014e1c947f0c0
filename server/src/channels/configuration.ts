/**
 * What `serve` can be told, in one file: the member `channels` of a project's `flowstate.json`, or a file of its own (`--config`).
 * Each setting can be overridden by the environment: `limits.messagesPerMinute` by `FLOWSTATE_LIMITS_MESSAGES_PER_MINUTE`.
 * Secrets come from the environment alone.
 */
import { z } from "zod";

const megabyte = 1024 * 1024;

function count(usual: number, most: number, description: string) {
  return z.int().min(1).max(most).default(usual).describe(description);
}

const text = (description: string) => z.string().min(1).describe(description);

/** The settings with what each of them is for. Times are milliseconds. */
export const configurationSchema = z.strictObject({
  $schema: z.string().exactOptional(),
  host: text("The address to listen on.").default("127.0.0.1"),
  port: z.int().min(0).max(65_535).default(4000).describe("The port to listen on; 0 for any that is free."),
  publicUrl: z
    .url({ protocol: /^https?$/ })
    .exactOptional()
    .describe("Where clients reach the server, if not at its host and port: behind a proxy."),
  store: text("`sqlite:FILE` or `memory`. An address with a password comes from `FLOWSTATE_STORE`.").exactOptional(),
  limits: z
    .strictObject({
      attachmentBytes: count(10 * megabyte, 100 * megabyte, "Bytes of one attachment."),
      attachments: count(10, 100, "Attachments of one message."),
      bodyBytes: count(megabyte, 100 * megabyte, "Bytes of the body of any other request."),
      messageCharacters: count(10_000, 100_000, "Characters of one message of a user."),
      messagesPerMinute: count(120, 1_000_000, "Messages a minute and channel."),
      requestTimeout: count(30_000, 600_000, "Time for a request to come in as a whole."),
    })
    .prefault({})
    .describe("What clients may do at most."),
  attachmentTypes: z
    .array(text("A media type, or `image/*`."))
    .default(["image/*", "video/*", "audio/*", "application/pdf", "text/plain"])
    .describe("Media types that users may send."),
  delivery: z
    .strictObject({
      timeout: count(10_000, 120_000, "Time for a webhook to answer."),
      attempts: count(10, 100, "Attempts before a message becomes a dead letter."),
      firstDelay: count(1_000, 3_600_000, "Time before the second attempt; it doubles with each further one."),
      longestDelay: count(600_000, 86_400_000, "The longest time between two attempts."),
      parallel: count(64, 1_000, "Webhook calls at a time."),
      parallelPerChannel: count(16, 1_000, "Webhook calls at a time to the webhook of one channel."),
      privateHosts: z
        .array(text("A name or an address."))
        .default([])
        .describe("Hosts in private networks that webhooks may be at, besides this machine; `*` for all."),
    })
    .prefault({})
    .describe("How webhooks are called."),
  conversations: z
    .strictObject({
      parallel: count(64, 10_000, "Conversations that are handled at a time."),
      lease: count(10_000, 600_000, "How long a conversation stays with a process that has not been heard of."),
    })
    .prefault({})
    .describe("How conversations are handled."),
  converse: z
    .strictObject({
      publicRoute: z.boolean().default(true).describe("Whether bots can be talked to without a token."),
      privateBots: z
        .array(text("Name of a bot."))
        .default([])
        .describe("Bots that want a token on the public route, too."),
      timeout: count(25_000, 600_000, "Time for a bot to answer, calls of its backend included."),
      bufferDelay: z
        .int()
        .min(0)
        .max(10_000)
        .default(250)
        .describe("How long after an answer what the bot says by itself still belongs to it."),
      legacyTyping: z.boolean().default(false).describe("Whether answers have the form of Botpress up to v12.25."),
      messageCharacters: count(360, 100_000, "Characters of one text of a user."),
      tokenLifetime: count(3_600_000, 86_400_000, "How long a token is good."),
    })
    .prefault({})
    .describe("The Converse API."),
  webChat: z
    .strictObject({
      isOn: z.boolean().default(true).describe("Whether there is a page to talk to the bots, at `/`."),
      bots: z
        .array(text("Name of a bot."))
        .exactOptional()
        .describe(
          "Bots that can be talked to, the first one unless somebody asks for another; all but `converse.privateBots` if not given.",
        ),
      title: z
        .string()
        .min(1)
        .max(100)
        .exactOptional()
        .describe("What stands above the page; the bot's name if not given."),
      accent: z
        .string()
        .regex(/^#[0-9a-fA-F]{6}$/, "has to be a colour such as `#0a5bd3`")
        .default("#0a5bd3")
        .describe("The colour of the user's messages and of what can be tapped."),
      languages: z
        .array(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "has to be a code such as `en`"))
        .exactOptional()
        .describe("Languages that users can choose; those of the bot if not given."),
      origins: z
        .array(
          z
            .string()
            .regex(/^https?:\/\/[A-Za-z0-9.-]+(:\d{1,5})?$/, "has to be an origin such as `https://shop.example`"),
        )
        .default([])
        .describe("Sites that may show the page in a frame, besides this server and those on this machine."),
      events: z
        .array(text("Name of an event."))
        .default([])
        .describe("Events that pages may tell: whoever opens the page can tell them, too."),
      messagesPerMinute: count(30, 10_000, "Messages a minute and conversation."),
      streams: count(1_000, 100_000, "Pages that may listen at a time."),
      streamsPerSession: count(6, 100, "Pages of one conversation that may listen at a time."),
    })
    .prefault({})
    .describe("The web chat page."),
  log: z
    .strictObject({
      level: z.enum(["debug", "info", "warn", "error", "silent"]).default("info").describe("What is written."),
      messages: z.boolean().default(false).describe("Whether the texts of users and bots are written, too."),
    })
    .prefault({})
    .describe("What is written to standard error."),
  retention: z
    .strictObject({
      messages: count(30, 36_500, "Days that handled messages and attachments are kept."),
      users: count(365, 36_500, "Days after which a user who was not heard of is forgotten.").nullable().default(null),
    })
    .prefault({})
    .describe("What is forgotten, and when."),
});

/** The settings of a server, all of them. */
export type Configuration = z.infer<typeof configurationSchema>;

/** Settings, or one sentence for each thing that is wrong. */
export type ReadConfiguration =
  | { readonly ok: true; readonly configuration: Configuration }
  | { readonly ok: false; readonly problems: readonly string[] };

/** The settings of a file (`undefined` for none), overridden by the environment, overridden by options of the command line. */
export function readConfiguration(
  file: unknown,
  environment: Readonly<Record<string, string | undefined>>,
  options: Readonly<Record<string, unknown>> = {},
): ReadConfiguration {
  const secret = secretIn(file);
  if (secret !== undefined) return { ok: false, problems: [secret] };
  const overridden = override(configurationSchema, file ?? {}, environment, "FLOWSTATE");
  const merged = isObject(overridden) ? { ...overridden, ...options } : overridden;
  const read = configurationSchema.safeParse(merged);
  if (read.success) return { ok: true, configuration: read.data };
  const problems = read.error.issues.map(({ path, message }) =>
    path.length === 0 ? `The configuration: ${message}.` : `\`${path.map(String).join(".")}\`: ${message}.`,
  );
  return { ok: false, problems };
}

/** A password has no place in a file that is kept beside the flows. */
function secretIn(file: unknown): string | undefined {
  const store = isObject(file) ? file["store"] : undefined;
  const password = typeof store === "string" ? URL.parse(store)?.password : undefined;
  return password === undefined || password === ""
    ? undefined
    : "`store` holds a password: put the address into the environment, as `FLOWSTATE_STORE`.";
}

/** A value with what the environment says in place of its members. */
function override(
  schema: z.ZodType,
  value: unknown,
  environment: Readonly<Record<string, string | undefined>>,
  name: string,
): unknown {
  const shape = shapeOf(schema);
  if (shape === undefined) {
    const said = environment[name];
    return said === undefined || said === "" ? value : parsed(schema, said);
  }
  if (value !== undefined && !isObject(value)) return value;
  const members = Object.entries(shape).flatMap(([key, member]) => {
    if (key === "$schema") return [];
    const next = override(member, value?.[key], environment, `${name}_${key.replace(/[A-Z]/g, "_$&").toUpperCase()}`);
    return next === undefined ? [] : [[key, next] as const];
  });
  return { ...value, ...Object.fromEntries(members) };
}

/** Numbers and truths as such, lists with commas, all else as a text. */
function parsed(schema: z.ZodType, said: string): unknown {
  if (innerOf(schema) instanceof z.ZodArray) return said.split(",").map((part) => part.trim());
  if (innerOf(schema) instanceof z.ZodString) return said;
  return /^(-?\d+|true|false|null)$/.test(said) ? JSON.parse(said) : said;
}

function shapeOf(schema: z.ZodType): Readonly<Record<string, z.ZodType>> | undefined {
  const inner = innerOf(schema);
  return inner instanceof z.ZodObject ? inner.shape : undefined;
}

/** The schema below defaults and the like. */
function innerOf(schema: z.ZodType): z.ZodType {
  const isWrapped =
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodExactOptional ||
    schema instanceof z.ZodNullable;
  const inner: unknown = isWrapped ? schema.unwrap() : schema;
  return inner instanceof z.ZodType && inner !== schema ? innerOf(inner) : schema;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
