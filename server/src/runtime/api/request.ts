import { base64 } from "../../base/base64.ts";
import { hex, hmacSha256 } from "../../base/sha256.ts";
import type { EvaluationContext } from "../../expressions/context.ts";
import { evaluate } from "../../expressions/evaluate.ts";
import { isList, isObject, objectOf, printValue, type Value } from "../../expressions/values.ts";
import type * as ast from "../../language/ast.ts";
import { contextOf } from "../context.ts";
import type { Draft } from "../draft.ts";
import { headerValue, isMaskedHeader } from "../masking.ts";

/** A request as a flow describes it, secrets in place. */
export interface BuiltRequest {
  readonly method: ast.MethodName;
  readonly url: string;
  /** What of the URL is the service's `base`. */
  readonly base: string | null;
  readonly headers: { readonly [name: string]: string };
  readonly body: string | null;
  /** The body as events show it: JSON as a value, anything else as a text. */
  readonly shownBody: Value;
  readonly timeout: number;
  readonly retry: { readonly count: number; readonly every: number };
  readonly credentials: readonly string[];
  readonly hasSecretBody: boolean;
}

const defaultTimeout = 20_000;
const defaultPause = 500;
const maximumRetries = 10;

type Item = ast.ApiItem | ast.ServiceItem;

/** Fills an API step in: each text once, the step's own words before those of its service. */
export function buildRequest(draft: Draft, api: ast.Api): BuiltRequest {
  const context = contextOf(draft);
  const service = draft.program.services.get(api.service?.text ?? "")?.node.items ?? [];
  const method = api.method?.name ?? "GET";
  const { url, base, isElsewhere } = addressOf(api, service, context);
  const body = bodyOf(draft, method, api, context);
  const mayGo = isElsewhere ? stayingHome(draft, api) : () => true;
  const headers = headersOf(draft, [service, api.items], body, context, mayGo);
  const shared = queryOf(service, context).filter(([name, value]) => mayGo(name, printValue(value)));
  return {
    method,
    url: withQuery(url, [...shared, ...queryOf(api.items, context)]),
    base,
    headers,
    body: body.sent,
    shownBody: body.shown,
    timeout: durationOf(api.items) ?? durationOf(service) ?? defaultTimeout,
    retry: retryOf(api.items) ?? retryOf(service) ?? { count: 0, every: 0 },
    credentials: credentialsOf(draft, headers, [...service, ...api.items]),
    hasSecretBody: body.sent !== null && draft.masker.text(body.sent) !== body.sent,
  };
}

