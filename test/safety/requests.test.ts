import { describe, expect, test } from "vitest";
import { Consent } from "../../server/src/debug/consent.ts";
import { isLoopbackHost, refusalOf } from "../../server/src/runtime/effects/addressGuard.ts";
import { createHttpPort } from "../../server/src/runtime/effects/http.node.ts";
import { maximumRequests } from "../../server/src/runtime/limits.ts";
import { answers, json, run } from "../support/conversation.ts";
import { startBackend } from "../support/fakeBackend.ts";

const nowhere = { file: "a.flow", range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } } };
const fields = {
  type: "request",
  id: "1",
  headers: {},
  body: null,
  timeout: 2_000,
  retry: { count: 0, every: 0 },
  credentials: [],
  source: nowhere,
} as const;

/** Addresses that carry 127.0.0.1 and lead to somebody else: the last 64 bits of a network are its owner's to choose. */
const elsewhere = [
  "[2a01:4f8:1:2:0:5efe:7f00:1]",
  "[2a01:4f8:1:2:200:5efe:7f00:1]",
  "[2002:7f00:1::8]",
  "[64:ff9b::7f00:1]",
  "[2001:0:7f00:1::1]",
  "[::7f00:1]",
  "[::ffff:0:7f00:1]",
];

describe("rule 3, addresses", () => {
  test.each(elsewhere)("%s is not this machine: it needs consent, and goes through the proxy", async (host) => {
    expect(isLoopbackHost(host)).toBe(false);
    expect(await new Consent("never", undefined).allow(host, new AbortController().signal)).toBe(false);
    const asked: string[] = [];
    const policy = { allow: async (name: string) => asked.push(name) === 0 };
    const port = createHttpPort({ policy });
    await port.send({ ...fields, method: "GET", url: `http://${host}/` }, new AbortController().signal);
    await port.close();
    expect(asked).toEqual([new URL(`http://${host}/`).hostname]);
  });

  test("a name of this machine that resolves to such an address is refused", async () => {
    const port = createHttpPort({
      lookup: (_name, _options, callback) => callback(null, [{ address: "2a01:4f8:1:2:0:5efe:7f00:1", family: 6 }]),
    });
    const signal = new AbortController().signal;
    const { result } = await port.send({ ...fields, method: "GET", url: "http://localhost:1/" }, signal);
    await port.close();
    expect(result).toMatchObject({ kind: "none", message: expect.stringContaining("is not this machine") });
  });

  test("decimal, octal, hexadecimal and short numbers, 6to4, NAT64 and mapped forms of the metadata address are refused", () => {
    const hosts = [
      "2852039166",
      "0xa9fea9fe",
      "0251.0376.0251.0376",
      "169.16689662",
      "169.254.43518",
      "[::ffff:169.254.169.254]",
      "[2002:a9fe:a9fe::]",
      "[64:ff9b::169.254.169.254]",
      "0",
      "0x0",
      "[::]",
      "[::ffff:0:0]",
      "１６９.254.169.254",
      "169。254。169。254",
    ];
    for (const host of hosts) expect(refusalOf(new URL(`http://${host}/`).hostname), host).toBeDefined();
  });
});

describe("rule 3, what a user or a backend fills in stays where the author put it", () => {
  const source = `
    state s { ask id as text "Id?" -> t }
    state t { api GET "http://bank.test/users/{id}/card?of={id}" say "{temp.response.status}" }
  `;
  const urlFor = (text: string): string =>
    run(source, [text], { backend: answers(json({})) }).requests.map(({ url }) => url)[0] ?? "";

  test.each([".", ".."])("%s does not lead out of the folder of an address", (dots) => {
    const url = new URL(urlFor(dots));
    expect(url.pathname).toMatch(/^\/users\/[^/]+\/card$/);
    expect(url.searchParams.get("of")).toBe(dots);
  });

  test.each(["a/../..", "?x=1", "#", "@evil.example", "\\..\\", "%2e%2e", "a\r\nHost: evil"])(
    "%j is one segment",
    (text) => {
      const url = new URL(urlFor(text));
      expect(url.host).toBe("bank.test");
      expect(url.pathname.split("/")).toHaveLength(4);
      expect(decodeURIComponent(url.pathname.split("/")[2] ?? "")).toBe(text.trim());
    },
  );
});

describe("rule 3, limits", () => {
  test("calls a turn: the hundred-and-first request is reported at its step, and not sent", () => {
    const { requests, events } = run('state s { api GET "http://bank.test/" -> s }', [], {
      backend: answers(json({})),
    });
    expect(requests.length).toBe(maximumRequests);
    const told = events.find((each) => each.type === "report" && each.message.includes("More than 100 requests"));
    expect(told).toMatchObject({ source: { range: { start: { line: 0 } } } });
  });

  test("retries of a step are limited, whatever it says", () => {
    const { requests } = run('state s { api GET "http://bank.test/" { retry 1000000 every 1ms } }', [], {
      backend: answers(json({})),
    });
    expect(requests[0]?.retry.count).toBeLessThanOrEqual(10);
  });

  test("what comes after a redirect is checked as the first address was, the fifth hop too", async () => {
    await using backend = await startBackend(({ url }) => {
      const left = Number(url.slice(1));
      return {
        status: 307,
        headers: { location: left === 0 ? "http://169.254.169.254/latest/meta-data/" : `/${left - 1}` },
      };
    });
    const port = createHttpPort();
    const signal = new AbortController().signal;
    const { result, final } = await port.send({ ...fields, method: "GET", url: `${backend.url}/4` }, signal);
    await port.close();
    expect(result).toMatchObject({ kind: "none", message: expect.stringContaining("169.254.169.254 is refused") });
    expect(final).toBe(true);
  });
});
