import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changesBetween, describeChange } from "../../../server/src/runtime/effects/recordings/difference.ts";
import { printRecording, readRecording, recordingName } from "../../../server/src/runtime/effects/recordings/file.ts";
import { findRecording } from "../../../server/src/runtime/effects/recordings/match.ts";
import type {
  BackendRecording,
  FiledRecording,
  RecordedRequest,
} from "../../../server/src/runtime/effects/recordings/recording.ts";
import type { RunEvent, UserInput } from "../../../server/src/runtime/events.ts";
import type { HttpResult } from "../../../server/src/runtime/transition.ts";
import { json, text } from "../../support/conversation.ts";
import { programOf } from "../../support/program.ts";
import { record } from "../../support/recordingRun.ts";
import { runs } from "../../support/runs.ts";

const bank = programOf(`
flow bank
bot bank { start bank.start }
service bank { base "https://bank.example.com/v1" headers { Authorization: "Bearer {secret.TOKEN}" } }
var session.account.pin: text = "" sensitive
state start {
  ask session.amount as number "How much?"
  api bank POST "/transfers" {
    query { key: secret.TOKEN verbose: true }
    body { amount: session.amount pin: account.pin }
    on failure { say "It failed." -> start }
  }
  say "{account.limit} left."
  -> start
}
`);

const says = (said: string): UserInput => ({ type: "text", text: said });
const environment = { TOKEN: "s3cr3t-token" };

function answer(body: unknown): HttpResult {
  const { headers, ...rest } = json(body) as Extract<HttpResult, { kind: "answer" }>;
  return { ...rest, kind: "answer", headers: { ...headers, date: "now", "set-cookie": "id=abcdefgh", "x-kind": "a" } };
}

describe("what is kept of a request and its answer", () => {
  test("is a file to read, without secrets, sensitive values and what changes each time", async () => {
    const { recordings } = await record(
      bank,
      [says("5")],
      () =>
        answer({
          token: "t0k",
          echo: "Bearer s3cr3t-token",
          session: { namespace: "account", data: { limit: 3, pin: "9876" } },
        }),
      environment,
    );
    expect(recordings.map(({ file }) => file)).toEqual([
      expect.stringMatching(/^recordings\/bank-post-transfers-[0-9a-f]{6}\.json$/),
    ]);
    const [kept] = recordings;
    expect(kept && printRecording(kept.recording)).toBe(`{
  "recording": 1,
  "request": {
    "service": "bank",
    "method": "POST",
    "path": "/transfers",
    "query": {
      "key": "•••",
      "verbose": "true"
    },
    "body": {
      "amount": 5,
      "pin": ""
    }
  },
  "responses": [
    {
      "status": 200,
      "headers": {
        "content-type": "application/json",
        "x-kind": "a"
      },
      "body": {
        "token": "•••",
        "echo": "•••",
        "session": {
          "namespace": "account",
          "data": {
            "limit": 3,
            "pin": "•••"
          }
        }
      }
    }
  ]
}
`);
  });

  test("several answers to one request follow one another, repeats at the end left out", async () => {
    let count = 0;
    const { recordings } = await record(bank, [says("5"), says("5"), says("5"), says("6")], () => {
      count += 1;
      return count === 1
        ? json({}, 503)
        : json({ session: { namespace: "account", data: { limit: count > 3 ? 9 : 1 } } });
    });
    expect(recordings.map(({ recording }) => recording.responses.map(({ status }) => status))).toEqual(
      expect.arrayContaining([[503, 200], [200]]),
    );
  });

  test("a request without an answer is told and not kept", async () => {
    const { keeper } = await record(bank, [says("5")], () => ({
      kind: "none",
      reason: "refused",
      message: "No way.",
      ms: 1,
    }));
    expect(keeper.recordings()).toEqual([]);
    expect(keeper.unanswered).toEqual([{ method: "POST", path: "/transfers", reason: "No way." }]);
  });

  test("a sensitive answer is in none of it, also when the conversation has ended, or begins again", async () => {
    const program = programOf(`
flow pin
bot pin { start pin.start }
service s { base "https://s.example.com" }
var session.pin: text = "" sensitive
state start {
  ask session.pin as text "PIN?"
  api s GET "/users/{session.pin}" { query { p: session.pin } }
  api s POST "/check" { body { pin: session.pin note: "is {session.pin} right" } }
  -> end
}`);
    const { recordings } = await record(program, [says("90871"), says("hello"), says("55512")], ({ url, body }) => {
      const pins = `${url}${body ?? ""}`.match(/90871|55512/g) ?? [];
      return json({ echo: pins[0], number: Number(pins[0]), list: pins, text: `it was ${pins[0]}` });
    });
    const text = recordings.map(({ file, recording }) => file + printRecording(recording)).join("");
    expect(recordings.length).toBeGreaterThan(1);
    expect(text).not.toMatch(/90871|55512/);
  });

  test("what a recording answered is not kept again", async () => {
    const live = await record(bank, [says("5")], () => json({}));
    const replayed = await record(bank, [says("5")], live.recordings);
    expect(replayed.recordings).toEqual([]);
    expect(replayed.events.find((event) => event.type === "response")).toMatchObject({
      recording: live.recordings[0]?.file,
      status: 200,
    });
  });
});