function addressOf(
  api: ast.Api,
  service: readonly ast.ServiceItem[],
  context: EvaluationContext,
): { readonly url: string; readonly base: string | null; readonly isElsewhere: boolean } {
  const path = printAddress(api.url, context);
  const item = service.find((each) => each.kind === "ServiceBase");
  if (item?.url === undefined) return { url: path, base: null, isElsewhere: false };
  const base = printAddress(item.url, context).replace(/\/+$/, "");
  if (isAbsolute(path)) return { url: path, base: null, isElsewhere: !isSameOrigin(path, base) };
  const separator = path === "" || /^[/?#]/.test(path) ? "" : "/";
  return { url: `${base}${separator}${path}`, base, isElsewhere: false };
}

function isSameOrigin(url: string, base: string): boolean {
  const origin = URL.parse(url)?.origin;
  return origin !== undefined && origin === URL.parse(base)?.origin;
}

/** Whether something of the service may go along to a host that is not its own. */
type MayGo = (name: string, value: string) => boolean;

/**
 * A step may name a whole address, of which a part may have come from a backend or a user: what the service keeps
 * secret does not go to any other host than that of its `base`.
 */
function stayingHome(draft: Draft, api: ast.Api): MayGo {
  let isTold = false;
  return (name, value) => {
    if (!isMaskedHeader(name) && draft.masker.text(value) === value) return true;
    if (!isTold) {
      const service = api.service?.text ?? "";
      draft.report(
        "bad-argument",
        `What \`${service}\` keeps secret stays with the host of its \`base\`: give the step an \`auth\` of its own.`,
      );
    }
    isTold = true;
    return false;
  };
}

function isAbsolute(url: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(url);
}

/** An address: every `{…}` in it but one at its very beginning is percent-encoded. */
function printAddress(expr: ast.Expr | undefined, context: EvaluationContext): string {
  let inner = expr;
  while (inner?.kind === "Parenthesized") inner = inner.expr;
  if (inner?.kind !== "String") return printValue(evaluate(inner, context)).trim();
  let isInPath = true;
  const parts = inner.parts.map((part, index) => {
    if (part.kind === "Chunk") {
      isInPath &&= !/[?#]/.test(part.text);
      return part.text;
    }
    const filled = printValue(evaluate(part.expr, context));
    if (index === 0) return filled;
    return isInPath ? segmentOf(filled) : percentEncode(filled);
  });
  return parts.join("").trim();
}

/**
 * Dots alone would lead out of the folder that the author wrote, and no percent sign keeps an address from being read so:
 * encoded twice they are a name.
 */
function segmentOf(filled: string): string {
  return /^\.{1,2}$/.test(filled) ? filled.replaceAll(".", "%252E") : percentEncode(filled);
}

function percentEncode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

type Pair = readonly [name: string, value: Value];

function queryOf(items: readonly Item[], context: EvaluationContext): readonly Pair[] {
  return items.flatMap((item) => (item.kind === "Query" ? membersOf(item.object, context) : []));
}

/** The members of an object of the source. */
function membersOf(object: ast.ObjectLiteral | undefined, context: EvaluationContext): readonly Pair[] {
  const value = object === undefined ? null : evaluate(object, context);
  return isObject(value) ? Object.entries(value) : [];
}

/**
 * The URL with these pairs after its own query; of several with one name the last pair counts, a list repeats it, and
 * `null` leaves it out.
 */
function withQuery(url: string, pairs: readonly Pair[]): string {
  const query = printPairs([...new Map(pairs)]);
  if (query === "") return url;
  const [, address = "", fragment = ""] = /^([^#]*)(#.*)?$/s.exec(url) ?? [];
  const separator = !address.includes("?") ? "?" : /[?&]$/.test(address) ? "" : "&";
  return `${address}${separator}${query}${fragment}`;
}

function printPairs(pairs: readonly Pair[]): string {
  return pairs
    .filter(([, value]) => value !== null)
    .flatMap(([name, value]) => (isList(value) ? value : [value]).map((each) => [name, each] as const))
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(printValue(value))}`)
    .join("&");
}

interface RequestBody {
  readonly sent: string | null;
  readonly shown: Value;
  readonly type: string | null;
}

const noBody: RequestBody = { sent: null, shown: null, type: null };

function bodyOf(draft: Draft, method: string, api: ast.Api, context: EvaluationContext): RequestBody {
  const item = api.items.find((each) => each.kind === "Body" || each.kind === "Form");
  if (item === undefined) return noBody;
  if (method === "GET" || method === "HEAD") {
    draft.report(
      "bad-argument",
      `A ${method} request has no body: what stands in \`${item.kind.toLowerCase()}\` was not sent.`,
    );
    return noBody;
  }
  if (item.kind === "Form") {
    const members = membersOf(item.object, context);
    const sent = printPairs(members).replaceAll("%20", "+");
    return { sent, shown: sent, type: "application/x-www-form-urlencoded" };
  }
  const value = evaluate(item.value, context);
  if (typeof value === "string") return { sent: value, shown: value, type: "text/plain; charset=utf-8" };
  return { sent: JSON.stringify(value), shown: value, type: "application/json" };
}

function headersOf(
  draft: Draft,
  layers: readonly (readonly Item[])[],
  body: RequestBody,
  context: EvaluationContext,
  mayGo: MayGo,
): { readonly [name: string]: string } {
  const headers = new Map<string, readonly [name: string, value: string]>();
  const put = (name: string, value: string): void => {
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) {
      draft.report("bad-argument", `\`${name}\` is no name of a header.`);
      return;
    }
    const sent = headerValue(value);
    if (sent !== value.trim()) {
      draft.report(
        "bad-argument",
        `The header \`${name}\` holds characters that HTTP cannot send; blanks stand for them.`,
      );
    }
    headers.set(name.toLowerCase(), [name, sent]);
  };
  if (body.type !== null) put("Content-Type", body.type);
  const [service = [], step = []] = layers;
  const putHeaders = (items: readonly Item[], mayPut: MayGo = () => true): void => {
    for (const item of items) {
      if (item.kind !== "Headers") continue;
      for (const [name, value] of membersOf(item.object, context)) {
        // A step leaves out what its service would send.
        if (value === null) headers.delete(name.toLowerCase());
        else if (mayPut(name, printValue(value))) put(name, printValue(value));
      }
    }
  };
  const authOf = (items: readonly Item[]): ast.Auth | undefined => items.find((item) => item.kind === "Auth");
  const own = authOf(step);
  const shared = authOf(service);
  putHeaders(service, mayGo);
  if (own === undefined && shared !== undefined && mayGo("Authorization", "")) putAuth(shared, body, context, put);
  putHeaders(step);
  if (own !== undefined) putAuth(own, body, context, put);
  return Object.fromEntries(headers.values());
}

