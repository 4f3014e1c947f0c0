import { createServer } from "node:http";
import type { LookupFunction } from "node:net";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { createHttpPort, type HttpPortOptions } from "../../../server/src/runtime/effects/http.node.ts";
import type { RequestEffect } from "../../../server/src/runtime/transition.ts";
import { startBackend, startRawBackend } from "../../support/fakeBackend.ts";

const nowhere = { file: "a.flow", range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } } };

function request(url: string, changes: Partial<RequestEffect> = {}): RequestEffect {
  return {
    type: "request",
    id: "1",
    method: "GET",
    url,
    headers: {},
    body: null,
    timeout: 3000,
    retry: { count: 0, every: 0 },
    credentials: [],
    source: nowhere,
    ...changes,
  };
}

async function send(effect: RequestEffect, options: HttpPortOptions = {}, signal = new AbortController().signal) {
  const port = createHttpPort(options);
  try {
    return await port.send(effect, signal);
  } finally {
    await port.close();
  }
}

async function answerOf(effect: RequestEffect, options: HttpPortOptions = {}) {
  const { result } = await send(effect, options);
  if (result.kind !== "answer") throw new Error(`No answer: ${result.message}`);
  return result;
}

async function failureOf(effect: RequestEffect, options: HttpPortOptions = {}) {
  const { result, final } = await send(effect, options);
  if (result.kind === "answer") throw new Error(`An answer: ${result.status}`);
  return { reason: result.reason, message: result.message, final };
}

/** Resolves every name as the table says, one answer after the other where there are several. */
function resolver(table: Readonly<Record<string, readonly string[]>>): LookupFunction {
  const counts = new Map<string, number>();
  return (hostname, options, callback) => {
    const count = counts.get(hostname) ?? 0;
    counts.set(hostname, count + 1);
    const addresses = table[hostname] ?? [];
    const address = addresses[Math.min(count, addresses.length - 1)];
    if (address === undefined) return callback(Object.assign(new Error("no such name"), { code: "ENOTFOUND" }), []);
    const family = address.includes(":") ? 6 : 4;
    if (options.all === true) return callback(null, [{ address, family }]);
    callback(null, address, family);
  };
}

describe("an answer", () => {
  test("comes with status, headers and body", async () => {
    await using backend = await startBackend(({ method, url, body }) => ({
      status: 201,
      headers: { "x-case": "Kept" },
      body: { method, url, body },
    }));
    const answer = await answerOf(
      request(`${backend.url}/a%20b?x=1`, {
        method: "POST",
        body: '{"a":1}',
        headers: { "Content-Type": "application/json" },
      }),
    );
    expect(answer.status).toBe(201);
    expect(answer.headers["x-case"]).toBe("Kept");
    expect(JSON.parse(answer.body)).toEqual({ method: "POST", url: "/a%20b?x=1", body: '{"a":1}' });
    expect(backend.requests[0]?.headers["content-type"]).toBe("application/json");
    expect(backend.requests[0]?.headers["user-agent"]).toBe("flowstate");
  });

  test("is decoded by its charset", async () => {
    await using backend = await startBackend((_, response) => {
      response.writeHead(200, { "content-type": "text/plain; charset=iso-8859-1" });
      response.end(Buffer.from([0x63, 0x61, 0x66, 0xe9]));
      return undefined;
    });
    expect((await answerOf(request(backend.url))).body).toBe("café");
  });

  test.each([
    ["gzip", gzipSync("hello")],
    ["br", brotliCompressSync("hello")],
    ["deflate", deflateSync("hello")],
    ["deflate", deflateRawSync("hello")],
    ["gzip, br", brotliCompressSync(gzipSync("hello"))],
  ])("is unpacked from %s", async (encoding, bytes) => {
    await using backend = await startBackend((_, response) => {
      response.writeHead(200, { "content-encoding": encoding });
      response.end(bytes);
      return undefined;
    });
    expect((await answerOf(request(backend.url))).body).toBe("hello");
  });

  test("may be empty: 204, and HEAD with a length", async () => {
    await using backend = await startBackend(({ method }, response) => {
      response.writeHead(
        method === "HEAD" ? 200 : 204,
        method === "HEAD" ? { "content-length": "12", "content-encoding": "gzip" } : {},
      );
      response.end();
      return undefined;
    });
    expect(await answerOf(request(backend.url))).toMatchObject({ status: 204, body: "" });
    expect(await answerOf(request(backend.url, { method: "HEAD" }))).toMatchObject({ status: 200, body: "" });
  });

  test("keeps several values of one header, and cookies are not kept for the next request", async () => {
    await using backend = await startBackend((_, response) => {
      response.setHeader("set-cookie", ["a=1", "b=2"]);
      return { body: {} };
    });
    const port = createHttpPort();
    const first = await port.send(request(backend.url), new AbortController().signal);
    await port.send(request(backend.url), new AbortController().signal);
    await port.close();
    expect(first.result.kind === "answer" && first.result.headers["set-cookie"]).toBe("a=1, b=2");
    expect(backend.requests[1]?.headers["cookie"]).toBeUndefined();
  });

  test("with a header called __proto__ pollutes nothing", async () => {
    await using backend = await startRawBackend((socket) =>
      socket.end("HTTP/1.1 200 OK\r\n__proto__: evil\r\ncontent-length: 0\r\n\r\n"),
    );
    const answer = await answerOf(request(backend.url));
    expect(Object.getOwnPropertyNames({}.constructor.prototype)).not.toContain("evil");
    expect(Object.hasOwn(answer.headers, "content-length")).toBe(true);
  });
});

