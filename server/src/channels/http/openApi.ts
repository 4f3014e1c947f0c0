import { z } from "zod";
import type { AnswerForm, Endpoint } from "./endpoint.ts";

type Json = Readonly<Record<string, unknown>>;

/** A call that the server makes. */
export interface WebhookForm {
  /** One word, for generated code. */
  readonly name: string;
  readonly summary: string;
  readonly tag: string;
  readonly body: z.ZodType;
}

/** The OpenAPI 3.1 document of endpoints and of the calls that the server makes. `version` is that of the product. */
export function openApiDocument(
  endpoints: readonly Endpoint[],
  webhooks: readonly WebhookForm[],
  version: string,
): Json {
  const paths = new Map<string, Record<string, Json>>();
  for (const endpoint of endpoints) {
    const path = endpoint.path.replaceAll(/:(\w+)/g, "{$1}");
    const operations = paths.get(path) ?? {};
    operations[endpoint.method.toLowerCase()] = operation(endpoint);
    paths.set(path, operations);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Flowstate",
      version,
      description: "Talk to the bots of `flowstate serve`.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "http://127.0.0.1:4000", description: "`flowstate serve` without options" }],
    tags: [...new Set(endpoints.map(({ tag }) => tag))].map((name) => ({ name })),
    paths: Object.fromEntries(paths),
    webhooks: Object.fromEntries(webhooks.map((form) => [form.name, { post: webhook(form) }])),
    components: { securitySchemes: { bearer: { type: "http", scheme: "bearer" } } },
  };
}

function operation({ method, path, summary, tag, params, query, body, answers, isSecured }: Endpoint): Json {
  return {
    operationId: operationId(method, path),
    summary,
    tags: [tag],
    security: isSecured ? [{ bearer: [] }] : [],
    ...(params === undefined && query === undefined
      ? {}
      : { parameters: [...parameters(params, "path"), ...parameters(query, "query")] }),
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { "application/json": { schema: schemaOf(body, "input") } } } }),
    responses: Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, response(answer)])),
  };
}

/** Every call carries its id and its signature; any answer of 200 to 299 takes it. */
function webhook({ name, summary, tag, body }: WebhookForm): Json {
  const header = (title: string, description: string): Json => ({
    name: title,
    in: "header",
    required: true,
    description,
    schema: { type: "string" },
  });
  return {
    operationId: name,
    summary,
    tags: [tag],
    parameters: [
      header("x-flowstate-delivery", "The same for every attempt at one message."),
      header("x-flowstate-signature", "`t=SECONDS,v1=HEX`: HMAC-SHA256 over `SECONDS.BODY`, with the channel's token."),
    ],
    requestBody: { required: true, content: { "application/json": { schema: schemaOf(body, "output") } } },
    responses: { "2XX": { description: "It is taken. After any other answer it is tried again." } },
  };
}

/** Such as `postApiMediumMessages`. */
function operationId(method: string, path: string): string {
  const words = path.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

function parameters(schema: z.ZodType | undefined, place: "path" | "query"): readonly Json[] {
  if (!(schema instanceof z.ZodObject)) return [];
  const shape: Readonly<Record<string, z.ZodType>> = schema.shape;
  return Object.entries(shape).map(([name, member]) => {
    const { description, ...rest } = schemaOf(member, "input");
    const isRequired = place === "path" || !member.safeParse(undefined).success;
    return {
      name,
      in: place,
      required: isRequired,
      ...(description === undefined ? {} : { description }),
      schema: rest,
    };
  });
}

function response({ description, body, type }: AnswerForm): Json {
  if (body === undefined && type === undefined) return { description };
  const media = body === undefined ? {} : { schema: schemaOf(body, "output") };
  return { description, content: { [type ?? "application/json"]: media } };
}

function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
}
