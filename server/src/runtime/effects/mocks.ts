import type { EvaluationContext } from "../../expressions/context.ts";
import { evaluate, fillIn, holds } from "../../expressions/evaluate.ts";
import { parseOutside } from "../../expressions/fromOutside.ts";
import { isObject, type ObjectValue, objectOf, printValue, type Value } from "../../expressions/values.ts";
import type { Answer, MockRequest, StringLiteral } from "../../language/ast.ts";
import type { Program } from "../program.ts";
import type { HttpResult, RequestEffect } from "../transition.ts";
import type { AttemptResult, RequestResolver } from "./ports.ts";
import { fitsPattern, pathAfterBase } from "./requestPattern.ts";

/** What mocks are answered with. */
export interface MockOptions {
  readonly program: Program;
  /** Names of the mocks that are on; all of the project without it. */
  readonly names?: readonly string[];
  /** The mocks that are on, in the order in which they are asked, where that is not the project's. */
  readonly mocks?: () => readonly NamedMock[];
  /** The user's language, for texts and `format…`. */
  readonly language: string;
  readonly now: () => number;
  /** At least 0 and less than 1. */
  readonly random: () => number;
  /** Waits for a `delay` or a `fault "timeout"`; where time is virtual it need not. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  /** How often each mock has answered, to be kept by whoever goes back in time. */
  readonly answered?: Map<MockRequest, number>;
  /** What an expression of a mock could not do. */
  readonly onProblem?: (mock: string, message: string) => void;
}

/** A mock as it answers: that of a declaration, or one that stands in a test. */
export interface NamedMock {
  readonly name: string;
  readonly request: MockRequest | undefined;
}

/** Answers requests from the `mock` declarations of a project: the first that fits, in the order of their names. */
export function mockResolver(options: MockOptions): RequestResolver {
  const { program, names } = options;
  const ofProject = [...program.mocks]
    .filter(([name]) => names === undefined || names.includes(name))
    .map(([name, { node }]): NamedMock => ({ name, request: node.request }));
  const mocksThatAreOn = options.mocks ?? (() => ofProject);
  const answered = options.answered ?? new Map<MockRequest, number>();
  return {
    resolve: async (request, _attempt, signal) => {
      for (const { name, request: mock } of mocksThatAreOn()) {
        const context = contextOf(name, request, options);
        if (mock === undefined || !fits(mock, request, context)) continue;
        // Two mocks of one test may have one address, and differ in their conditions.
        const count = answered.get(mock) ?? 0;
        answered.set(mock, count + 1);
        const { answers } = mock;
        const answer = answers[Math.min(count, answers.length - 1)];
        if (answer !== undefined) return give(name, answer, request, context, options.pause, signal);
      }
      return undefined;
    },
  };
}

/** Whether a request is one that a mock or an `expect request` of a test speaks of. */
export function isRequestOf(
  { method, url, when }: Pick<MockRequest, "method" | "url" | "when">,
  request: RequestEffect,
  options: Omit<MockOptions, "pause">,
): boolean {
  return fits({ method, url, when }, request, contextOf("", request, options));
}

function fits(
  mock: Pick<MockRequest, "method" | "url" | "when">,
  request: RequestEffect,
  context: EvaluationContext,
): boolean {
  if (mock.method?.name !== request.method || mock.url === undefined) return false;
  return fitsPattern(plainText(mock.url), request) && (mock.when === undefined || holds(mock.when, context));
}

function plainText(literal: StringLiteral): string {
  return literal.parts.map((part) => (part.kind === "Chunk" ? part.text : "")).join("");
}

function contextOf(mock: string, request: RequestEffect, options: Omit<MockOptions, "pause">): EvaluationContext {
  const roots = requestValues(request);
  const { program, language, random, onProblem } = options;
  return {
    root: (name) => (Object.hasOwn(roots, name) ? roots[name] : undefined),
    stateId: (ref) => program.states.get(program.target(ref) ?? "")?.wireId ?? null,
    language,
    now: options.now(),
    random,
    environment: () => undefined,
    report: ({ message }) => onProblem?.(mock, message),
  };
}