describe("no answer", () => {
  test("a refused connection, in the author's words", async () => {
    const backend = await startBackend(() => ({}));
    await backend.close();
    expect(await failureOf(request(backend.url))).toEqual({
      reason: "refused",
      message: `The server at 127.0.0.1:${backend.port} refused the connection. Is it running?`,
      final: false,
    });
  });

  test("a name that does not exist", async () => {
    const failure = await failureOf(request("http://bank.example/"), { lookup: resolver({}) });
    expect(failure.message).toBe("There is no server called bank.example: the name could not be resolved.");
  });

  test("headers that never come", async () => {
    await using backend = await startBackend(() => new Promise(() => {}));
    const failure = await failureOf(request(backend.url, { timeout: 120 }));
    expect(failure).toEqual({
      reason: "timeout",
      message: `127.0.0.1:${backend.port} did not answer within 120 ms.`,
      final: false,
    });
  });

  test("a body that never ends: the time covers it too", async () => {
    await using backend = await startBackend((_, response) => {
      response.writeHead(200, { "content-type": "text/plain" });
      const timer = setInterval(() => response.write("."), 20);
      response.on("close", () => clearInterval(timer));
      return undefined;
    });
    expect((await failureOf(request(backend.url, { timeout: 150 }))).reason).toBe("timeout");
  });

  test.each([
    ["resets the connection", (socket: import("node:net").Socket) => socket.resetAndDestroy()],
    ["closes it without a word", (socket: import("node:net").Socket) => socket.end()],
    [
      "closes in the middle of the body",
      (socket: import("node:net").Socket) => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc"),
    ],
    [
      "closes in the middle of a chunk",
      (socket: import("node:net").Socket) =>
        socket.end("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nff\r\nabc"),
    ],
  ])("a server that %s", async (_, handler) => {
    await using backend = await startRawBackend(handler);
    const failure = await failureOf(request(backend.url));
    expect(failure).toEqual({
      reason: "refused",
      message: `The server at 127.0.0.1:${backend.port} closed the connection before its answer was complete.`,
      final: false,
    });
  });

  test("something that is not HTTP", async () => {
    await using backend = await startRawBackend((socket) => socket.end("220 mail ready\r\n"));
    expect((await failureOf(request(backend.url))).message).toContain("is not HTTP");
  });

  test("a length that is shorter than the body: what it promises is read, the rest harms nobody", async () => {
    await using backend = await startRawBackend((socket) =>
      socket.end("HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nabcHTTP/1.1 200 OK\r\n\r\nmore"),
    );
    expect((await answerOf(request(backend.url))).body).toBe("abc");
  });

  test("headers without end", async () => {
    await using backend = await startRawBackend((socket) =>
      socket.write(`HTTP/1.1 200 OK\r\nx-long: ${"x".repeat(200_000)}\r\n`),
    );
    expect((await failureOf(request(backend.url))).message).toContain("are too long");
  });

  test("a name server that never answers", async () => {
    const failure = await failureOf(request("http://slow.example/", { timeout: 100 }), { lookup: () => {} });
    expect(failure).toMatchObject({ reason: "timeout", message: "slow.example did not answer within 100 ms." });
  });

  test("bytes that are not the gzip they claim to be", async () => {
    await using backend = await startBackend(() => ({ headers: { "content-encoding": "gzip" }, body: "plain" }));
    expect((await failureOf(request(backend.url))).message).toContain("It is not the `gzip` that it says it is.");
  });

  test("more than 8 MiB", async () => {
    await using backend = await startBackend(() => ({ body: "x".repeat(10_000_000) }));
    const failure = await failureOf(request(backend.url));
    expect(failure).toMatchObject({ reason: "refused", final: true });
    expect(failure.message).toContain("larger than 8 MiB");
  });

  test("a gzip bomb, also one inside another", async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000));
    await using backend = await startBackend(({ url }, response) => {
      const twice = url === "/twice";
      response.writeHead(200, { "content-encoding": twice ? "gzip, gzip" : "gzip" });
      response.end(twice ? gzipSync(bomb) : bomb);
      return undefined;
    });
    for (const path of ["/once", "/twice"]) {
      expect((await failureOf(request(backend.url + path))).message).toContain("larger than 8 MiB");
    }
  });

  test("a cancelled request", async () => {
    await using backend = await startBackend(() => new Promise(() => {}));
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    const { result, final } = await send(request(backend.url), {}, controller.signal);
    expect(result).toMatchObject({ kind: "none", message: "The request was cancelled." });
    expect(final).toBe(true);
  });

  test.each([
    ["file:///etc/passwd", "http and https"],
    ["not a url", "is not an address"],
    ["http://name:word@127.0.0.1/", "auth basic"],
  ])("%s", async (url, message) => {
    expect(await failureOf(request(url))).toMatchObject({
      reason: "refused",
      final: true,
      message: expect.stringContaining(message),
    });
  });

  test("a header that would smuggle another one in", async () => {
    await using backend = await startBackend(() => ({}));
    const failure = await failureOf(request(backend.url, { headers: { "x-name": "a\r\nx-evil: 1" } }));
    expect(failure).toMatchObject({
      final: true,
      message: expect.stringContaining("characters that HTTP does not allow"),
    });
    expect(backend.requests).toEqual([]);
  });
});

