/** What backends answered in a conversation that has been held, as mocks of a test would say it. */
import { areEqual } from "../expressions/values.ts";
import { type Answer, readResult } from "../runtime/api/answer.ts";
import { answerRequest } from "../runtime/effects/attempts.ts";
import { type MockOptions, mockResolver, type NamedMock } from "../runtime/effects/mocks.ts";
import type { RequestResolver } from "../runtime/effects/ports.ts";
import { pathAfterBase } from "../runtime/effects/requestPattern.ts";
import type { RequestEvent, ResponseEvent, RunEvent } from "../runtime/events.ts";
import type { Program } from "../runtime/program.ts";
import type { HttpResult, RequestEffect } from "../runtime/transition.ts";
import type { ScriptAnswer, ScriptStep } from "./testScript.ts";

/** A request of the test with what answers it. */
export interface AnsweredRequest {
  readonly request: RequestEffect;
  /** As a mock names it: the path after the service's base, `*` for what must not be seen. */
  readonly path: string;
  readonly answer: ScriptAnswer;
  /** The mock of the project that answered it then. */
  readonly mock: string | undefined;
}

/** What came back for each request, by its id; a later conversation with the same user counts from the beginning again. */
export function heldAnswers(events: readonly RunEvent[]): ReadonlyMap<string, readonly ResponseEvent[]> {
  return Map.groupBy(
    events.filter((event) => event.type === "response"),
    ({ id }) => id,
  );
}

/** The answer as a mock gives it; of its headers only what says how the body is read. */
export function answerOf({ status, headers, body, outcome }: ResponseEvent): ScriptAnswer {
  if (status === null) return { fault: outcome === "timeout" ? "timeout" : "reset" };
  const base = status === 200 ? {} : { status };
  if (outcome === "invalid") return { ...base, fault: "malformed" };
  if (body === null) return base;
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === "content-type")?.[1];
  const isUsual = typeof body !== "string" || type === undefined || /^text\/plain\b/i.test(type);
  return { ...base, body, ...(isUsual ? {} : { headers: { "content-type": type } }) };
}

/** The same as it comes over the wire. */
export function resultOf({ status = 200, headers = {}, body, fault }: ScriptAnswer, url: string): HttpResult {
  if (fault === "timeout" || fault === "reset") {
    const reason = fault === "timeout" ? "timeout" : "refused";
    return { kind: "none", reason, message: "No answer came.", ms: 0 };
  }
  const answer = { kind: "answer", status, url, ms: 0 } as const;
  const json = "application/json; charset=utf-8";
  if (fault === "malformed") return { ...answer, headers: { "content-type": json }, body: '{"malformed": ' };
  if (body === undefined) return { ...answer, headers, body: "" };
  const isText = typeof body === "string";
  const type = isText ? "text/plain; charset=utf-8" : json;
  return { ...answer, headers: { "content-type": type, ...headers }, body: isText ? body : JSON.stringify(body) };
}

/** The path of a request as a mock may name it. `told` is its event, in which nothing is left that must not be seen. */
export function pathToName(request: RequestEffect, told: RequestEvent | undefined): string {
  const path = pathAfterBase(request);
  if (told === undefined || told.url === request.url) return path;
  const visible = new Set(told.url.split(/[/?#]/));
  return path
    .split("/")
    .map((segment) => (visible.has(segment) ? segment : "*"))
    .join("/");
}

/** How mocks are tried out. */
export interface MockTrial {
  readonly program: Program;
  readonly options: Omit<MockOptions, "pause" | "mocks" | "answered">;
}

/**
 * The mocks that answer the requests as they were answered: declarations of the project where those do, else mocks of the
 * test's own, one for each method and path, in the order in which the requests came.
 */
export async function mocksFor(answered: readonly AnsweredRequest[], trial: MockTrial): Promise<readonly ScriptStep[]> {
  const groups = Map.groupBy(answered, ({ request, path }) => `${request.method} ${path}`);
  const chosen: { readonly group: readonly AnsweredRequest[]; readonly name: string | undefined }[] = [];
  for (const group of groups.values()) chosen.push({ group, name: await projectMock(group, trial) });
  const named = [...new Set(chosen.flatMap(({ name }) => name ?? []))];
  const own = new Set(chosen.flatMap(({ group, name }) => (name === undefined ? group : [])));
  // What the test answers itself goes before the mocks of the project.
  const others = answered.filter((each) => !own.has(each));
  const isRight = await answers(named, others, trial);
  return chosen.map(({ group, name }) => (isRight && name !== undefined ? { kind: "useMock", name } : ownMock(group)));
}

/** The mock of the project that answers these requests, one after the other, as they were answered. */
async function projectMock(group: readonly AnsweredRequest[], trial: MockTrial): Promise<string | undefined> {
  const before = group.flatMap(({ mock }) => mock ?? []);
  const names = new Set([...before, ...trial.program.mocks.keys()]);
  for (const name of names) {
    if (trial.program.mocks.has(name) && (await answers([name], group, trial))) return name;
  }
  return undefined;
}

async function answers(
  names: readonly string[],
  requests: readonly AnsweredRequest[],
  trial: MockTrial,
): Promise<boolean> {
  const resolver = projectMocks(names, trial);
  for (const { request, answer } of requests) {
    const given = await answerRequest(request, [resolver], new AbortController().signal);
    const isTaken = given.mock !== undefined;
    if (!isTaken || !isSameAnswer(readResult(given), readResult(resultOf(answer, request.url)))) return false;
  }
  return true;
}

function projectMocks(names: readonly string[], { program, options }: MockTrial): RequestResolver {
  const mocks: NamedMock[] = names.map((name) => ({ name, request: program.mocks.get(name)?.node.request }));
  return mockResolver({ ...options, mocks: () => mocks, pause: () => Promise.resolve() });
}

function isSameAnswer(a: Answer, b: Answer): boolean {
  return a.outcome === b.outcome && a.status === b.status && (a.outcome === "invalid" || areEqual(a.body, b.body));
}

function ownMock(group: readonly AnsweredRequest[]): ScriptStep {
  const [first] = group;
  // Each attempt of a request takes an answer.
  const all = group.flatMap(({ request, answer }) =>
    Array.from({ length: attemptsFor(request, answer) }, () => answer),
  );
  const last = all.at(-1);
  const end = all.findLastIndex((each) => JSON.stringify(each) !== JSON.stringify(last)) + 2;
  return {
    kind: "mock",
    method: first?.request.method ?? "GET",
    url: first?.path ?? "/",
    answers: all.slice(0, Math.max(1, end)),
  };
}

function attemptsFor({ retry }: RequestEffect, { status = 200, fault }: ScriptAnswer): number {
  const isRepeated = fault === "timeout" || fault === "reset" || status === 429 || status >= 500;
  return isRepeated ? retry.count + 1 : 1;
}
