import fc from "fast-check";
import { expect, test } from "vitest";
import { createHttpPort } from "../../../server/src/runtime/effects/http.node.ts";
import type { RequestEffect } from "../../../server/src/runtime/transition.ts";
import { startRawBackend } from "../../support/fakeBackend.ts";
import { runs } from "../../support/runs.ts";

const line = fc.oneof(
  fc.constantFrom(
    "HTTP/1.1 200 OK",
    "HTTP/1.1 100 Continue",
    "HTTP/1.0 204",
    "HTTP/1.1 302 Found",
    "HTTP/1.1 999 Odd",
    "HTTP/2 200",
    "content-type: application/json",
    "content-length: 3",
    "content-length: -1",
    "content-length: 99999999999999999999",
    "transfer-encoding: chunked",
    "transfer-encoding: gzip",
    "content-encoding: gzip",
    "content-encoding: br, br, br, br",
    "location: http://[::ffff:169.254.169.254]/",
    "location: //",
    "location: /again",
    "connection: upgrade",
    "set-cookie: __proto__=1",
    "__proto__: 1",
    "",
    "3",
    "ffffffffff",
    "0",
    '{"a":1}',
  ),
  fc.string({ maxLength: 20 }),
  fc.string({ unit: "binary", maxLength: 20 }),
);

/** An answer made of pieces of HTTP, and the sizes of the pieces that it comes in. */
const answers = fc.record({
  lines: fc.array(line, { maxLength: 12 }),
  begins: fc.boolean(),
  size: fc.integer({ min: 1, max: 40 }),
  end: fc.constantFrom("end", "reset", "open"),
});

function bytesOf({ lines, begins }: { readonly lines: readonly string[]; readonly begins: boolean }): Buffer {
  return Buffer.from([...(begins ? ["HTTP/1.1 200 OK"] : []), ...lines].join("\r\n"), "latin1");
}

function requestTo(url: string): RequestEffect {
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
  const source = { file: "a.flow", range };
  const retry = { count: 0, every: 0 };
  return {
    type: "request",
    id: "1",
    method: "GET",
    url,
    headers: {},
    body: null,
    timeout: 60,
    retry,
    credentials: [],
    source,
  };
}

test("whatever bytes a backend sends, there is an answer or a sentence why there is none", async () => {
  let current: Parameters<typeof bytesOf>[0] & { readonly size: number; readonly end: string };
  await using backend = await startRawBackend((socket) => {
    const { size, end } = current;
    const bytes = bytesOf(current);
    for (let at = 0; at < bytes.length; at += size) socket.write(bytes.subarray(at, at + size));
    if (end === "end") socket.end();
    if (end === "reset") setImmediate(() => socket.resetAndDestroy());
  });
  const port = createHttpPort();
  try {
    await fc.assert(
      fc.asyncProperty(answers, async (answer) => {
        current = answer;
        const { result } = await port.send(requestTo(backend.url), new AbortController().signal);
        if (result.kind === "none") expect(result.message).toMatch(/^[A-Z`0-9].*\.$/s);
        else expect(typeof result.body).toBe("string");
        expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
      }),
      { numRuns: runs(1_000) },
    );
  } finally {
    await port.close();
  }
});
