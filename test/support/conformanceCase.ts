import { z } from "zod";

/**
 * The language that the cases of `test/runtime/conformance/*.json` are written in: one conversation a case, with the
 * backend that it meets and the events that have to come. `conformanceRun.ts` runs one, `conformanceServer.ts` is its
 * backend. `schema.json` beside the cases is made of what stands here.
 */

const milliseconds = z.number().min(0).max(5_000);

const fill = z
  .strictObject({
    before: z.string().optional(),
    text: z.string(),
    times: z.number().int(),
    after: z.string().optional(),
  })
  .describe("A body too long to be written down: `text`, `times` times, between `before` and `after`.");

const answer = z
  .strictObject({
    path: z.string().optional().describe("Answers requests with this path only, without the query."),
    status: z.number().int().optional().describe("200 without it."),
    headers: z
      .record(z.string(), z.union([z.string(), z.array(z.string()), z.null()]))
      .optional()
      .describe("`null` leaves out what would be sent; `{port}` in a value is the port of the backend."),
    json: z.json().optional().describe("A body of the type application/json."),
    text: z.string().optional().describe("A body of the type text/plain."),
    base64: z.string().optional().describe("A body of these bytes, of no type."),
    fill: fill.optional(),
    echo: z.literal(true).optional().describe("The body is JSON with the request: method, path, headers, body."),
    compress: z
      .array(z.enum(["gzip", "deflate", "deflate-raw", "br", "zstd"]))
      .optional()
      .describe("Encodings, the first applied first; `content-encoding` says so."),
    chunked: z.boolean().optional().describe("Sent in pieces of a few bytes instead of with a length."),
    length: z.number().int().optional().describe("What `content-length` says, whatever the body is."),
    delay: milliseconds.optional().describe("Before the head."),
    bodyDelay: milliseconds.optional().describe("Between the head and the body."),
    interim: z.array(z.number().int()).optional().describe("Statuses of answers of class 1xx that go before."),
    cut: z
      .enum(["reset", "close", "in head", "in body", "in chunk"])
      .optional()
      .describe("Where the connection ends too early; `reset` and `close` before anything was sent."),
    silent: z.literal(true).optional().describe("Never answers, and keeps the connection."),
    raw: z.array(z.string()).optional().describe("Lines that are sent as they are, in place of an answer."),
  })
  .describe("One answer of the backend.");

const input = z
  .union([
    z.string(),
    z.strictObject({ tap: z.string(), value: z.json().optional() }),
    z.strictObject({ event: z.string(), data: z.json().optional() }),
    z.strictObject({ attachment: z.string() }),
    z.strictObject({ silence: z.number() }),
  ])
  .describe("A text, or another input; a silence in milliseconds.");

const eventTypes = [
  "start",
  "end",
  "input",
  "match",
  "state",
  "step",
  "message",
  "request",
  "response",
  "memory",
  "wait",
  "report",
  "action",
] as const;

const expectedEvent = z
  .partialRecord(z.enum(eventTypes), z.json())
  .refine((event) => Object.keys(event).length === 1, "An expected event has one key: its type.")
  .describe(
    "`{ TYPE: TEXT }` or `{ TYPE: FIELDS }`. The fields that are listed have to be so; those of a message are what the bot says. The text is the event in short, as `shortOf` draws it.",
  );

const conformanceCase = z.strictObject({
  name: z.string(),
  source: z.string().describe("The statement that the case proves."),
  program: z
    .array(z.string())
    .describe("The lines of the flow; `--- PATH` begins another file. A service called `backend` is there."),
  environment: z.record(z.string(), z.string()).optional(),
  start: z.string().optional(),
  file: z.string().optional().describe("The file whose flow is run."),
  presets: z.array(z.string()).optional(),
  language: z.string().optional(),
  seed: z.number().optional(),
  userBegins: z.boolean().optional(),
  mocks: z.array(z.string()).optional().describe("Names of the mocks that are on."),
  backend: z
    .union([z.literal("down"), z.array(answer)])
    .optional()
    .describe("Answers in their order, the last repeats; `down`: nothing listens."),
  names: z
    .record(z.string(), z.array(z.string()))
    .optional()
    .describe("What names resolve to, one address after the other; no other name is known then."),
  proxy: z
    .strictObject({ variable: z.string(), not: z.string().optional() })
    .optional()
    .describe("The backend is a proxy too, named in this variable; `not` is NO_PROXY."),
  inputs: z
    .array(z.union([input, z.array(input)]))
    .optional()
    .describe("One after the other; a list is sent at once."),
  show: z
    .array(z.enum(eventTypes))
    .optional()
    .describe("Types of the events that are compared; message, state, report and end without it."),
  expect: z.array(expectedEvent).describe("The events of those types, in order, without one more."),
  requests: z
    .array(z.json())
    .optional()
    .describe("What the backend was asked: { method, path, headers, body }, the listed fields, in order."),
  sent: z.array(z.json()).optional().describe("What the machine wanted of each request: { timeout, retry }."),
  memory: z.json().optional().describe("What the scopes hold at the end, the listed paths."),
  never: z.array(z.string()).optional().describe("Texts that may stand in no event."),
});

export const conformanceFile = z.strictObject({
  $schema: z.literal("./schema.json"),
  title: z.string(),
  cases: z.array(conformanceCase),
});

export type ConformanceCase = z.infer<typeof conformanceCase>;
export type BackendAnswer = z.infer<typeof answer>;
export type CaseInput = z.infer<typeof input>;
export type ExpectedEvent = z.infer<typeof expectedEvent>;