describe("redirects", () => {
  test.each([
    [301, "POST", "GET", ""],
    [302, "POST", "GET", ""],
    [303, "POST", "GET", ""],
    [303, "PUT", "GET", ""],
    [301, "PUT", "PUT", "body"],
    [307, "POST", "POST", "body"],
    [308, "POST", "POST", "body"],
    [303, "HEAD", "HEAD", ""],
  ])("%i turns %s into %s", async (status, method, followed, body) => {
    await using backend = await startBackend(({ url }) =>
      url === "/" ? { status, headers: { location: "/next" } } : { body: "there" },
    );
    const sent = method === "HEAD" ? null : "body";
    const answer = await answerOf(
      request(`${backend.url}/`, { method, body: sent, headers: { "content-type": "text/plain" } }),
    );
    expect(answer.url).toBe(`${backend.url}/next`);
    expect(backend.requests[1]).toMatchObject({ method: followed, body });
    expect(backend.requests[1]?.headers["content-type"]).toBe(
      body === "" && method !== "HEAD" ? undefined : "text/plain",
    );
  });

  test("five are followed, six are not", async () => {
    await using backend = await startBackend(({ url }) => {
      const left = Number(url.slice(1));
      return left === 0 ? { body: "there" } : { status: 302, headers: { location: `/${left - 1}` } };
    });
    expect((await answerOf(request(`${backend.url}/5`))).body).toBe("there");
    const failure = await failureOf(request(`${backend.url}/6`));
    expect(failure).toMatchObject({
      reason: "refused",
      message: expect.stringContaining("redirects more than 5 times"),
    });
  });

  test("a 304 and a redirect without a location are answers", async () => {
    await using backend = await startBackend(({ url }) => ({ status: Number(url.slice(1)) }));
    expect((await answerOf(request(`${backend.url}/304`))).status).toBe(304);
    expect((await answerOf(request(`${backend.url}/302`))).status).toBe(302);
  });

  test.each([
    ["http://169.254.169.254/latest/meta-data/", "169.254.169.254 is refused"],
    ["http://[::ffff:169.254.169.254]/", "is refused"],
    ["http://2852039166/", "169.254.169.254 is refused"],
    ["http://0/", "0.0.0.0 is refused"],
    ["file:///etc/passwd", "only http and https are followed"],
    ["http://[", "which is not an address"],
    ["http://meta.example/", "meta.example is at 169.254.169.254, which is refused"],
  ])("to %s is refused", async (location, message) => {
    await using backend = await startBackend(() => ({ status: 302, headers: { location } }));
    const lookup = resolver({ "meta.example": ["169.254.169.254"] });
    expect(await failureOf(request(backend.url), { lookup })).toMatchObject({
      final: true,
      message: expect.stringContaining(message),
    });
  });

  test("credentials stay with their host", async () => {
    await using other = await startBackend(() => ({ body: "there" }));
    await using backend = await startBackend(({ url }) => {
      if (url === "/away") return { status: 307, headers: { location: `${other.url}/x` } };
      return url === "/here" ? { status: 307, headers: { location: "/x" } } : { body: "here" };
    });
    const headers = { Authorization: "Bearer t", Cookie: "c=1", "X-Api-Key": "k", "X-Signature": "s", "X-Other": "o" };
    const changes = { headers, credentials: ["X-Signature"] };
    await answerOf(request(`${backend.url}/here`, changes));
    expect(backend.requests[1]?.headers).toMatchObject({ authorization: "Bearer t", "x-signature": "s" });
    await answerOf(request(`${backend.url}/away`, changes));
    const seen = other.requests[0]?.headers ?? {};
    expect(seen["x-other"]).toBe("o");
    for (const name of ["authorization", "cookie", "x-api-key", "x-signature"]) expect(seen[name]).toBeUndefined();
  });

  test("name and password in a location are not sent", async () => {
    await using backend = await startBackend(({ url, headers }) =>
      url === "/" ? { status: 302, headers: { location: `http://a:b@${headers["host"]}/x` } } : { body: "there" },
    );
    expect((await answerOf(request(`${backend.url}/`))).url).toBe(`${backend.url}/x`);
    expect(backend.requests[1]?.headers["authorization"]).toBeUndefined();
  });
});