const request = (change: Partial<RecordedRequest> = {}): RecordedRequest => ({
  service: "bank",
  method: "POST",
  path: "/transfers",
  query: {},
  body: { amount: 5, to: { name: "Ann" }, tags: ["a"] },
  ...change,
});

function filed(file: string, change: Partial<RecordedRequest> = {}): FiledRecording {
  return {
    file,
    recording: { request: request(change), responses: [{ status: 200, outcome: "success", headers: {}, body: null }] },
  };
}

describe("a recording is found", () => {
  const found = (wanted: RecordedRequest, ...recordings: readonly FiledRecording[]): string | undefined =>
    findRecording(wanted, recordings)?.file;

  test("by service, method, path and the shape of query and body", () => {
    expect(found(request(), filed("a"))).toBe("a");
    expect(found(request({ body: { amount: 9, to: { name: "Bob" }, tags: ["x", "y"] } }), filed("a"))).toBe("a");
    for (const other of [
      { service: "shop" },
      { method: "PUT" },
      { path: "/transfers/1" },
      { query: { a: "1" } },
      { body: { amount: 5, to: { name: "Ann" } } },
      { body: { amount: "5", to: { name: "Ann" }, tags: [] } },
      { body: { amount: null, to: { name: "Ann" }, tags: [] } },
      { body: null },
      { body: "amount=5" },
    ]) {
      expect(found(request(other), filed("a"))).toBeUndefined();
    }
  });

  test("of several, the one with the most in common, then the first", () => {
    const [a, b] = [filed("a", { body: { amount: 1 } }), filed("b", { body: { amount: 2 } })];
    expect(found(request({ body: { amount: 2 } }), a, b)).toBe("b");
    expect(found(request({ body: { amount: 3 } }), a, b)).toBe("a");
  });

  test("whatever stands where something was masked", () => {
    const kept = filed("a", {
      path: "/users/•••/orders",
      query: { key: "•••" },
      body: { pin: "•••", note: "Hello •••!" },
    });
    expect(
      found(request({ path: "/users/77/orders", query: { key: "k" }, body: { pin: 1234, note: "Hello Ann!" } }), kept),
    ).toBe("a");
    expect(
      found(request({ path: "/users/77/bills", query: { key: "k" }, body: { pin: 1, note: "x" } }), kept),
    ).toBeUndefined();
    expect(
      found(request({ path: "/users/77/orders/2", query: { key: "k" }, body: { pin: 1, note: "x" } }), kept),
    ).toBeUndefined();
  });
});

