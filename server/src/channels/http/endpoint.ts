import type { Readable } from "node:stream";
import type { z } from "zod";

/** What an endpoint answers with. An object is sent as JSON, a text and bytes as they are, a stream as it comes. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: object | string | Uint8Array | Readable;
}

/** One status of an endpoint, for its documentation; without `body` it is no JSON. */
export interface AnswerForm {
  readonly description: string;
  readonly body?: z.ZodType;
  /** Media type; JSON where there is none. */
  readonly type?: string;
}

/** A request whose parts have been read; headers have small names, each with one value. */
export interface EndpointRequest<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Aborted once the client is gone, or has its answer. */
  readonly signal: AbortSignal;
}

/** What an endpoint is made of. Parts without a schema are not read. */
export interface EndpointDefinition<Params, Query, Body> {
  readonly method: "GET" | "POST";
  /** With `:name` for parameters. */
  readonly path: string;
  readonly summary: string;
  /** The group of the endpoint in the documentation. */
  readonly tag: string;
  readonly params?: z.ZodType<Params>;
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  /** Bytes of a request's body; the usual limit where there is none. */
  readonly bodyLimit?: number;
  readonly answers: Readonly<Record<number, AnswerForm>>;
  /** Whether it wants `Authorization: Bearer`; the handler looks at it. */
  readonly isSecured?: true;
  /**
   * The answer to a request of which a part is not as its schema wants it; `problem` is a sentence that names the field, for those
   * who do not word it themselves.
   */
  readonly refuse: (problem: string, refusal: Refusal) => Answer;
  readonly handle: (request: EndpointRequest<Params, Query, Body>) => Promise<Answer>;
}

/** A part of a request that is not as its schema wants it. */
export interface Refusal {
  readonly value: unknown;
  readonly error: z.ZodError;
}

/** A request as it came in. */
export interface RawRequest {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/** An endpoint whose schemas are used: it takes any request, and answers those that do not fit itself. */
export interface Endpoint {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly params: z.ZodType | undefined;
  readonly query: z.ZodType | undefined;
  readonly body: z.ZodType | undefined;
  readonly bodyLimit: number | undefined;
  readonly answers: Readonly<Record<number, AnswerForm>>;
  readonly isSecured: boolean;
  readonly handle: (request: RawRequest) => Promise<Answer>;
}

/** An endpoint from its definition: one schema a part says what is read, what is refused, and what is documented. */
export function endpoint<Params = unknown, Query = unknown, Body = unknown>(
  definition: EndpointDefinition<Params, Query, Body>,
): Endpoint {
  const { method, path, summary, tag, params, query, body, bodyLimit, answers, isSecured, refuse, handle } = definition;
  return {
    method,
    path,
    summary,
    tag,
    params,
    query,
    body,
    bodyLimit,
    answers,
    isSecured: isSecured ?? false,
    handle: async (raw) => {
      const read = {
        params: readPart(params, raw.params, "The path"),
        query: readPart(query, raw.query, "The query"),
        body: readPart(body, raw.body, "The body"),
      };
      if (!read.params.ok) return refuse(read.params.problem, read.params);
      if (!read.query.ok) return refuse(read.query.problem, read.query);
      if (!read.body.ok) return refuse(read.body.problem, read.body);
      const { headers, signal } = raw;
      return handle({
        params: read.params.value,
        query: read.query.value,
        body: read.body.value,
        headers,
        signal,
      });
    },
  };
}

type Part<T> = { readonly ok: true; readonly value: T } | ({ readonly ok: false; readonly problem: string } & Refusal);

function readPart<T>(schema: z.ZodType<T> | undefined, value: unknown, what: string): Part<T> {
  // Nobody looks at a part without a schema.
  if (schema === undefined) return { ok: true, value: undefined as T };
  const result = schema.safeParse(value);
  if (result.success) return { ok: true, value: result.data };
  const { error } = result;
  const issue = innermost(error.issues[0]);
  return { ok: false, problem: sentence(issue?.path ?? [], issue?.message ?? "cannot be read", what), value, error };
}

/** Of alternatives none of which fits, what is wrong with the one that fits furthest. */
function innermost(issue: z.core.$ZodIssue | undefined): z.core.$ZodIssue | undefined {
  // Where somebody has worded it, nothing is better.
  if (issue?.code !== "invalid_union" || issue.message !== "Invalid input") return issue;
  const inner = issue.errors.flatMap(([first]) => innermost(first) ?? []);
  const [best] = inner.toSorted((a, b) => b.path.length - a.path.length);
  return best === undefined ? issue : { ...best, path: [...issue.path, ...best.path] };
}

/** `message` of an issue, with the name of its field in front. */
function sentence(path: readonly PropertyKey[], message: string, what: string): string {
  const name = path.reduce<string>(
    (before, key) =>
      typeof key === "number" ? `${before}[${key}]` : `${before}${before === "" ? "" : "."}${String(key)}`,
    "",
  );
  return name === "" ? `${what}: ${message}` : `\`${name}\`: ${message}`;
}