describe("names and policies", () => {
  test("a name is judged by its address, at every connection", async () => {
    await using backend = await startBackend(() => ({ body: "there" }));
    // The name points at this machine when it is first asked for, and at the metadata service afterwards.
    const lookup = resolver({ "rebind.example": ["127.0.0.1", "169.254.169.254"] });
    const port = createHttpPort({ lookup });
    const effect = request(`http://rebind.example:${backend.port}/`);
    const first = await port.send(effect, new AbortController().signal);
    const second = await port.send(effect, new AbortController().signal);
    await port.close();
    expect(first.result.kind).toBe("answer");
    expect(second.result).toMatchObject({
      kind: "none",
      message:
        "rebind.example is at 169.254.169.254, which is refused: it is a link-local address, where clouds keep their credentials.",
    });
  });

  test("a name called localhost stays on this machine", async () => {
    const lookup = resolver({ "app.localhost": ["10.0.0.7"] });
    expect((await failureOf(request("http://app.localhost/"), { lookup })).message).toContain("is not this machine");
  });

  test("a policy is asked for every host but this machine, on every hop, and its time does not count", async () => {
    const asked: string[] = [];
    await using backend = await startBackend(({ url, headers }) =>
      url === "/"
        ? { status: 302, headers: { location: `http://second.example:${headers["host"]?.toString().split(":")[1]}/x` } }
        : { body: "there" },
    );
    const lookup = resolver({ "first.example": ["127.0.0.1"], "second.example": ["127.0.0.1"] });
    const policy = {
      allow: async (host: string) => {
        asked.push(host);
        await new Promise((resolve) => setTimeout(resolve, 250));
        return host !== "second.example";
      },
    };
    const effect = request(`http://first.example:${backend.port}/`, { timeout: 200 });
    expect((await failureOf(effect, { lookup, policy })).message).toBe(
      "Requests to second.example are not allowed here.",
    );
    expect(asked).toEqual(["first.example", "second.example"]);
    expect((await answerOf(request(`${backend.url}/x`), { policy })).body).toBe("there");
    expect(asked).toHaveLength(2);
  });
});