describe("files", () => {
  const value = fc
    .jsonValue({ maxDepth: 3 })
    .map((each): unknown => JSON.parse(JSON.stringify(each).replaceAll("__proto__", "proto")));

  test("hold what they were written with", () => {
    const recording = fc.record({
      request: fc.record({
        service: fc.option(fc.string()),
        method: fc.constantFrom("GET", "POST"),
        path: fc.webPath(),
        query: fc.dictionary(fc.stringMatching(/^[a-z]+$/), fc.string()),
        body: value,
      }),
      responses: fc.array(
        fc.record({
          status: fc.integer({ min: 100, max: 399 }),
          outcome: fc.constantFrom("success" as const, "invalid" as const),
          headers: fc.dictionary(fc.stringMatching(/^[a-z-]+$/), fc.string()),
          body: value,
        }),
        { minLength: 1, maxLength: 3 },
      ),
    });
    fc.assert(
      fc.property(recording, (each) => {
        const read = readRecording(printRecording(each as BackendRecording));
        expect(read.ok && JSON.parse(JSON.stringify(read.recording))).toEqual(JSON.parse(JSON.stringify(each)));
      }),
      { numRuns: runs(200) },
    );
  });

  test("are refused in a sentence, and nothing throws", () => {
    for (const wrong of [
      "",
      "{",
      "[]",
      "null",
      '{"recording":2}',
      '{"recording":1}',
      '{"recording":1,"request":{"method":"GET","path":"/"},"responses":[{"status":"200"}]}',
    ]) {
      expect(readRecording(wrong)).toMatchObject({ ok: false });
    }
    fc.assert(
      fc.property(fc.string(), (noise) => void readRecording(noise)),
      { numRuns: runs(500) },
    );
  });

  test("are named after their request, the same each time, and differ where it does", () => {
    expect(recordingName(request({ query: {}, body: null, method: "GET", path: "/accounts/debit" }))).toBe(
      "bank-get-accounts-debit.json",
    );
    expect(recordingName(request())).toBe(
      recordingName(request({ body: { tags: ["a"], to: { name: "Ann" }, amount: 5 } })),
    );
    const names = [
      request(),
      request({ body: null }),
      request({ query: { a: "1" } }),
      request({ path: "/Transfers" }),
      request({ path: "/transfers/" }),
      request({ service: null }),
    ];
    expect(new Set(names.map(recordingName)).size).toBe(names.length);
    expect(recordingName(request({ path: "/../../etc/passwd?x=/" }))).not.toMatch(/[/\\?]|\.\./);
  });
});

test("a backend that changed shows field by field", () => {
  const of = (body: unknown, status = 200) => {
    const read = readRecording(
      JSON.stringify({ recording: 1, request: { method: "GET", path: "/" }, responses: [{ status, body }] }),
    );
    if (!read.ok) throw new Error(read.reason);
    return read.recording;
  };
  const before = of({ limit: 500, name: "Ann", list: [1, 2], gone: true });
  const after = of({ limit: "500", name: "Bob", list: [1, 3, 4], here: null }, 201);
  expect(changesBetween(before, after).map((change) => `${change.kind} ${describeChange(change)}`)).toEqual([
    "value status: 200 → 201",
    'type body.limit: 500 → "500"',
    'value body.name: "Ann" → "Bob"',
    "value body.list[1]: 2 → 3",
    "added body.list[2]: nothing → 4",
    "removed body.gone: true → nothing",
    "added body.here: nothing → null",
  ]);
  expect(changesBetween(before, before)).toEqual([]);
});

/** Events without what is another one each time: times, and where an answer came from. */
function comparable(events: readonly RunEvent[]): unknown {
  return events.map(({ at: _, ...event }) => {
    if (event.type !== "response") return event;
    const { ms: __, recording: ___, ...rest } = event;
    return rest;
  });
}

test("a recorded conversation is told again as it was, whatever the backend answers", async () => {
  const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
  const body = fc.record(
    {
      session: fc.record({
        namespace: fc.constantFrom("account", "a b"),
        data: fc.dictionary(fc.stringMatching(/^[a-c]{1,2}$/), scalar),
      }),
      messages: fc.array(
        fc.record({
          type: fc.constant("text"),
          config: fc.record({ textMessages: fc.array(fc.record({ text: fc.string() }), { maxLength: 2 }) }),
        }),
        { maxLength: 2 },
      ),
      nextDialogstate: fc.constantFrom("bank.start", "start", "nowhere", "", null),
    },
    { requiredKeys: [] },
  );
  const result: fc.Arbitrary<HttpResult> = fc.oneof(
    fc.tuple(body, fc.constantFrom(200, 201, 404, 500)).map(([each, status]) => json(each, status)),
    fc
      .tuple(fc.string(), fc.constantFrom("text/plain", "application/json", "text/html"), fc.constantFrom(200, 400))
      .map(([each, type, status]) => text(each, type, status)),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(result, { minLength: 1, maxLength: 4 }),
      fc.array(fc.constantFrom("5", "6", "x"), { minLength: 1, maxLength: 6 }),
      async (results, said) => {
        let count = 0;
        const inputs = said.map(says);
        const live = await record(
          bank,
          inputs,
          () => ({ ...(results[count++ % results.length] ?? json({})), ms: 0 }),
          environment,
        );
        const files = live.recordings.map(({ file, recording }) => {
          const read = readRecording(printRecording(recording));
          if (!read.ok) throw new Error(read.reason);
          return { file, recording: read.recording };
        });
        const again = await record(bank, inputs, files, environment);
        expect(comparable(again.events)).toEqual(comparable(live.events));
      },
    ),
    { numRuns: runs(300) },
  );
});