/** The request as `when` and `body` of a mock read it: header names as written and in lower case. */
function requestValues(request: RequestEffect): ObjectValue {
  const headers = Object.entries(request.headers);
  return objectOf([
    ["method", request.method],
    ["path", pathAfterBase(request)],
    ["query", queryOf(request.url)],
    ["headers", objectOf([...headers.map(([name, value]) => [name.toLowerCase(), value] as const), ...headers])],
    ["body", bodyOf(request)],
  ]);
}

function queryOf(url: string): Value {
  const start = url.indexOf("?");
  return start < 0 ? objectOf([]) : parametersOf(url.slice(start + 1).replace(/#.*$/s, ""));
}

function parametersOf(text: string): Value {
  const parameters = new URLSearchParams(text);
  return objectOf(
    [...new Set(parameters.keys())].map((name) => {
      const values = parameters.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? "") : values] as const;
    }),
  );
}

function bodyOf(request: RequestEffect): Value {
  if (request.body === null) return null;
  const type = Object.entries(request.headers).find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
  if (type.includes("x-www-form-urlencoded")) return parametersOf(request.body);
  return parseOutside(request.body) ?? request.body;
}

async function give(
  mock: string,
  answer: Answer,
  request: RequestEffect,
  context: EvaluationContext,
  pause: MockOptions["pause"],
  signal: AbortSignal,
): Promise<AttemptResult> {
  const parts = partsOf(answer);
  const tooSlow = parts.fault === "timeout" || parts.delay >= request.timeout;
  const ms = tooSlow ? request.timeout : parts.delay;
  await pause(ms, signal);
  if (tooSlow) return none(mock, "timeout", `The mock \`${mock}\` did not answer within ${request.timeout} ms.`, ms);
  if (parts.fault === "reset")
    return none(mock, "refused", `The mock \`${mock}\` closed the connection before its answer was complete.`, ms);
  return { result: { ...contentOf(answer, parts, context), kind: "answer", url: request.url, ms, mock }, final: false };
}

function none(mock: string, reason: "timeout" | "refused", message: string, ms: number): AttemptResult {
  return { result: { kind: "none", reason, message, ms, mock }, final: false };
}

interface AnswerParts {
  readonly status: number;
  readonly delay: number;
  readonly fault: string | undefined;
}

function partsOf({ items }: Answer): AnswerParts {
  let parts: AnswerParts = { status: 200, delay: 0, fault: undefined };
  for (const item of items) {
    if (item.kind === "AnswerStatus") parts = { ...parts, status: item.value?.value ?? 200 };
    if (item.kind === "AnswerDelay") parts = { ...parts, delay: item.duration?.value ?? 0 };
    if (item.kind === "AnswerFault") parts = { ...parts, fault: item.fault };
  }
  return parts;
}

type Content = Pick<Extract<HttpResult, { kind: "answer" }>, "status" | "headers" | "body">;

const jsonType = "application/json; charset=utf-8";

function contentOf(answer: Answer, { status, fault }: AnswerParts, context: EvaluationContext): Content {
  if (fault === "empty") return { status, headers: {}, body: "" };
  if (fault === "malformed") return { status, headers: { "content-type": jsonType }, body: '{"malformed": ' };
  const written = headersOf(answer, context);
  const body = answer.items.find((item) => item.kind === "Body")?.value;
  if (body === undefined) return { status, headers: written, body: "" };
  const isText = body.kind === "String";
  const value = isText ? fillIn(body, context) : evaluate(body, context);
  const type = typeof value === "string" ? "text/plain; charset=utf-8" : jsonType;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return { status, headers: { "content-type": type, ...written }, body: text };
}

function headersOf(answer: Answer, context: EvaluationContext): { readonly [name: string]: string } {
  const headers: [string, string][] = [];
  for (const item of answer.items) {
    const value = item.kind === "Headers" ? evaluate(item.object, context) : null;
    if (!isObject(value)) continue;
    for (const [name, each] of Object.entries(value)) headers.push([name.toLowerCase(), printValue(each)]);
  }
  return Object.fromEntries(headers);
}