describe("proxies of the environment", () => {
  async function startProxy() {
    const seen: string[] = [];
    const server = createServer((incoming, response) => {
      seen.push(incoming.url ?? "");
      response.end("through the proxy");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    return { seen, url: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: async () => void server.close() };
  }

  test("are used for other hosts, not for this machine and not where no_proxy says so", async () => {
    await using proxy = await startProxy();
    await using backend = await startBackend(() => ({ body: "direct" }));
    const environment = { http_proxy: proxy.url, no_proxy: "inside.example" };
    const lookup = resolver({ "inside.example": ["127.0.0.1"] });
    const options = { environment, lookup };
    expect((await answerOf(request("http://bank.example/a"), options)).body).toBe("through the proxy");
    expect(proxy.seen).toEqual(["http://bank.example/a"]);
    expect((await answerOf(request(backend.url), options)).body).toBe("direct");
    expect((await answerOf(request(`http://inside.example:${backend.port}/`), options)).body).toBe("direct");
  });

  test("may be named without http://, as other tools allow", async () => {
    await using proxy = await startProxy();
    const environment = { http_proxy: proxy.url.replace("http://", "") };
    expect((await answerOf(request("http://bank.example/a"), { environment })).body).toBe("through the proxy");
  });

  test.each(["http://", "socks5://127.0.0.1:1", "a b", "http://[::1", "ftp://x"])(
    "that cannot be used fail what would go through them, and say so: %s",
    async (address) => {
      await using backend = await startBackend(() => ({ body: "direct" }));
      const environment = { HTTP_PROXY: address, HTTPS_PROXY: "" };
      const failed = await failureOf(request("http://bank.example/a"), { environment });
      expect(failed).toEqual({
        reason: "refused",
        message: "The proxy that the environment names in `http_proxy` is no http address.",
        final: true,
      });
      expect((await answerOf(request(backend.url), { environment })).body).toBe("direct");
    },
  );

  test("that nobody answers at are told as such", async () => {
    const environment = { http_proxy: "http://127.0.0.1:1" };
    expect((await failureOf(request("http://bank.example/a"), { environment })).reason).toBe("refused");
  });

  test("are no way around the address rules", async () => {
    await using proxy = await startProxy();
    const lookup = resolver({ "meta.example": ["169.254.169.254"] });
    const options = { environment: { HTTP_PROXY: proxy.url }, lookup };
    expect((await failureOf(request("http://169.254.169.254/"), options)).message).toContain("is refused");
    expect((await failureOf(request("http://meta.example/"), options)).message).toContain("is refused");
    expect(proxy.seen).toEqual([]);
  });
});
