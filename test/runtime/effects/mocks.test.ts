import { describe, expect, test } from "vitest";
import { type MockOptions, mockResolver } from "../../../server/src/runtime/effects/mocks.ts";
import type { RequestEffect } from "../../../server/src/runtime/transition.ts";
import { programOf } from "../../support/program.ts";

function resolver(mocks: string, changes: Partial<MockOptions> = {}) {
  const program = programOf(`${mocks}\nstate start id "wire-1" { say "Hi" { reply "x" -> start } }`);
  return mockResolver({
    program,
    language: "en",
    now: () => 0,
    random: () => 0.5,
    pause: async () => {},
    ...changes,
  });
}

function request(url: string, changes: Partial<RequestEffect> = {}): RequestEffect {
  return {
    type: "request",
    id: "1",
    method: "GET",
    url,
    base: "http://h/api",
    headers: {},
    body: null,
    timeout: 1000,
    retry: { count: 0, every: 0 },
    credentials: [],
    source: { file: "main.flow", range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } } },
    ...changes,
  };
}

async function answer(from: ReturnType<typeof resolver>, effect: RequestEffect) {
  return (await from.resolve(effect, 0, new AbortController().signal))?.result;
}

test("the first mock whose method, path and condition fit answers", async () => {
  const mocks = resolver(`
    mock rich GET "/accounts/*" when query.kind == "gold" { body { amount: 5000 } }
    mock sold POST "/accounts/*" { status 201 }
    mock usual GET "/accounts/**" { body { amount: 1 } }
  `);
  expect(await answer(mocks, request("http://h/api/accounts/7?kind=gold"))).toMatchObject({
    mock: "rich",
    body: '{"amount":5000}',
  });
  expect(await answer(mocks, request("http://h/api/accounts/7/x"))).toMatchObject({ mock: "usual", status: 200 });
  expect(await answer(mocks, request("http://h/api/accounts/7", { method: "POST" }))).toMatchObject({
    mock: "sold",
    status: 201,
    body: "",
  });
  expect(await answer(mocks, request("http://h/api/other"))).toBeUndefined();
});

test("an answer sees the request", async () => {
  const mocks = resolver(`
    mock echo POST "/echo/*" when headers["X-Key"] == "k" and headers["x-key"] == "k" {
      status 202
      headers { "X-Path": path, "X-Method": method }
      body { said: body.text, twice: "{body.text}{body.text}", q: query.q, many: query.m, next: state start }
    }
  `);
  const sent = request("http://h/api/echo/1?q=a%20b&m=1&m=2", {
    method: "POST",
    headers: { "X-Key": "k" },
    body: '{"text":"hi"}',
  });
  const result = await answer(mocks, sent);
  expect(result).toMatchObject({
    status: 202,
    headers: { "x-path": "/echo/1", "x-method": "POST", "content-type": "application/json; charset=utf-8" },
  });
  const echoed: unknown = result?.kind === "answer" ? JSON.parse(result.body) : undefined;
  expect(echoed).toEqual({
    said: "hi",
    twice: "hihi",
    q: "a b",
    many: ["1", "2"],
    next: "wire-1",
  });
});

test("a form is an object, a text a text", async () => {
  const mocks = resolver(`mock echo POST "/x" { body { got: body } }`);
  const form = { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body: "a=1&b=x+y" };
  expect(await answer(mocks, request("http://h/api/x", form))).toMatchObject({ body: '{"got":{"a":"1","b":"x y"}}' });
  expect(await answer(mocks, request("http://h/api/x", { method: "POST", body: "plain" }))).toMatchObject({
    body: '{"got":"plain"}',
  });
});

test("a body that is a text is no JSON, unless its headers say so", async () => {
  const mocks = resolver(`
    mock text GET "/text" { body "hello {query.name}" }
    mock raw GET "/raw" { headers { "Content-Type": "application/json" } body "\\{\\}" }
  `);
  expect(await answer(mocks, request("http://h/api/text?name=you"))).toMatchObject({
    body: "hello you",
    headers: { "content-type": "text/plain; charset=utf-8" },
  });
  expect(await answer(mocks, request("http://h/api/raw"))).toMatchObject({
    body: "{}",
    headers: { "content-type": "application/json" },
  });
});

test("answers come one after the other, the last repeats, each mock counts for itself", async () => {
  const mocks = resolver(`
    mock a GET "/a" { status 500 } then { status 429 } then { status 200 }
    mock b GET "/b" { status 500 } then { status 201 }
  `);
  const statuses: unknown[] = [];
  for (const path of ["a", "b", "a", "a", "a", "b"]) {
    const result = await answer(mocks, request(`http://h/api/${path}`));
    statuses.push(result?.kind === "answer" ? result.status : result);
  }
  expect(statuses).toEqual([500, 500, 429, 200, 200, 201]);
});

describe("faults and delays", () => {
  test.each([
    ["fault timeout", { kind: "none", reason: "timeout", ms: 1000 }],
    ["fault reset", { kind: "none", reason: "refused" }],
    ["fault empty", { kind: "answer", status: 200, body: "" }],
    [
      "fault malformed",
      { kind: "answer", status: 200, headers: { "content-type": "application/json; charset=utf-8" } },
    ],
    ["delay 300ms", { kind: "answer", ms: 300 }],
    ["delay 1s", { kind: "none", reason: "timeout", ms: 1000 }],
  ])("%s", async (item, expected) => {
    const result = await answer(resolver(`mock m GET "/m" { ${item} }`), request("http://h/api/m"));
    expect(result).toMatchObject({ ...expected, mock: "m" });
    if (item.includes("malformed") && result?.kind === "answer") expect(() => void JSON.parse(result.body)).toThrow();
  });

  test("a delay is waited for, by whatever clock there is", async () => {
    const pauses: number[] = [];
    const mocks = resolver(`mock m GET "/m" { delay 300ms }`, {
      pause: async (ms) => {
        pauses.push(ms);
      },
    });
    await answer(mocks, request("http://h/api/m"));
    expect(pauses).toEqual([300]);
  });
});

test("only the mocks that are on answer", async () => {
  const source = `mock a GET "/x" { status 201 }\nmock b GET "/x" { status 202 }`;
  expect(await answer(resolver(source, { names: ["b"] }), request("http://h/api/x"))).toMatchObject({ status: 202 });
  expect(await answer(resolver(source, { names: [] }), request("http://h/api/x"))).toBeUndefined();
});

test("an expression that cannot be evaluated is told, and the answer is there all the same", async () => {
  const problems: string[] = [];
  const mocks = resolver(`mock m GET "/m" { body { a: 1 / 0, env: env("PATH") } }`, {
    onProblem: (mock, message) => problems.push(`${mock}: ${message}`),
  });
  expect(await answer(mocks, request("http://h/api/m"))).toMatchObject({ body: '{"a":null,"env":null}' });
  expect(problems[0]).toMatch(/^m: /);
});