function putAuth(
  auth: ast.Auth,
  body: RequestBody,
  context: EvaluationContext,
  put: (name: string, value: string) => void,
): void {
  const first = printValue(evaluate(auth.first, context));
  if (auth.scheme === "bearer") put("Authorization", `Bearer ${first}`);
  if (auth.scheme === "basic") {
    put("Authorization", `Basic ${base64(`${first}:${printValue(evaluate(auth.second, context))}`)}`);
  }
  if (auth.scheme === "hmac" && auth.header !== undefined) {
    const encoder = new TextEncoder();
    const signature = hmacSha256(encoder.encode(first), encoder.encode(body.sent ?? ""));
    put(printValue(evaluate(auth.header, context)), hex(signature));
  }
}

function durationOf(items: readonly Item[]): number | undefined {
  const item = items.find((each) => each.kind === "Timeout");
  return item?.duration?.value;
}

function retryOf(items: readonly Item[]): BuiltRequest["retry"] | undefined {
  const item = items.find((each) => each.kind === "Retry");
  if (item?.count === undefined) return undefined;
  const count = Math.min(maximumRetries, Math.max(0, Math.trunc(item.count.value)));
  return { count, every: item.every?.value ?? defaultPause };
}

/** The headers that are dropped when a redirect leaves the host: the known ones, signatures, and all with a secret. */
function credentialsOf(
  draft: Draft,
  headers: { readonly [name: string]: string },
  items: readonly Item[],
): readonly string[] {
  const signatures = items.flatMap((item) => {
    const chunk = item.kind === "Auth" ? item.header?.parts[0] : undefined;
    return chunk?.kind === "Chunk" ? [chunk.text.toLowerCase()] : [];
  });
  return Object.keys(headers).filter((name) => {
    const value = headers[name] ?? "";
    return isMaskedHeader(name) || signatures.includes(name.toLowerCase()) || draft.masker.text(value) !== value;
  });
}

/** A request as the debugger shows it. */
export function shownRequest(request: BuiltRequest, headers: { readonly [name: string]: string }): Value {
  return objectOf([
    ["method", request.method],
    ["url", request.url],
    ["headers", objectOf(Object.entries(headers))],
    ["body", request.shownBody],
  ]);
}
